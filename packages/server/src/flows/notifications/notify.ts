import { randomUUID } from 'node:crypto';
import type { NotificationKind } from '@suizheng/domain/policy/notification-text.ts';
import { type Kysely, sql } from 'kysely';
import { QUEUE_SCHEMA } from '../../db/queues.ts';
import type { Database } from '../../db/schema.ts';

/** What is told to whom. */
export type News = {
  readonly accountId: string;
  readonly kind: NotificationKind;
  /** Ids and codes of ours: `application`, `procedure`, `credential`, `organisation`. Never personal data. */
  readonly params: Readonly<Record<string, string | number>>;
  /** True where the person is not watching: a text message goes out too. */
  readonly sms: boolean;
};

/**
 * Tells a person something: a row for the inbox and, for a text message, a job that wakes its sending, both in the
 * transaction of what they tell of. Answers the notification's id.
 */
export async function notify(
  trx: Kysely<Database>,
  { accountId, kind, params, sms }: News,
  now: Date,
): Promise<string> {
  const notification_id = randomUUID();
  await trx
    .insertInto('notification')
    .values({
      account_id: accountId,
      notification_id,
      kind,
      params: JSON.stringify(params),
      created_at: now,
      sms: sms ? 'queued' : 'none',
      sms_due_at: sms ? now : null,
    })
    .execute();
  if (sms) {
    const data = JSON.stringify({ accountId, notificationId: notification_id });
    await sql`
      insert into ${sql.id(QUEUE_SCHEMA, 'job')} (name, data, retry_limit)
      values ('send-notification', ${data}::jsonb, 0)`.execute(trx);
  }
  return notification_id;
}
