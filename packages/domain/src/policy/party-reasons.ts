import { inAll, type Text } from '../text/locale.ts';

/** A reason that an officer chooses: what it says, and what the party can do next. */
export type PartyReason = { readonly reason: Text; readonly next: Text };

const applyAnew = inAll(
  '请按说明更正后重新申请。',
  '請按說明更正後重新申請。',
  '請依說明更正後重新申請。',
  'Correct this and apply anew.',
);
const callUs = inAll(
  '请与受理机关联系；查清后可以恢复。',
  '請與受理機關聯絡；查清後可以恢復。',
  '請與受理機關聯繫；查清後可以恢復。',
  'Get in touch with the authority; it is resumed once the matter is cleared up.',
);
const applyAgain = inAll(
  '今后如有需要，可以重新申请。',
  '日後如有需要，可重新申請。',
  '日後如有需要，可重新申請。',
  'Apply anew should you need it again.',
);

/** Why an application is refused (V1). */
export const REFUSAL_REASONS = {
  'basis-not-fitting': {
    reason: inAll(
      '所选的法律依据不能支持申请的用途。',
      '所選的法律依據不能支持申請的用途。',
      '所選的法律依據無法支持申請的用途。',
      'The legal basis does not carry the purposes asked for.',
    ),
    next: applyAnew,
  },
  'more-than-needed': {
    reason: inAll(
      '申请的用途或服务超出办理业务的需要。',
      '申請的用途或服務超出辦理業務的需要。',
      '申請的用途或服務超出辦理業務的需要。',
      'The purposes or services go beyond what the business needs.',
    ),
    next: applyAnew,
  },
  'explanation-unclear': {
    reason: inAll(
      '说明不清楚，看不出为什么要核验。',
      '說明不清楚，看不出為何需要核驗。',
      '說明不清楚，看不出為何需要驗證。',
      'The explanation does not show why identities have to be checked.',
    ),
    next: applyAnew,
  },
  'contact-unreachable': {
    reason: inAll(
      '按所留的方式联系不上联系人。',
      '按所留的方式聯絡不上聯絡人。',
      '依所留的方式聯繫不上聯絡人。',
      'The contact could not be reached.',
    ),
    next: applyAnew,
  },
  other: {
    reason: inAll(
      '因其他原因未予通过，见附注。',
      '因其他原因未獲通過，見附註。',
      '因其他原因未予通過，見附註。',
      'Refused for another reason; see the note.',
    ),
    next: applyAnew,
  },
} as const satisfies Record<string, PartyReason>;

/** Why a party is suspended. */
export const SUSPENSION_REASONS = {
  'misuse-suspected': {
    reason: inAll(
      '有超出用途查验的嫌疑，正在核查。',
      '懷疑有超出用途的查驗，正在調查。',
      '疑有超出用途的查驗，正在查核。',
      'Checks beyond the purposes are suspected and being looked into.',
    ),
    next: callUs,
  },
  'keys-in-danger': {
    reason: inAll(
      '密钥或设备可能已落入他人之手。',
      '密鑰或裝置可能已落入他人之手。',
      '金鑰或裝置可能已落入他人之手。',
      'A key or a device may be in the wrong hands.',
    ),
    next: inAll(
      '请撤销有问题的密钥和设备，然后与受理机关联系。',
      '請撤銷有問題的密鑰和裝置，然後與受理機關聯絡。',
      '請撤銷有問題的金鑰與裝置，然後與受理機關聯繫。',
      'Revoke the keys and devices concerned, then get in touch with the authority.',
    ),
  },
  'holders-complaints': {
    reason: inAll(
      '持证人投诉，正在核查。',
      '持證人投訴，正在調查。',
      '持證人申訴，正在查核。',
      'Holders complained; it is being looked into.',
    ),
    next: callUs,
  },
  'own-request': {
    reason: inAll('应本单位要求。', '應本機構要求。', '應本單位要求。', 'At its own request.'),
    next: callUs,
  },
  other: {
    reason: inAll(
      '因其他原因，见附注。',
      '因其他原因，見附註。',
      '因其他原因，見附註。',
      'For another reason; see the note.',
    ),
    next: callUs,
  },
} as const satisfies Record<string, PartyReason>;

