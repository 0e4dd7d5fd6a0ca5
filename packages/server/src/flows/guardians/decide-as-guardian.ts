import { FACE_CONSENT } from '@suizheng/domain/contract/consent-terms.ts';
import type { GuardianAskView } from '@suizheng/domain/contract/guardians.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { FieldFaultCode } from '@suizheng/domain/errors/field-faults.ts';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { openPerson, personById } from '../../db/people.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import { requireWhole, type SignedIn } from '../accounts/session.ts';
import { maskedSubject } from '../applications/application-view.ts';
import { recordConsent } from '../consents/consents.ts';
import { requireFunction } from '../ladder/functions.ts';
import { notify } from '../notifications/notify.ts';
import { ageOf } from './age-of.ts';
import { guardianPolicy } from './guardian-policy.ts';

type GuardianContext = Pick<Context, 'db' | 'keys' | 'clock' | 'mode' | 'limits' | 'population'>;
type Guardian = Pick<SignedIn, 'accountId' | 'personId' | 'level' | 'proven' | 'knownDevice'>;

/**
 * What a code asks of a guardian: for which service, about whom (masked), in which words. Only an adult whom the
 * register names as the child's guardian is told anything; everybody else hears one answer. Throws `level-needed`,
 * `validation-failed` (`code`), `too-many-requests`, `register-unavailable`.
 */
export async function readGuardianAsk(
  context: GuardianContext,
  guardian: Guardian,
  code: string,
): Promise<GuardianAskView> {
  return viewAsk(context, await findAsk(context, guardian, code));
}

/**
 * Consents or refuses as the guardian (A12): the consent is kept by the guardian's own account, and withdrawn there; the
 * child's account is told. Throws what `readGuardianAsk` throws, `wrong-state` when it was decided before.
 */
export async function decideAsGuardian(
  context: GuardianContext,
  guardian: Guardian,
  request: { code: string; agrees: boolean; version: string; actor: Actor },
): Promise<GuardianAskView> {
  const { code, agrees, version, actor } = request;
  if (version !== FACE_CONSENT.version) throw refused('version', 'consent.missing');
  const asked = await findAsk(context, guardian, code);
  const now = context.clock();
  await context.db.transaction().execute(async (trx) => {
    const { accountId } = guardian;
    const consent = { accountId, personId: asked.person_id, kind: 'face', version, guardian: true } as const;
    const consentId = agrees ? await recordConsent(trx, consent, now) : null;
    const decided = await trx
      .updateTable('guardian_request')
      .set({
        state: agrees ? 'consented' : 'refused',
        decided_at: now,
        guardian_account_id: accountId,
        consent_id: consentId,
      })
      .where('person_id', '=', asked.person_id)
      .where('request_id', '=', asked.request_id)
      .where('state', '=', 'open')
      .returning('request_id')
      .executeTakeFirst();
    if (decided === undefined) throw new AppError('wrong-state');
    const params = { application: asked.application_id, procedure: asked.procedure };
    const kind = agrees ? 'guardian-consented' : 'guardian-refused';
    await notify(trx, { accountId: asked.account_id, kind, params, sms: false }, now);
    const object = { kind: 'guardian-request', id: asked.request_id };
    await appendAudit(trx, actor, agrees ? 'guardian.consent' : 'guardian.refuse', object, {
      application: asked.application_id,
      consent: consentId,
      version,
    });
  });
  // Not asked for again by its code: that would count as one more try, and might refuse what is done.
  return viewAsk(context, { ...asked, state: agrees ? 'consented' : 'refused' });
}

async function viewAsk(
  { db, keys }: Pick<GuardianContext, 'db' | 'keys'>,
  asked: Awaited<ReturnType<typeof findAsk>>,
): Promise<GuardianAskView> {
  const child = await personById(db, asked.person_id);
  return {
    id: asked.request_id,
    procedure: asked.procedure,
    child: maskedSubject(keys, child),
    version: FACE_CONSENT.version,
    state: asked.state,
    expiresAt: asked.expires_at.toISOString(),
  };
}

/** The request behind a code, for an adult whom the register names as the guardian. */
async function findAsk(context: GuardianContext, guardian: Guardian, code: string) {
  const { db, keys, clock } = context;
  const now = clock();
  requireWhole(guardian);
  requireFunction(guardian, 'guardian-consent');
  if (guardian.personId === null) throw new AppError('not-found');
  if (context.limits) {
    const counted = Buffer.from(guardian.accountId);
    await countAttempt(context, 'guardian-codes-of', counted, guardianPolicy.tries, now);
  }
  const self = openPerson(keys, await personById(db, guardian.personId));
  if ((ageOf(context, self) ?? guardianPolicy.adultFrom) < guardianPolicy.adultFrom)
    throw refused('code', 'guardian.not-adult');
  const asked = await db
    .selectFrom('guardian_request as g')
    .innerJoin('application as a', (join) =>
      join.onRef('a.person_id', '=', 'g.person_id').onRef('a.application_id', '=', 'g.application_id'),
    )
    .select(['g.person_id', 'g.request_id', 'g.application_id', 'g.account_id', 'g.state', 'g.expires_at'])
    .select(['g.guardian_account_id', 'a.procedure'])
    .where('g.code_index', '=', keys.blindIndex('guardian-code', code))
    .executeTakeFirst();
  // Whoever decided sees what they decided; nobody else learns that the code ever was one.
  const mine = asked?.guardian_account_id === guardian.accountId;
  if (!asked || !(mine || (asked.state === 'open' && asked.expires_at > now)))
    throw refused('code', 'guardian-code.unknown');
  if (mine) return asked;
  const child = openPerson(keys, await personById(db, asked.person_id));
  const answer = await context.population.checkGuardian({ child: child.number, guardian: self.number });
  if (answer.kind === 'unavailable')
    throw new AppError('register-unavailable', { params: { seconds: answer.retryAfter ?? 5 } });
  if (answer.kind !== 'match') throw refused('code', 'guardian-code.unknown');
  return asked;
}

function refused(field: string, code: FieldFaultCode): AppError {
  return new AppError('validation-failed', { fields: [{ field, code }] });
}
