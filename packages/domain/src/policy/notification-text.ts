import { fill, inAll, type Locale, type Text } from '../text/locale.ts';
import { MINUTE_MS } from './calendar.ts';
import { LOOK_NOTIFICATIONS } from './look-notifications.ts';
import { NUMBER_NOTIFICATIONS } from './number-notifications.ts';
import { PARTY_NOTIFICATIONS } from './party-notifications.ts';

/** Where a notification leads: to one thing of the person's, or to a place of their settings. */
export type NotificationLink =
  | 'application'
  | 'credential'
  | 'organisation'
  | 'guardian'
  | 'devices'
  | 'looks'
  | 'privacy'
  | 'request';

type Kind = {
  readonly title: Text;
  /** May name the service as {service}; never a name, a number or a mobile. */
  readonly body: Text;
  /** The text message. It is read on a locked screen: no personal data, and not even which service. */
  readonly sms: Text;
  readonly link: NotificationLink;
};

const seeResult = inAll(
  '【随证】您的一项申请有了结果，请登录查看。',
  '【隨證】您的一項申請已有結果，請登入查看。',
  '【隨證】您的一項申請已有結果，請登入查看。',
  '[Suizheng] One of your applications has a result. Sign in to see it.',
);
const seeNews = inAll(
  '【随证】您的一项申请有了进展，请登录查看。',
  '【隨證】您的一項申請有新進展，請登入查看。',
  '【隨證】您的一項申請有新進展，請登入查看。',
  '[Suizheng] There is news about one of your applications. Sign in to see it.',
);
const seeDocument = inAll(
  '【随证】您的一份证件状态有变，请登录查看。',
  '【隨證】您的一份證件狀態有變，請登入查看。',
  '【隨證】您的一份證件狀態有變，請登入查看。',
  '[Suizheng] The status of one of your documents has changed. Sign in to see it.',
);
const seeAccount = inAll(
  '【随证】您的账户有变动。如非本人操作，请立即登录查看。',
  '【隨證】您的帳戶有變動。如非本人操作，請立即登入查看。',
  '【隨證】您的帳戶有變動。如非本人操作，請立即登入查看。',
  '[Suizheng] Something changed in your account. If it was not you, sign in at once.',
);
const seeMatter = inAll(
  '【随证】有一件事等您查看，请登录。',
  '【隨證】有一件事等您查看，請登入。',
  '【隨證】有一件事等您查看，請登入。',
  '[Suizheng] Something is waiting for you. Sign in to see it.',
);

