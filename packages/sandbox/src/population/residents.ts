import { HOLDERS } from '../permits/holders.ts';
import { cardExpires, type ManifestPortrait, type Person, syntheticNumber } from './people.ts';

type Row = readonly [
  name: string,
  sex: 'f' | 'm',
  birthDate: string,
  portrait: string | null,
  issued: string | null,
  note?: string,
  extra?: {
    lost?: boolean;
    mobile?: false;
    fingerprints?: false;
    inHand?: string;
    vouching?: 'unverified' | 'no-account';
    /** Name of the parent among the residents. */
    parent?: string;
  },
];

/**
 * The residents. No one of them exists: area 990000 is not allocated, and mobile prefix 161 has no operator.
 * Ages follow the portraits, which are generated pictures. Cards are issued so that each state occurs.
 */
const ROWS: readonly Row[] = [
  ['张晓晓', 'f', '2001-03-07', 'f22', '2022-05-03', '示范人物 the demo person'],
  ['王建国', 'm', '1992-06-18', null, '2019-09-10', '库中无照片 no portrait'],
  ['李雨桐', 'm', '2003-11-02', 'm71', '2021-07-15'],
  ['陈桂芳', 'f', '1979-04-25', 'f37', '2012-03-19', '林诗涵（12 岁）的母亲 mother of 林诗涵, aged 12'],
  ['赵德明', 'm', '1960-01-30', 'm95', '2008-10-08', '长期有效 long-term card'],
  ['阿依古丽·买买提', 'f', '2004-08-16', 'f01', '2020-08-20', '姓名带间隔号 name with «·»'],
  ['欧阳淑慧', 'f', '1995-02-28', null, '2015-04-01', '身份证已过期，库中无照片 expired card, no portrait'],
  ['巴特尔', 'm', '1981-12-05', 'm94', '2018-06-06'],
  ['周慧敏', 'f', '1976-09-09', 'f11', '2011-11-11'],
  [
    '刘素珍',
    'f',
    '1941-05-20',
    'f41',
    '2009-02-17',
    '85 岁，无在册手机 aged 85, no mobile on file',
    { mobile: false },
  ],
  ['孙国栋', 'm', '1953-07-14', 'm44', '2010-07-30', '70 岁以上 over 70'],
  ['马文𬭸', 'm', '1950-10-01', 'm38', '2007-05-25', '生僻字 rare character U+2CB78'],
  ['扎西次仁', 'm', '1978-03-11', 'm53', '2016-01-12', '已挂失 card reported lost', { lost: true }],
  ['迪丽努尔·阿卜杜热合曼', 'f', '2000-06-29', 'f47', '2023-03-03', '长姓名 long name'],
  ['吴嘉豪', 'm', '1999-09-27', null, '2017-12-20', '库中无照片 no portrait'],
  [
    '郑㛃',
    'f',
    '2002-12-12',
    'f00',
    '2021-01-04',
    '生僻字；换了手机号，支小宝仍认旧号 rare character U+36C3; new mobile, 支小宝 still vouches for the old one',
    { inHand: '16100001016' },
  ],
  [
    '杨彧',
    'm',
    '1998-01-08',
    'm66',
    '2024-02-29',
    '换了手机号，支小宝也未核实 new mobile, which 支小宝 has not verified',
    { inHand: '16100001017', vouching: 'unverified' },
  ],
  ['何静怡', 'f', '1985-05-05', 'f27', '2014-08-08', '张小宝（6 岁）的母亲 mother of 张小宝, aged 6'],
  [
    '张小宝',
    'm',
    '2020-04-04',
    null,
    null,
    '6 岁，未办身份证；监护人何静怡 aged 6, no card; guardian 何静怡',
    { mobile: false, fingerprints: false, parent: '何静怡' },
  ],
  [
    '林诗涵',
    'f',
    '2014-10-19',
    null,
    '2022-09-01',
    '12 岁，库中无照片；监护人陈桂芳 aged 12, no portrait; guardian 陈桂芳',
    { mobile: false, parent: '陈桂芳' },
  ],
  [
    '努尔兰·哈孜别克',
    'm',
    '1966-02-02',
    null,
    '2013-05-16',
    '库中无照片 no portrait',
    { fingerprints: false },
  ],
  [
    '高秀兰',
    'f',
    '1948-08-08',
    null,
    '2006-12-01',
    '库中无照片 no portrait',
    { mobile: false, fingerprints: false },
  ],
];

/** Everyone in the population register before anyone enrols. A portrait is used only if the manifest has it with the same sex. */
export function residents(manifest: readonly ManifestPortrait[]): readonly Person[] {
  const portraits = new Map(manifest.map((portrait) => [portrait.id, portrait.sex]));
  const taken = new Set([...ROWS.map((row) => row[3]), ...HOLDERS.map(({ portrait }) => portrait)]);
  const spare = manifest.filter(({ id }) => !taken.has(id));
  const rows = [...ROWS, ...spare.map(rowFor)];
  return rows.map(([name, letter, birthDate, portrait, issued, note, extra], index) => {
    const sex = letter === 'f' ? 'female' : 'male';
    const hasPortrait = portrait !== null && portraits.get(portrait) === sex;
    return {
      id: `p${String(index + 1).padStart(2, '0')}`,
      name,
      sex,
      birthDate,
      number: syntheticNumber(birthDate, sex, 1),
      mobile: extra?.mobile === false ? null : `161${String(index + 1).padStart(8, '0')}`,
      fingerprints: extra?.fingerprints ?? true,
      card:
        issued === null
          ? null
          : { issued, expires: cardExpires(birthDate, issued), lost: extra?.lost ?? false },
      portrait: hasPortrait ? portrait : null,
      portraitDate: hasPortrait ? issued : null,
      enrolled: false,
      note: note ?? '',
      ...(extra?.inHand === undefined ? {} : { inHand: extra.inHand }),
      ...(extra?.vouching === undefined ? {} : { vouching: extra.vouching }),
      ...(extra?.parent === undefined
        ? {}
        : { guardians: [{ number: numberOf(extra.parent), relation: 'parent' as const }] }),
    };
  });
}

function numberOf(name: string): string {
  const [, letter, birthDate] = ROWS.find((row) => row[0] === name)!;
  return syntheticNumber(birthDate, letter === 'f' ? 'female' : 'male', 1);
}

/** Someone for a portrait that came with another faces folder; each gets a birthday of their own. */
function rowFor({ id, sex }: ManifestPortrait, index: number): Row {
  const given = '安宁平和文清远思明德嘉言'[index % 12]!;
  const family = '唐宋元冯韩曹许邓萧程'[index % 10]!;
  const day = new Date(Date.UTC(1970, 0, 1 + index * 211)).toISOString().slice(0, 10);
  return [`${family}${given}`, sex === 'female' ? 'f' : 'm', day, id, '2020-06-01'];
}
