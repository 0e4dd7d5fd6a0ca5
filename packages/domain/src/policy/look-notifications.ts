import { inAll } from '../text/locale.ts';
import { civilDate, HOUR_MS } from './calendar.ts';

/** What a holder is told about looks at their documents (T5, V4); spread into NOTIFICATIONS. */
export const LOOK_NOTIFICATIONS = {
  'credential-doubled': {
    title: inAll(
      '同一个证件码被出示了两次',
      '同一個證件碼被出示了兩次',
      '同一個證件碼被出示了兩次',
      'One code was shown twice',
    ),
    body: inAll(
      '您的{service}的同一个码，{otherAt}在“{otherReader}”和{at}在“{reader}”都出示过。如果不是您本人，请打开举报。',
      '您的{service}的同一個碼，{otherAt}在「{otherReader}」和{at}在「{reader}」都出示過。如果不是您本人，請打開舉報。',
      '您的{service}的同一個碼，{otherAt}在「{otherReader}」與{at}在「{reader}」都出示過。如果不是您本人，請開啟檢舉。',
      'The same code of your {service} was shown at “{otherReader}” ({otherAt}) and at “{reader}” ({at}). If one was not you, open it and report it.',
    ),
    sms: inAll(
      '【随证】您的一份证件的码在两处出示过，请登录查看。',
      '【隨證】您的一份證件的碼在兩處出示過，請登入查看。',
      '【隨證】您的一份證件的碼在兩處出示過，請登入查看。',
      '[Suizheng] A code of one of your documents was shown in two places. Sign in to see it.',
    ),
    link: 'looks',
  },
  'look-report-answered': {
    title: inAll('您的举报有了答复', '您的舉報已有答覆', '您的檢舉已有回覆', 'Your report was answered'),
    body: inAll(
      '我们核查了您举报的一次查看。打开可以看到结果。',
      '我們核查了您舉報的一次查看。打開可看到結果。',
      '我們查核了您檢舉的一次查看。開啟可看到結果。',
      'We looked into a look that you reported. Open it to see what we found.',
    ),
    sms: inAll(
      '【随证】有一件事等您查看，请登录。',
      '【隨證】有一件事等您查看，請登入。',
      '【隨證】有一件事等您查看，請登入。',
      '[Suizheng] Something is waiting for you. Sign in to see it.',
    ),
    link: 'looks',
  },
} as const;

/** What an entry names, its moments (`at`, `otherAt`: ISO instants) as day and time in Asia/Shanghai. */
export function momentsInWords(
  params: Readonly<Record<string, string | number>>,
): Readonly<Record<string, string | number>> {
  const entries = Object.entries(params).map(([key, value]) => {
    const at = key === 'at' || key === 'otherAt' ? new Date(value) : null;
    return [key, at === null || Number.isNaN(at.getTime()) ? value : moment(at)] as const;
  });
  return Object.fromEntries(entries);
}

function moment(at: Date): string {
  const local = new Date(at.getTime() + 8 * HOUR_MS).toISOString();
  return `${civilDate(at).slice(5)} ${local.slice(11, 16)}`;
}