/** What a person can be told, with its words: in the inbox, and in a text message where they are not watching. */
export const NOTIFICATIONS = {
  'application-issued': {
    title: inAll('申请已通过', '申請已通過', '申請已通過', 'Your application was granted'),
    body: inAll(
      '{service}已经办好，现在就可以使用。',
      '{service}已辦妥，現在即可使用。',
      '{service}已辦妥，現在即可使用。',
      '{service} is ready: you can use it now.',
    ),
    sms: seeResult,
    link: 'application',
  },
  'application-refused': {
    title: inAll('申请未通过', '申請未獲通過', '申請未通過', 'Your application was refused'),
    body: inAll(
      '{service}没有通过。打开可以看到原因和下一步。',
      '{service}未獲通過。打開可看到原因和下一步。',
      '{service}未通過。開啟可看到原因與下一步。',
      '{service} was refused. Open it to see why and what you can do.',
    ),
    sms: seeResult,
    link: 'application',
  },
  'application-at-counter': {
    title: inAll('请到窗口办理', '請到櫃位辦理', '請至櫃檯辦理', 'Please come to a counter'),
    body: inAll(
      '{service}需要到窗口当面办理，您填写的内容都已保留。',
      '{service}須到櫃位親身辦理，您填寫的內容均已保留。',
      '{service}須至櫃檯當面辦理，您填寫的內容都已保留。',
      '{service} needs a visit to a counter. Everything you entered is kept.',
    ),
    sms: seeNews,
    link: 'application',
  },
  'application-proving': {
    title: inAll('还需要您做一步', '尚需您完成一步', '尚需您完成一步', 'One more step from you'),
    body: inAll(
      '{service}还差一步才能继续，打开就能看到是哪一步。',
      '{service}尚欠一步才能繼續，打開即可看到是哪一步。',
      '{service}還差一步才能繼續，開啟即可看到是哪一步。',
      '{service} needs one more step to go on. Open it to see which.',
    ),
    sms: seeNews,
    link: 'application',
  },
  'application-in-review': {
    title: inAll('已交人工查看', '已交人工查看', '已交由專人查看', 'People are looking at it'),
    body: inAll(
      '{service}正在由工作人员查看，结果出来会通知您。',
      '{service}正由職員查看，有結果會通知您。',
      '{service}正由工作人員查看，有結果會通知您。',
      '{service} is being looked at by our staff. You will hear of the result.',
    ),
    sms: seeNews,
    link: 'application',
  },
  'credential-suspended': {
    title: inAll('证件已暂停', '證件已暫停', '證件已暫停', 'Your document is suspended'),
    body: inAll(
      '{service}暂时不能使用。打开可以看到详情。',
      '{service}暫時不能使用。打開可看到詳情。',
      '{service}暫時無法使用。開啟可看到詳情。',
      '{service} cannot be used for now. Open it for details.',
    ),
    sms: seeDocument,
    link: 'credential',
  },
  'credential-reinstated': {
    title: inAll('证件已恢复', '證件已恢復', '證件已恢復', 'Your document works again'),
    body: inAll(
      '{service}又可以使用了。',
      '{service}又可以使用了。',
      '{service}又可以使用了。',
      '{service} can be used again.',
    ),
    sms: seeDocument,
    link: 'credential',
  },
  'credential-revoked': {
    title: inAll('证件已撤销', '證件已撤銷', '證件已撤銷', 'Your document was revoked'),
    body: inAll(
      '{service}已经撤销，不能再使用。需要时可以重新申请。',
      '{service}已撤銷，不能再使用。有需要可重新申請。',
      '{service}已撤銷，無法再使用。需要時可重新申請。',
      '{service} was revoked and works no more. You can apply for a new one.',
    ),
    sms: seeDocument,
    link: 'credential',
  },
  'device-signed-in': {
    title: inAll('新设备登录', '新裝置登入', '新裝置登入', 'A new device signed in'),
    body: inAll(
      '有一台新设备登录了您的账户。如果不是您，请在设备列表里让它退出。',
      '有一部新裝置登入了您的帳戶。如非本人，請在裝置列表中將其登出。',
      '有一部新裝置登入了您的帳戶。若非本人，請在裝置清單中將其登出。',
      'A new device signed in to your account. If it was not you, sign it out in the list of devices.',
    ),
    sms: seeAccount,
    link: 'devices',
  },
  'sessions-ended': {
    title: inAll('已在所有设备退出', '已在所有裝置登出', '已在所有裝置登出', 'Signed out everywhere'),
    body: inAll(
      '您的账户已在其他设备上全部退出。',
      '您的帳戶已在其他裝置全部登出。',
      '您的帳戶已在其他裝置全部登出。',
      'Your account was signed out on all other devices.',
    ),
    sms: seeAccount,
    link: 'devices',
  },
  'passkey-added': {
    title: inAll('添加了通行密钥', '已加入通行密鑰', '已新增通行金鑰', 'A passkey was added'),
    body: inAll(
      '您的账户添加了一把通行密钥。如果不是您，请删除它。',
      '您的帳戶加入了一條通行密鑰。如非本人，請將其刪除。',
      '您的帳戶新增了一把通行金鑰。若非本人，請將其刪除。',
      'A passkey was added to your account. If it was not you, remove it.',
    ),
    sms: seeAccount,
    link: 'devices',
  },
  'passkey-removed': {
    title: inAll('删除了通行密钥', '已刪除通行密鑰', '已刪除通行金鑰', 'A passkey was removed'),
    body: inAll(
      '您的账户删除了一把通行密钥。',
      '您的帳戶刪除了一條通行密鑰。',
      '您的帳戶刪除了一把通行金鑰。',
      'A passkey was removed from your account.',
    ),
    sms: seeAccount,
    link: 'devices',
  },
  'account-recovered': {
    title: inAll('账户已找回', '帳戶已取回', '帳戶已取回', 'Your account was recovered'),
    body: inAll(
      '您的账户换到了新手机。如果不是您，请立即到窗口办理。',
      '您的帳戶已轉到新手機。如非本人，請立即到櫃位辦理。',
      '您的帳戶已轉移至新手機。若非本人，請立即至櫃檯辦理。',
      'Your account was moved to a new phone. If it was not you, go to a counter at once.',
    ),
    sms: seeAccount,
    link: 'devices',
  },
  'account-moved': {
    title: inAll(
      '您的账户已转到新手机',
      '您的帳戶已轉到新手機',
      '您的帳戶已轉移至新手機',
      'Your account was moved to a new phone',
    ),
    body: inAll(
      '本人已在另一部手机上通过实人认证，证件和记录已转到那里，这里已退出登录。如果不是您，请立即到窗口办理。',
      '本人已在另一部手機通過真人認證，證件和記錄已轉到該處，此處已登出。如非本人，請立即到櫃位辦理。',
      '本人已在另一部手機通過真人驗證，證件與紀錄已轉移至該處，此處已登出。若非本人，請立即至櫃檯辦理。',
      'The holder was proven in person on another phone; credentials and records are there now, and this phone is signed out. If it was not you, go to a counter at once.',
    ),
    sms: seeAccount,
    link: 'devices',
  },
  'organisation-invited': {
    title: inAll('单位邀请您加入', '機構邀請您加入', '機構邀請您加入', 'An organisation invites you'),
    body: inAll(
      '有一家单位邀请您作为成员，打开可以接受或拒绝。',
      '有一間機構邀請您成為成員，打開可接受或拒絕。',
      '有一個機構邀請您成為成員，開啟可接受或拒絕。',
      'An organisation invites you as a member. Open it to accept or decline.',
    ),
    sms: seeMatter,
    link: 'organisation',
  },
  'organisation-role-changed': {
    title: inAll('您在单位的权限有变', '您在機構的權限有變', '您在機構的權限有變', 'Your role has changed'),
    body: inAll(
      '您在一家单位的权限有变动。',
      '您在一間機構的權限有變動。',
      '您在一個機構的權限有變動。',
      'Your role in an organisation has changed.',
    ),
    sms: seeMatter,
    link: 'organisation',
  },
  'organisation-left': {
    title: inAll('您已不是单位成员', '您已不是機構成員', '您已不是機構成員', 'You are no longer a member'),
    body: inAll(
      '您不再是一家单位的成员。',
      '您不再是一間機構的成員。',
      '您不再是一個機構的成員。',
      'You are no longer a member of an organisation.',
    ),
    sms: seeMatter,
    link: 'organisation',
  },
  'guardian-consented': {
    title: inAll('监护人已同意', '監護人已同意', '監護人已同意', 'The guardian has agreed'),
    body: inAll(
      '{service}可以继续了。',
      '{service}可以繼續了。',
      '{service}可以繼續了。',
      '{service} can go on now.',
    ),
    sms: seeNews,
    link: 'application',
  },
  'guardian-refused': {
    title: inAll('监护人没有同意', '監護人沒有同意', '監護人沒有同意', 'The guardian has refused'),
    body: inAll(
      '{service}不做人脸核验，打开可以选择其他方式。',
      '{service}不會進行人臉核驗，打開可選擇其他方式。',
      '{service}不會進行臉部驗證，開啟可選擇其他方式。',
      '{service} will do no face check. Open it to choose another way.',
    ),
    sms: seeNews,
    link: 'application',
  },
  'data-exported': {
    title: inAll('您的资料已导出', '您的資料已匯出', '您的資料已匯出', 'Your data was exported'),
    body: inAll(
      '有人从您的账户导出了资料。如果不是您，请在设备列表里退出所有设备。',
      '有人從您的帳戶匯出了資料。如非本人，請在裝置列表中登出所有裝置。',
      '有人從您的帳戶匯出了資料。若非本人，請在裝置清單中登出所有裝置。',
      'Your data was exported from your account. If it was not you, sign out on all devices.',
    ),
    sms: seeAccount,
    link: 'privacy',
  },
  'deletion-asked': {
    title: inAll('账户将被删除', '帳戶將被刪除', '帳戶將被刪除', 'Your account will be deleted'),
    body: inAll(
      '您要求删除账户。到期之前登录就可以撤销。',
      '您要求刪除帳戶。到期之前登入即可撤銷。',
      '您要求刪除帳戶。到期之前登入即可撤銷。',
      'You asked us to delete your account. Sign in before the day to undo it.',
    ),
    sms: seeAccount,
    link: 'privacy',
  },
  'link-request': {
    title: inAll(
      '有单位请您确认证件',
      '有機構請您確認證件',
      '有單位請您確認證件',
      'Somebody asks about your documents',
    ),
    body: inAll(
      '有单位想确认两份证件是否都属于您。几分钟内有效，打开可以同意、拒绝或举报。',
      '有機構想確認兩份證件是否同屬於您。幾分鐘內有效，打開可同意、拒絕或舉報。',
      '有單位想確認兩份證件是否同屬於您。幾分鐘內有效，開啟可同意、拒絕或檢舉。',
      'An organisation wants to know whether two documents are both yours. It waits a few minutes: open it to agree, refuse or report.',
    ),
    sms: seeMatter,
    link: 'request',
  },
  'deletion-undone': {
    title: inAll('已撤销删除', '已撤銷刪除', '已撤銷刪除', 'The deletion was undone'),
    body: inAll(
      '您的账户不会被删除。已撤销的证件需要重新申请。',
      '您的帳戶不會被刪除。已撤銷的證件須重新申請。',
      '您的帳戶不會被刪除。已撤銷的證件須重新申請。',
      'Your account will not be deleted. Documents revoked meanwhile have to be applied for anew.',
    ),
    sms: seeAccount,
    link: 'privacy',
  },
  'webhook-failing': {
    title: inAll(
      '通知送不到贵单位的系统',
      '通知未能送達貴機構的系統',
      '通知無法送達貴單位的系統',
      'Your system does not take our webhooks',
    ),
    body: inAll(
      '一个 Webhook 连续一天没有成功。请检查接收方，然后在开发者页面重新发送。',
      '一個 Webhook 連續一天未能成功。請檢查接收方，然後在開發者頁面重新發送。',
      '一個 Webhook 連續一天未能成功。請檢查接收端，然後在開發者頁面重新傳送。',
      'A webhook has failed for a whole day. Look at the receiver, then send again from the developers’ pages.',
    ),
    sms: seeMatter,
    link: 'organisation',
  },
  ...LOOK_NOTIFICATIONS,
  ...NUMBER_NOTIFICATIONS,
  ...PARTY_NOTIFICATIONS,
} as const satisfies Record<string, Kind>;

