import { inAll } from '../text/locale.ts';

/** The account has no mobile any more, or has none yet: no message goes out. */
const SMS = inAll(
  '【随证】您的账户有变动。如非本人操作，请立即登录查看。',
  '【隨證】您的帳戶有變動。如非本人操作，請立即登入查看。',
  '【隨證】您的帳戶有變動。如非本人操作，請立即登入查看。',
  '[Suizheng] Something changed in your account. If it was not you, sign in at once.',
);

/** What people are told about a mobile number that was given out anew (A10); spread into NOTIFICATIONS. */
export const NUMBER_NOTIFICATIONS = {
  'number-claimed': {
    title: inAll(
      '有人说您的手机号现在归他使用',
      '有人表示您的手機號碼現由他使用',
      '有人表示您的手機號碼現由他使用',
      'Somebody says that your mobile number is theirs now',
    ),
    body: inAll(
      '对方能收到发往这个号码的短信。号码仍是您的：请在您用过的浏览器上用短信验证码登录一次，对方的请求即作废。号码已不用：无需操作；对方用人脸证明自己是谁之后，您的账户就不再有这个号码，其他一切照旧。',
      '對方能收到發往此號碼的短訊。號碼仍是您的：請在您用過的瀏覽器以短訊驗證碼登入一次，對方的請求即告作廢。號碼已不用：毋須操作；對方以人臉證明身份後，您的帳戶便不再有此號碼，其他一切照舊。',
      '對方能收到發往此號碼的簡訊。號碼仍是您的：請在您用過的瀏覽器以簡訊驗證碼登入一次，對方的請求即作廢。號碼已不用：無需操作；對方以臉部證明身分後，您的帳戶便不再有此號碼，其他一切照舊。',
      'They receive its text messages. If the number is still yours, sign in once with a code from it on a browser you have used before: that ends their request. If you gave it up, do nothing: once they have proven by face who they are, your account is without this number, and everything else stays as it is.',
    ),
    sms: SMS,
    link: 'devices',
  },
  'number-passed-on': {
    title: inAll(
      '您的账户不再有手机号',
      '您的帳戶不再有手機號碼',
      '您的帳戶不再有手機號碼',
      'Your account has no mobile number any more',
    ),
    body: inAll(
      '您原来的号码现在属于另一个人，他已证明自己是谁，看不到您的任何信息。您的证件、记录、通行密钥和登录都不变。请添加一把通行密钥；要换上新号码，用新号码登录并刷脸，或到窗口办理。',
      '您原來的號碼現屬另一人，他已證明身份，看不到您的任何資料。您的證件、記錄、通行密鑰和登入均不變。請新增一條通行密鑰；要換上新號碼，請以新號碼登入並作人臉核驗，或到櫃位辦理。',
      '您原來的號碼現屬另一人，他已證明身分，看不到您的任何資料。您的證件、紀錄、通行金鑰與登入均不變。請新增一把通行金鑰；要換上新號碼，請以新號碼登入並完成臉部驗證，或至櫃檯辦理。',
      'Your former number belongs to somebody else now, who has proven who they are and sees nothing of yours. Your documents, records, passkeys and sign-ins stay as they are. Add a passkey; to have a number again, sign in with the new one and show your face, or come to a counter.',
    ),
    sms: SMS,
    link: 'devices',
  },
  'number-not-passed-on': {
    title: inAll(
      '手机号没有转给您',
      '手機號碼未轉給您',
      '手機號碼未轉給您',
      'The mobile number did not become yours',
    ),
    body: inAll(
      '有人证明了号码仍由他使用，您的请求因此作废。您的账户和其中的一切都保留。如果短信确实发到您这里，请再用它登录并重新提出，或带证件原件到窗口办理。',
      '有人證明號碼仍由他使用，您的請求因此作廢。您的帳戶及其中一切均會保留。如短訊確實發到您這裡，請再以該號碼登入並重新提出，或攜帶證件正本到櫃位辦理。',
      '有人證明號碼仍由他使用，您的請求因此作廢。您的帳戶與其中一切都會保留。如簡訊確實發到您這裡，請再以該號碼登入並重新提出，或攜帶證件正本至櫃檯辦理。',
      'Somebody has shown that they still use the number, and so your request ended. Your account and everything in it stays. If its messages do come to you, sign in with it and ask again, or bring your document to a counter.',
    ),
    sms: SMS,
    link: 'devices',
  },
} as const;
