import type { VisitView } from '@suizheng/domain/contract/people.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { type Kysely, sql } from 'kysely';
import type { Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { openJson, sealJson } from '../../db/people.ts';
import { isTaken } from '../../db/repeat-undone.ts';
import type { Database } from '../../db/schema.ts';
import { accountOfMobile } from '../accounts/account-of-mobile.ts';
import { type AccountSecret, placeOfAccount } from '../accounts/account-view.ts';
import { noteMet } from '../accounts/met-at-counter.ts';
import { notify } from '../notifications/notify.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { consumeVisitCode, tryVisitCode } from './mobile-code.ts';
import { type Doing, refusedFields, type Visit, type VisitContext, viewVisit, visitOf } from './visit.ts';

/** The mobile that an account of the person gets, proven by its code. */
export type NewPhone = { readonly accountId: string; readonly mobile: string; readonly code: string };

/**
 * Gives the person's account another mobile (A10: recovery at a counter): whoever holds the old one signs in to it no
 * more, its sessions and passkeys end, and the old mobile is told. A fresh account of the new mobile, never used for anything, gives way. Throws `not-found`,
 * and `validation-failed` on `mobile` (`mobile.of-another`, `mobile.in-use`) and `code`.
 */
export async function registerPhone(
  context: VisitContext,
  officer: StaffMember,
  visitId: string,
  phone: NewPhone,
  doing: Doing,
): Promise<VisitView> {
  const visit = await visitOf(context, officer, visitId);
  if (!(await isDone(context, visit, phone))) {
    const codeId = await tryVisitCode(context, visit, phone);
    const write = () =>
      context.db.transaction().execute((trx) => change(trx, context, visit, phone, { ...doing, codeId }));
    // Whoever signs in with the new mobile at this moment makes an account of it: met again, it gives way.
    await write().catch((error: unknown) => {
      if (isTaken(error)) return write();
      throw error;
    });
  }
  return viewVisit(context, visit, doing.locale);
}

/** The account has that mobile already: a repetition. */
async function isDone({ db, keys }: VisitContext, { personId }: Visit, phone: NewPhone): Promise<boolean> {
  const row = await db
    .selectFrom('account')
    .select('mobile_index')
    .where('account_id', '=', phone.accountId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found');
  return row.mobile_index.equals(keys.blindIndex('mobile', phone.mobile));
}

async function change(
  trx: Kysely<Database>,
  { keys, random, clock }: VisitContext,
  visit: Visit,
  { accountId, mobile }: NewPhone,
  { actor, codeId }: Doing & { codeId: string },
): Promise<void> {
  const now = clock();
  await consumeVisitCode(trx, codeId, now);
  const account = await trx
    .selectFrom('account')
    .select(['data_key', 'sealed'])
    .where('account_id', '=', accountId)
    .where('person_id', '=', visit.personId)
    .forUpdate()
    .executeTakeFirst();
  if (!account) throw new AppError('not-found');
  const index = keys.blindIndex('mobile', mobile);
  await makeWay(trx, { random }, index, visit.personId, now);
  const secret: AccountSecret = { mobile };
  await trx
    .updateTable('account')
    .set({
      mobile_index: index,
      sealed: sealJson(keys, account.data_key, placeOfAccount(accountId), secret),
    })
    .where('account_id', '=', accountId)
    .execute();
  await noteMet(trx, accountId, now);
  await notify(trx, { accountId, kind: 'account-recovered', params: {}, sms: true }, now);
  // The old mobile hears of it too, or an officer could take an account unseen: an account of its own, with nothing in it.
  const before = openJson<AccountSecret>(keys, account.data_key, placeOfAccount(accountId), account.sealed);
  const { accountId: left } = await accountOfMobile(trx, { keys }, before.mobile, now);
  await notify(trx, { accountId: left, kind: 'account-moved', params: {}, sms: true }, now);
  await appendAudit(
    trx,
    actor,
    'counter.register-phone',
    { kind: 'account', id: accountId },
    {
      person: visit.personId,
      visit: visit.visitId,
      counter: visit.counter,
      document: visit.documentKind,
    },
  );
}

/** An account that was only signed in to gives its mobile up; one that is somebody's, or was used, does not. */
async function makeWay(
  trx: Kysely<Database>,
  { random }: Pick<Context, 'random'>,
  index: Buffer,
  personId: string,
  now: Date,
): Promise<void> {
  const other = await trx
    .selectFrom('account')
    .select(['account_id', 'person_id'])
    .select(
      sql<boolean>`exists (select 1 from application a where a.account_id = account.account_id)`.as('used'),
    )
    .where('mobile_index', '=', index)
    .forUpdate()
    .executeTakeFirst();
  if (!other) return;
  if (other.person_id !== null && other.person_id !== personId)
    throw refusedFields(['mobile', 'mobile.of-another']);
  if (other.person_id !== null || other.used) throw refusedFields(['mobile', 'mobile.in-use']);
  await trx
    .updateTable('account')
    .set({ mobile_index: Buffer.from(random(32)), sealed: Buffer.alloc(0) })
    .where('account_id', '=', other.account_id)
    .execute();
  await endSessions(trx, other.account_id, now);
}

async function endSessions(trx: Kysely<Database>, accountId: string, now: Date): Promise<void> {
  await trx
    .updateTable('session')
    .set({ ended_at: now })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute();
}