export type NotificationKind = keyof typeof NOTIFICATIONS;

/** True for a kind that has words. */
export function isNotificationKind(kind: string): kind is NotificationKind {
  return Object.hasOwn(NOTIFICATIONS, kind);
}

/** Where there is no service to name. */
const MATTER = inAll('您的申请', '您的申請', '您的申請', 'Your application');

/** Title and text for the inbox; `service` is the name of the procedure it is about, `params` what else the words name. */
export function notificationText(
  kind: NotificationKind,
  service: Text | null,
  locale: Locale,
  params: Readonly<Record<string, string | number>> = {},
): { readonly title: string; readonly body: string } {
  const { title, body } = NOTIFICATIONS[kind];
  const words = fill(body[locale], { ...params, service: (service ?? MATTER)[locale] });
  // What an entry of before does not name is not known any more.
  return { title: title[locale], body: words.replace(/\{\w+\}/g, '—') };
}

/** The text message of a kind: no personal data, not even which service. */
export function smsText(kind: NotificationKind, locale: Locale): string {
  return NOTIFICATIONS[kind].sms[locale];
}

/** How messages are sent and how long they are kept; changed here and nowhere else. */
export const notificationPolicy = {
  sms: {
    /** Tries before the message is given up, told to the operator, and left to the inbox. */
    tries: 8,
    /** Wait before the second try; it doubles with each. */
    firstWaitMs: MINUTE_MS,
    longestWaitMs: 60 * MINUTE_MS,
    /** Messages that one waking sends at most, before others get their turn. */
    batch: 100,
  },
  /** Entries of one page of the inbox. */
  pageSize: 30,
} as const;

/** How long to wait after the n-th try (from 1), in milliseconds. */
export function waitAfterTry(n: number): number {
  const { firstWaitMs, longestWaitMs } = notificationPolicy.sms;
  return Math.min(firstWaitMs * 2 ** (n - 1), longestWaitMs);
}