const askAnew = inAll(
  '如业务确有需要，请申请变更，并说明理由。',
  '如業務確有需要，請申請變更，並說明理由。',
  '如業務確有需要，請申請變更，並說明理由。',
  'Ask for a change, and say why, should your business need it.',
);

/** Why a part of what was approved is taken from a party. */
export const NARROWING_REASONS = {
  'not-needed': {
    reason: inAll(
      '这部分用途、服务或用量超出办理业务的需要。',
      '這部分用途、服務或用量超出辦理業務的需要。',
      '這部分用途、服務或用量超出辦理業務的需要。',
      'This part goes beyond what the business needs.',
    ),
    next: askAnew,
  },
  misuse: {
    reason: inAll(
      '查验超出了批准的用途。',
      '查驗超出了獲批的用途。',
      '查驗超出了核准的用途。',
      'Checks went beyond the purposes approved.',
    ),
    next: callUs,
  },
  'basis-gone': {
    reason: inAll(
      '法律依据已不再支持这部分用途。',
      '法律依據已不再支持這部分用途。',
      '法律依據已無法支持這部分用途。',
      'The legal basis no longer carries this part.',
    ),
    next: askAnew,
  },
  'holders-complaints': {
    reason: inAll(
      '持证人投诉属实。',
      '持證人的投訴屬實。',
      '持證人的申訴屬實。',
      'Holders complained, and were right.',
    ),
    next: callUs,
  },
  'own-request': {
    reason: inAll('应本单位要求。', '應本機構要求。', '應本單位要求。', 'At its own request.'),
    next: askAnew,
  },
  other: {
    reason: inAll(
      '因其他原因，见附注。',
      '因其他原因，見附註。',
      '因其他原因，見附註。',
      'For another reason; see the note.',
    ),
    next: askAnew,
  },
} as const satisfies Record<string, PartyReason>;

/** Why a relationship ends. */
export const END_REASONS = {
  breach: {
    reason: inAll('违反协议。', '違反協議。', '違反協議。', 'The agreement was broken.'),
    next: callUs,
  },
  'purpose-gone': {
    reason: inAll(
      '不再有需要核验的业务。',
      '不再有需要核驗的業務。',
      '不再有需要驗證的業務。',
      'There is no business left that needs the checks.',
    ),
    next: applyAgain,
  },
  'own-request': {
    reason: inAll('应本单位要求。', '應本機構要求。', '應本單位要求。', 'At its own request.'),
    next: applyAgain,
  },
  'organisation-gone': {
    reason: inAll(
      '单位已注销或被吊销。',
      '機構已註銷或被吊銷。',
      '單位已註銷或被撤銷登記。',
      'The organisation was deregistered or its licence was revoked.',
    ),
    next: applyAgain,
  },
  other: {
    reason: inAll(
      '因其他原因，见附注。',
      '因其他原因，見附註。',
      '因其他原因，見附註。',
      'For another reason; see the note.',
    ),
    next: applyAgain,
  },
} as const satisfies Record<string, PartyReason>;

type Codes<T> = [keyof T & string, ...(keyof T & string)[]];
/** The codes, for schemas. */
export const REFUSAL_REASON_CODES = Object.keys(REFUSAL_REASONS) as Codes<typeof REFUSAL_REASONS>;
export const SUSPENSION_REASON_CODES = Object.keys(SUSPENSION_REASONS) as Codes<typeof SUSPENSION_REASONS>;
export const NARROWING_REASON_CODES = Object.keys(NARROWING_REASONS) as Codes<typeof NARROWING_REASONS>;
export const END_REASON_CODES = Object.keys(END_REASONS) as Codes<typeof END_REASONS>;
