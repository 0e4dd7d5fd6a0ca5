import { inAll } from '../../text/locale.ts';
import { permitNeeds } from '../permit-parts.ts';
import type { PaperProof } from '../procedure.ts';

/** The proofs on which a counter issues the paper permit to who cannot use it online (T7). */
export const paperProofs: readonly PaperProof[] = [
  {
    id: 'permit-damaged',
    documents: ['taiwan-permit'],
    text: inAll('损坏的台胞证原件', '損毀的台胞證正本', '毀損的台胞證正本', 'The damaged permit itself'),
  },
  {
    id: 'loss-receipt',
    documents: ['taiwan-permit'],
    text: inAll(
      '公安机关出具的报失回执',
      '公安機關發出的報失回執',
      '公安機關出具的掛失回執',
      'Receipt of the loss report by the police',
    ),
  },
  {
    id: 'home-identity-card',
    documents: ['taiwan-permit'],
    text: inAll(
      '台湾居民身份证明（如台湾身份证、健保卡）',
      '台灣居民身份證明（如台灣身份證、健保卡）',
      '國民身分證或附照片的健保卡',
      'Taiwan identity card or a health card with a photo',
    ),
  },
  {
    id: 'residence-permit',
    documents: ['taiwan-permit'],
    text: inAll(
      '港澳台居民居住证',
      '港澳台居民居住證',
      '港澳台居民居住證',
      'Residence permit for Hong Kong, Macau and Taiwan residents',
    ),
  },
  {
    id: 'other-means',
    documents: ['taiwan-permit'],
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
    '台湾居民来往大陆临时通行证',
    '台灣居民來往大陸臨時通行證',
    '台灣居民來往大陸臨時通行證',
    'Temporary travel permit for Taiwan residents',
  ),
  short: inAll('台湾临时通行证', '台灣臨時通行證', '台灣臨時通行證', 'Taiwan permit'),
  summary: inAll(
    '台胞证遗失、损坏或没带，也能在境内坐飞机、坐火车：一分钟办好，7 天有效。',
    '台胞證遺失、損毀或忘記攜帶，一樣可在內地乘搭飛機和火車：一分鐘辦妥，7 天有效。',
    '台胞證遺失、毀損或忘了帶，在大陸一樣能搭飛機、搭火車：一分鐘辦好，7 天有效。',
    'Taiwan permit lost, damaged or left behind? Fly and take the train inside the mainland all the same: ready in a minute, valid for 7 days.',
  ),
  needs: [
    inAll(
      '台胞证上的姓名、号码和有效期（不用带证）',
      '台胞證上的姓名、號碼和有效期限（毋須帶證）',
      '台胞證上的姓名、號碼與有效期限（不用帶證件）',
      'Name, number and expiry date of the Taiwan permit (not the permit itself)',
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
