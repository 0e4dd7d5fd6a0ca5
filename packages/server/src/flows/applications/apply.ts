import { OPEN_STATES } from '@suizheng/domain/application/state.ts';
import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import { AppError, type FieldError } from '@suizheng/domain/errors/app-error.ts';
import { fieldErrors } from '@suizheng/domain/errors/problem.ts';
import type { Procedure } from '@suizheng/domain/procedures/procedure.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { applicationOf } from '../../db/applications.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { findOrCreatePerson, openPerson, type PersonRow, personById, sealJson } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';
import { claimAccount } from '../accounts/claim-account.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import type { SignedIn } from '../accounts/session.ts';
import { recordConsent } from '../consents/consents.ts';
import { requireLevel } from '../ladder/functions.ts';
import { closedWays } from '../real-person-checks/closed-ways.ts';
import { settle } from '../settle/settle.ts';
import { viewApplication } from './application-view.ts';
import { checkRealName } from './check-real-name.ts';
import { parseHolderKey } from './holder-key.ts';
import { aboutTheHolder, endOthers, refuseHeldLevel } from './level-application.ts';
import { APPLICATIONS_OF_ACCOUNT } from './records-policy.ts';

/** What applying needs of the context. */
export type ApplyContext = Pick<
  Context,
  'db' | 'pool' | 'clock' | 'random' | 'mode' | 'limits' | 'keys' | 'population' | 'permits'
>;

/** A request to apply; `operationId` becomes the application's id, the same for every repetition of the request. */
export type ApplyRequest = {
  readonly procedure: string;
  readonly input: Record<string, unknown>;
  /** Where the outcome is a credential: the phone's key. */
  readonly holderKey?: string | undefined;
  readonly operationId: string;
  readonly actor: Actor;
  readonly locale: Locale;
};

type Applicant = Pick<SignedIn, 'accountId' | 'level' | 'personId'> & { readonly sessionId?: string };
type Parsed = { readonly input: unknown; readonly holderKey: Buffer | null };
type Told = Parsed & { readonly link: 'match' | null };

/**
 * Applies (B1, A1): every field is checked and the register asked before anything is stored, and settle runs at once, so
 * that a used quota or a valid credential refuses before any camera (A11). A level is for the account's own holder, and
 * an account has one such application open: applying again goes on with it. Throws `not-found`, `level-needed`,
 * `level-held`, `validation-failed` (fields `input.…`, `holderKey`), `too-many-requests`, `register-unavailable`.
 */
export async function apply(
  context: ApplyContext,
  signedIn: Applicant,
  request: ApplyRequest,
): Promise<ApplicationView> {
  const { db } = context;
  const { actor, operationId } = request;
  const procedure = procedureById(request.procedure);
  if (!procedure) throw new AppError('not-found');
  let row = await applicationOf(db, signedIn.accountId, operationId);
  if (!row) {
    requireLevel(signedIn.level, procedure.level);
    const id = await begin(context, signedIn, procedure, request);
    row = await applicationOf(db, signedIn.accountId, id);
  }
  if (!row) throw new AppError('not-found');
  const { person_id: personId, application_id: applicationId } = row;
  await settle(context, { personId, applicationId }, actor);
  const settled = await applicationOf(db, signedIn.accountId, applicationId);
  const closed = await closedWays(context, { accountId: signedIn.accountId, personId });
  return viewApplication(context, settled!, request.locale, closed);
}

