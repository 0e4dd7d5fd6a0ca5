import { syntheticNumber } from '../../packages/sandbox/src/population/people.ts';

/** A resident of the sandbox: who they are, the mobile they hold, and the portrait the register has of them. */
export interface Resident {
  readonly name: string;
  readonly number: string;
  readonly mobile: string;
  readonly portrait: string;
}

const resident = (
  name: string,
  birthDate: string,
  sex: 'female' | 'male',
  mobile: string,
  portrait: string,
): Resident => ({ name, number: syntheticNumber(birthDate, sex, 1), mobile, portrait });

/**
 * Everyone who appears in the journeys. Each journey has its own people, so that no one's quota or valid credential
 * stands in another's way; the names and dates are those of packages/sandbox/src/population/residents.ts.
 */
export const people = {
  /** Forgets the card and takes the whole trip. */
  yutong: resident('李雨桐', '2003-11-02', 'male', '16100000003', 'm71'),
  /** The one whom somebody else pretends to be. */
  huimin: resident('周慧敏', '1976-09-09', 'female', '16100000009', 'f11'),
  /** The same with her other telephone, which has no camera: a mobile waits a minute for its second code. */
  huiminAtHome: resident('周慧敏', '1976-09-09', 'female', '16100000109', 'f11'),
  /** Travels with a companion, whose phone serves. */
  guodong: resident('孙国栋', '1953-07-14', 'male', '16100000011', 'm44'),
  /** Takes the trip by keyboard alone. */
  yangyu: resident('杨彧', '1998-01-08', 'male', '16100000017', 'm66'),
  /** Is named as somebody to travel with; her name is long. */
  dilnur: resident('迪丽努尔·阿卜杜热合曼', '2000-06-29', 'female', '16100000014', 'f47'),
  /** Types wrong things. */
  jingyi: resident('何静怡', '1985-05-05', 'female', '16100000018', 'f27'),
  /** The same with her other telephone: a mobile waits a minute for its second code. */
  jingyiAtHome: resident('何静怡', '1985-05-05', 'female', '16100000118', 'f27'),
  /** Has the card photographed instead of the face. */
  bateer: resident('巴特尔', '1981-12-05', 'male', '16100000008', 'm94'),
  /** The same with a third telephone: his case is a reviewer's. */
  bateerInReview: resident('巴特尔', '1981-12-05', 'male', '16100000208', 'm94'),
  /** The same with another telephone, which has no camera. */
  bateerAtHome: resident('巴特尔', '1981-12-05', 'male', '16100000108', 'm94'),
  /** Registers by face. */
  deming: resident('赵德明', '1960-01-30', 'male', '16100000005', 'm95'),
  /** The same with another telephone, which has no camera. */
  demingAtHome: resident('赵德明', '1960-01-30', 'male', '16100000105', 'm95'),
  /** Registers, and is not recognised: somebody else sits there. */
  wenlin: resident('马文𬭸', '1950-10-01', 'male', '16100000012', 'm38'),
  /** Has another mobile than the one on file; the third party still knows that one. */
  zheng: resident('郑㛃', '2002-12-12', 'female', '16100001016', 'f00'),
  /** The same with another telephone; it has no camera. */
  zhengAtHome: resident('郑㛃', '2002-12-12', 'female', '16100001116', 'f00'),
  /** Has a phone without a camera. */
  aygul: resident('阿依古丽·买买提', '2004-08-16', 'female', '16100000006', 'f01'),
  /** Has no mobile on file, and proves herself at the counter. */
  xiulan: resident('高秀兰', '1948-08-08', 'female', '16100002022', ''),
  /** Brings the letter of his organisation to the counter. */
  nuerlan: resident('努尔兰·哈孜别克', '1966-02-02', 'male', '16100000021', ''),
  /** Is invited by it. */
  suzhen: resident('刘素珍', '1941-05-20', 'female', '16100003010', 'f41'),
  /** Stands in the pictures. */
  xiaoxiao: resident('张晓晓', '2001-03-07', 'female', '16100000001', 'f22'),
} as const satisfies Record<string, Resident>;

/** 990000 19900307 0013, as the pages write a number that a person compares with a card. */
export const spaced = ({ number }: Resident): string =>
  `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`;
