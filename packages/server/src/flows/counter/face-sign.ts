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
import { noteMet } from '../accounts/met-at-counter.ts';
import { settle } from '../settle/settle.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { addCounterProof, proofApplication } from './counter-proof.ts';
import { consumeVisitCode, tryVisitCode } from './mobile-code.ts';
import { type Doing, refusedFields, type Visit, type VisitContext, viewVisit, visitOf } from './visit.ts';

/** Through this procedure a mobile's account becomes a person's. */
const REGISTRATION = 'registration';

/**
 * Face-sign 面签 (A6): the mobile, proven by its code, gets an account; its open application to register is continued,
 * or one is made; the officer's look is a fact of it, and settle decides as always. An account that is the person's at
 * level real-person already is left as it is. `operationId` is the fact's id: a repetition adds none. Throws
 * `not-found`, `validation-failed` on `mobile` and `code`.
 */
export async function faceSign(
  context: VisitContext,
  officer: StaffMember,
  visitId: string,
  { mobile, code }: { mobile: string; code: string },
  doing: Doing,
): Promise<VisitView> {
  const visit = await visitOf(context, officer, visitId);
  const { operationId, actor, locale } = doing;
  const applicationId =
    (await proofApplication(context, visit.personId, operationId)) ??
    (await record(context, officer, visit, { mobile, code }, doing));
  if (applicationId !== null) await settle(context, { personId: visit.personId, applicationId }, actor);
  return viewVisit(context, visit, locale);
}

async function record(
  context: VisitContext,
  officer: StaffMember,
  visit: Visit,
  proven: { mobile: string; code: string },
  doing: Doing,
): Promise<string | null> {
  const codeId = await tryVisitCode(context, visit, proven);
  const { db } = context;
  const now = context.clock();
  return db.transaction().execute(async (trx) => {
    await consumeVisitCode(trx, codeId, now);
    const { accountId } = await accountOfMobile(trx, context, proven.mobile, now);
    const account = await trx
      .selectFrom('account')
      .select(['level', 'person_id'])
      .where('account_id', '=', accountId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (account.person_id !== null && account.person_id !== visit.personId)
      throw refusedFields(['mobile', 'mobile.of-another']);
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

/** An application to register that the account has begun for this person and not finished; it stays so until the officer's look is in it. */
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
