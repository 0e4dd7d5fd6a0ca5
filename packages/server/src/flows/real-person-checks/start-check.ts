import { FACE_CONSENT } from '@suizheng/domain/contract/consent-terms.ts';
import type { CheckView } from '@suizheng/domain/contract/real-person-checks.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { SubjectIdentity } from '@suizheng/domain/procedures/procedure.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Embedding } from '@suizheng/vision/measurement.ts';
import { sql } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { checkOf } from '../../db/checks.ts';
import { openPerson } from '../../db/people.ts';
import { registerFor } from '../../gateways/permit-register.ts';
import type { SignedIn } from '../accounts/session.ts';
import { recordConsent } from '../consents/consents.ts';
import { requireGuardian } from '../guardians/guardian-consent.ts';
import { deadlineOf, drawChallenge } from './challenge.ts';
import { type CheckFor, type CheckSubject, findSubject } from './check-subject.ts';
import { viewCheck } from './check-view.ts';
import { countBegun, refuseAfterFraud, refuseUsedFace } from './closed-ways.ts';
import { finishCheck } from './finish-check.ts';
import { measured } from './measured.ts';
import { sealReference } from './reference.ts';

/** What checks need of the context. */
export type CheckContext = Pick<
  Context,
  | 'db'
  | 'pool'
  | 'clock'
  | 'random'
  | 'mode'
  | 'limits'
  | 'keys'
  | 'population'
  | 'permits'
  | 'vision'
  | 'log'
>;

/** A request to begin; `operationId` becomes the check's id, the same for every repetition of the request. */
export type StartRequest = {
  readonly for: CheckFor;
  readonly consent: { readonly version: string; readonly guardian?: boolean | undefined };
  readonly operationId: string;
  readonly actor: Actor;
  readonly locale: Locale;
};

/**
 * Begins a real-person check 实人认证: records the separate consent (A12), fetches and measures the register's portrait
 * outside any transaction, draws the challenge. Throws what `findSubject` throws, `validation-failed` (consent),
 * `face-closed`, `online-closed`, `register-unavailable`, `busy`.
 */
export async function startCheck(
  context: CheckContext,
  signedIn: Pick<SignedIn, 'accountId' | 'personId'> & { readonly sessionId?: string },
  request: StartRequest,
): Promise<CheckView> {
  const { db, clock } = context;
  const { actor, operationId: checkId, consent } = request;
  const before = await checkOf(db, signedIn.accountId, checkId);
  if (before) return viewCheck(before, clock(), request.locale);
  if (consent.version !== FACE_CONSENT.version) throw consentMissing('consent.version');
  const subject = await findSubject(context, signedIn, request.for);
  const identity = openPerson(context.keys, subject.person);
  const ticked = consent.guardian === true;
  const about = { ...subject, identity, personId: subject.person.person_id };
  const { byThisCall } = await requireGuardian(context, signedIn, about, ticked);
  const proving = { accountId: signedIn.accountId, personId: subject.person.person_id };
  await refuseAfterFraud(db, proving, clock());
  if (context.limits) {
    await refuseUsedFace(db, proving, checkId, clock());
    await countBegun(context, proving);
  }
  const reference = await measureReference(context, identity);
  const consented = { ...request, consent: { ...consent, guardian: byThisCall } };
  await store(context, signedIn, consented, subject, reference);
  // Without a photo on record there is nothing to compare with: the verdict is due at once, and leads to the counter.
  if (!reference) await finishCheck(context, { personId: subject.person.person_id, checkId }, actor);
  const row = await checkOf(db, signedIn.accountId, checkId);
  return viewCheck(row!, clock(), request.locale);
}

async function store(
  context: CheckContext,
  { accountId, sessionId }: { readonly accountId: string; readonly sessionId?: string },
  request: StartRequest,
  subject: CheckSubject,
  reference: Embedding | null,
): Promise<void> {
  const { db, keys, random } = context;
  const { operationId: checkId, consent, actor } = request;
  const personId = subject.person.person_id;
  const now = context.clock();
  await db.transaction().execute(async (trx) => {
    // One check at a time: two open ones would let a recording choose its challenge. The account's turn, and then the
    // person's row, are what beginnings at the same moment wait for; the first is no row, which others may hold.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`face-checks-of ${accountId}`}, 0))`.execute(
      trx,
    );
    await sql`select 1 from person where person_id = ${personId} for no key update`.execute(trx);
    await trx
      .updateTable('real_person_check')
      .set({ state: 'lapsed', ended_at: now, reference: null })
      .where('account_id', '=', accountId)
      .where('person_id', '=', personId)
      .where('state', '=', 'capturing')
      .execute();
    if (context.limits) await refuseUsedFace(trx, { accountId, personId }, checkId, now);
    const inserted = await trx
      .insertInto('real_person_check')
      .values({
        person_id: personId,
        check_id: checkId,
        account_id: accountId,
        subject_of: request.for.kind,
        application_id: subject.applicationId,
        credential_id: subject.credentialId,
        new_holder_key: subject.newHolderKey,
        nonce: Buffer.from(random(16)).toString('base64url'),
        steps: drawChallenge(random),
        step_opened_at: now,
        step_deadline: deadlineOf(0, now),
        state: reference ? 'capturing' : 'measuring',
        reference: reference && sealReference(keys, subject.person.data_key, checkId, reference),
        reasons: '[]',
        created_at: now,
        ended_at: null,
        session_id: sessionId ?? null,
      })
      .onConflict((conflict) => conflict.columns(['person_id', 'check_id']).doNothing())
      .returning('check_id')
      .executeTakeFirst();
    if (!inserted) return;
    const consentId = await recordConsent(
      trx,
      { accountId, personId, kind: 'face', version: consent.version, guardian: consent.guardian === true },
      now,
    );
    const detail = { for: request.for.kind, person: personId, consent: consentId, version: consent.version };
    await appendAudit(
      trx,
      actor,
      'real-person-check.start',
      { kind: 'real-person-check', id: checkId },
      detail,
    );
  });
}

/** The register's portrait as numbers, or null when there is none that shows one face. */
async function measureReference(
  context: CheckContext,
  { number, document }: SubjectIdentity,
): Promise<Embedding | null> {
  const register = registerFor(context, document);
  const answer = await register.portrait({ number, purpose: 'real-person-check' });
  if (answer.kind === 'unavailable') {
    throw new AppError('register-unavailable', { params: { seconds: answer.retryAfter ?? 5 } });
  }
  if (answer.kind !== 'portrait') return null;
  const portrait = await measured(() => context.vision.measurePortrait(answer.jpeg));
  return portrait.ok ? portrait.embedding : null;
}

function consentMissing(field: string): AppError {
  return new AppError('validation-failed', { fields: [{ field, code: 'consent.missing' }] });
}