/** Checks everything, then stores the application in one transaction; answers its id. */
async function begin(
  context: ApplyContext,
  applicant: Applicant,
  procedure: Procedure,
  request: ApplyRequest,
): Promise<string> {
  const { db, keys, clock } = context;
  const { accountId } = applicant;
  if (procedure.outcome === 'level') refuseHeldLevel(procedure, applicant.level);
  const parsed = parse(context, procedure, request);
  const subject = procedure.subject(parsed.input, await holderOf(context, applicant));
  if (context.limits)
    await countAttempt(context, 'applications-of', Buffer.from(accountId), APPLICATIONS_OF_ACCOUNT, clock());
  await checkRealName(context, accountId, subject, Object.keys(parsed.input as object), request.actor);
  const told: Told = { ...parsed, link: subject.linked ? 'match' : null };
  if (procedure.outcome === 'level')
    await endOthers(context, accountId, procedure, subject.number, request.actor);
  return db.transaction().execute(async (trx) => {
    const now = clock();
    await claimAccount(trx, applicant, { level: procedure.outcome === 'level', now });
    if (procedure.outcome === 'credential') {
      const person = await findOrCreatePerson(trx, keys, subject, now);
      return insert(trx, context, person, accountId, procedure, told, request, now);
    }
    const { person, open } = await aboutTheHolder(trx, context, accountId, procedure, subject, now);
    if (!open) return insert(trx, context, person, accountId, procedure, told, request, now);
    const continued = await trx
      .updateTable('application')
      .set({ sealed: sealJson(keys, person.data_key, `application:${open}`, parsed.input) })
      .where('person_id', '=', person.person_id)
      .where('application_id', '=', open)
      // Taken back or decided at this moment: then what was typed does not come to stand in it again.
      .where('state', 'in', OPEN_STATES)
      .returning('application_id')
      .executeTakeFirst();
    if (continued) return open;
    return insert(trx, context, person, accountId, procedure, told, request, now);
  });
}

async function holderOf({ db, keys }: ApplyContext, { personId }: Applicant) {
  return personId === null ? null : openPerson(keys, await personById(db, personId));
}

async function insert(
  trx: Kysely<Database>,
  { keys }: ApplyContext,
  person: PersonRow,
  accountId: string,
  procedure: Procedure,
  { input, holderKey, link }: Told,
  { operationId: applicationId, actor }: ApplyRequest,
  now: Date,
): Promise<string> {
  const inserted = await trx
    .insertInto('application')
    .values({
      person_id: person.person_id,
      application_id: applicationId,
      account_id: accountId,
      procedure: procedure.id,
      procedure_version: procedure.version,
      state: 'proving',
      sealed: sealJson(keys, person.data_key, `application:${applicationId}`, input),
      holder_key: holderKey,
      real_name: 'match',
      link,
      decision: null,
      created_at: now,
      decided_at: null,
      lapses_at: new Date(now.getTime() + procedure.lapsesAfterMs),
    })
    .onConflict((conflict) => conflict.columns(['person_id', 'application_id']).doNothing())
    .returning('application_id')
    .executeTakeFirst();
  if (inserted) {
    await recordTerms(trx, accountId, person.person_id, input, now);
    const detail = { procedure: procedure.id, person: person.person_id };
    await appendAudit(trx, actor, 'application.create', { kind: 'application', id: applicationId }, detail);
  }
  return applicationId;
}

/** A form that asks for the terms (A1) records the consent to them; it is listed and withdrawn like any other. */
async function recordTerms(
  trx: Kysely<Database>,
  accountId: string,
  personId: string,
  input: unknown,
  now: Date,
): Promise<void> {
  const { terms } = input as { readonly terms?: unknown };
  if (typeof terms !== 'string') return;
  await recordConsent(trx, { accountId, personId, kind: 'terms', version: terms, guardian: false }, now);
}

function parse(
  { mode, clock }: Pick<Context, 'mode' | 'clock'>,
  procedure: Procedure,
  request: ApplyRequest,
): Parsed {
  const form = procedure.form(mode, clock()).safeParse(request.input);
  const holderKey = procedure.outcome === 'credential' ? parseHolderKey(request.holderKey ?? '') : null;
  const fields: FieldError[] = form.success ? [] : fieldErrors(form.error, 'input');
  if (procedure.outcome === 'credential' && !holderKey)
    fields.push({ field: 'holderKey', code: 'holder-key.invalid' });
  if (!form.success || fields.length > 0) throw new AppError('validation-failed', { fields });
  return { input: form.data, holderKey };
}
