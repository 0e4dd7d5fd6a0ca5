import { residentIdCheckCharacter } from '@suizheng/domain/identifiers/resident-id.ts';
import type { ManifestPortrait, Person } from '../population/people.ts';

type Holder = Omit<Person, 'id' | 'portraitDate' | 'enrolled' | 'fingerprints' | 'mobile' | 'document'> & {
  readonly document: NonNullable<Person['document']>;
  readonly mobile?: false;
};

/** A synthetic residence permit number: areas 819900, 829900 and 839900 are allocated to nobody. */
export function syntheticResidencePermit(
  from: '81' | '82' | '83',
  birthDate: string,
  sex: Person['sex'],
): string {
  const first17 = `${from}9900${birthDate.replaceAll('-', '')}00${sex === 'male' ? 3 : 2}`;
  return first17 + residentIdCheckCharacter(first17);
}

const lost = false;

/**
 * Holders of permits. No one of them exists: permits whose lifelong digits begin with 99 are allocated to nobody, and
 * are refused in production. Some are known by two documents, as people are who live in the mainland.
 */
export const HOLDERS: readonly Holder[] = [
  {
    name: '陳家豪',
    sex: 'male',
    birthDate: '1994-08-12',
    document: 'home-return-permit',
    number: 'H99000001',
    card: { issued: '2021-05-20', expires: '2031-05-19', lost },
    portrait: 'm51',
    note: '香港居民 from Hong Kong',
  },
  {
    name: '李詠詩',
    sex: 'female',
    birthDate: '1988-02-09',
    document: 'home-return-permit',
    number: 'H99000002',
    card: { issued: '2016-01-15', expires: '2026-01-14', lost },
    portrait: null,
    note: '香港居民，證件已過期 from Hong Kong, permit expired',
  },
  {
    name: '何嘉敏',
    sex: 'female',
    birthDate: '1996-11-30',
    document: 'home-return-permit',
    number: 'M99000003',
    card: { issued: '2022-07-01', expires: '2032-06-30', lost },
    portrait: 'f02',
    note: '澳門居民 from Macau',
  },
  {
    name: '林冠宇',
    sex: 'male',
    birthDate: '1993-04-17',
    document: 'taiwan-permit',
    number: '99000001',
    card: { issued: '2023-09-12', expires: '2028-09-11', lost },
    portrait: 'm12',
    note: '台灣居民 from Taiwan',
  },
  {
    name: '張雅婷',
    sex: 'female',
    birthDate: '2000-12-25',
    document: 'taiwan-permit',
    number: '99000002',
    card: { issued: '2024-03-05', expires: '2029-03-04', lost },
    portrait: null,
    mobile: false,
    note: '台灣居民，無照片、無在冊手機 from Taiwan, no portrait, no mobile on file',
  },
  {
    name: '陳家豪',
    sex: 'male',
    birthDate: '1994-08-12',
    document: 'residence-permit',
    number: syntheticResidencePermit('81', '1994-08-12', 'male'),
    card: { issued: '2024-10-10', expires: '2029-10-09', lost },
    portrait: 'm51',
    sameAs: 'H99000001',
    note: '與回鄉證 H99000001 為同一人 the same person as H99000001',
  },
  {
    name: '黃靖雯',
    sex: 'female',
    birthDate: '1990-06-21',
    document: 'residence-permit',
    number: syntheticResidencePermit('83', '1990-06-21', 'female'),
    card: { issued: '2025-02-18', expires: '2030-02-17', lost },
    portrait: null,
    note: '台灣居民，換了手機號，支小宝仍認舊號 from Taiwan; new mobile, 支小宝 still vouches for the old one',
    inHand: '16170001007',
  },
  {
    name: '何嘉敏',
    sex: 'female',
    birthDate: '1996-11-30',
    document: 'residence-permit',
    number: syntheticResidencePermit('82', '1996-11-30', 'female'),
    card: { issued: '2023-04-06', expires: '2028-04-05', lost },
    portrait: 'f02',
    sameAs: 'M99000003',
    note: '與回鄉證 M99000003 為同一人 the same person as M99000003',
  },
  {
    name: '林冠宇',
    sex: 'male',
    birthDate: '1993-04-17',
    document: 'residence-permit',
    number: syntheticResidencePermit('83', '1993-04-17', 'male'),
    card: { issued: '2024-01-22', expires: '2029-01-21', lost },
    portrait: 'm12',
    sameAs: '99000001',
    note: '與台胞證 99000001 為同一人 the same person as 99000001',
  },
  {
    name: '鄭文傑',
    sex: 'male',
    birthDate: '1985-10-02',
    document: 'home-return-permit',
    number: 'H99000004',
    card: { issued: '2020-11-09', expires: '2030-11-08', lost: true },
    portrait: null,
    note: '香港居民，證件已報失 from Hong Kong, permit reported lost',
  },
];

/** Where the mobile on file is that of: whoever holds two documents has one telephone, whichever they show. */
const owner = ({ number, sameAs }: Holder): number =>
  HOLDERS.findIndex((holder) => holder.number === (sameAs ?? number));

/** Everyone in the permit register. A portrait is used only if the manifest has it with the same sex. */
export function permitHolders(manifest: readonly ManifestPortrait[]): readonly Person[] {
  return HOLDERS.map(({ mobile, ...holder }, index) => {
    const there = manifest.some(({ id, sex }) => id === holder.portrait && sex === holder.sex);
    return {
      ...holder,
      id: `h${String(index + 1).padStart(2, '0')}`,
      mobile: mobile === false ? null : `1617${String(owner(holder) + 1).padStart(7, '0')}`,
      fingerprints: true,
      portrait: there ? holder.portrait : null,
      portraitDate: there ? (holder.card?.issued ?? null) : null,
      enrolled: false,
    };
  });
}
