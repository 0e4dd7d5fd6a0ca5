import type { Proof } from '@suizheng/domain/policy/facts.ts';
import { numberClaimPolicy } from '@suizheng/domain/policy/number-claim.ts';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { sealJson } from '../../db/people.ts';
import type { AccountTable, Database } from '../../db/schema.ts';
import type { NumberClaimTable } from '../../db/tables/sign-in.ts';
import { type AccountSecret, placeOfAccount } from '../accounts/account-view.ts';
import { leaveNumber } from '../accounts/leave-number.ts';
import { openClaimed, tellNotPassed } from '../accounts/number-claims.ts';

type NumberContext = Pick<Context, 'keys' | 'random'>;
/** Who has been proven, on which account, and by what. */
type Proven = {
  readonly personId: string;
  readonly accountId: string;
  readonly proofs: readonly Pick<Proof, 'rung' | 'outcome' | 'at'>[];
};
type Claim = Selectable<NumberClaimTable>;
type Having = Pick<
  Selectable<AccountTable>,
  'account_id' | 'mobile_index' | 'data_key' | 'sealed' | 'person_id'
> & { readonly used: boolean };

/**
 * A person who has just proven themself as `real-person`, by face or before an officer, on an account that waits for
 * a mobile number gets it (A10); the account that has it goes on without it, whole. What they did on that account
 * before, since they signed in to it by the number's code, comes to them. Runs in the transaction of the grant,
 * before the person's earlier accounts are taken over. Without a claim that lives nothing happens; where the number
 * is a third person's by now, they are told so.
 */
export async function passNumberOn(
  trx: Kysely<Database>,
  context: NumberContext,
  { personId, accountId, proofs }: Proven,
  actor: Actor,
  now: Date,
): Promise<void> {
  const shown = proofs.filter(
    ({ rung, outcome }) => outcome !== 'refuse' && numberClaimPolicy.provenBy.includes(rung),
  );
  if (!shown.some(({ outcome }) => outcome === 'accept')) return;
  // The face counts from when it was shown: how long a reviewer takes is not the person's doing.
  const inTime = new Date(Math.min(...shown.map(({ at }) => at.getTime())));
  const live = () =>
    trx
      .selectFrom('number_claim')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('ended_at', 'is', null)
      .where('until', '>', inTime);
  const claim = await live().executeTakeFirst();
  if (claim === undefined) return;
  const has = await holdHolder(trx, claim, personId);
  // With the number's account held: a holder who has shown at this moment that they have it still was first.
  if ((await live().forUpdate().executeTakeFirst()) === undefined) return;
  await trx.updateTable('number_claim').set({ ended_at: now }).where('account_id', '=', accountId).execute();
  if (has !== undefined && !mayGive(has, claim, personId)) {
    await tellNotPassed(trx, accountId, now);
    return;
  }
  if (has !== undefined) await leaveNumber(trx, context, has, now);
  await giveNumber(trx, context, claim);
  await bringAlong(trx, claim, personId);
  const detail = { person: personId, from: has?.account_id ?? null };
  await appendAudit(trx, actor, 'account.pass-number-on', { kind: 'account', id: accountId }, detail);
}

/**
 * The account that has the number now. Every account that this transaction will change is held here, in one order: two
 * people who each ask for the other's number, and prove themselves at one moment, do not wait in a circle.
 */
async function holdHolder(
  trx: Kysely<Database>,
  claim: Claim,
  personId: string,
): Promise<Having | undefined> {
  const rows = await trx
    .selectFrom('account')
    .select(['account_id', 'mobile_index', 'data_key', 'sealed', 'person_id'])
    .select(
      sql<boolean>`exists (select 1 from application a where a.account_id = account.account_id)`.as('used'),
    )
    .where((where) =>
      where.or([where('mobile_index', '=', claim.mobile_index), where('person_id', '=', personId)]),
    )
    .where('account_id', '<>', claim.account_id)
    .orderBy('account_id')
    .forUpdate()
    .execute();
  return rows.find(({ mobile_index }) => mobile_index.equals(claim.mobile_index));
}

/** The former holder's account gives it; so does one of the person's own, and one that was only signed in to since. */
function mayGive(has: Having, claim: Claim, personId: string): boolean {
  if (has.account_id === claim.former_account_id || has.person_id === personId) return true;
  return has.person_id === null && !has.used;
}

/** The number becomes the claiming account's own. */
export async function giveNumber(
  trx: Kysely<Database>,
  { keys }: Pick<Context, 'keys'>,
  claim: Pick<Claim, 'account_id' | 'mobile_index' | 'sealed'>,
): Promise<void> {
  const { account_id: accountId, mobile_index } = claim;
  const { data_key } = await trx
    .selectFrom('account')
    .select('data_key')
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const secret: AccountSecret = { mobile: openClaimed(keys, data_key, claim) };
  await trx
    .updateTable('account')
    .set({ mobile_index, sealed: sealJson(keys, data_key, placeOfAccount(accountId), secret) })
    .where('account_id', '=', accountId)
    .execute();
}

/** What is about this person and was begun on the former holder's account since the sign-in that the claim came from. */
async function bringAlong(trx: Kysely<Database>, claim: Claim, personId: string): Promise<void> {
  const { account_id: to, former_account_id: from, since } = claim;
  const moved = await trx
    .updateTable('application')
    .set({ account_id: to })
    .where('account_id', '=', from)
    .where('person_id', '=', personId)
    .where('created_at', '>=', since)
    .returning('application_id')
    .execute();
  if (moved.length === 0) return;
  const ids = moved.map(({ application_id }) => application_id);
  await trx
    .updateTable('credential')
    .set({ account_id: to })
    .where('account_id', '=', from)
    .where('application_id', 'in', ids)
    .execute();
  await trx
    .updateTable('guardian_request')
    .set({ account_id: to })
    .where('account_id', '=', from)
    .where('application_id', 'in', ids)
    .execute();
  await trx
    .updateTable('consent')
    .set({ account_id: to })
    .where('account_id', '=', from)
    .where('person_id', '=', personId)
    .where('granted_at', '>=', since)
    .execute();
  await trx
    .updateTable('notification')
    .set({ account_id: to })
    .where('account_id', '=', from)
    .where('created_at', '>=', since)
    .where(sql<boolean>`params ->> 'application' in (${sql.join(ids)})`)
    .execute();
}
