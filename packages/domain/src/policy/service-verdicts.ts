import { VERDICT_COLOURS, VERDICT_REASONS, type VerdictReason } from '../credential/verdict.ts';
import { VERDICT_TEXTS } from '../credential/verdict-text.ts';
import { inAll, type Locale, type Text } from '../text/locale.ts';
import type { ServiceId } from './services.ts';

/**
 * What a service comes to: a colour for what is good or not (credentials, cards), yes or no for what was compared, and
 * `waiting` while somebody must still answer.
 */
export const SERVICE_VERDICTS = ['green', 'amber', 'red', 'match', 'no-match', 'waiting'] as const;
export type ServiceVerdict = (typeof SERVICE_VERDICTS)[number];

type Entry = {
  readonly verdict: ServiceVerdict;
  readonly title: Text;
  readonly why: Text;
  readonly next: Text;
};

const typeAgain = inAll(
  '请与本人核对证件种类、姓名和号码后再查一次；仍不一致的，请本人到证件签发机关核实。',
  '請與本人核對證件種類、姓名和號碼後再查一次；仍不相符的，請本人到證件簽發機關核實。',
  '請與本人核對證件種類、姓名和號碼後再查一次；仍不相符者，請本人向證件核發機關查明。',
  'Check kind of document, name and number with the person and ask again. If it stays so, the person must have the issuing authority look into it.',
);
const comparePerson = inAll(
  '请与本人核对，再办理业务。',
  '請與本人核對，再辦理業務。',
  '請與本人核對，再辦理業務。',
  'Compare the person, then go on.',
);
const goOn = inAll('可以继续办理。', '可以繼續辦理。', '可以繼續辦理。', 'Go on.');
const askForAnother = inAll(
  '请勿凭此证件办理；请本人出示其他有效证件，或到签发机关办理。',
  '請勿憑此證件辦理；請本人出示其他有效證件，或到簽發機關辦理。',
  '請勿憑此證件辦理；請本人出示其他有效證件，或向核發機關辦理。',
  'Do not go by this document. The person can show another valid one, or go to the issuing authority.',
);

