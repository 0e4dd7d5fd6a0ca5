import type { openVisit as openVisitResource, VisitView } from '@suizheng/domain/contract/people.ts';
import { AppError, type FieldError } from '@suizheng/domain/errors/app-error.ts';
import type { FieldFaultCode } from '@suizheng/domain/errors/field-faults.ts';
import {
  type IdentityDocument,
  parseIdentityDocument,
} from '@suizheng/domain/identifiers/identity-document.ts';
import { civilDate } from '@suizheng/domain/policy/calendar.ts';
import { counterPolicy, type VisitPurpose } from '@suizheng/domain/policy/counter.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { findOrCreatePerson } from '../../db/people.ts';
import { countAttempt, giveBackAttempt } from '../accounts/count-attempt.ts';
import { auditLook } from '../staff/audit-look.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { askCounterRegister } from './ask-register.ts';
import { refuseOneself } from './not-oneself.ts';
import { counterPerson } from './person-view.ts';

/** What serving a person needs of the context. */
export type VisitContext = Pick<
  Context,
  'db' | 'pool' | 'clock' | 'random' | 'mode' | 'limits' | 'keys' | 'issuer' | 'population' | 'permits'
>;

/** What an officer sends to open a visit. */
export type VisitRequest = z.output<NonNullable<typeof openVisitResource.body>>;

/** Who does it, in which language the answer is, and the id that repetitions of the call share. */
export type Doing = { readonly operationId: string; readonly actor: Actor; readonly locale: Locale };

/** One person at the counter, the original document seen. */
export type Visit = {
  readonly visitId: string;
  readonly personId: string;
  readonly counter: string;
  readonly purpose: VisitPurpose;
  readonly documentKind: IdentityDocument;
  readonly expires: string;
  readonly openedAt: Date;
  readonly endsAt: Date;
};

/**
 * Records that the original document was seen (A6): the register confirms name, number and last day, and from now on,
 * for a while, this officer may see and do what concerns this person. `operationId` becomes the visit's id. Throws
 * `validation-failed`, `register-unavailable`, `too-many-requests`, `not-allowed` for an officer's own document.
 */
export async function openVisit(
  context: VisitContext,
  officer: StaffMember,
  request: VisitRequest,
  { operationId: visitId, actor, locale }: Doing,
): Promise<VisitView> {
  const { db, keys, clock } = context;
  const before = await visitOf(context, officer, visitId).catch(() => null);
  if (before) return viewVisit(context, before, locale);
  const { kind, expires } = request.document;
  const number = checkDocument(context, request);
  await confirm(context, officer, request, number, actor);
  const now = clock();
  await db.transaction().execute(async (trx) => {
    const identity = { name: request.name, number, ...(kind === 'resident-id' ? {} : { document: kind }) };
    const { person_id } = await findOrCreatePerson(trx, keys, identity, now);
    await refuseOneself(trx, officer.staffId, person_id);
    const made = await trx
      .insertInto('counter_visit')
      .values({
        visit_id: visitId,
        staff_id: officer.staffId,
        counter: officer.counter,
        person_id,
        purpose: request.purpose,
        document_kind: kind,
        document_expires: expires === 'long-term' ? null : expires,
        opened_at: now,
        ends_at: new Date(now.getTime() + counterPolicy.visitForMs),
      })
      .onConflict((conflict) => conflict.column('visit_id').doNothing())
      .returning('visit_id')
      .executeTakeFirst();
    if (!made) return;
    const detail = { visit: visitId, counter: officer.counter, document: kind };
    await auditLook(trx, actor, request.purpose, { kind: 'person', id: person_id }, detail);
    await appendAudit(trx, actor, 'counter.document-seen', { kind: 'person', id: person_id }, detail);
  });
  return viewVisit(context, await visitOf(context, officer, visitId), locale);
}

/** The visit as its officer sees it; throws `not-found` for another officer’s, and for one that is over. */
export async function readVisit(
  context: VisitContext,
  officer: StaffMember,
  visitId: string,
  locale: Locale,
): Promise<VisitView> {
  return viewVisit(context, await visitOf(context, officer, visitId), locale);
}

