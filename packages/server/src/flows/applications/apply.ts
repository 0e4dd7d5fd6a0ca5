import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import { AppError, type FieldError } from '@suizheng/domain/errors/app-error.ts';
import { fieldErrors } from '@suizheng/domain/errors/problem.ts';
import { reaches } from '@suizheng/domain/policy/level.ts';
import type { Procedure } from '@suizheng/domain/procedures/procedure.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Actor, Context } from '../../context.ts';
import { applicationOf } from '../../db/applications.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { findOrCreatePerson, sealJson } from '../../db/people.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import type { SignedIn } from '../accounts/session.ts';
import { settle } from '../settle/settle.ts';
import { viewApplication } from './application-view.ts';
import { checkRealName } from './check-real-name.ts';
import { parseHolderKey } from './holder-key.ts';
import { APPLICATIONS_OF_ACCOUNT } from './records-policy.ts';

/** What applying needs of the context. */
export type ApplyContext = Pick<
  Context,
  'db' | 'pool' | 'clock' | 'random' | 'mode' | 'limits' | 'keys' | 'population'
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

/**
 * Applies (B1): every field is checked and the register asked before anything is stored, and settle runs at once, so
 * that a used quota or a valid credential refuses before any camera (A11). Throws `not-found`, `level-needed`,
 * `validation-failed` (fields `input.…`, `holderKey`), `too-many-requests`, `register-unavailable`.
 */
export async function apply(
  context: ApplyContext,
  signedIn: Pick<SignedIn, 'accountId' | 'level'>,
  request: ApplyRequest,
): Promise<ApplicationView> {
  const { db, keys } = context;
  const { actor, operationId: applicationId } = request;
  const procedure = procedureById(request.procedure);
  if (!procedure) throw new AppError('not-found');
  if (!reaches(signedIn.level, procedure.level)) throw new AppError('level-needed');
  let row = await applicationOf(db, signedIn.accountId, applicationId);
  if (!row) {
    const { input, holderKey } = parse(context, procedure, request);
    const subject = procedure.subject(input, null);
    if (context.limits) await countApplication(context, signedIn.accountId);
    await checkRealName(context, signedIn.accountId, subject, actor);
    await db.transaction().execute(async (trx) => {
      const now = context.clock();
      const person = await findOrCreatePerson(trx, keys, subject, now);
      const inserted = await trx
        .insertInto('application')
        .values({
          person_id: person.person_id,
          application_id: applicationId,
          account_id: signedIn.accountId,
          procedure: procedure.id,
          procedure_version: procedure.version,
          state: 'proving',
          sealed: sealJson(keys, person.data_key, `application:${applicationId}`, input),
          holder_key: holderKey,
          real_name: 'match',
          decision: null,
          created_at: now,
          decided_at: null,
          lapses_at: new Date(now.getTime() + procedure.lapsesAfterMs),
        })
        .onConflict((conflict) => conflict.columns(['person_id', 'application_id']).doNothing())
        .returning('application_id')
        .executeTakeFirst();
      if (!inserted) return;
      const object = { kind: 'application', id: applicationId };
      await appendAudit(trx, actor, 'application.create', object, {
        procedure: procedure.id,
        person: person.person_id,
      });
    });
    row = await applicationOf(db, signedIn.accountId, applicationId);
  }
  if (!row) throw new AppError('not-found');
  await settle(context, { personId: row.person_id, applicationId }, actor);
  const settled = await applicationOf(db, signedIn.accountId, applicationId);
  return viewApplication(context, settled!, request.locale);
}

function countApplication(context: ApplyContext, accountId: string): Promise<void> {
  return countAttempt(
    context,
    'applications-of',
    Buffer.from(accountId),
    APPLICATIONS_OF_ACCOUNT,
    context.clock(),
  );
}

function parse({ mode, clock }: Pick<Context, 'mode' | 'clock'>, procedure: Procedure, request: ApplyRequest) {
  const form = procedure.form(mode, clock()).safeParse(request.input);
  const holderKey = procedure.outcome === 'credential' ? parseHolderKey(request.holderKey ?? '') : null;
  const fields: FieldError[] = form.success ? [] : fieldErrors(form.error, 'input');
  if (procedure.outcome === 'credential' && !holderKey)
    fields.push({ field: 'holderKey', code: 'holder-key.invalid' });
  if (!form.success || fields.length > 0) throw new AppError('validation-failed', { fields });
  return { input: form.data, holderKey };
}
