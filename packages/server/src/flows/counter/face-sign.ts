import { OPEN_STATES } from '@suizheng/domain/application/state.ts';
import { TERMS } from '@suizheng/domain/contract/consent-terms.ts';
import type { VisitView } from '@suizheng/domain/contract/people.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { openPerson, personById, sealJson } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';
import { accountOfMobile } from '../accounts/account-of-mobile.ts';
import { leaveNumber } from '../accounts/leave-number.ts';
import { noteMet } from '../accounts/met-at-counter.ts';
import { giveNumber } from '../settle/pass-number-on.ts';
import { settle } from '../settle/settle.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { addCounterProof, proofApplication } from './counter-proof.ts';
import { consumeVisitCode, tryVisitCode } from './mobile-code.ts';
import { type Doing, refusedFields, type Visit, type VisitContext, viewVisit, visitOf } from './visit.ts';

/** Through this procedure a mobile's account becomes a person's. */
const REGISTRATION = 'registration';

/** The mobile that the visitor says is theirs, its code, and whether the operator gave it to them anew. */
type ProvenMobile = {
  readonly mobile: string;
  readonly code: string;
  readonly newOwner?: boolean | undefined;
};

/**
 * Face-sign 面签 (A6): the mobile, proven by its code, gets an account; its open application to register is continued,
 * or one is made; the officer's look is a fact of it, and settle decides as always. An account that is the person's
 * at level real-person already is left as it is; another person's keeps all but the mobile where the visitor is the
 * number's `newOwner` (docs/decisions/0010). `operationId` is the fact's id: a repetition adds none. Throws
 * `not-found`, `validation-failed` on `mobile` and `code`.
 */
export async function faceSign(
  context: VisitContext,
  officer: StaffMember,
  visitId: string,
  proven: ProvenMobile,
  doing: Doing,
): Promise<VisitView> {
  const visit = await visitOf(context, officer, visitId);
  const { operationId, actor, locale } = doing;
  const applicationId =
    (await proofApplication(context, visit.personId, operationId)) ??
    (await record(context, officer, visit, proven, doing));
  if (applicationId !== null) await settle(context, { personId: visit.personId, applicationId }, actor);
  return viewVisit(context, visit, locale);
}

async function record(
  context: VisitContext,
  officer: StaffMember,
  visit: Visit,
  proven: ProvenMobile,
  doing: Doing,
): Promise<string | null> {
  const codeId = await tryVisitCode(context, visit, proven);
  const { db } = context;
  const now = context.clock();
  return db.transaction().execute(async (trx) => {
    await consumeVisitCode(trx, codeId, now);
    const first = await held(trx, context, proven.mobile, now);
    const isAnothers = first.person_id !== null && first.person_id !== visit.personId;
    if (isAnothers && proven.newOwner !== true) throw refusedFields(['mobile', 'mobile.of-another']);
    if (isAnothers) {
      await leaveNumber(trx, context, first, now);
      await goOnWhereBegun(trx, context, visit, first.mobile_index, now);
    }
    const account = isAnothers ? await held(trx, context, proven.mobile, now) : first;
    if (account.person_id !== null && account.person_id !== visit.personId)
      throw refusedFields(['mobile', 'mobile.of-another']);
    const accountId = account.account_id;
    await noteMet(trx, accountId, now);
    await appendAudit(
      trx,
      doing.actor,
      'counter.face-sign',
      { kind: 'account', id: accountId },
      {
        person: visit.personId,
        visit: visit.visitId,
        counter: visit.counter,
        document: visit.documentKind,
        ...(isAnothers ? { from: first.account_id } : {}),
      },
    );
    if (account.person_id !== null && account.level === 'real-person') return null;
    const applicationId =
      (await openRegistration(trx, visit.personId, accountId, now)) ??
      (await register(trx, context, visit, accountId, {
        operationId: doing.operationId,
        now,
      }));
    await addCounterProof(
      trx,
      officer,
      visit,
      { applicationId, outcome: 'accept', reason: null, note: null },
      doing,
      now,
    );
    return applicationId;
  });
}

/** The account of the mobile, made where there is none, its row held. */
async function held(trx: Kysely<Database>, context: VisitContext, mobile: string, now: Date) {
  const { accountId } = await accountOfMobile(trx, context, mobile, now);
  return trx
    .selectFrom('account')
    .select(['account_id', 'mobile_index', 'data_key', 'level', 'person_id'])
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/**
 * A visitor who has asked for the number on their phone already (accounts/claim-number.ts), and is registering there,
 * gets it on that account: what they typed is in it.
 */
async function goOnWhereBegun(
  trx: Kysely<Database>,
  context: VisitContext,
  { personId }: Visit,
  mobileIndex: Buffer,
  now: Date,
): Promise<void> {
  const claims = await trx
    .selectFrom('number_claim as c')
    .innerJoin('account as o', 'o.account_id', 'c.account_id')
    .select(['c.account_id', 'c.mobile_index', 'c.sealed'])
    .where('c.mobile_index', '=', mobileIndex)
    .where('c.ended_at', 'is', null)
    // Somebody else's may have been used to apply for the visitor.
    .where((is) => is.or([is('o.person_id', 'is', null), is('o.person_id', '=', personId)]))
    .orderBy('c.claimed_at', 'desc')
    .forUpdate('c')
    .execute();
  for (const claim of claims) {
    if ((await openRegistration(trx, personId, claim.account_id, now)) === null) continue;
    await trx
      .updateTable('number_claim')
      .set({ ended_at: now })
      .where('account_id', '=', claim.account_id)
      .execute();
    await giveNumber(trx, context, claim);
    return;
  }
}

/**
 * An application to register that the account has begun for this person and not finished; it stays so until the
 * officer's look is in it.
 */
async function openRegistration(
  trx: Kysely<Database>,
  personId: string,
  accountId: string,
  now: Date,
): Promise<string | null> {
  const row = await trx
    .selectFrom('application')
    .select('application_id')
    .where('person_id', '=', personId)
    .where('account_id', '=', accountId)
    .where('procedure', 'in', [REGISTRATION, 'step-up'])
    .where('state', 'in', OPEN_STATES)
    .where('lapses_at', '>', now)
    .orderBy('created_at', 'desc')
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row?.application_id ?? null;
}

async function register(
  trx: Kysely<Database>,
  { keys }: Pick<Context, 'keys'>,
  visit: Visit,
  accountId: string,
  { operationId: applicationId, now }: { operationId: string; now: Date },
): Promise<string> {
  const procedure = procedureById(REGISTRATION);
  if (!procedure) throw new Error('there is no procedure to register by');
  const person = await personById(trx, visit.personId);
  const { name, number } = openPerson(keys, person);
  const { documentKind: document, expires } = visit;
  // As the procedure's own form has it; the terms were told at the counter.
  const input = {
    document,
    name,
    number,
    ...(document === 'resident-id' ? {} : { expires }),
    terms: TERMS.version,
  };
  await trx
    .insertInto('application')
    .values({
      person_id: visit.personId,
      application_id: applicationId,
      account_id: accountId,
      procedure: procedure.id,
      procedure_version: procedure.version,
      state: 'at-counter',
      sealed: sealJson(keys, person.data_key, `application:${applicationId}`, input),
      holder_key: null,
      real_name: 'match',
      decision: null,
      created_at: now,
      decided_at: null,
      lapses_at: new Date(now.getTime() + procedure.lapsesAfterMs),
    })
    .execute();
  return applicationId;
}
