import { inAll, type Text } from '../text/locale.ts';
import { CLIENT_PROBLEMS } from './client-problems.ts';
import { DEVICE_PROBLEMS } from './device-problems.ts';
import { LADDER_PROBLEMS } from './ladder-problems.ts';
import { LINK_PROBLEMS } from './link-problems.ts';
import { PARTY_PROBLEMS } from './party-problems.ts';
import { WEBHOOK_PROBLEMS } from './webhook-problems.ts';

type Entry = { readonly status: number; readonly title: Text; readonly next: Text };

const tryAgain = inAll(
  '请稍后再试；您填的内容都还在。',
  '請稍後再試；您填寫的內容仍然保留。',
  '請稍後再試；您填寫的內容都還在。',
  'Try again in a moment; what you typed is kept.',
);
const signIn = inAll('请登录后继续。', '請登入後繼續。', '請登入後繼續。', 'Sign in to go on.');
const lookAgain = inAll(
  '请返回列表重新选择。',
  '請返回列表重新選擇。',
  '請返回清單重新選擇。',
  'Go back to the list and choose again.',
);

/** Every refusal that the API can answer, by stable code (RFC 9457 `type` is urn:suizheng:problem:<code>). */
export const PROBLEMS = {
  'validation-failed': {
    status: 422,
    title: inAll('有几项需要改正', '有幾項需要更正', '有幾項需要更正', 'Some entries need correcting'),
    next: inAll(
      '请改正标出的项目后再提交。',
      '請更正標示的項目後再提交。',
      '請更正標示的項目後再送出。',
      'Correct the marked entries and send again.',
    ),
  },
  'malformed-request': {
    status: 400,
    title: inAll('请求读不懂', '請求無法讀取', '請求無法讀取', 'The request cannot be read'),
    next: inAll(
      '请按接口说明重新发送。',
      '請按介面說明重新發送。',
      '請依介面說明重新傳送。',
      'Send it again as the API description says.',
    ),
  },
  'too-large': {
    status: 413,
    title: inAll('内容太大', '內容太大', '內容太大', 'The request is too large'),
    next: inAll(
      '请减小后再发送。',
      '請縮小後再發送。',
      '請縮小後再傳送。',
      'Make it smaller and send again.',
    ),
  },
  'unsupported-media-type': {
    status: 415,
    title: inAll(
      '不支持这种内容类型',
      '不支援這種內容類型',
      '不支援這種內容類型',
      'This content type is not supported',
    ),
    next: inAll(
      '请以 application/json 发送。',
      '請以 application/json 發送。',
      '請以 application/json 傳送。',
      'Send application/json.',
    ),
  },
  'not-found': { status: 404, title: inAll('没有找到', '找不到', '找不到', 'Not found'), next: lookAgain },
  'method-not-allowed': {
    status: 405,
    title: inAll('这里不能这样操作', '這裡不能這樣操作', '這裡不能這樣操作', 'This cannot be done here'),
    next: inAll('请查看接口说明。', '請參閱介面說明。', '請參閱介面說明。', 'See the API description.'),
  },
  'not-signed-in': {
    status: 401,
    title: inAll(
      '还没有登录或登录已过期',
      '尚未登入或登入已過期',
      '尚未登入或登入已過期',
      'Not signed in, or the sign-in has ended',
    ),
    next: signIn,
  },
  'not-allowed': {
    status: 403,
    title: inAll('您没有这项权限', '您沒有這項權限', '您沒有這項權限', 'You are not allowed to do this'),
    next: inAll(
      '如有需要，请联系管理员。',
      '如有需要，請聯絡管理員。',
      '如有需要，請聯絡管理員。',
      'Ask your administrator if you need it.',
    ),
  },
  'confirm-yourself': {
    status: 403,
    title: inAll(
      '请先确认是您本人',
      '請先確認是您本人',
      '請先確認是您本人',
      'Please show first that it is you',
    ),
    next: inAll(
      '这台设备是第一次登录这个账户。请刷脸，或用通行密钥登录。',
      '此裝置首次登入這個帳戶。請進行人臉核驗，或以通行密鑰登入。',
      '此裝置首次登入這個帳戶。請進行臉部驗證，或以通行金鑰登入。',
      'This device is new to the account. Do a face check, or sign in with a passkey.',
    ),
  },
  'proof-stale': {
    status: 401,
    title: inAll(
      '请求的签名过时或已用过',
      '請求的簽名過時或已使用',
      '請求的簽章過時或已使用',
      'The request’s proof is out of date or was used',
    ),
    next: inAll(
      '请用新的签名重新发送。',
      '請以新的簽名重新發送。',
      '請以新的簽章重新傳送。',
      'Send it again with a fresh proof.',
    ),
  },
  'fresh-proof-needed': {
    status: 403,
    title: inAll(
      '请先重新确认是您本人',
      '請先重新確認是您本人',
      '請先重新確認為您本人',
      'Show again that it is you',
    ),
    next: inAll(
      '请重新登录，然后在 {minutes} 分钟内再做一次。',
      '請重新登入，然後在 {minutes} 分鐘內再做一次。',
      '請重新登入，然後在 {minutes} 分鐘內再做一次。',
      'Sign in again, then do this within {minutes} minutes.',
    ),
  },
  'level-needed': {
    status: 403,
    title: inAll(
      '需要先完成{level}',
      '須先完成{level}',
      '須先完成{level}',
      'The level “{level}” is needed first',
    ),
    next: inAll(
      '请到“我的认证”完成，约一分钟；做完即可继续。',
      '請到「我的認證」完成，約一分鐘；完成後即可繼續。',
      '請至「我的驗證」完成，約一分鐘；完成後即可繼續。',
      'Complete it under “My level”, in about a minute; then go on here.',
    ),
  },
  ...LADDER_PROBLEMS,
  ...LINK_PROBLEMS,
  ...PARTY_PROBLEMS,
  ...CLIENT_PROBLEMS,
  ...DEVICE_PROBLEMS,
  ...WEBHOOK_PROBLEMS,
  'role-needed': {
    status: 403,
    title: inAll(
      '您在该单位的角色不能这样做',
      '您在該機構的角色不能這樣做',
      '您在該單位的角色不能這樣做',
      'Your role in the organisation does not allow this',
    ),
    next: inAll(
      '请单位的管理员来办，或请其更改您的角色。',
      '請機構的管理員辦理，或請其更改您的角色。',
      '請單位的管理員辦理，或請其變更您的角色。',
      'Ask an administrator of the organisation to do it, or to change your role.',
    ),
  },
  'last-administrator': {
    status: 409,
    title: inAll(
      '这是单位唯一的管理员',
      '這是機構唯一的管理員',
      '這是單位唯一的管理員',
      'This is the organisation’s only administrator',
    ),
    next: inAll(
      '请先让另一位成员成为管理员；没有合适的成员，请持新的授权书到窗口办理。',
      '請先讓另一位成員成為管理員；如沒有合適的成員，請持新的授權書到窗口辦理。',
      '請先讓另一位成員成為管理員；若無合適的成員，請持新的授權書至窗口辦理。',
      'Make another member administrator first; if there is nobody, bring a new letter of authorisation to a counter.',
    ),
  },
  'too-many-requests': {
    status: 429,
    title: inAll('操作太频繁', '操作過於頻繁', '操作過於頻繁', 'Too many requests'),
    next: inAll(
      '请在 {seconds} 秒后再试。',
      '請於 {seconds} 秒後再試。',
      '請於 {seconds} 秒後再試。',
      'Try again in {seconds} seconds.',
    ),
  },
  'idempotency-key-missing': {
    status: 400,
    title: inAll(
      '缺少 Idempotency-Key',
      '缺少 Idempotency-Key',
      '缺少 Idempotency-Key',
      'Idempotency-Key is missing',
    ),
    next: inAll(
      '请为这次提交生成一个唯一键并带上。',
      '請為此次提交產生一個唯一鍵並附上。',
      '請為此次送出產生一個唯一鍵並附上。',
      'Generate a unique key for this act and send it along.',
    ),
  },
  'idempotency-key-reused': {
    status: 409,
    title: inAll(
      '同一个 Idempotency-Key 用在了不同的内容上',
      '同一個 Idempotency-Key 用於不同的內容',
      '同一個 Idempotency-Key 用於不同的內容',
      'This Idempotency-Key was used for another request',
    ),
    next: inAll(
      '内容不同请换一个新键。',
      '內容不同請更換新鍵。',
      '內容不同請更換新鍵。',
      'Use a new key for a new request.',
    ),
  },
  'in-progress': {
    status: 409,
    title: inAll(
      '上一次提交还在处理',
      '上一次提交仍在處理',
      '上一次送出仍在處理',
      'The same request is still being handled',
    ),
    next: tryAgain,
  },
  'wrong-state': {
    status: 409,
    title: inAll('现在不能这样做', '現在不能這樣做', '現在不能這樣做', 'This is not possible now'),
    next: inAll(
      '请刷新查看最新进度。',
      '請重新整理查看最新進度。',
      '請重新整理查看最新進度。',
      'Reload to see where it stands.',
    ),
  },
  'case-taken': {
    status: 409,
    title: inAll(
      '这件已由另一位审核员领取',
      '這宗個案已由另一位審核員領取',
      '這件案件已由另一位審核員領取',
      'Another reviewer has taken this case',
    ),
    next: inAll('请领取下一件。', '請領取下一宗。', '請領取下一件。', 'Take the next one.'),
  },
  'case-not-held': {
    status: 403,
    title: inAll(
      '这件不在您手里',
      '這宗個案不在您手上',
      '這件案件不在您手上',
      'This case is not yours to see',
    ),
    next: inAll(
      '请从队列领取；领取后一段时间未决定会自动退回。',
      '請從隊列領取；領取後一段時間未作決定會自動退回。',
      '請從佇列領取；領取後一段時間未決定會自動退回。',
      'Take it from the queue; what is not decided in time goes back there.',
    ),
  },
  'second-person-needed': {
    status: 403,
    title: inAll(
      '需要另一位工作人员确认',
      '需要另一位職員確認',
      '需要另一位工作人員確認',
      'Somebody else has to confirm this',
    ),
    next: inAll(
      '提出撤销的人不能自己确认；请另一位警官或审批人处理。',
      '提出撤銷者不能自行確認；請另一位警官或審批人處理。',
      '提出撤銷者不能自行確認；請另一位警官或核准人處理。',
      'Whoever asked for the revocation cannot confirm it; another officer or approver must.',
    ),
  },
  'check-step-late': {
    status: 409,
    title: inAll('这一步超时了', '這一步超時了', '這一步逾時了', 'This step took too long'),
    next: inAll(
      '请重新开始人脸核验；已填内容都还在。',
      '請重新開始人臉核驗；已填資料仍然保留。',
      '請重新開始臉部驗證；已填資料都還在。',
      'Start the face check again; what you typed is kept.',
    ),
  },
  'check-step-order': {
    status: 409,
    title: inAll(
      '人脸核验的步骤顺序不对',
      '人臉核驗的步驟次序不正確',
      '臉部驗證的步驟順序不正確',
      'The steps of the face check came out of order',
    ),
    next: inAll(
      '请重新开始人脸核验。',
      '請重新開始人臉核驗。',
      '請重新開始臉部驗證。',
      'Start the face check again.',
    ),
  },
  'check-nonce-wrong': {
    status: 409,
    title: inAll(
      '这些画面不属于这次核验',
      '這些畫面不屬於此次核驗',
      '這些畫面不屬於此次驗證',
      'These pictures do not belong to this check',
    ),
    next: inAll(
      '请重新开始人脸核验。',
      '請重新開始人臉核驗。',
      '請重新開始臉部驗證。',
      'Start the face check again.',
    ),
  },
  'frames-repeated': {
    status: 409,
    title: inAll(
      '这些画面已经用过',
      '這些畫面已經使用過',
      '這些畫面已經使用過',
      'These pictures were used before',
    ),
    next: inAll(
      '请用摄像头重新拍摄。',
      '請用鏡頭重新拍攝。',
      '請用鏡頭重新拍攝。',
      'Take them anew with the camera.',
    ),
  },
  'enrolment-code-invalid': {
    status: 422,
    title: inAll(
      '登记码无效或已用过',
      '登記碼無效或已使用',
      '登記碼無效或已使用',
      'The enrolment code is not valid or was used',
    ),
    next: inAll(
      '请向管理员索取新的登记码。',
      '請向管理員索取新的登記碼。',
      '請向管理員索取新的登記碼。',
      'Ask your administrator for a new code.',
    ),
  },
  'register-unavailable': {
    status: 503,
    title: inAll(
      '登记库暂时没有应答',
      '登記庫暫時沒有回應',
      '登記庫暫時沒有回應',
      'The register does not answer at the moment',
    ),
    next: tryAgain,
  },
  busy: {
    status: 503,
    title: inAll('现在人很多', '現在人數眾多', '現在人數眾多', 'Many people are here right now'),
    next: tryAgain,
  },
  unavailable: {
    status: 503,
    title: inAll(
      '服务暂时不可用',
      '服務暫時無法使用',
      '服務暫時無法使用',
      'The service is not available at the moment',
    ),
    next: tryAgain,
  },
  internal: {
    status: 500,
    title: inAll('我们这边出了错', '我們這邊出了錯', '我們這邊出了錯', 'Something went wrong on our side'),
    next: inAll(
      '请稍后再试；仍不行请报上追踪编号。',
      '請稍後再試；如仍不行請提供追蹤編號。',
      '請稍後再試；若仍不行請提供追蹤編號。',
      'Try again; if it persists, tell us the trace id.',
    ),
  },
} as const satisfies Record<string, Entry>;

export type ProblemCode = keyof typeof PROBLEMS;