/** The reasons of the services that look at no code (V6). A mismatch has one reason, whatever it was that did not match. */
export const SERVICE_REASONS = {
  'identity-match': {
    verdict: 'match',
    title: inAll('信息一致', '資料相符', '資料相符', 'Match'),
    why: inAll(
      '所给信息与登记库一致。这不说明对方就是本人。',
      '所給資料與登記庫相符。這並不表示對方就是本人。',
      '所給資料與登記資料庫相符。這不表示對方就是本人。',
      'What you gave agrees with the register. It does not show that this is the person.',
    ),
    next: comparePerson,
  },
  'identity-no-match': {
    verdict: 'no-match',
    title: inAll('信息不一致', '資料不相符', '資料不相符', 'No match'),
    why: inAll(
      '所给信息与登记库不一致。为保护个人信息，不说明是哪一项。',
      '所給資料與登記庫不相符。為保障個人資料，不說明是哪一項。',
      '所給資料與登記資料庫不相符。為保護個人資料，不說明是哪一項。',
      'What you gave does not agree with the register. To protect people, which part it was is not said.',
    ),
    next: typeAgain,
  },
  'person-match': {
    verdict: 'match',
    title: inAll('人证一致', '人證相符', '人證相符', 'The same person'),
    why: inAll(
      '照片与登记库中此人的照片是同一个人。照片是否当场拍摄，由您负责。',
      '相片與登記庫中此人的相片為同一人。相片是否當場拍攝，由您負責。',
      '照片與登記資料庫中此人的照片為同一人。照片是否當場拍攝，由您負責。',
      'The picture shows the person whom the register has under this name and number. That it was taken on the spot is for you to ensure.',
    ),
    next: goOn,
  },
  'person-no-match': {
    verdict: 'no-match',
    title: inAll('未能确认是同一人', '未能確認為同一人', '無法確認為同一人', 'Not confirmed'),
    why: inAll(
      '不能确认照片与所给姓名、号码是同一个人。为保护个人信息，不说明是哪一项。',
      '未能確認相片與所給姓名、號碼為同一人。為保障個人資料，不說明是哪一項。',
      '無法確認照片與所給姓名、號碼為同一人。為保護個人資料，不說明是哪一項。',
      'It could not be confirmed that picture, name and number are one person’s. To protect people, which part it was is not said.',
    ),
    next: inAll(
      '请核对姓名和号码，在光线均匀处正面重拍一次；仍不能确认的，请由工作人员查验原件。',
      '請核對姓名和號碼，在光線均勻處正面重拍一次；仍未能確認的，請由職員查驗證件正本。',
      '請核對姓名和號碼，在光線均勻處正面重拍一次；仍無法確認者，請由工作人員查驗證件正本。',
      'Check name and number and take the picture again, from the front and in even light. If it stays so, have staff look at the original document.',
    ),
  },
  'card-valid': {
    verdict: 'green',
    title: inAll('证件有效', '證件有效', '證件有效', 'Document valid'),
    why: inAll(
      '此证件现在有效，没有挂失。这不说明对方就是本人。',
      '此證件現時有效，沒有報失。這並不表示對方就是本人。',
      '此證件目前有效，沒有掛失。這不表示對方就是本人。',
      'This document is valid now and not reported lost. It does not show that this is the person.',
    ),
    next: comparePerson,
  },
  'card-lost': {
    verdict: 'red',
    title: inAll('证件已挂失', '證件已報失', '證件已掛失', 'Reported lost'),
    why: inAll(
      '持证人已报失此证件；拿着它的可能是别人。',
      '持證人已報失此證件；持有它的可能是他人。',
      '持證人已掛失此證件；持有它的可能是他人。',
      'The holder reported this document lost; whoever shows it may be somebody else.',
    ),
    next: askForAnother,
  },
  'card-expired': {
    verdict: 'red',
    title: inAll('证件已过有效期', '證件已過有效期', '證件已過效期', 'Document expired'),
    why: inAll(
      '此证件的有效期已经结束。',
      '此證件的有效期已經結束。',
      '此證件的效期已經結束。',
      'This document has passed its last day.',
    ),
    next: askForAnother,
  },
  'card-no-match': {
    verdict: 'no-match',
    title: inAll('信息不一致', '資料不相符', '資料不相符', 'No match'),
    why: inAll(
      '没有与所给信息一致的证件。为保护个人信息，不说明是哪一项。',
      '沒有與所給資料相符的證件。為保障個人資料，不說明是哪一項。',
      '沒有與所給資料相符的證件。為保護個人資料，不說明是哪一項。',
      'There is no document that agrees with what you gave. To protect people, which part it was is not said.',
    ),
    next: typeAgain,
  },
  'valid-compare-person': {
    verdict: 'amber',
    title: inAll(
      '证件有效，请核对本人',
      '證件有效，請核對本人',
      '證件有效，請核對本人',
      'Valid: compare the person',
    ),
    why: inAll(
      '标识和姓名属于一张有效的证件；凭号码看不出对方就是持证人。',
      '標識和姓名屬於一張有效的證件；憑號碼看不出對方就是持證人。',
      '識別碼和姓名屬於一張有效的證件；憑號碼看不出對方就是持證人。',
      'Identifier and name belong to a valid credential. A number does not show that this is its holder.',
    ),
    next: inAll(
      '请当面核对本人；能出示二维码的，请扫码核验。',
      '請當面核對本人；能出示二維碼的，請掃碼核驗。',
      '請當面核對本人；能出示 QR Code 者，請掃描驗證。',
      'Compare the person in front of you, or scan the code on their phone if they can show one.',
    ),
  },
  'credential-no-match': {
    verdict: 'no-match',
    title: inAll('信息不一致', '資料不相符', '資料不相符', 'No match'),
    why: inAll(
      '没有与所给标识和姓名一致的证件。为保护个人信息，不说明是哪一项。',
      '沒有與所給標識和姓名相符的證件。為保障個人資料，不說明是哪一項。',
      '沒有與所給識別碼和姓名相符的證件。為保護個人資料，不說明是哪一項。',
      'There is no credential that agrees with this identifier and name. To protect people, which part it was is not said.',
    ),
    next: inAll(
      '请核对电子证照标识和姓名后再查一次，或请持证人出示二维码。',
      '請核對電子證照標識和姓名後再查一次，或請持證人出示二維碼。',
      '請核對電子證照識別碼和姓名後再查一次，或請持證人出示 QR Code。',
      'Check identifier and name and ask again, or have the holder show the code.',
    ),
  },
  linked: {
    verdict: 'match',
    title: inAll('两个证件属于同一人', '兩個證件屬於同一人', '兩份證件屬於同一人', 'One person’s documents'),
    why: inAll(
      '登记库确认这两个号码属于同一人，本人已同意告知。',
      '登記庫確認這兩個號碼屬於同一人，本人已同意告知。',
      '登記資料庫確認這兩個號碼屬於同一人，本人已同意告知。',
      'The register has both numbers as one person’s, and the person agreed that you be told.',
    ),
    next: goOn,
  },
  'not-linked': {
    verdict: 'no-match',
    title: inAll('未能确认', '未能確認', '無法確認', 'Not confirmed'),
    why: inAll(
      '不能确认这两个号码属于同一人。为保护个人信息，不说明原因。',
      '未能確認這兩個號碼屬於同一人。為保障個人資料，不說明原因。',
      '無法確認這兩個號碼屬於同一人。為保護個人資料，不說明原因。',
      'It could not be confirmed that both numbers are one person’s. To protect people, why is not said.',
    ),
    next: inAll(
      '请与本人核对两个号码，并请其留意手机上的同意请求；也可出示双证关联证明。',
      '請與本人核對兩個號碼，並請其留意手機上的同意請求；亦可出示雙證關聯證明。',
      '請與本人核對兩個號碼，並請其留意手機上的同意請求；也可出示雙證關聯證明。',
      'Check both numbers with the person and ask them to look for the request on their phone. They can also show a document link.',
    ),
  },
  'consent-awaited': {
    verdict: 'waiting',
    title: inAll('等待本人同意', '等待本人同意', '等待本人同意', 'Waiting for the person'),
    why: inAll(
      '已请本人在手机上同意；到时限为止没有同意的，答复为“未能确认”。',
      '已請本人在手機上同意；到時限為止沒有同意的，答覆為「未能確認」。',
      '已請本人在手機上同意；到時限為止沒有同意者，答覆為「無法確認」。',
      'The person was asked on their phone. Without consent by the deadline the answer will be “not confirmed”.',
    ),
    next: inAll(
      '请稍后用此编号再查。',
      '請稍後以此編號再查。',
      '請稍後以此編號再查。',
      'Ask again with this id in a moment.',
    ),
  },
} as const satisfies Record<string, Entry>;

