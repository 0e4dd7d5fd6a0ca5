import { type Kysely, sql } from 'kysely';
import { type Context, SYSTEM } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { endDocumentPhotos, endFaces } from '../consents/end-processing.ts';
import { keepCounting } from '../real-person-checks/former-accounts.ts';
import { destroyPersonIfUnheld } from './destroy-person.ts';
import { endHoldings } from './end-account.ts';

type DeletionContext = Pick<Context, 'db' | 'clock' | 'random'>;

const EMPTY = Buffer.alloc(0);

/** Carries out the deletions whose time to undo is over; answers how many. Each is one transaction, safe to repeat. */
export async function carryOutDeletions(context: DeletionContext): Promise<number> {
  const due = await context.db
    .selectFrom('account_deletion')
    .select('account_id')
    .where('done_at', 'is', null)
    .where('due_at', '<=', context.clock())
    .orderBy('due_at')
    .limit(100)
    .execute();
  let done = 0;
  for (const { account_id } of due) if (await deleteAccount(context, account_id)) done += 1;
  return done;
}

/** Destroys the account's key and what hangs on it, and the keys of the people whom nobody else holds. */
async function deleteAccount(context: DeletionContext, accountId: string): Promise<boolean> {
  const now = context.clock();
  return context.db.transaction().execute(async (trx) => {
    const due = await trx
      .updateTable('account_deletion')
      .set({ done_at: now })
      .where('account_id', '=', accountId)
      .where('done_at', 'is', null)
      .where('due_at', '<=', now)
      .returning('account_id')
      .executeTakeFirst();
    if (due === undefined) return false;
    const everything = { accountId, personId: null };
    // Whoever signed in meanwhile may have applied anew without undoing: that ends here.
    await endHoldings(trx, accountId, SYSTEM, now);
    await endFaces(trx, everything, now);
    await endDocumentPhotos(trx, everything, now);
    const people = await peopleOf(trx, accountId);
    const { person_id: holder } = await trx
      .selectFrom('account')
      .select('person_id')
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow();
    await keepCounting(trx, accountId, now);
    await emptyAccount(trx, accountId, context.random);
    if (holder !== null) await endMemberships(trx, holder, now);
    let destroyed = 0;
    for (const personId of people) if (await destroyPersonIfUnheld(trx, personId, now)) destroyed += 1;
    const object = { kind: 'account', id: accountId };
    await appendAudit(trx, SYSTEM, 'account.delete', object, { people: people.length, keys: destroyed });
    return true;
  });
}

/** The account's holder and everybody it applied for, in one order for all, so that no two deletions wait in a circle. */
async function peopleOf(trx: Kysely<Database>, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select person_id from account where account_id = ${accountId} and person_id is not null
    union select person_id from application where account_id = ${accountId}
    order by person_id`.execute(trx);
  return rows.map(({ person_id }) => person_id);
}

/**
 * Without an account the holder is nobody in any organisation, though another account's application may keep the person:
 * registering again brings no role back.
 */
async function endMemberships(trx: Kysely<Database>, personId: string, now: Date): Promise<void> {
  const other = await trx
    .selectFrom('account')
    .select('account_id')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (other) return;
  await trx
    .updateTable('organisation_invitation')
    .set({ state: 'cancelled', ended_at: now })
    .where('invited_by', '=', personId)
    .where('state', '=', 'open')
    .execute();
  const left = await trx
    .deleteFrom('organisation_member')
    .where('person_id', '=', personId)
    .returning('organisation_id')
    .execute();
  for (const { organisation_id } of left) {
    const object = { kind: 'organisation', id: organisation_id };
    await appendAudit(trx, SYSTEM, 'organisation.leave', object, { member: personId });
  }
}

/** The row stays for what refers to it; nothing in it tells who it was, and the mobile may register anew. */
async function emptyAccount(
  trx: Kysely<Database>,
  accountId: string,
  random: Context['random'],
): Promise<void> {
  const { mobile_index } = await trx
    .selectFrom('account')
    .select('mobile_index')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  await trx.deleteFrom('sms_code').where('mobile_index', '=', mobile_index).execute();
  await trx.deleteFrom('attempt_count').where('subject', '=', mobile_index).execute();
  await trx.deleteFrom('idempotency').where('actor', '=', `account:${accountId}`).execute();
  await trx.deleteFrom('notification').where('account_id', '=', accountId).execute();
  // An invitation holds the mobile, sealed under the organisation's key.
  await trx.deleteFrom('organisation_invitation').where('mobile_index', '=', mobile_index).execute();
  await trx.deleteFrom('passkey').where('account_id', '=', accountId).execute();
  // The number that the account waited for, sealed under its key.
  await trx.deleteFrom('number_claim').where('account_id', '=', accountId).execute();
  await trx.deleteFrom('session').where('account_id', '=', accountId).execute();
  await trx
    .updateTable('account')
    .set({
      mobile_index: Buffer.from(random(33)),
      data_key: EMPTY,
      sealed: EMPTY,
      person_id: null,
      level: 'registered',
    })
    .where('account_id', '=', accountId)
    .execute();
  await trx
    .updateTable('application')
    .set({ sealed: EMPTY, holder_key: null })
    .where('account_id', '=', accountId)
    .execute();
  await trx
    .updateTable('credential')
    .set({ token: EMPTY, holder_key: null, status_reason: null })
    .where('account_id', '=', accountId)
    .execute();
}
