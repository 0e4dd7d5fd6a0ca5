import {
  isNotificationKind,
  notificationPolicy,
  smsText,
  waitAfterTry,
} from '@suizheng/domain/policy/notification-text.ts';
import { sql } from 'kysely';
import { type Context, SYSTEM } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { openAccount } from '../accounts/account-view.ts';

/** A notification is named by its account first. */
export type NotificationKey = { readonly accountId: string; readonly notificationId: string };

type SendContext = Pick<Context, 'db' | 'keys' | 'sms' | 'clock'>;

const { tries, batch } = notificationPolicy.sms;

/**
 * Sends the text message of a notification if its time has come. The row alone says when: a job only wakes this, so
 * that a lost or doubled job changes nothing. The try and the time of the next one are committed before the gateway is
 * called; whoever dies in between is repeated then, under the same reference, by which the gateway sends once.
 */
export async function sendNotification(context: SendContext, key: NotificationKey): Promise<void> {
  const claimed = await claim(context, key);
  if (claimed === null) return;
  const sent = await context.sms.send({
    to: claimed.mobile,
    text: claimed.text,
    reference: key.notificationId,
  });
  if (sent.kind === 'unavailable') {
    if (claimed.tries >= tries) await giveUp(context, key);
    return;
  }
  await row(context, key, { sms: 'sent', sms_due_at: null, sms_message: sent.messageId });
}

/** Sends what is due; for the sweep that makes up for lost jobs and comes back after a gateway's outage. Answers how many. */
export async function sendDue(context: SendContext): Promise<number> {
  const due = await context.db
    .selectFrom('notification')
    .select(['account_id', 'notification_id'])
    .where('sms', '=', 'queued')
    .where('sms_due_at', '<=', context.clock())
    .orderBy('sms_due_at')
    .limit(batch)
    .execute();
  for (const { account_id, notification_id } of due) {
    await sendNotification(context, { accountId: account_id, notificationId: notification_id });
  }
  return due.length;
}

/** Takes the next try; null when it is not due, or there is nobody to send to. */
async function claim(
  context: SendContext,
  key: NotificationKey,
): Promise<{ readonly mobile: string; readonly text: string; readonly tries: number } | null> {
  const now = context.clock();
  const taken = await context.db
    .updateTable('notification as n')
    .from('account as o')
    .set((at) => ({
      sms_tries: sql`${at.ref('n.sms_tries')} + 1`,
      sms_due_at: sql`${now}::timestamptz + ${sql.raw(waits())}[least(${at.ref('n.sms_tries')} + 1, ${tries})] * interval '1 millisecond'`,
      sms_locale: sql`coalesce(${at.ref('n.sms_locale')}, ${at.ref('o.locale')})`,
    }))
    .whereRef('o.account_id', '=', 'n.account_id')
    .where('n.account_id', '=', key.accountId)
    .where('n.notification_id', '=', key.notificationId)
    .where('n.sms', '=', 'queued')
    .where('n.sms_due_at', '<=', now)
    .returning(['n.kind', 'n.sms_tries', 'n.sms_locale', 'o.data_key', 'o.sealed'])
    .executeTakeFirst();
  if (taken === undefined) return null;
  // A try that died at its end, an account that was deleted, a kind of another version of the program.
  if (taken.sms_tries > tries) await giveUp(context, key);
  else if (!isNotificationKind(taken.kind)) await giveUp(context, key);
  else {
    const { mobile } = openAccount(context.keys, { ...taken, account_id: key.accountId });
    if (mobile === undefined) {
      // Deleted, or its number was given out anew: the inbox alone.
      await row(context, key, { sms: 'none', sms_due_at: null });
      return null;
    }
    return { mobile, text: smsText(taken.kind, taken.sms_locale ?? 'zh-Hans'), tries: taken.sms_tries };
  }
  return null;
}

/** The wait after each try, as an array for SQL: figures of ours, no input. */
function waits(): string {
  return `(array[${Array.from({ length: tries }, (_, n) => waitAfterTry(n + 1)).join(',')}])`;
}

/** A dead letter: it stays in the inbox, the operator hears of it. */
async function giveUp({ db }: SendContext, { accountId, notificationId }: NotificationKey): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const dead = await trx
      .updateTable('notification')
      .set({ sms: 'dead', sms_due_at: null })
      .where('account_id', '=', accountId)
      .where('notification_id', '=', notificationId)
      .where('sms', '=', 'queued')
      .returning(['kind', 'sms_tries'])
      .executeTakeFirst();
    if (dead === undefined) return;
    const object = { kind: 'notification', id: notificationId };
    await appendAudit(trx, SYSTEM, 'notification.dead', object, { kind: dead.kind, tries: dead.sms_tries });
  });
}

/** What a receipt said meanwhile is not undone. */
async function row(
  { db }: Pick<Context, 'db'>,
  { accountId, notificationId }: NotificationKey,
  set: {
    readonly sms: 'sent' | 'none';
    readonly sms_due_at: null;
    readonly sms_message?: string;
  },
): Promise<void> {
  await db
    .updateTable('notification')
    .set(set)
    .where('account_id', '=', accountId)
    .where('notification_id', '=', notificationId)
    .where('sms', '=', 'queued')
    .execute();
}