/** A reason of a service: its own, or one of those that a code or a credential's status has everywhere. */
export type ServiceReason = keyof typeof SERVICE_REASONS | VerdictReason;

const OF_CREDENTIAL = [
  'valid-compare-person',
  'suspended',
  'revoked',
  'expired',
  'not-valid-here',
  'not-valid-for-border',
  'credential-no-match',
] as const satisfies readonly ServiceReason[];

/** The closed list of reasons of each service (V6): no answer gives another. */
export const REASONS_OF_SERVICE: Readonly<Record<ServiceId, readonly ServiceReason[]>> = {
  'credential-check': [...new Set([...VERDICT_REASONS, ...OF_CREDENTIAL])],
  'real-name-check': ['identity-match', 'identity-no-match'],
  'real-person-check': ['person-match', 'person-no-match'],
  'card-status-check': ['card-valid', 'card-lost', 'card-expired', 'card-no-match'],
  'link-check': ['linked', 'not-linked', 'consent-awaited'],
};

/** The verdict of a reason. */
export function verdictOfReason(code: ServiceReason): ServiceVerdict {
  return code in SERVICE_REASONS
    ? SERVICE_REASONS[code as keyof typeof SERVICE_REASONS].verdict
    : VERDICT_COLOURS[code as VerdictReason];
}

/** A reason in a person's language. */
export function reasonInWords(
  code: ServiceReason,
  locale: Locale,
): { title: string; explanation: string; next: string } {
  const text: Omit<Entry, 'verdict'> =
    code in SERVICE_REASONS
      ? SERVICE_REASONS[code as keyof typeof SERVICE_REASONS]
      : VERDICT_TEXTS[code as VerdictReason];
  return { title: text.title[locale], explanation: text.why[locale], next: text.next[locale] };
}
