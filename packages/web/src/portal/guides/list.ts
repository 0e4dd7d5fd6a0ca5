import { inAll, type Text } from '@suizheng/domain/text/locale.ts';
import type { GuideId, Section } from './guide.ts';

type Entry = {
  readonly title: Text;
  readonly lead: Text;
  /** The guide itself, fetched when it is opened. */
  readonly load: () => Promise<readonly Section[]>;
};

/** Every guide by its id; `groups` below says in which order they are read. */
export const GUIDES: { readonly [G in GuideId]: Entry } = {
  token: {
    title: inAll('取得访问令牌', '取得存取權杖', '取得存取權杖', 'Get an access token'),
    lead: inAll(
      '用私钥或证书证明是贵单位的系统，换取短时令牌。',
      '用私鑰或證書證明是貴機構的系統，換取短時權杖。',
      '用私鑰或憑證證明是貴單位的系統，換取短時權杖。',
      'Prove with a private key or a certificate that it is your system, and get a short-lived token.',
    ),
    load: () => import('./content/token.ts').then((m) => m.sections),
  },
  'check-a-code': {
    title: inAll('核验二维码', '核驗二維碼', '驗證 QR Code', 'Check a code'),
    lead: inAll(
      '证件是否真实、有效，在这里能不能用。',
      '證件是否真實、有效，在此能否使用。',
      '證件是否真實、有效，在這裡能不能用。',
      'Whether a credential is real and valid, and may be used here.',
    ),
    load: () => import('./content/check-a-code.ts').then((m) => m.sections),
  },
  'real-name': {
    title: inAll('实名核验', '實名核驗', '實名驗證', 'Real-name check'),
    lead: inAll(
      '姓名和号码是不是同一个人的。',
      '姓名和號碼是不是同一個人的。',
      '姓名和號碼是不是同一個人的。',
      'Whether a name and a number belong together.',
    ),
    load: () => import('./content/real-name.ts').then((m) => m.sections),
  },
  'real-person': {
    title: inAll('实人核验', '真人核驗', '真人驗證', 'Real-person check'),
    lead: inAll(
      '面前的人是不是号码的主人。',
      '面前的人是不是號碼的主人。',
      '面前的人是不是號碼的主人。',
      'Whether the person here is the one the number belongs to.',
    ),
    load: () => import('./content/real-person.ts').then((m) => m.sections),
  },
  'card-status': {
    title: inAll('证件状态核验', '證件狀態核驗', '證件狀態驗證', 'Card status check'),
    lead: inAll(
      '实体证件有没有挂失、过期。',
      '實體證件有沒有報失、過期。',
      '實體證件有沒有掛失、過期。',
      'Whether a physical card was reported lost, or has expired.',
    ),
    load: () => import('./content/card-status.ts').then((m) => m.sections),
  },
  'document-link': {
    title: inAll('双证关联核验', '雙證關聯核驗', '雙證關聯驗證', 'Document link check'),
    lead: inAll(
      '经本人同意，两个证件号码是不是同一个人的。',
      '經本人同意，兩個證件號碼是不是同一個人的。',
      '經本人同意，兩個證件號碼是不是同一個人的。',
      'Whether two document numbers belong to one person, asked with their consent.',
    ),
    load: () => import('./content/document-link.ts').then((m) => m.sections),
  },
  evidence: {
    title: inAll(
      '证据编号与追踪编号',
      '證據編號與追蹤編號',
      '證據編號與追蹤編號',
      'Evidence ids and trace ids',
    ),
    lead: inAll(
      '事后怎样查到一次核验。',
      '事後怎樣查到一次核驗。',
      '事後如何查到一次驗證。',
      'How to find a check afterwards.',
    ),
    load: () => import('./content/evidence.ts').then((m) => m.sections),
  },
  verdicts: {
    title: inAll('结论与理由', '結論與理由', '結論與理由', 'Verdicts and reasons'),
    lead: inAll(
      '每一种结论、它的颜色、意思和该做的事。',
      '每一種結論、它的顏色、意思和該做的事。',
      '每一種結論、它的顏色、意思和該做的事。',
      'Every verdict with its colour, its meaning and what to do.',
    ),
    load: () => import('./content/verdicts.ts').then((m) => m.sections),
  },
  errors: {
    title: inAll('拒绝与错误', '拒絕與錯誤', '拒絕與錯誤', 'Refusals'),
    lead: inAll(
      '每一个错误代码的意思和下一步。',
      '每一個錯誤代碼的意思和下一步。',
      '每一個錯誤代碼的意思和下一步。',
      'Every error code, what it means and the next step.',
    ),
    load: () => import('./content/errors.ts').then((m) => m.sections),
  },
  webhooks: {
    title: inAll('事件推送', '事件推送', '事件推送', 'Webhooks'),
    lead: inAll(
      '平台主动告诉贵单位的系统，签名、重试、不漏。',
      '平台主動告訴貴機構的系統，簽名、重試、不漏。',
      '平台主動告訴貴單位的系統，簽章、重試、不漏。',
      'The platform tells your system: signed, retried, nothing lost.',
    ),
    load: () => import('./content/webhooks.ts').then((m) => m.sections),
  },
  'offline-pack': {
    title: inAll('离线包', '離線包', '離線包', 'The offline pack'),
    lead: inAll(
      '没有网络时闸口凭什么核验，能用多久。',
      '沒有網絡時閘口憑甚麼核驗，能用多久。',
      '沒有網路時閘門憑什麼驗證，能用多久。',
      'What a gate checks with when there is no network, and for how long.',
    ),
    load: () => import('./content/offline-pack.ts').then((m) => m.sections),
  },
  limits: {
    title: inAll('限额', '限額', '限額', 'Limits'),
    lead: inAll(
      '每个服务能问多少次，超过了怎么办。',
      '每個服務能問多少次，超過了如何處理。',
      '每個服務能問多少次，超過了怎麼辦。',
      'How often each service may be asked, and what happens beyond.',
    ),
    load: () => import('./content/limits.ts').then((m) => m.sections),
  },
};

/** The guides in the order of reading. */
export const GUIDE_GROUPS = [
  { id: 'begin', guides: ['token', 'limits'] },
  { id: 'services', guides: ['check-a-code', 'real-name', 'real-person', 'card-status', 'document-link'] },
  { id: 'answers', guides: ['verdicts', 'errors', 'evidence'] },
  { id: 'machines', guides: ['webhooks', 'offline-pack'] },
] as const satisfies readonly { readonly id: string; readonly guides: readonly GuideId[] }[];
