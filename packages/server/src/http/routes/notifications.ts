import * as notifications from '@suizheng/domain/contract/notifications.ts';
import type { Context } from '../../context.ts';
import {
  countUnread,
  listNotifications,
  markRead,
  readStanding,
  setLanguage,
} from '../../flows/notifications/inbox.ts';
import { type Binding, bind } from '../bind.ts';

/** The inbox, and the language of text messages. */
export const notificationRoutes = (context: Pick<Context, 'db'>): Binding[] => [
  bind(notifications.listNotifications, ({ caller, query, locale }) =>
    listNotifications(context, caller.accountId, { before: query.before, locale }),
  ),
  bind(notifications.countUnread, async ({ caller }) => ({
    unread: await countUnread(context, caller.accountId),
    ...(await readStanding(context, caller.accountId)),
  })),
  bind(notifications.markRead, async ({ caller, params, now }) => {
    await markRead(context, caller.accountId, params.id, now);
    return undefined;
  }),
  bind(notifications.markAllRead, async ({ caller, now }) => {
    await markRead(context, caller.accountId, 'all', now);
    return undefined;
  }),
  bind(notifications.setLanguage, async ({ caller, body }) => {
    await setLanguage(context, caller.accountId, body.locale);
    return undefined;
  }),
];
