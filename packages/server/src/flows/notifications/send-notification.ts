import type { Text } from '@suizheng/domain/text/locale.ts';
import type { Context } from '../../context.ts';
import { openJson } from '../../db/people.ts';
import { type AccountSecret, placeOfAccount } from '../accounts/account-view.ts';

/** A notification is named by its account first. */
export type NotificationKey = { readonly accountId: string; readonly notificationId: string };

/** No name, no number, not even which service: a message is read on a locked screen. */
const DECIDED: Text = {
  'zh-Hans': '【随证】您的一项申请有了结果，请登录查看。',
  'zh-Hant-HK': '【隨證】您的一項申請已有結果，請登入查看。',
  'zh-Hant-TW': '【隨證】您的一項申請已有結果，請登入查看。',
  en: '[Suizheng] One of your applications has been decided. Sign in to see the result.',
};

/**
 * Sends the text message of a notification, in the person's language. Repeats are harmless: the gateway knows the
 * reference. Throws when the gateway gives no answer, for another try.
 */
export async function sendNotification(
  { db, keys, sms }: Pick<Context, 'db' | 'keys' | 'sms'>,
  { accountId, notificationId }: NotificationKey,
): Promise<void> {
  const row = await db
    .selectFrom('notification as n')
    .innerJoin('account as o', 'o.account_id', 'n.account_id')
    .select(['n.sms', 'o.data_key', 'o.sealed', 'o.locale'])
    .where('n.account_id', '=', accountId)
    .where('n.notification_id', '=', notificationId)
    .executeTakeFirst();
  if (row?.sms !== 'queued' || row.sealed.length === 0) return;
  const { mobile } = openJson<AccountSecret>(keys, row.data_key, placeOfAccount(accountId), row.sealed);
  const sent = await sms.send({ to: mobile, text: DECIDED[row.locale], reference: notificationId });
  if (sent.kind === 'unavailable') throw new Error(`the message gateway gave no answer: ${sent.reason}`);
  await db
    .updateTable('notification')
    .set({ sms: 'sent', sms_due_at: null, sms_tries: 1, sms_message: null })
    .where('account_id', '=', accountId)
    .where('notification_id', '=', notificationId)
    .where('sms', '=', 'queued')
    .execute();
}
