import { DOCUMENT_FAULTS as PHOTO_FAULTS } from '../policy/document-photo-text.ts';
import { inAll, type Text } from '../text/locale.ts';
import { CLIENT_FAULTS } from './client-faults.ts';
import { DEVICE_FAULTS } from './device-faults.ts';
import { DOCUMENT_FAULTS } from './document-faults.ts';
import { IDENTITY_FAULTS } from './identity-faults.ts';
import { LINK_FAULTS } from './link-faults.ts';
import { ORGANISATION_FAULTS } from './organisation-faults.ts';
import { PARTY_FAULTS } from './party-faults.ts';
import { SERVICE_FAULTS } from './service-faults.ts';
import { WEBHOOK_FAULTS } from './webhook-faults.ts';

type FieldFault = { readonly reason: Text; readonly next: Text };

const typeNumberAgain = inAll(
  '请对照身份证重新输入 18 位号码。',
  '請對照身份證重新輸入 18 位號碼。',
  '請對照身分證重新輸入 18 碼號碼。',
  'Type the 18 characters again as the card shows them.',
);
const typeNameAgain = inAll(
  '请按证件上的写法输入。',
  '請按證件上的寫法輸入。',
  '請依證件上的寫法輸入。',
  'Type it as the card shows it.',
);
const typeMobileAgain = inAll(
  '请输入 11 位内地手机号码。',
  '請輸入 11 位內地手機號碼。',
  '請輸入 11 碼大陸手機號碼。',
  'Type the 11 digits of a mainland mobile number.',
);
const askCodeAgain = inAll(
  '请重新获取验证码。',
  '請重新索取驗證碼。',
  '請重新取得驗證碼。',
  'Ask for a new code.',
);
const chooseCity = inAll(
  '请选择或输入城市。',
  '請選擇或輸入城市。',
  '請選擇或輸入城市。',
  'Choose or type a city.',
);

