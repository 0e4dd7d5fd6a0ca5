import type { NotificationView } from '@suizheng/domain/contract/notifications.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { momentsInWords } from '@suizheng/domain/policy/look-notifications.ts';
import {
  isNotificationKind,
  NOTIFICATIONS,
  notificationPolicy,
  notificationText,
} from '@suizheng/domain/policy/notification-text.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { NotificationTable } from '../../db/tables/notifications.ts';

type Row = Pick<NotificationTable, 'notification_id' | 'kind' | 'created_at' | 'sms'> & {
  readonly params: Readonly<Record<string, string | number>>;
  readonly read_at: Date | null;
};

const { pageSize } = notificationPolicy;

/** One page of the inbox, newest first, in the reader's language. */
export async function listNotifications(
  { db }: Pick<Context, 'db'>,
  accountId: string,
  { before, locale }: { before?: string | undefined; locale: Locale },
): Promise<{ items: NotificationView[]; more: boolean; unread: number }> {
  let page = db
    .selectFrom('notification')
    .select(['notification_id', 'kind', 'params', 'created_at', 'read_at', 'sms'])
    .where('account_id', '=', accountId)
    .orderBy('created_at', 'desc')
    .orderBy('notification_id', 'desc')
    .limit(pageSize + 1);
  if (before !== undefined) {
    page = page.where(
      sql<boolean>`(created_at, notification_id) < (select created_at, notification_id from notification
        where account_id = ${accountId} and notification_id = ${before})`,
    );
  }
  const [rows, unread] = await Promise.all([page.execute(), countUnread({ db }, accountId)]);
  return {
    items: rows.slice(0, pageSize).flatMap((row) => viewNotification(row, locale) ?? []),
    more: rows.length > pageSize,
    unread,
  };
}

/** How many entries are unread. */
export async function countUnread({ db }: Pick<Context, 'db'>, accountId: string): Promise<number> {
  const { count } = await db
    .selectFrom('notification')
    .select((at) => at.fn.countAll<string>().as('count'))
    .where('account_id', '=', accountId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Marks one entry, or every one, as read. Throws `not-found` for an entry of somebody else. */
export async function markRead(
  { db }: Pick<Context, 'db'>,
  accountId: string,
  which: string | 'all',
  now: Date,
): Promise<void> {
  const mine = db.updateTable('notification').where('account_id', '=', accountId);
  if (which === 'all') {
    await mine.set({ read_at: now }).where('read_at', 'is', null).execute();
    return;
  }
  const marked = await mine
    .set({ read_at: sql`coalesce(read_at, ${now})` })
    .where('notification_id', '=', which)
    .returning('notification_id')
    .executeTakeFirst();
  if (marked === undefined) throw new AppError('not-found');
}

/** The language of the account's text messages, and when it will be deleted, if that was asked for. */
export async function readStanding(
  { db }: Pick<Context, 'db'>,
  accountId: string,
): Promise<{ locale: Locale; deletionAt: string | null }> {
  const { locale, due_at } = await db
    .selectFrom('account as o')
    .leftJoin('account_deletion as d', 'd.account_id', 'o.account_id')
    .select(['o.locale', 'd.due_at'])
    .where('o.account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return { locale, deletionAt: due_at?.toISOString() ?? null };
}

/** Sets the language of the account's text messages. */
export async function setLanguage(
  { db }: Pick<Context, 'db'>,
  accountId: string,
  locale: Locale,
): Promise<void> {
  await db.updateTable('account').set({ locale }).where('account_id', '=', accountId).execute();
}

/** An entry with its words; null for a kind that this version of the program does not know. */
export function viewNotification(row: Row, locale: Locale): NotificationView | null {
  if (!isNotificationKind(row.kind)) return null;
  const { link } = NOTIFICATIONS[row.kind];
  const { procedure } = row.params;
  const service = procedure === undefined ? null : (procedureById(String(procedure))?.text.name ?? null);
  const about = row.params[link === 'looks' ? 'evidence' : link];
  return {
    id: row.notification_id,
    kind: row.kind,
    ...notificationText(row.kind, service, locale, momentsInWords(row.params)),
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
    sms: row.sms,
    link: { to: link, id: about === undefined ? null : String(about) },
  };
}
