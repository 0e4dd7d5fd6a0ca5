import { inAll, type Text } from '../text/locale.ts';
import { DOCUMENT_CONSENT, FACE_CONSENT, TERMS } from './consent-terms.ts';

/** What a person can agree to, each apart from the others (PIPL art. 29: sensitive data needs a separate consent). */
export const CONSENT_KINDS = ['terms', 'face', 'document-photos'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/** A text that a person agrees to. A new version is a new entry; an old one is never changed or removed. */
export type ConsentText = {
  readonly version: string;
  readonly title: Text;
  readonly points: readonly Text[];
};

/** Every text that anybody may have agreed to, oldest first; the last of a kind is the one in force. */
export const CONSENT_TEXTS: Readonly<Record<ConsentKind, readonly ConsentText[]>> = {
  terms: [TERMS],
  face: [FACE_CONSENT],
  'document-photos': [DOCUMENT_CONSENT],
};

/** What ends with a consent, in the words people read before they withdraw it. */
export const CONSENT_ENDS: Readonly<Record<ConsentKind, Text>> = {
  terms: inAll(
    '撤回后：未办完的申请和人脸核验全部结束，照片删除；再次申请前会请您重新同意。已发的证件不受影响；要全部清除，请删除账户。',
    '撤回後：未完成的申請和人臉核驗全部結束，相片刪除；再次申請前會請您重新同意。已發的證件不受影響；如要全部清除，請刪除帳戶。',
    '撤回後：未完成的申請與臉部驗證全部結束，照片刪除；再次申請前會請您重新同意。已發的證件不受影響；如要全部清除，請刪除帳戶。',
    'If you withdraw: applications and face checks that are not finished end, their photos are deleted, and you are asked again before the next one. Documents already issued stay; to clear everything, delete the account.',
  ),
  face: inAll(
    '撤回后：进行中的人脸核验立即结束，保留的画面删除；您可以改用其他方式，效力相同。已得出的结果不受影响。',
    '撤回後：進行中的人臉核驗立即結束，保留的畫面刪除；您可改用其他方式，效力相同。已有的結果不受影響。',
    '撤回後：進行中的臉部驗證立即結束，保留的畫面刪除；您可改用其他方式，效力相同。已得出的結果不受影響。',
    'If you withdraw: a face check under way ends, and pictures that are kept are deleted. Another way has the same effect. Results already given stay.',
  ),
  'document-photos': inAll(
    '撤回后：证件照片立即删除，不再由人查看；您可以改用其他方式。',
    '撤回後：證件相片立即刪除，不再由人查看；您可改用其他方式。',
    '撤回後：證件照片立即刪除，不再由人查看；您可改用其他方式。',
    'If you withdraw: the photos of the document are deleted and nobody looks at them any more. You can take another way.',
  ),
};

/** The text of that kind and version, or undefined when there never was one. */
export function consentText(kind: string, version: string): ConsentText | undefined {
  const known = CONSENT_KINDS.find((one) => one === kind);
  return known && CONSENT_TEXTS[known].find((text) => text.version === version);
}
