import { inAll } from '../text/locale.ts';

/** Refusals about relying parties' systems and what they may ask (V1, V2). */
export const CLIENT_PROBLEMS = {
  'token-refused': {
    status: 401,
    title: inAll(
      '没有访问令牌，或令牌无效、已过期、已停用',
      '沒有存取權杖，或權杖無效、已過期、已停用',
      '沒有存取權杖，或權杖無效、已過期、已停用',
      'There is no access token, or it is not valid, has expired or was ended',
    ),
    next: inAll(
      '请到 /api/v1/oauth/token 重新获取令牌；若仍被拒绝，请在“我的接入”查看该系统和本单位的状态。',
      '請到 /api/v1/oauth/token 重新取得權杖；如仍被拒絕，請在「我的接入」查看該系統和本機構的狀態。',
      '請至 /api/v1/oauth/token 重新取得權杖；若仍被拒絕，請在「我的介接」查看該系統和本單位的狀態。',
      'Ask for a new one at /api/v1/oauth/token; if it is refused again, “My access” in the portal says how client and party stand. A token bound to a certificate needs that certificate.',
    ),
  },
  'service-not-in-token': {
    status: 403,
    title: inAll(
      '令牌不含这项服务',
      '權杖不含此項服務',
      '權杖不含此項服務',
      'The token does not name this service',
    ),
    next: inAll(
      '请在 scope 中写明这项服务后重新获取令牌；该系统须登记了这项服务。',
      '請在 scope 中寫明此項服務後重新取得權杖；該系統須登記此項服務。',
      '請在 scope 中寫明此項服務後重新取得權杖；該系統須登記此項服務。',
      'Ask for a token whose scope names it; the client must be registered for the service.',
    ),
  },
  'quota-used': {
    status: 429,
    title: inAll(
      '本单位今天的核验次数已用完',
      '本機構今天的核驗次數已用完',
      '本單位今天的驗證次數已用完',
      'The party’s calls of today are used up',
    ),
    next: inAll(
      '次数在北京时间零点恢复（{seconds} 秒后）；确需更多，请联系受理机关提高限额。',
      '次數於北京時間零時恢復（{seconds} 秒後）；如確需更多，請聯絡受理機關提高限額。',
      '次數於北京時間零時恢復（{seconds} 秒後）；若確需更多，請聯絡受理機關提高限額。',
      'They come back at midnight in Beijing, in {seconds} seconds; if you need more, ask the authority for a higher limit.',
    ),
  },
  'too-many-clients': {
    status: 409,
    title: inAll(
      '接入系统已达 {most} 个',
      '接入系統已達 {most} 個',
      '介接系統已達 {most} 個',
      'There are {most} clients already',
    ),
    next: inAll(
      '请先停用不再使用的系统。',
      '請先停用不再使用的系統。',
      '請先停用不再使用的系統。',
      'Revoke one that is no longer used first.',
    ),
  },
} as const;
