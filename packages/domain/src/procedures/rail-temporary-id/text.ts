import type { PaperProof } from '../procedure.ts';
import { revealing } from '../revealing.ts';

const both = ['name', 'number'] as const;

/** Uses of the rail temporary ID (B6); each sees only what its work needs. */
export const purposes = revealing({
  'rail.sale': both,
  'rail.refund': both,
  'rail.change': both,
  'rail.entry': both,
  'rail.check': both,
  'rail.exit': ['name'],
  'rail.reimbursement': ['name'],
});

/** The six proofs on which the station police counter issues the paper form (B8, source 000). */
export const paperProofs: readonly PaperProof[] = [
  {
    id: 'household-letter',
    documents: ['resident-id'],
    text: {
      'zh-Hans': '所在地公安机关出具的户籍证明信',
      'zh-Hant-HK': '所在地公安機關發出的戶籍證明信',
      'zh-Hant-TW': '所在地公安機關出具的戶籍證明信',
      en: 'Household-register letter by the local police',
    },
  },
  {
    id: 'school-letter',
    documents: ['resident-id', 'passport', 'other'],
    text: {
      'zh-Hans': '学校出具的证明信（学生）',
      'zh-Hant-HK': '學校發出的證明信（學生）',
      'zh-Hant-TW': '學校出具的證明信（學生）',
      en: 'School letter (students)',
    },
  },
  {
    id: 'unit-letter',
    documents: ['resident-id', 'other'],
    text: {
      'zh-Hans': '所在部队出具的证明信（现役军人、武警）',
      'zh-Hant-HK': '所屬部隊發出的證明信（現役軍人、武警）',
      'zh-Hant-TW': '所屬部隊出具的證明信（現役軍人、武警）',
      en: 'Unit letter (serving military and armed police)',
    },
  },
  {
    id: 'embassy-letter',
    documents: ['passport'],
    text: {
      'zh-Hans': '驻华使领馆出具的证明信（外籍旅客）',
      'zh-Hant-HK': '駐華使領館發出的證明信（外籍旅客）',
      'zh-Hant-TW': '駐華使領館出具的證明信（外籍旅客）',
      en: 'Embassy or consulate letter (foreign travellers)',
    },
  },
  {
    id: 'issuing-authority-letter',
    documents: ['passport', 'other'],
    text: {
      'zh-Hans': '其他有效证件的发证部门出具的证明信',
      'zh-Hant-HK': '其他有效證件的簽發部門發出的證明信',
      'zh-Hant-TW': '其他有效證件的核發機關出具的證明信',
      en: 'Letter by the authority that issued another valid document',
    },
  },
  {
    id: 'other-means',
    documents: ['resident-id', 'passport', 'other'],
    text: {
      'zh-Hans': '其他能够证明本人身份的方式',
      'zh-Hant-HK': '其他能夠證明本人身份的方式',
      'zh-Hant-TW': '其他足以證明本人身分的方式',
      en: 'Other means that prove who the person is',
    },
  },
];

export const text = {
  name: {
    'zh-Hans': '铁路电子临时乘车身份证明',
    'zh-Hant-HK': '鐵路電子臨時乘車身份證明',
    'zh-Hant-TW': '鐵路電子臨時乘車身分證明',
    en: 'Rail temporary ID',
  },
  paperName: {
    'zh-Hans': '乘坐旅客列车临时身份证明',
    'zh-Hant-HK': '乘搭旅客列車臨時身份證明',
    'zh-Hant-TW': '搭乘旅客列車臨時身分證明',
    en: 'Temporary ID for train travel',
  },
  short: {
    'zh-Hans': '临时乘车证明',
    'zh-Hant-HK': '臨時乘車證明',
    'zh-Hant-TW': '臨時乘車證明',
    en: 'Rail ID',
  },
  summary: {
    'zh-Hans': '没带或丢了身份证也能乘火车：一分钟办好，24 小时有效。',
    'zh-Hant-HK': '沒帶或遺失身份證也可乘搭火車：一分鐘辦妥，24 小時有效。',
    'zh-Hant-TW': '沒帶或遺失身分證也能搭火車：一分鐘辦好，24 小時有效。',
    en: 'Take the train without your ID card: ready in a minute, valid for 24 hours.',
  },
  needs: [
    {
      'zh-Hans': '居民身份证上的姓名和号码（不用带证）',
      'zh-Hant-HK': '居民身份證上的姓名和號碼（毋須帶證）',
      'zh-Hant-TW': '居民身分證上的姓名與號碼（不需帶證）',
      en: 'The name and number of the resident ID card (not the card itself)',
    },
    {
      'zh-Hans': '有摄像头的手机，可以用同行人的',
      'zh-Hant-HK': '有鏡頭的手機，可用同行者的',
      'zh-Hant-TW': '有鏡頭的手機，可用同行者的',
      en: 'A phone with a camera; a companion’s will do',
    },
  ],
  takes: {
    'zh-Hans': '约 1 分钟',
    'zh-Hant-HK': '約 1 分鐘',
    'zh-Hant-TW': '約 1 分鐘',
    en: 'About 1 minute',
  },
  scope: {
    'zh-Hans': '限境内铁路使用',
    'zh-Hant-HK': '只限內地鐵路使用',
    'zh-Hant-TW': '限大陸境內鐵路使用',
    en: 'For railways in the mainland only',
  },
  quota: {
    'zh-Hans': '每人每月 3 次，查看不计次',
    'zh-Hant-HK': '每人每月 3 次，查看不計次數',
    'zh-Hant-TW': '每人每月 3 次，檢視不計次數',
    en: '3 times a month for each person; looking at it does not count',
  },
  hotline: '12306',
} as const;
