import { inAll } from '../text/locale.ts';

const typeDate = inAll(
  '请按证件上的有效期输入，例如 2031-05-03；没有到期日的填“长期”。',
  '請按證件上的有效期輸入，例如 2031-05-03；沒有到期日的填「長期」。',
  '請依證件上的效期輸入，例如 2031-05-03；沒有到期日的填「長期」。',
  'Type the date as the document shows it, such as 2031-05-03, or long-term where it has none.',
);

/** What can be wrong with a document's kind, number and last day, and with the terms (A1, A4, A9, A11). */
export const IDENTITY_FAULTS = {
  'document-kind.unknown': {
    reason: inAll('没有选择证件。', '沒有選擇證件。', '沒有選擇證件。', 'No document is chosen.'),
    next: inAll(
      '请选择您持有的证件。',
      '請選擇您持有的證件。',
      '請選擇您持有的證件。',
      'Choose the document you hold.',
    ),
  },
  'identity-number.other-document': {
    reason: inAll(
      '这个号码属于另一种证件。',
      '此號碼屬於另一種證件。',
      '此號碼屬於另一種證件。',
      'This number belongs to another kind of document.',
    ),
    next: inAll(
      '请改选证件种类，或核对号码。',
      '請改選證件種類，或核對號碼。',
      '請改選證件種類，或核對號碼。',
      'Choose that kind of document, or check the number.',
    ),
  },
  'choice.missing': {
    reason: inAll('还没有选择。', '尚未選擇。', '尚未選擇。', 'Nothing is chosen yet.'),
    next: inAll('请选择其中一项。', '請選擇其中一項。', '請選擇其中一項。', 'Choose one of those listed.'),
  },
  'expires.empty': {
    reason: inAll(
      '证件有效期没有填写。',
      '證件有效期沒有填寫。',
      '證件效期沒有填寫。',
      'The expiry date is missing.',
    ),
    next: typeDate,
  },
  'expires.format': {
    reason: inAll('这不是日期。', '這不是日期。', '這不是日期。', 'This is not a date.'),
    next: typeDate,
  },
  'expires.not-a-date': {
    reason: inAll('没有这一天。', '沒有這一天。', '沒有這一天。', 'That day does not exist.'),
    next: typeDate,
  },
  'expires.past': {
    reason: inAll('证件已过有效期。', '證件已過有效期。', '證件已過效期。', 'The document has expired.'),
    next: inAll(
      '请核对日期；确已过期的，请先换领证件，或到窗口办理。',
      '請核對日期；如確已過期，請先換領證件，或到窗口辦理。',
      '請核對日期；確已過期者，請先換發證件，或至窗口辦理。',
      'Check the date; if it has really expired, have the document renewed first, or go to a counter.',
    ),
  },
  'expires.differs': {
    reason: inAll(
      '有效期与登记库中的不一致。',
      '有效期與登記庫中的不相符。',
      '效期與登記資料庫中的不相符。',
      'The expiry date is not the one on record.',
    ),
    next: inAll(
      '请对照证件上的有效期重新输入；新换的证件以新证为准。',
      '請對照證件上的有效期重新輸入；已換領的以新證件為準。',
      '請對照證件上的效期重新輸入；已換發者以新證件為準。',
      'Type it as the document shows it; if it was renewed, as the new one shows it.',
    ),
  },
  'terms.missing': {
    reason: inAll(
      '还没有同意使用条款。',
      '尚未同意使用條款。',
      '尚未同意使用條款。',
      'The terms are not agreed to.',
    ),
    next: inAll(
      '请阅读后勾选同意。',
      '請閱讀後勾選同意。',
      '請閱讀後勾選同意。',
      'Read them and tick to agree.',
    ),
  },
  'terms.outdated': {
    reason: inAll('使用条款已更新。', '使用條款已更新。', '使用條款已更新。', 'The terms have changed.'),
    next: inAll(
      '请阅读新的条款后再同意。',
      '請閱讀新的條款後再同意。',
      '請閱讀新的條款後再同意。',
      'Read the new terms and agree again.',
    ),
  },
  'account.other-person': {
    reason: inAll(
      '这个账号已属于另一个人。',
      '此帳號已屬於另一人。',
      '此帳號已屬於另一人。',
      'This account already belongs to another person.',
    ),
    next: inAll(
      '请填写账号本人的信息。这个号码是新近归您的：请在页面上方选择“号码现在归我使用”，再以本人注册。',
      '請填寫帳號本人的資料。此號碼是新近歸您的：請在頁面上方選擇「號碼現由我使用」，再以本人註冊。',
      '請填寫帳號本人的資料。此號碼是新近歸您的：請在頁面上方選擇「號碼現由我使用」，再以本人註冊。',
      'Enter the account holder’s own data. If the number has become yours: choose “this number is mine now” at the top of the page, then register as yourself.',
    ),
  },
  'holder.no-match': {
    reason: inAll(
      '您的姓名或号码与登记库中现在的不一致。',
      '您的姓名或號碼與登記庫現時的不相符。',
      '您的姓名或號碼與登記資料庫目前的不相符。',
      'Your name or number is not what the register now holds.',
    ),
    next: inAll(
      '改过姓名的，请带证件到窗口更新。',
      '如曾更改姓名，請攜帶證件到窗口更新。',
      '曾更改姓名者，請攜帶證件至窗口更新。',
      'If your name has changed, bring the document to a counter to have it updated.',
    ),
  },
} as const;
