import { inAll } from '../text/locale.ts';

const kept = inAll(
  '已填内容都还在；请再试一次，或选择其他方式。',
  '已填資料仍然保留；請再試一次，或選擇其他方式。',
  '已填資料都還在；請再試一次，或選擇其他方式。',
  'What you typed is kept; try once more, or take another way.',
);

/** Refusals on the way up the ladder (A3, A8, A10). */
export const LADDER_PROBLEMS = {
  'check-not-measured': {
    // Not 503: the same pictures sent again would not help; a new check does.
    status: 500,
    title: inAll(
      '系统没能及时看完画面，这不是您的问题',
      '系統未能及時看完畫面，這並非您的問題',
      '系統未能及時看完畫面，這不是您的問題',
      'Our system could not look at the pictures in time; that is our fault',
    ),
    next: inAll(
      '请重新开始人脸核验；这一次不计次数，已填内容都还在。也可以选择其他方式。',
      '請重新開始人臉核驗；此次不計次數，已填資料仍然保留。也可選擇其他方式。',
      '請重新開始臉部驗證；此次不計次數，已填資料都還在。也可選擇其他方式。',
      'Start the face check again: this try does not count, and what you typed is kept. Another way is open too.',
    ),
  },
  'face-closed': {
    // Also where a credential is to be shown again or a browser proves its holder: photos prove an application alone.
    status: 429,
    title: inAll(
      '人脸核验次数已用完，暂时不能再做',
      '人臉核驗次數已用完，暫時不能再做',
      '臉部驗證次數已用完，暫時無法再做',
      'The tries of the face check are used up for now',
    ),
    next: inAll(
      '{until} 之后可以再做。如在申请中，现在可以选择其他方式：拍证件照片由工作人员查看，或带证件原件到窗口，效力相同；已填内容都还在。',
      '{until} 之後可以再做。如在申請中，現在可選擇其他方式：拍攝證件相片由職員查看，或攜帶證件正本到窗口，效力相同；已填資料仍然保留。',
      '{until} 之後可以再做。如在申請中，現在可選擇其他方式：拍攝證件照片由工作人員查看，或攜帶證件正本至窗口，效力相同；已填資料都還在。',
      'It opens again after {until}. For an application another way is open now: photos of the document for a reviewer, or a counter with the original document; the effect is the same, and what you typed is kept.',
    ),
  },
  'online-closed': {
    status: 403,
    title: inAll(
      '审核人员认定之前提交的材料不实，暂停线上核验',
      '審核人員認定之前提交的材料不實，暫停網上核驗',
      '審核人員認定先前提交的資料不實，暫停線上驗證',
      'Reviewers found that an earlier attempt was not honest: proving online is closed for now',
    ),
    next: inAll(
      '{until} 之后可以再在线上办理。现在请带证件原件到窗口，当场办好，效力相同；如有异议，窗口也会受理。',
      '{until} 之後可以再在網上辦理。現在請攜帶證件正本到窗口，即場辦妥，效力相同；如有異議，窗口亦會受理。',
      '{until} 之後可以再於線上辦理。現在請攜帶證件正本至窗口，當場辦妥，效力相同；如有異議，窗口亦會受理。',
      'It opens again after {until}. A counter is open now: bring the original document, it is done on the spot with the same effect; a counter also hears you if you disagree.',
    ),
  },
  'one-time-codes-used': {
    status: 429,
    title: inAll(
      '动态口令错误次数过多',
      '一次性密碼錯誤次數過多',
      '一次性密碼錯誤次數過多',
      'Too many wrong one-time codes',
    ),
    next: inAll(
      '请在 {until} 后再试。若不是您本人输错，或验证器已丢失，请让管理员停用旧验证器并发新的登记链接，可立即使用。',
      '請於 {until} 後再試。如非您本人輸錯，或驗證器已遺失，請管理員停用舊驗證器並發出新的登記連結，可即時使用。',
      '請於 {until} 後再試。若非您本人輸錯，或驗證器已遺失，請管理員停用舊驗證器並發出新的登記連結，可立即使用。',
      'Try again after {until}. If it was not you, or the authenticator is lost, ask an administrator for a new enrolment link: it works at once and replaces the old one.',
    ),
  },
  'level-held': {
    status: 409,
    title: inAll(
      '您的账号已达到这个级别',
      '您的帳號已達到此級別',
      '您的帳號已達到此級別',
      'Your account already holds this level',
    ),
    next: inAll(
      '不必再办，直接办理事项即可。',
      '毋須再辦，直接辦理事項即可。',
      '不需再辦，直接辦理事項即可。',
      'There is nothing to do here: go on to the services.',
    ),
  },
  'mobile-not-on-file': {
    status: 409,
    title: inAll(
      '您登录的手机号不是登记库中留的号码',
      '您登入的手機號碼不是登記庫中的號碼',
      '您登入的手機號碼不是登記資料庫中的號碼',
      'The mobile you are signed in with is not the one on record',
    ),
    next: inAll(
      '请改用“实名登记”：可以人脸核验、由第三方证明、拍证件照片，或到窗口。',
      '請改用「實名登記」：可以人臉核驗、由第三方證明、拍攝證件相片，或到窗口。',
      '請改用「註冊驗證」：可以臉部驗證、由第三方證明、拍攝證件照片，或至窗口。',
      'Use the registration instead: by face, by a third party, by photos of the document, or at a counter.',
    ),
  },
  'organisation-needed': {
    status: 403,
    title: inAll('这项功能供单位使用', '此功能供機構使用', '此功能供單位使用', 'This is for organisations'),
    next: inAll(
      '请先由单位管理员邀请您加入，或带授权书到窗口登记单位。',
      '請先由機構管理員邀請您加入，或攜帶授權書到窗口登記機構。',
      '請先由單位管理員邀請您加入，或攜帶授權書至窗口登記單位。',
      'Ask the organisation’s administrator to invite you, or have the organisation taken in at a counter.',
    ),
  },
  'not-built': {
    status: 501,
    title: inAll('这项功能还未开通', '此功能尚未開通', '此功能尚未開通', 'This is not available yet'),
    next: inAll(
      '开通后会在首页出现。',
      '開通後會在首頁出現。',
      '開通後會在首頁出現。',
      'It will appear on the home page.',
    ),
  },
  'provider-unavailable': {
    status: 503,
    title: inAll(
      '第三方平台暂时没有应答',
      '第三方平台暫時沒有回應',
      '第三方平台暫時沒有回應',
      'The third party does not answer at the moment',
    ),
    next: kept,
  },
  'vouching-expired': {
    status: 409,
    title: inAll(
      '这次授权已过期或已用过',
      '此次授權已過期或已使用',
      '此次授權已過期或已使用',
      'This authorisation has expired or was used',
    ),
    next: kept,
  },
  'vouching-foreign': {
    status: 403,
    title: inAll(
      '这次授权是在另一个浏览器里开始的',
      '此次授權是在另一個瀏覽器開始的',
      '此次授權是在另一個瀏覽器開始的',
      'This authorisation was begun in another browser',
    ),
    next: inAll(
      '请回到开始的那个浏览器，或在这里重新开始；已填内容都还在。',
      '請返回開始的瀏覽器，或在此重新開始；已填資料仍然保留。',
      '請回到開始的瀏覽器，或在此重新開始；已填資料都還在。',
      'Go back to that browser, or begin anew here; what you typed is kept.',
    ),
  },
} as const;