/** The person leaves; a second time changes nothing. Throws `not-found`. */
export async function endVisit(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  officer: StaffMember,
  visitId: string,
  actor: Actor,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const ended = await trx
      .updateTable('counter_visit')
      .set({ ended_at: clock() })
      .where('visit_id', '=', visitId)
      .where('staff_id', '=', officer.staffId)
      .where('ended_at', 'is', null)
      .returning('person_id')
      .executeTakeFirst();
    if (!ended) throw new AppError('not-found');
    await appendAudit(
      trx,
      actor,
      'counter.visit-end',
      { kind: 'person', id: ended.person_id },
      { visit: visitId },
    );
  });
}

/** This officer’s visit if it lasts; throws `not-found` otherwise: nobody sees another officer’s work. */
export async function visitOf(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { staffId }: Pick<StaffMember, 'staffId'>,
  visitId: string,
): Promise<Visit> {
  const row = await db
    .selectFrom('counter_visit')
    .select(['visit_id', 'person_id', 'counter', 'purpose', 'document_kind', 'opened_at', 'ends_at'])
    .select(sql<string>`coalesce(to_char(document_expires, 'YYYY-MM-DD'), 'long-term')`.as('expires'))
    .where('visit_id', '=', visitId)
    .where('staff_id', '=', staffId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', clock())
    .executeTakeFirst();
  if (!row) throw new AppError('not-found');
  return {
    visitId: row.visit_id,
    personId: row.person_id,
    counter: row.counter,
    purpose: row.purpose as VisitPurpose,
    documentKind: row.document_kind as IdentityDocument,
    expires: row.expires,
    openedAt: row.opened_at,
    endsAt: row.ends_at,
  };
}

/** The visit with its person, name and number whole: the officer holds the document in hand. */
export async function viewVisit(context: VisitContext, visit: Visit, locale: Locale): Promise<VisitView> {
  return {
    id: visit.visitId,
    purpose: visit.purpose,
    counter: visit.counter,
    openedAt: visit.openedAt.toISOString(),
    endsAt: visit.endsAt.toISOString(),
    document: { kind: visit.documentKind, expires: visit.expires },
    person: await counterPerson(context, visit.personId, { masked: false, locale }),
  };
}

/** A refusal of single fields. */
export function refusedFields(
  ...fields: readonly (readonly [field: string, code: FieldFaultCode])[]
): AppError {
  return new AppError('validation-failed', {
    fields: fields.map(([field, code]): FieldError => ({ field, code })),
  });
}

function checkDocument({ mode, clock }: VisitContext, { document }: VisitRequest): string {
  const faults: [string, FieldFaultCode][] = [];
  const parsed = parseIdentityDocument(document.kind, document.number, mode);
  if (!parsed.ok) faults.push(['document.number', `${document.kind}.${parsed.reason}` as FieldFaultCode]);
  if (document.expires !== 'long-term' && document.expires < civilDate(clock()))
    faults.push(['document.expires', 'expires.past']);
  if (!parsed.ok || faults.length > 0) throw refusedFields(...faults);
  return parsed.value.number;
}

/** Only mismatches count: an officer may mistype, one who guesses is stopped and seen. */
async function confirm(
  context: VisitContext,
  { staffId }: StaffMember,
  { name, document }: VisitRequest,
  number: string,
  actor: Actor,
): Promise<void> {
  const { db, limits, clock } = context;
  const now = clock();
  const counted = ['counter-mismatches', Buffer.from(staffId), counterPolicy.mismatches, now] as const;
  if (limits) await countAttempt(context, ...counted);
  const answer = await askCounterRegister(context, document.kind, {
    name,
    number,
    expires: document.expires,
  });
  const guessed = answer.kind === 'wrong' && answer.guess;
  if (limits && !guessed) await giveBackAttempt(context, ...counted);
  if (answer.kind === 'good') return;
  if (answer.kind === 'unavailable')
    throw new AppError('register-unavailable', { params: { seconds: answer.retryAfter ?? 5 } });
  if (guessed) await appendAudit(db, actor, 'real-name.no-match', { kind: actor.kind, id: actor.id });
  throw refusedFields(...answer.fields);
}
