import { inAll } from '../../text/locale.ts';
import type { PaperProof } from '../procedure.ts';

/** The paper form is issued on both documents in the officer's hands (L2). */
export const paperProofs: readonly PaperProof[] = [
  {
    id: 'both-documents',
    documents: ['home-return-permit', 'taiwan-permit'],
    text: inAll(
      '来往通行证和居住证原件',
      '來往通行證及居住證正本',
      '來往通行證與居住證正本',
      'Travel permit and residence permit, both originals',
    ),
  },
];

export const text = {
  name: inAll('双证关联证明', '雙證關聯證明', '雙證關聯證明', 'Document link'),
  short: inAll('双证关联', '雙證關聯', '雙證關聯', 'Document link'),
  summary: inAll(
    '证明来往通行证和居住证属于同一人：开户、办电话卡、办政务服务时出示，30 天有效。',
    '證明來往通行證與居住證屬於同一人：開立帳戶、辦理電話卡、辦理政務服務時出示，30 天有效。',
    '證明來往通行證與居住證屬於同一人：開立帳戶、申辦電話門號、辦理政府服務時出示，30 天有效。',
    'Proof that a travel permit and a residence permit are one person’s: for accounts, telephone subscriptions and public services, valid for 30 days.',
  ),
  needs: [
    inAll(
      '回乡证或台胞证的号码和有效期',
      '回鄉證或台胞證的號碼和到期日',
      '台胞證或回鄉證的號碼與到期日',
      'Number and expiry date of the home return permit or Taiwan permit',
    ),
    inAll(
      '港澳台居民居住证的号码和有效期',
      '港澳台居民居住證的號碼和到期日',
      '港澳台居民居住證的號碼與到期日',
      'Number and expiry date of the residence permit',
    ),
    inAll(
      '有摄像头的手机；光线明亮，背景干净',
      '有鏡頭的手機；光線充足，背景簡潔',
      '有鏡頭的手機；光線明亮，背景單純',
      'A phone with a camera, in good light before a plain background',
    ),
  ],
  takes: inAll('约 1 分钟', '約 1 分鐘', '約 1 分鐘', 'About a minute'),
  scope: inAll(
    '限银行、电信、政务服务核对双证',
    '只限銀行、電訊、政務服務核對雙證',
    '限銀行、電信、政府服務核對雙證',
    'For banks, telecoms and public services to match both documents',
  ),
  quota: inAll(
    '每人每月 3 次，每次 30 天有效',
    '每人每月 3 次，每次 30 天有效',
    '每人每月 3 次，每次 30 天有效',
    'Three a month for each person, valid for 30 days each time',
  ),
  counters: inAll(
    '县级及以上公安机关出入境窗口；请带两证原件。',
    '縣級或以上公安機關出入境窗口；請攜帶兩證正本。',
    '縣級以上公安機關出入境窗口；請攜帶兩證正本。',
    'Exit-entry counters of county level or above; bring both originals.',
  ),
  hotline: '12367',
} as const;
