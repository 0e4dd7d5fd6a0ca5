import { inAll } from '../text/locale.ts';

/** Refusals about relying parties' systems and what they may ask (V1, V2). */
export const CLIENT_PROBLEMS = {
  'quota-used': {
    status: 429,
    title: inAll(
      '本单位今天的核验次数已用完',
      '本機構今天的核驗次數已用完',
      '本單位今天的驗證次數已用完',
      'The party’s calls of today are used up',
    ),
    next: inAll(
      '次数在北京时间零点恢复（{seconds} 秒后）；确需更多，请在开发者中心申请提高限额。',
      '次數於北京時間零時恢復（{seconds} 秒後）；如確需更多，請在開發者中心申請提高限額。',
      '次數於北京時間零時恢復（{seconds} 秒後）；若確需更多，請在開發者中心申請提高限額。',
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
