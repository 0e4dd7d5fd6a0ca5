import { inAll, type Text } from '../text/locale.ts';

type FieldFault = { readonly reason: Text; readonly next: Text };

const asOnCertificate = inAll(
  '请对照营业执照等证件重新输入 18 位代码。',
  '請對照營業執照等證件重新輸入 18 位代碼。',
  '請對照營業執照等證件重新輸入 18 碼代碼。',
  'Type the 18 characters again as the certificate shows them.',
);
const scanAgain = inAll(
  '请重新扫描为 PDF、JPEG 或 PNG，不超过 8 MB。',
  '請重新掃描為 PDF、JPEG 或 PNG，不超過 8 MB。',
  '請重新掃描為 PDF、JPEG 或 PNG，不超過 8 MB。',
  'Scan it again as PDF, JPEG or PNG of at most 8 MB.',
);
const asOnDocument = inAll(
  '请对照证件原件重新输入。',
  '請對照證件正本重新輸入。',
  '請對照證件正本重新輸入。',
  'Type it again as the original document shows it.',
);

/** What can be wrong with the entries of the counter and of organisations (A6, A7, A11). */
export const ORGANISATION_FAULTS = {
  'uscc.empty': {
    reason: inAll(
      '统一社会信用代码没有填写。',
      '統一社會信用代碼沒有填寫。',
      '統一社會信用代碼沒有填寫。',
      'The unified social credit code is missing.',
    ),
    next: asOnCertificate,
  },
  'uscc.length': {
    reason: inAll(
      '统一社会信用代码应为 18 位。',
      '統一社會信用代碼應為 18 位。',
      '統一社會信用代碼應為 18 碼。',
      'A unified social credit code has 18 characters.',
    ),
    next: asOnCertificate,
  },
  'uscc.characters': {
    reason: inAll(
      '代码里有不该出现的字符：没有 I、O、S、V、Z，第 3 至 8 位是数字。',
      '代碼中有不應出現的字元：沒有 I、O、S、V、Z，第 3 至 8 位是數字。',
      '代碼中有不應出現的字元：沒有 I、O、S、V、Z，第 3 至 8 碼是數字。',
      'The code has unexpected characters: it never has I, O, S, V or Z, and characters 3 to 8 are digits.',
    ),
    next: asOnCertificate,
  },
  'uscc.check-character': {
    reason: inAll(
      '最后一位校验码不符，代码有一位或几位输错了。',
      '最後一位校驗碼不符，代碼有一位或幾位輸入錯誤。',
      '最後一碼校驗碼不符，代碼有一碼或數碼輸入錯誤。',
      'The check character does not fit: one or more characters of the code are wrong.',
    ),
    next: asOnCertificate,
  },
  'uscc.mismatch': {
    reason: inAll(
      '代码与单位名称不一致，或登记库中没有。',
      '代碼與機構名稱不相符，或登記庫中沒有。',
      '代碼與單位名稱不相符，或登記庫中沒有。',
      'The code and the name do not belong together, or are not on record.',
    ),
    next: inAll(
      '请对照证件核对代码和名称的每个字。',
      '請對照證件核對代碼和名稱的每個字。',
      '請對照證件核對代碼與名稱的每個字。',
      'Check every character of code and name against the certificate.',
    ),
  },
  'organisation-name.empty': {
    reason: inAll('单位名称没有填写。', '機構名稱沒有填寫。', '單位名稱沒有填寫。', 'The name is missing.'),
    next: inAll(
      '请按证件上的全称输入。',
      '請按證件上的全稱輸入。',
      '請依證件上的全稱輸入。',
      'Type the full name as the certificate shows it.',
    ),
  },
  'organisation-name.too-long': {
    reason: inAll('单位名称太长。', '機構名稱太長。', '單位名稱太長。', 'The name is too long.'),
    next: inAll(
      '请按证件上的全称输入。',
      '請按證件上的全稱輸入。',
      '請依證件上的全稱輸入。',
      'Type the full name as the certificate shows it.',
    ),
  },
  'certificate.unseen': {
    reason: inAll(
      '还没有确认看过证件原件。',
      '尚未確認看過證件正本。',
      '尚未確認看過證件正本。',
      'It is not confirmed that you saw the original certificate.',
    ),
    next: inAll(
      '请看过原件后勾选。',
      '請看過正本後勾選。',
      '請看過正本後勾選。',
      'See the original, then tick the box.',
    ),
  },
  'document.unseen': {
    reason: inAll(
      '还没有确认看过证件原件。',
      '尚未確認看過證件正本。',
      '尚未確認看過證件正本。',
      'It is not confirmed that you saw the original document.',
    ),
    next: inAll(
      '请看过原件、核对本人后勾选。',
      '請看過正本、核對本人後勾選。',
      '請看過正本、核對本人後勾選。',
      'See the original, compare the person, then tick the box.',
    ),
  },
  'letter.missing': {
    reason: inAll(
      '还没有授权书扫描件。',
      '尚無授權書掃描件。',
      '尚無授權書掃描檔。',
      'The scanned letter of authorisation is missing.',
    ),
    next: scanAgain,
  },
  'letter.too-large': {
    reason: inAll(
      '扫描件超过 8 MB。',
      '掃描件超過 8 MB。',
      '掃描檔超過 8 MB。',
      'The scan is larger than 8 MB.',
    ),
    next: scanAgain,
  },
  'letter.type': {
    reason: inAll(
      '扫描件不是 PDF、JPEG 或 PNG。',
      '掃描件不是 PDF、JPEG 或 PNG。',
      '掃描檔不是 PDF、JPEG 或 PNG。',
      'The scan is no PDF, JPEG or PNG.',
    ),
    next: scanAgain,
  },
  'expires.format': {
    reason: inAll(
      '证件有效期的格式不对。',
      '證件有效期的格式不正確。',
      '證件有效期限的格式不正確。',
      'The last day of validity is not a date.',
    ),
    next: inAll(
      '请输入年月日，如 20320815；长期有效的证件请输入“长期”。',
      '請輸入年月日，如 20320815；長期有效的證件請輸入「長期」。',
      '請輸入年月日，如 20320815；長期有效的證件請輸入「長期」。',
      'Type year, month and day, such as 20320815; for a document without an end, type “long-term”.',
    ),
  },
  'expires.past': {
    reason: inAll('证件已过有效期。', '證件已過有效期。', '證件已逾有效期限。', 'The document has expired.'),
    next: inAll(
      '请用有效的证件办理；或按其他证明签发纸质证明。',
      '請使用有效的證件辦理；或憑其他證明簽發紙本證明。',
      '請使用有效的證件辦理；或憑其他證明簽發紙本證明。',
      'Use a valid document, or issue the paper form on another proof.',
    ),
  },
  'document.mismatch': {
    reason: inAll(
      '姓名、号码和有效期与登记库不一致。',
      '姓名、號碼和有效期與登記庫不相符。',
      '姓名、號碼與有效期限和登記庫不相符。',
      'Name, number and last day of validity are not those on record.',
    ),
    next: asOnDocument,
  },
  'document.lost': {
    reason: inAll(
      '这份证件已挂失。',
      '這份證件已報失。',
      '這份證件已掛失。',
      'This document was reported lost.',
    ),
    next: inAll(
      '请按挂失证件处理；本人可用其他有效证件，或按其他证明签发纸质证明。',
      '請按報失證件處理；本人可用其他有效證件，或憑其他證明簽發紙本證明。',
      '請依掛失證件處理；本人可用其他有效證件，或憑其他證明簽發紙本證明。',
      'Handle it as a lost document; the person may use another valid one, or have the paper form issued on another proof.',
    ),
  },
  'organisation.not-active': {
    reason: inAll(
      '该单位已注销或被吊销。',
      '該機構已註銷或被吊銷。',
      '該單位已註銷或被撤銷登記。',
      'The organisation was deregistered or its licence was revoked.',
    ),
    next: inAll(
      '不能办理；如有疑问请与登记机关核实。',
      '不能辦理；如有疑問請與登記機關核實。',
      '無法辦理；如有疑問請與登記機關核實。',
      'It cannot be taken in; ask the registration authority if in doubt.',
    ),
  },
  'reference.mismatch': {
    reason: inAll(
      '这不是该申请的申请码。',
      '這不是該申請的申請碼。',
      '這不是該申請的申請碼。',
      'This is not the code of that application.',
    ),
    next: inAll(
      '请扫描对方手机上的窗口申请码；对方拿不出的，不要通过这项申请。',
      '請掃描對方手機上的窗口申請碼；對方未能出示的，不要通過這項申請。',
      '請掃描對方手機上的窗口申請碼；對方無法出示的，不要通過這項申請。',
      'Scan the code on the person’s phone; without it, do not accept: somebody else may have applied.',
    ),
  },
  'query.unreadable': {
    reason: inAll(
      '这不是证件号码，也不是申请编号。',
      '這不是證件號碼，也不是申請編號。',
      '這不是證件號碼，也不是申請編號。',
      'This is neither a document’s number nor an application’s reference.',
    ),
    next: inAll(
      '请对照证件或对方手机上的编号重新输入。',
      '請對照證件或對方手機上的編號重新輸入。',
      '請對照證件或對方手機上的編號重新輸入。',
      'Type it again as the document or the person’s phone shows it.',
    ),
  },
  'mobile.of-another': {
    reason: inAll(
      '这个手机号是另一个人的账户。',
      '這個手機號碼是另一個人的帳戶。',
      '這個手機號碼是另一個人的帳戶。',
      'This mobile is the account of another person.',
    ),
    next: inAll(
      '如果运营商已把号码重新放给来访者，请勾选“号码现在归来访者使用”；否则请用本人的手机号，没有手机可以签发纸质证明。',
      '如電訊商已把號碼重新編配給來訪者，請勾選「號碼現由來訪者使用」；否則請使用本人的手機號碼，沒有手機可簽發紙本證明。',
      '如電信業者已將號碼重新配給來訪者，請勾選「號碼現由來訪者使用」；否則請使用本人的手機號碼，沒有手機可簽發紙本證明。',
      'If the operator gave the number to the visitor anew, tick “the number is the visitor’s now”. Else use a mobile of one’s own; without one, issue the paper form.',
    ),
  },
  'mobile.in-use': {
    reason: inAll(
      '这个手机号已有账户，并且办过事。',
      '這個手機號碼已有帳戶，並曾辦理事務。',
      '這個手機號碼已有帳戶，並曾辦理事務。',
      'This mobile already has an account that was used.',
    ),
    next: inAll(
      '请改用面签：核验后由该账户接手。',
      '請改用面簽：核驗後由該帳戶接手。',
      '請改用面簽：核驗後由該帳戶接手。',
      'Face-sign instead: that account then takes over.',
    ),
  },
  'invitation.exists': {
    reason: inAll(
      '这个手机号已经受邀，还没有答复。',
      '這個手機號碼已獲邀請，尚未答覆。',
      '這個手機號碼已受邀，尚未答覆。',
      'This mobile is already invited and has not answered.',
    ),
    next: inAll(
      '请等对方答复，或先取消原来的邀请。',
      '請等對方答覆，或先取消原來的邀請。',
      '請等對方答覆，或先取消原來的邀請。',
      'Wait for the answer, or cancel the earlier invitation first.',
    ),
  },
} as const satisfies Record<string, FieldFault>;
