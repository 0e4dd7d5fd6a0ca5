import type { VisitView } from '@suizheng/domain/contract/people.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { type Kysely, sql } from 'kysely';
import type { Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { sealJson } from '../../db/people.ts';
import { isTaken } from '../../db/repeat-undone.ts';
import type { Database } from '../../db/schema.ts';
import { accountOfMobile } from '../accounts/account-of-mobile.ts';
import { type AccountSecret, openAccount, placeOfAccount } from '../accounts/account-view.ts';
import { leaveNumber } from '../accounts/leave-number.ts';
import { noteMet } from '../accounts/met-at-counter.ts';
import { notify } from '../notifications/notify.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { consumeVisitCode, tryVisitCode } from './mobile-code.ts';
import { type Doing, refusedFields, type Visit, type VisitContext, viewVisit, visitOf } from './visit.ts';

/** The mobile that an account of the person gets, proven by its code. */
export type NewPhone = {
  readonly accountId: string;
  readonly mobile: string;
  readonly code: string;
  /** The operator gave it to them anew: whoever had it before loses it. */
  readonly newOwner?: boolean | undefined;
};

/**
 * Gives the person's account another mobile (A10: recovery at a counter): whoever holds the old one signs in to it no
 * more, its sessions and passkeys end, and the old mobile is told. A fresh account of the new mobile, never used for
 * anything, gives way; with `newOwner` another person's keeps all but the mobile (docs/decisions/0010). Throws
 * `not-found`, and `validation-failed` on `mobile` (`mobile.of-another`, `mobile.in-use`) and `code`.
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
  { accountId, mobile, newOwner = false }: NewPhone,
  { actor, codeId }: Doing & { codeId: string },
): Promise<void> {
  const now = clock();
  await consumeVisitCode(trx, codeId, now);
  const account = await trx
    .selectFrom('account')
    .select(['account_id', 'data_key', 'sealed'])
    .where('account_id', '=', accountId)
    .where('person_id', '=', visit.personId)
    .forUpdate()
    .executeTakeFirst();
  if (!account) throw new AppError('not-found');
  const index = keys.blindIndex('mobile', mobile);
  const former = await makeWay(trx, { keys, random }, index, { personId: visit.personId, newOwner }, now);
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
  // A number that the account still waited for would take this one's place at the next proof of a face.
  await trx
    .updateTable('number_claim')
    .set({ ended_at: now })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute();
  await notify(trx, { accountId, kind: 'account-recovered', params: {}, sms: true }, now);
  // The old mobile hears of it too, or an officer could take an account unseen: an account of its own, with nothing in it.
  const before = openAccount(keys, account).mobile;
  if (before !== undefined) {
    const { accountId: left } = await accountOfMobile(trx, { keys }, before, now);
    await notify(trx, { accountId: left, kind: 'account-moved', params: {}, sms: true }, now);
  }
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
      ...(former === null ? {} : { from: former }),
    },
  );
}

/**
 * An account that was only signed in to gives its mobile up. One that was used does not, and one that is another person's
 * only to the number's new owner: then its id is answered.
 */
async function makeWay(
  trx: Kysely<Database>,
  context: Pick<Context, 'keys' | 'random'>,
  index: Buffer,
  { personId, newOwner }: { readonly personId: string; readonly newOwner: boolean },
  now: Date,
): Promise<string | null> {
  const other = await trx
    .selectFrom('account')
    .select(['account_id', 'person_id', 'mobile_index', 'data_key'])
    .select(
      sql<boolean>`exists (select 1 from application a where a.account_id = account.account_id)`.as('used'),
    )
    .where('mobile_index', '=', index)
    .forUpdate()
    .executeTakeFirst();
  if (!other) return null;
  if (other.person_id !== null && other.person_id !== personId) {
    if (!newOwner) throw refusedFields(['mobile', 'mobile.of-another']);
    await leaveNumber(trx, context, other, now);
    return other.account_id;
  }
  if (other.person_id !== null || other.used) throw refusedFields(['mobile', 'mobile.in-use']);
  await trx
    .updateTable('account')
    .set({ mobile_index: Buffer.from(context.random(32)), sealed: Buffer.alloc(0) })
    .where('account_id', '=', other.account_id)
    .execute();
  await endSessions(trx, other.account_id, now);
  return null;
}

async function endSessions(trx: Kysely<Database>, accountId: string, now: Date): Promise<void> {
  await trx
    .updateTable('session')
    .set({ ended_at: now })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute();
}
