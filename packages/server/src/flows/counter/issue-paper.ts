import { randomUUID } from 'node:crypto';
import type { CounterCredentialView } from '@suizheng/domain/contract/counter.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { LOWEST_COUNTER } from '@suizheng/domain/policy/counter-level.ts';
import { isRegistered } from '@suizheng/domain/procedures/procedure.ts';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { findOrCreatePerson, sealJson } from '../../db/people.ts';
import { registerFor } from '../../gateways/permit-register.ts';
import { checkLinked } from '../applications/check-linked.ts';
import type { PaperApplication } from '../settle/paper-application.ts';
import { settle } from '../settle/settle.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { counterCredential, findCredentials } from './find-credentials.ts';
import { refuseOneself } from './not-oneself.ts';
import { checkPaper, indexOf, type PaperInput, type PaperRequest } from './paper-input.ts';

export type IssuePaperContext = Pick<
  Context,
  'db' | 'pool' | 'clock' | 'random' | 'mode' | 'keys' | 'population' | 'permits' | 'issuer'
>;

/** A larger portrait is left out rather than kept with every paper. */
const LARGEST_PORTRAIT = 300_000;

/**
 * Issues the paper form at the counter (B8, T7): the document's register confirms name and number, the officer's look at
 * the proof is recorded as a fact, and then settle decides as it always does. `operationId` becomes the application's
 * id: a repetition issues nothing new. Throws `not-found`, `validation-failed`, `register-unavailable`, `wrong-state`,
 * and `county-counter-needed` and its kin where the officer's counter is of too low a level (L2).
 */
export async function issuePaper(
  context: IssuePaperContext,
  officer: StaffMember,
  request: PaperRequest,
  { operationId: applicationId, actor }: { operationId: string; actor: Actor },
): Promise<CounterCredentialView> {
  const input = checkPaper(context.mode, request, {
    counterLevel: officer.counterLevel ?? LOWEST_COUNTER,
    now: context.clock(),
  });
  let personId = await personOf(context, applicationId);
  if (!personId) {
    const portrait = await askRegister(context, request, input, actor);
    personId = await store(context, officer, request, input, { applicationId, actor, portrait });
  }
  const { state } = await settle(context, { personId, applicationId }, actor);
  if (state !== 'issued') throw new AppError('wrong-state');
  const [row] = await findCredentials(context.db)
    .where('c.person_id', '=', personId)
    .where('c.application_id', '=', applicationId)
    .execute();
  return counterCredential(context, row!);
}

async function personOf({ db }: Pick<Context, 'db'>, applicationId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('application')
    .select('person_id')
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  return row?.person_id;
}

/** Name and number must be the register's; the portrait helps who compares the person, its absence stops nobody. */
async function askRegister(
  context: Pick<Context, 'db' | 'population' | 'permits'>,
  { name, document }: PaperRequest,
  { number, linked }: PaperInput,
  actor: Actor,
): Promise<Uint8Array | null> {
  if (!isRegistered(document.kind)) return null;
  const register = registerFor(context, document.kind);
  const answer = await register.checkRealName({ name, number });
  if (answer.kind === 'unavailable') {
    throw new AppError('register-unavailable', { params: { seconds: answer.retryAfter ?? 5 } });
  }
  if (answer.kind !== 'match') {
    // An officer may mistype; one who guesses at numbers is seen by how often this stands here.
    await appendAudit(context.db, actor, 'real-name.no-match', { kind: actor.kind, id: actor.id });
    throw new AppError('validation-failed', {
      fields: [
        { field: 'name', code: 'name-number.mismatch' },
        { field: 'document.number', code: 'name-number.mismatch' },
      ],
    });
  }
  if (linked) {
    const link = await checkLinked(context, { name, number }, linked);
    if (link.kind === 'unavailable')
      throw new AppError('register-unavailable', { params: { seconds: link.retryAfter ?? 5 } });
    if (link.kind !== 'match') {
      await appendAudit(context.db, actor, 'real-name.no-match', { kind: actor.kind, id: actor.id });
      throw new AppError('validation-failed', {
        fields: [{ field: 'linked.number', code: 'linked.mismatch' }],
      });
    }
  }
  const picture = await register.portrait({ number, purpose: 'review' });
  return picture.kind === 'portrait' && picture.jpeg.length <= LARGEST_PORTRAIT ? picture.jpeg : null;
}

async function store(
  { db, keys, clock }: IssuePaperContext,
  officer: StaffMember,
  { name, document, proof }: PaperRequest,
  { procedure, number, linked }: PaperInput,
  { applicationId, actor, portrait }: { applicationId: string; actor: Actor; portrait: Uint8Array | null },
): Promise<string> {
  const now = clock();
  const kept: PaperApplication = {
    name,
    number,
    document: document.kind,
    ...(linked === null ? {} : { linked }),
    proof,
    counter: officer.counter,
    portrait: portrait ? Buffer.from(portrait).toString('base64') : null,
  };
  return db.transaction().execute(async (trx) => {
    const indexed = indexOf(document.kind, number, name);
    const registered = isRegistered(document.kind);
    const identity = registered ? { name, number, document: document.kind } : { name, number };
    const person = await findOrCreatePerson(trx, keys, identity, now, indexed);
    const { person_id } = person;
    await refuseOneself(trx, officer.staffId, person_id);
    await trx
      .insertInto('application')
      .values({
        person_id,
        application_id: applicationId,
        account_id: null,
        procedure: procedure.id,
        procedure_version: procedure.version,
        medium: 'paper',
        state: 'at-counter',
        sealed: sealJson(keys, person.data_key, `application:${applicationId}`, kept),
        holder_key: null,
        real_name: registered ? 'match' : 'not-asked',
        link: linked === null ? null : 'match',
        decision: null,
        created_at: now,
        decided_at: null,
        lapses_at: new Date(now.getTime() + procedure.lapsesAfterMs),
      })
      .execute();
    await trx
      .insertInto('proof')
      .values({
        person_id,
        application_id: applicationId,
        proof_id: randomUUID(),
        rung: 'counter',
        outcome: 'accept',
        reasons: '[]',
        // Who wrote the letter and its number may name the person: they stay sealed with the application.
        measurements: JSON.stringify({ proof: proof.kind, document: document.kind }),
        staff_id: officer.staffId,
        at: now,
      })
      .execute();
    const object = { kind: 'application', id: applicationId };
    await appendAudit(trx, actor, 'paper.prove', object, {
      procedure: procedure.id,
      person: person_id,
      proof: proof.kind,
      document: document.kind,
      counter: officer.counter,
    });
    return person_id;
  });
}