/** What can be wrong with one field: the reason and the next step (A11). Codes are the messages of form schemas. */
export const FIELD_FAULTS = {
  ...CLIENT_FAULTS,
  ...DOCUMENT_FAULTS,
  ...PHOTO_FAULTS,
  'document.missing': {
    reason: inAll(
      '这一面还没有照片。',
      '這一面尚未有相片。',
      '這一面尚無照片。',
      'There is no photo of this side yet.',
    ),
    next: inAll('请先拍这一面。', '請先拍攝這一面。', '請先拍攝這一面。', 'Take this side first.'),
  },
  ...IDENTITY_FAULTS,
  ...LINK_FAULTS,
  ...ORGANISATION_FAULTS,
  ...SERVICE_FAULTS,
  ...PARTY_FAULTS,
  ...DEVICE_FAULTS,
  ...WEBHOOK_FAULTS,
  'rung.closed': {
    reason: inAll(
      '这种方式现在不能用。',
      '此方式現時不能使用。',
      '此方式目前無法使用。',
      'That way is not open now.',
    ),
    next: inAll(
      '请选择列出的其他方式。',
      '請選擇列出的其他方式。',
      '請選擇列出的其他方式。',
      'Choose one of those listed.',
    ),
  },
  'field.required': {
    reason: inAll('这一项没有填写。', '這一項沒有填寫。', '這一項沒有填寫。', 'This is missing.'),
    next: inAll('请填写后再提交。', '請填寫後再提交。', '請填寫後再送出。', 'Fill it in and send again.'),
  },
  'field.invalid': {
    reason: inAll(
      '这一项的格式不对。',
      '這一項的格式不正確。',
      '這一項的格式不正確。',
      'This is not in the expected form.',
    ),
    next: inAll('请改正后再提交。', '請更正後再提交。', '請更正後再送出。', 'Correct it and send again.'),
  },
  'field.unknown': {
    reason: inAll(
      '多出了不认识的一项。',
      '多出了不能識別的一項。',
      '多出了無法識別的一項。',
      'This is not expected here.',
    ),
    next: inAll('请去掉这一项。', '請移除這一項。', '請移除這一項。', 'Remove it.'),
  },
  'passkey.invalid': {
    reason: inAll(
      '通行密钥没有通过验证。',
      '通行密鑰未能通過驗證。',
      '通行金鑰未通過驗證。',
      'The passkey was not accepted.',
    ),
    next: inAll(
      '请再试一次，或换一种方式登录。',
      '請再試一次，或改用其他方式登入。',
      '請再試一次，或改用其他方式登入。',
      'Try again, or sign in another way.',
    ),
  },
  'enrolment.invalid': {
    reason: inAll(
      '这个链接已用过、已过期或不完整。',
      '此連結已使用、已過期或不完整。',
      '此連結已使用、已過期或不完整。',
      'The link was used, has expired or is not complete.',
    ),
    next: inAll(
      '请向管理员要一个新链接。',
      '請向管理員索取新連結。',
      '請向管理員索取新連結。',
      'Ask an administrator for a new one.',
    ),
  },
  'purpose.missing': {
    reason: inAll(
      '没有说明查看的用途。',
      '沒有說明查看的用途。',
      '沒有說明檢視的用途。',
      'The purpose of looking is missing.',
    ),
    next: inAll(
      '请选择一种用途；每次查看都会记录。',
      '請選擇一種用途；每次查看都會記錄。',
      '請選擇一種用途；每次檢視都會記錄。',
      'Choose one; every look is recorded.',
    ),
  },
  'name.empty': {
    reason: inAll('姓名没有填写。', '姓名沒有填寫。', '姓名沒有填寫。', 'The name is missing.'),
    next: typeNameAgain,
  },
  'name.too-long': {
    reason: inAll('姓名太长。', '姓名太長。', '姓名太長。', 'The name is too long.'),
    next: typeNameAgain,
  },
  'name.characters': {
    reason: inAll(
      '姓名里有不该出现的字符。',
      '姓名中有不應出現的字元。',
      '姓名中有不應出現的字元。',
      'The name has characters that a card never shows.',
    ),
    next: typeNameAgain,
  },
  'resident-id.empty': {
    reason: inAll(
      '身份证号码没有填写。',
      '身份證號碼沒有填寫。',
      '身分證號碼沒有填寫。',
      'The ID number is missing.',
    ),
    next: typeNumberAgain,
  },
  'resident-id.length': {
    reason: inAll(
      '身份证号码应为 18 位。',
      '身份證號碼應為 18 位。',
      '身分證號碼應為 18 碼。',
      'An ID number has 18 characters.',
    ),
    next: typeNumberAgain,
  },
  'resident-id.characters': {
    reason: inAll(
      '身份证号码只能是数字，最后一位可以是 X。',
      '身份證號碼只可為數字，最後一位可為 X。',
      '身分證號碼只能是數字，最後一碼可為 X。',
      'An ID number has digits only; the last may be X.',
    ),
    next: typeNumberAgain,
  },
  'resident-id.check-character': {
    reason: inAll(
      '号码有一位或几位输错了。',
      '號碼有一位或幾位輸入錯誤。',
      '號碼有一碼或數碼輸入錯誤。',
      'One or more characters of the number are wrong.',
    ),
    next: typeNumberAgain,
  },
  'resident-id.birth-date': {
    reason: inAll(
      '号码中的出生日期不存在。',
      '號碼中的出生日期不存在。',
      '號碼中的出生日期不存在。',
      'The birth date inside the number does not exist.',
    ),
    next: typeNumberAgain,
  },
  'resident-id.area': {
    reason: inAll(
      '号码开头的地区码不存在。',
      '號碼開首的地區碼不存在。',
      '號碼開頭的地區碼不存在。',
      'The area at the start of the number does not exist.',
    ),
    next: typeNumberAgain,
  },
  'resident-id.sandbox-area': {
    reason: inAll(
      '这是演示用的号码，不能在正式环境使用。',
      '這是示範用的號碼，不能在正式環境使用。',
      '這是展示用的號碼，不能在正式環境使用。',
      'This number belongs to a demo person and is not accepted here.',
    ),
    next: typeNumberAgain,
  },
  'resident-id.other-document': {
    reason: inAll(
      '这不是居民身份证号码；本服务只受理居民身份证。',
      '這不是居民身份證號碼；本服務只接受居民身份證。',
      '這不是居民身分證號碼；本服務只受理居民身分證。',
      'This is not a resident ID card number; only the resident ID card qualifies here.',
    ),
    next: inAll(
      '港澳台居民请改用来往内地（大陆）临时通行证，其他证件请到车站公安制证口。',
      '港澳台居民請改用來往內地臨時通行證，其他證件請到車站公安制證窗口。',
      '港澳台居民請改用來往大陸臨時通行證，其他證件請至車站公安製證窗口。',
      'Residents of Hong Kong, Macau and Taiwan: use the temporary travel permit; other documents: the police counter at the station.',
    ),
  },
  'city.empty': {
    reason: inAll('没有城市。', '沒有城市。', '沒有城市。', 'The city is missing.'),
    next: chooseCity,
  },
  'city.too-long': {
    reason: inAll('城市名太长。', '城市名稱太長。', '城市名稱太長。', 'The city name is too long.'),
    next: chooseCity,
  },
  'city.characters': {
    reason: inAll(
      '城市名里有不该出现的字符。',
      '城市名稱中有不應出現的字元。',
      '城市名稱中有不應出現的字元。',
      'The city name has unexpected characters.',
    ),
    next: chooseCity,
  },
  'mobile.empty': {
    reason: inAll(
      '手机号码没有填写。',
      '手機號碼沒有填寫。',
      '手機號碼沒有填寫。',
      'The mobile number is missing.',
    ),
    next: typeMobileAgain,
  },
  'mobile.format': {
    reason: inAll(
      '这不是内地手机号码。',
      '這不是內地手機號碼。',
      '這不是大陸手機號碼。',
      'This is not a mainland mobile number.',
    ),
    next: typeMobileAgain,
  },
  'code.format': {
    reason: inAll(
      '验证码是 6 位数字。',
      '驗證碼是 6 位數字。',
      '驗證碼是 6 位數字。',
      'The code has 6 digits.',
    ),
    next: inAll(
      '请输入短信里的 6 位数字。',
      '請輸入短訊中的 6 位數字。',
      '請輸入簡訊中的 6 位數字。',
      'Type the 6 digits of the text message.',
    ),
  },
  'code.wrong': {
    reason: inAll('验证码不对。', '驗證碼不正確。', '驗證碼不正確。', 'The code is not right.'),
    next: inAll(
      '请核对短信后再输入。',
      '請核對短訊後再輸入。',
      '請核對簡訊後再輸入。',
      'Check the text message and type it again.',
    ),
  },
  'code.expired': {
    reason: inAll(
      '验证码已过期或已用过。',
      '驗證碼已過期或已使用。',
      '驗證碼已過期或已使用。',
      'The code has expired or was used.',
    ),
    next: askCodeAgain,
  },
  'name-number.mismatch': {
    reason: inAll(
      '姓名与证件号码不一致，或登记库中没有。',
      '姓名與證件號碼不相符，或登記庫中沒有。',
      '姓名與證件號碼不相符，或登記庫中沒有。',
      'The name and the number do not belong together, or are not on record.',
    ),
    next: inAll(
      '请对照证件核对每个字和每位数字。',
      '請對照證件核對每個字和每個數字。',
      '請對照證件核對每個字與每個數字。',
      'Check every character against the card.',
    ),
  },
  'guardian-code.format': {
    reason: inAll(
      '代码是 8 位字母或数字。',
      '代碼是 8 位字母或數字。',
      '代碼是 8 碼字母或數字。',
      'The code has 8 letters or digits.',
    ),
    next: inAll(
      '请照孩子手机上显示的输入，或扫码打开。',
      '請按孩子手機上顯示的輸入，或掃碼打開。',
      '請依孩子手機上顯示的輸入，或掃碼開啟。',
      'Type it as the child’s phone shows it, or scan it.',
    ),
  },
  'guardian-code.unknown': {
    reason: inAll(
      '没有等您同意的这个请求，或登记库没有把您列为监护人。',
      '沒有等您同意的這個請求，或登記庫沒有把您列為監護人。',
      '沒有等您同意的這個請求，或登記資料庫未將您列為監護人。',
      'No such request waits for you, or the register does not name you as the guardian.',
    ),
    next: inAll(
      '请核对代码；代码半小时后失效，可以让孩子重新生成。也可以一起到窗口办理。',
      '請核對代碼；代碼半小時後失效，可讓孩子重新產生。亦可一同到櫃位辦理。',
      '請核對代碼；代碼半小時後失效，可讓孩子重新產生。也可一同至櫃檯辦理。',
      'Check the code; it lapses after half an hour and can be made anew. A counter serves you both as well.',
    ),
  },
  'guardian.not-adult': {
    reason: inAll(
      '要由成年人的账户同意。',
      '須由成年人的帳戶同意。',
      '須由成年人的帳戶同意。',
      'An adult must consent, on an account of their own.',
    ),
    next: inAll(
      '请让监护人用自己的手机同意，或到窗口办理。',
      '請讓監護人用自己的手機同意，或到櫃位辦理。',
      '請讓監護人用自己的手機同意，或至櫃檯辦理。',
      'Ask the guardian to consent on their own phone, or go to a counter.',
    ),
  },
  'consent.missing': {
    reason: inAll(
      '还没有您的单独同意。',
      '尚未取得您的單獨同意。',
      '尚未取得您的單獨同意。',
      'Your separate consent is missing.',
    ),
    next: inAll(
      '请阅读后同意，或选择其他办法。',
      '請閱讀後同意，或選擇其他方式。',
      '請閱讀後同意，或選擇其他方式。',
      'Read and agree, or choose another way.',
    ),
  },
  'holder-key.invalid': {
    reason: inAll('手机密钥无效。', '手機密鑰無效。', '手機金鑰無效。', 'The phone’s key is not valid.'),
    next: inAll(
      '请刷新页面重试。',
      '請重新整理頁面再試。',
      '請重新整理頁面再試。',
      'Reload the page and try again.',
    ),
  },
  'frame.invalid': {
    reason: inAll('照片读不出来。', '相片無法讀取。', '照片無法讀取。', 'The picture cannot be read.'),
    next: inAll('请重新拍摄这一步。', '請重新拍攝這一步。', '請重新拍攝這一步。', 'Take this step again.'),
  },
} as const satisfies Record<string, FieldFault>;

export type FieldFaultCode = keyof typeof FIELD_FAULTS;
