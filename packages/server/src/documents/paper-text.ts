import { fill } from '@suizheng/domain/text/locale.ts';

/** A line of the paper form: Chinese, and English for who cannot read it. */
export type Line = { readonly zh: string; readonly en: string };

const line = (zh: string, en: string): Line => ({ zh, en });

/** The fixed words of the paper form. */
export const PAPER_TEXT = {
  name: line('姓名', 'Name'),
  document: line('证件', 'Document'),
  number: line('证件号码', 'Number'),
  valid: line('有效期', 'Valid'),
  scope: line('使用范围', 'Where'),
  basis: line('办理依据', 'Issued on'),
  counter: line('签发窗口', 'Counter'),
  documents: {
    'resident-id': line('居民身份证', 'Resident identity card'),
    'home-return-permit': line(
      '港澳居民来往内地通行证',
      'Mainland travel permit for Hong Kong and Macau residents',
    ),
    'taiwan-permit': line('台湾居民来往大陆通行证', 'Mainland travel permit for Taiwan residents'),
    'residence-permit': line(
      '港澳台居民居住证',
      'Residence permit for Hong Kong, Macau and Taiwan residents',
    ),
    passport: line('护照', 'Passport'),
    other: line('其他有效身份证件', 'Another valid identity document'),
  },
  verify: line('怎样核验', 'How to check it'),
  steps: [
    line(
      '用已登记的核验设备扫描左侧二维码，没有网络也能核验。',
      'Scan the code with an enrolled reader; it works without a network.',
    ),
    line(
      '核对设备显示的姓名、号码与纸面一致，并核对持证人本人。',
      'Compare the name and number shown with this paper, and the person with it.',
    ),
    line(
      '其他人扫描只能看到证明的种类和是否有效，看不到个人信息。',
      'Anyone else who scans it learns only its kind and whether it is valid.',
    ),
    line(
      '花纹由证照标识生成，核验设备上显示的应与纸面相同。',
      'The rosette comes from the identifier: the reader shows the same one.',
    ),
  ],
  identifier: line('电子证照标识', 'Certificate identifier'),
  hotline: line('咨询电话', 'Hotline'),
  issuer: line('签发机关', 'Issued by'),
  effect: line(
    '与电子证明效力相同。遗失请到任一制证窗口申请作废。',
    'Of the same effect as the electronic form. If lost, ask any counter that issues it to revoke it.',
  ),
  specimen: line('演示', 'SPECIMEN'),
  specimenNote: line('演示环境签发，不具任何效力', 'Issued by a demonstration: of no effect whatever'),
} as const;

const SHANGHAI = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** An instant in words, Asia/Shanghai, to the minute. */
export function instantInWords(at: Date): Line {
  const part = Object.fromEntries(SHANGHAI.formatToParts(at).map(({ type, value }) => [type, value]));
  const { year = '', month = '', day = '', hour = '', minute = '' } = part;
  return line(
    fill('{year}年{month}月{day}日 {hour}:{minute}', {
      year,
      month: Number(month),
      day: Number(day),
      hour,
      minute,
    }),
    `${year}-${month}-${day} ${hour}:${minute}`,
  );
}

/** A number as the eye reads it: 18 characters in groups of 6, 8 and 4; others untouched. */
export function groupNumber(number: string): string {
  return /^\d{17}[\dX]$/.test(number)
    ? `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`
    : number;
}
