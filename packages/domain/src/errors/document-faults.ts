import { inAll, type Text } from '../text/locale.ts';

type FieldFault = { readonly reason: Text; readonly next: Text };

const asPrinted = inAll(
  '请对照证件重新输入号码。',
  '請對照證件重新輸入號碼。',
  '請對照證件重新輸入號碼。',
  'Type the number again as the document shows it.',
);
const chooseKind = inAll(
  '请先选择与号码相符的证件。',
  '請先選擇與號碼相符的證件。',
  '請先選擇與號碼相符的證件。',
  'Choose the kind of document that bears this number.',
);
const missing: FieldFault = {
  reason: inAll('证件号码没有填写。', '證件號碼沒有填寫。', '證件號碼沒有填寫。', 'The number is missing.'),
  next: asPrinted,
};
const demoPerson: FieldFault = {
  reason: inAll(
    '这是演示用的号码，不能在正式环境使用。',
    '這是示範用的號碼，不能在正式環境使用。',
    '這是展示用的號碼，不能在正式環境使用。',
    'This number belongs to a demo person and is not accepted here.',
  ),
  next: asPrinted,
};

/** What can be wrong with the number of a permit (A9, A11): `<kind of document>.<reason of its parser>`. */
export const DOCUMENT_FAULTS = {
  'residence-permit.empty': missing,
  'residence-permit.length': {
    reason: inAll(
      '居住证号码应为 18 位。',
      '居住證號碼應為 18 位。',
      '居住證號碼應為 18 碼。',
      'A residence permit number has 18 characters.',
    ),
    next: asPrinted,
  },
  'residence-permit.characters': {
    reason: inAll(
      '居住证号码只能是数字，最后一位可以是 X。',
      '居住證號碼只可為數字，最後一位可為 X。',
      '居住證號碼只能是數字，最後一碼可為 X。',
      'A residence permit number has digits only; the last may be X.',
    ),
    next: asPrinted,
  },
  'residence-permit.check-character': {
    reason: inAll(
      '号码有一位或几位输错了。',
      '號碼有一位或幾位輸入錯誤。',
      '號碼有一碼或數碼輸入錯誤。',
      'One or more characters of the number are wrong.',
    ),
    next: asPrinted,
  },
  'residence-permit.birth-date': {
    reason: inAll(
      '号码中的出生日期不存在。',
      '號碼中的出生日期不存在。',
      '號碼中的出生日期不存在。',
      'The birth date inside the number does not exist.',
    ),
    next: asPrinted,
  },
  'residence-permit.area': {
    reason: inAll(
      '居住证号码以 810000、820000 或 830000 开头。',
      '居住證號碼以 810000、820000 或 830000 開首。',
      '居住證號碼以 810000、820000 或 830000 開頭。',
      'A residence permit number begins with 810000, 820000 or 830000.',
    ),
    next: asPrinted,
  },
  'residence-permit.sandbox-area': demoPerson,
  'residence-permit.other-document': {
    reason: inAll(
      '这不是居住证号码。',
      '這不是居住證號碼。',
      '這不是居住證號碼。',
      'This is not a residence permit number.',
    ),
    next: chooseKind,
  },
  'home-return-permit.empty': missing,
  'home-return-permit.form': {
    reason: inAll(
      '回乡证号码是 H 或 M 加 8 位数字；证件上若多两位换证次数，也可一并输入。',
      '回鄉證號碼是 H 或 M 加 8 位數字；證件上如多兩位換證次數，亦可一併輸入。',
      '回鄉證號碼是 H 或 M 加 8 碼數字；證件上若多兩碼換證次數，也可一併輸入。',
      'A home return permit number is H or M and 8 digits; two more for re-issues may follow.',
    ),
    next: asPrinted,
  },
  'home-return-permit.sandbox-number': demoPerson,
  'home-return-permit.other-document': {
    reason: inAll(
      '这不是回乡证号码。',
      '這不是回鄉證號碼。',
      '這不是回鄉證號碼。',
      'This is not a home return permit number.',
    ),
    next: chooseKind,
  },
  'taiwan-permit.empty': missing,
  'taiwan-permit.form': {
    reason: inAll(
      '台胞证号码是 8 位数字；旧版证件后面的次数和字母也可一并输入。',
      '台胞證號碼是 8 位數字；舊版證件其後的次數和字母亦可一併輸入。',
      '台胞證號碼是 8 碼數字；舊版證件後面的次數和字母也可一併輸入。',
      'A Taiwan permit number has 8 digits; the count and letter of an old booklet may follow.',
    ),
    next: asPrinted,
  },
  'taiwan-permit.sandbox-number': demoPerson,
  'taiwan-permit.other-document': {
    reason: inAll(
      '这不是台胞证号码。',
      '這不是台胞證號碼。',
      '這不是台胞證號碼。',
      'This is not a Taiwan permit number.',
    ),
    next: chooseKind,
  },
} as const satisfies Readonly<Record<string, FieldFault>>;
