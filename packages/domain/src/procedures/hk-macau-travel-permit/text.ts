import { inAll } from '../../text/locale.ts';
import { permitNeeds } from '../permit-parts.ts';
import type { PaperProof } from '../procedure.ts';

/** The proofs on which a counter issues the paper permit to who cannot use it online (T7). */
export const paperProofs: readonly PaperProof[] = [
  {
    id: 'permit-damaged',
    documents: ['home-return-permit'],
    text: inAll('损坏的回乡证原件', '損毀的回鄉證正本', '毀損的回鄉證正本', 'The damaged permit itself'),
  },
  {
    id: 'loss-receipt',
    documents: ['home-return-permit'],
    text: inAll(
      '公安机关出具的报失回执',
      '公安機關發出的報失回執',
      '公安機關出具的掛失回執',
      'Receipt of the loss report by the police',
    ),
  },
  {
    id: 'home-identity-card',
    documents: ['home-return-permit'],
    text: inAll(
      '港澳居民身份证',
      '香港或澳門居民身份證',
      '香港或澳門居民身分證',
      'Hong Kong or Macau identity card',
    ),
  },
  {
    id: 'residence-permit',
    documents: ['home-return-permit'],
    text: inAll(
      '港澳台居民居住证',
      '港澳台居民居住證',
      '港澳台居民居住證',
      'Residence permit for Hong Kong, Macau and Taiwan residents',
    ),
  },
  {
    id: 'other-means',
    documents: ['home-return-permit'],
    text: inAll(
      '其他能够证明本人身份的方式',
      '其他能夠證明本人身份的方式',
      '其他足以證明本人身分的方式',
      'Other means that prove who the person is',
    ),
  },
];

export const text = {
  name: inAll(
    '港澳居民来往内地临时通行证',
    '港澳居民來往內地臨時通行證',
    '港澳居民來往內地臨時通行證',
    'Temporary travel permit for Hong Kong and Macau residents',
  ),
  short: inAll('港澳临时通行证', '港澳臨時通行證', '港澳臨時通行證', 'HK/Macau permit'),
  summary: inAll(
    '回乡证遗失、损坏或没带，也能在境内坐飞机、坐火车：一分钟办好，7 天有效。',
    '回鄉證遺失、損毀或忘記攜帶，一樣可在內地乘搭飛機和火車：一分鐘辦妥，7 天有效。',
    '回鄉證遺失、毀損或忘了帶，一樣能在大陸搭飛機和火車：一分鐘辦好，7 天有效。',
    'Home return permit lost, damaged or left behind? Fly and take the train inside the mainland all the same: ready in a minute, valid for 7 days.',
  ),
  needs: [
    inAll(
      '回乡证上的姓名、号码和有效期（不用带证）',
      '回鄉證上的姓名、號碼和到期日（毋須帶證）',
      '回鄉證上的姓名、號碼與到期日（不需帶證）',
      'Name, number and expiry date of the home return permit (not the permit itself)',
    ),
    ...permitNeeds,
  ],
  takes: inAll('不到 1 分钟', '不到 1 分鐘', '不到 1 分鐘', 'Less than a minute'),
  scope: inAll(
    '限境内航班和铁路，不能用于出入境',
    '只限內地航班及鐵路，不可用於出入境',
    '限大陸境內航班與鐵路，不能用於入出境',
    'For flights and trains inside the mainland; not valid for border crossing',
  ),
  quota: inAll(
    '每人每月 2 次，每次 7 天有效',
    '每人每月 2 次，每次 7 天有效',
    '每人每月 2 次，每次 7 天有效',
    'Twice a month for each person, valid for 7 days each time',
  ),
  counters: inAll(
    '机场、车站的出入境制证窗口，或就近的公安机关出入境管理机构。',
    '機場、車站的出入境制證窗口，或就近的公安機關出入境管理部門。',
    '機場、車站的出入境製證窗口，或就近的公安機關出入境管理部門。',
    'The exit-entry counter at the airport or station, or the nearest exit-entry office of the police.',
  ),
  hotline: '12367',
} as const;
