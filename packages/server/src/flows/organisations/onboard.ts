import { createHash, randomUUID } from 'node:crypto';
import type {
  CounterOrganisationView,
  onboardOrganisation,
} from '@suizheng/domain/contract/organisations.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { LEVELS } from '@suizheng/domain/policy/level.ts';
import { organisationPolicy } from '@suizheng/domain/policy/organisation.ts';
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { type Doing, refusedFields, type Visit, visitOf } from '../counter/visit.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { viewForCounter } from './counter-view.ts';
import { type Letter, readLetter } from './letter.ts';

/** What onboarding needs of the context. */
export type OnboardContext = Pick<Context, 'db' | 'keys' | 'clock' | 'organisations'>;

type Request = z.output<NonNullable<typeof onboardOrganisation.body>>;

/**
 * Takes an organisation in (A7): the register confirms code and name, the officer saw the certificate, the letter is kept
 * sealed, and the agent, whose document was seen in this visit and who is at level real-person, becomes an
 * administrator: the first one, or another where the organisation is known. `operationId` becomes the letter's id, so that a
 * repetition adds nothing. Throws `not-found`, `level-needed`, `validation-failed`, `register-unavailable`.
 */
export async function onboard(
  context: OnboardContext,
  officer: StaffMember,
  visitId: string,
  request: Request,
  doing: Doing,
): Promise<CounterOrganisationView> {
  const { db, clock } = context;
  const visit = await visitOf(context, officer, visitId);
  const letter = readLetter(request.letter);
  await requireAgent(db, visit);
  await confirm(context, request);
  const now = clock();
  await db.transaction().execute(async (trx) => {
    const organisation = await findOrMake(trx, context, request, now);
    const kept = await keepLetter(trx, context, officer, visit, {
      ...organisation,
      letter,
      documentId: doing.operationId,
      now,
    });
    if (!kept) return;
    await trx
      .insertInto('organisation_member')
      .values({
        organisation_id: organisation.organisationId,
        person_id: visit.personId,
        role: 'administrator',
        joined_at: now,
      })
      .onConflict((conflict) =>
        conflict.columns(['organisation_id', 'person_id']).doUpdateSet({ role: 'administrator' }),
      )
      .execute();
    const object = { kind: 'organisation', id: organisation.organisationId };
    await appendAudit(
      trx,
      doing.actor,
      organisation.isNew ? 'organisation.onboard' : 'organisation.appoint',
      object,
      {
        agent: visit.personId,
        visit: visit.visitId,
        counter: visit.counter,
        document: visit.documentKind,
        certificate: 'seen',
        letter: kept,
      },
    );
  });
  return (await viewForCounter(context, request.uscc))!;
}

/** The agent must be who they are: an account at the level that the policy asks, by face-sign or before. */
async function requireAgent(db: Kysely<Database>, { personId }: Visit): Promise<void> {
  const enough = LEVELS.slice(LEVELS.indexOf(organisationPolicy.agentLevel));
  const row = await db
    .selectFrom('account')
    .select('account_id')
    .where('person_id', '=', personId)
    .where('level', 'in', enough)
    .executeTakeFirst();
  if (!row) throw new AppError('level-needed', { params: { level: organisationPolicy.agentLevel } });
}

async function confirm({ organisations }: OnboardContext, { uscc, name }: Request): Promise<void> {
  const answer = await organisations.checkOrganisation({ uscc, name });
  if (answer.kind === 'unavailable')
    throw new AppError('register-unavailable', { params: { seconds: answer.retryAfter ?? 5 } });
  if (answer.kind === 'no-match') throw refusedFields(['uscc', 'uscc.mismatch'], ['name', 'uscc.mismatch']);
  if (answer.state !== 'active') throw refusedFields(['uscc', 'organisation.not-active']);
}

/** Two officers at once make one organisation. */
async function findOrMake(
  trx: Kysely<Database>,
  { keys }: OnboardContext,
  { uscc, name }: Request,
  now: Date,
): Promise<{ organisationId: string; dataKey: Buffer; isNew: boolean }> {
  const made = await trx
    .insertInto('organisation')
    .values({ organisation_id: randomUUID(), uscc, name, data_key: keys.newDataKey(), onboarded_at: now })
    .onConflict((conflict) => conflict.column('uscc').doNothing())
    .returning(['organisation_id', 'data_key'])
    .executeTakeFirst();
  const row =
    made ??
    (await trx
      .updateTable('organisation')
      // The register has confirmed this name: a changed one replaces the old.
      .set({ name })
      .where('uscc', '=', uscc)
      .returning(['organisation_id', 'data_key'])
      .executeTakeFirstOrThrow());
  return { organisationId: row.organisation_id, dataKey: row.data_key, isNew: made !== undefined };
}

/** Keeps the letter under the organisation's key; answers its hash, or null for a repetition. */
async function keepLetter(
  trx: Kysely<Database>,
  { keys }: OnboardContext,
  officer: StaffMember,
  visit: Visit,
  kept: { organisationId: string; dataKey: Buffer; letter: Letter; documentId: string; now: Date },
): Promise<string | null> {
  const { organisationId, dataKey, letter, documentId, now } = kept;
  const hash = createHash('sha256').update(letter.bytes).digest();
  const made = await trx
    .insertInto('organisation_document')
    .values({
      organisation_id: organisationId,
      document_id: documentId,
      media_type: letter.mediaType,
      sha256: hash,
      sealed: keys.seal(dataKey, placeOfLetter(documentId), letter.bytes),
      agent_person_id: visit.personId,
      staff_id: officer.staffId,
      counter: visit.counter,
      received_at: now,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'document_id']).doNothing())
    .returning('document_id')
    .executeTakeFirst();
  return made ? hash.toString('hex') : null;
}

/** Where a letter stands, for its seal. */
export const placeOfLetter = (documentId: string): string => `organisation-document:${documentId}`;
