import { isFinal, OPEN_STATES } from '@suizheng/domain/application/state.ts';
import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { type Ladder, openSteps, waitingProof, waysOf } from '@suizheng/domain/policy/ladder.ts';
import type { Rung } from '@suizheng/domain/policy/level.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import { sql } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { type ApplicationRow, applicationOf, factsOf } from '../../db/applications.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { SignedIn } from '../accounts/session.ts';
import { withdrawConsent } from '../consents/consents.ts';
import { settle } from '../settle/settle.ts';
import { readApplication } from './read-applications.ts';
import { takeBack } from './take-back.ts';

type ChangeContext = Pick<Context, 'db' | 'pool' | 'clock' | 'random' | 'keys' | 'limits'>;
type Request = { readonly applicationId: string; readonly actor: Actor; readonly locale: Locale };

/** Withdraws an application that is not decided yet; twice is harmless. Throws `not-found`, or `wrong-state` when it is decided. */
export async function withdraw(
  context: ChangeContext,
  signedIn: Pick<SignedIn, 'accountId'>,
  { applicationId, actor, locale }: Request,
): Promise<ApplicationView> {
  const { db, pool, clock } = context;
  const row = await applicationOf(db, signedIn.accountId, applicationId);
  if (!row) throw new AppError('not-found');
  const key = { personId: row.person_id, applicationId };
  if (row.state !== 'withdrawn' && !(await takeBack({ db, on: pool }, key, actor, clock())))
    throw new AppError('wrong-state');
  return readApplication(context, signedIn, applicationId, locale);
}

/**
 * Chooses a rung among the open ones (A12). Another way than the face ends its consent and forgets its pictures;
 * choosing the face again only lifts the refusal, the consent is asked anew. Everything typed is kept. Throws
 * `not-found`, `wrong-state` when it is decided or a reviewer has it, `validation-failed` for a rung that is not open.
 */
export async function chooseWay(
  context: ChangeContext,
  signedIn: Pick<SignedIn, 'accountId'>,
  { applicationId, rung, actor, locale }: Request & { readonly rung: Rung },
): Promise<ApplicationView> {
  const row = await openApplication(context, signedIn, applicationId);
  const now = context.clock();
  const ladder = procedureById(row.procedure)?.ladder ?? [];
  const facts = factsOf(row);
  const open = waysOf(ladder, facts, now);
  if (open.length === 0) throw new AppError('wrong-state');
  if (!open.some((step) => step.rung === rung))
    throw new AppError('validation-failed', { fields: [{ field: 'rung', code: 'rung.closed' }] });
  const declines = rung !== 'real-person' && !facts.declinedFace && faceStands(ladder, facts, now);
  await context.db.transaction().execute(async (trx) => {
    const chosen = await trx
      .updateTable('application')
      .set({
        chosen_rung: rung,
        ...(rung === 'real-person' ? { declined_face: false } : declines ? { declined_face: true } : {}),
      })
      .where('person_id', '=', row.person_id)
      .where('application_id', '=', applicationId)
      // Decided since it was read: nothing is declined any more.
      .where('state', 'in', OPEN_STATES)
      .returning('application_id')
      .executeTakeFirst();
    if (!chosen) throw new AppError('wrong-state');
    if (declines) {
      await withdrawConsent(trx, signedIn.accountId, 'face', row.person_id, now);
      await endChecks(trx, { personId: row.person_id, applicationId }, now);
    }
    const object = { kind: 'application', id: applicationId };
    await appendAudit(trx, actor, 'application.choose-way', object, { rung, declinedFace: declines });
  });
  await settle(context, { personId: row.person_id, applicationId }, actor);
  return readApplication(context, signedIn, applicationId, locale);
}

/** True while the face is a way that is open, or its pictures wait for a reviewer: choosing another way then declines it. */
function faceStands(ladder: Ladder, facts: ReturnType<typeof factsOf>, now: Date): boolean {
  const open = openSteps(ladder, facts, now);
  return open.some((step) => step.rung === 'real-person') || waitingProof(facts)?.rung === 'real-person';
}

/** Without consent nothing of the face stays or is judged: neither what is under way, nor pictures kept for a review. */
async function endChecks(
  trx: Context['db'],
  { personId, applicationId }: { personId: string; applicationId: string },
  now: Date,
): Promise<void> {
  await trx
    .updateTable('real_person_check')
    .set({ state: 'lapsed', ended_at: now, reference: null })
    .where('person_id', '=', personId)
    .where('application_id', '=', applicationId)
    .where('state', 'in', ['capturing', 'measuring'])
    .execute();
  await sql`
    delete from check_frame f using real_person_check k
    where f.person_id = k.person_id and f.check_id = k.check_id
      and k.person_id = ${personId} and k.application_id = ${applicationId}`.execute(trx);
}

async function openApplication(
  { db }: Pick<Context, 'db'>,
  { accountId }: Pick<SignedIn, 'accountId'>,
  applicationId: string,
): Promise<ApplicationRow> {
  const row = await applicationOf(db, accountId, applicationId);
  if (!row) throw new AppError('not-found');
  if (isFinal(row.state)) throw new AppError('wrong-state');
  return row;
}
