import type { CaseView } from '@suizheng/domain/contract/review.ts';
import type { Reason } from '@suizheng/domain/policy/decision.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import { viewReason } from '../applications/application-view.ts';
import { maskedDocument } from '../credentials/linked-document.ts';
import { openReading } from '../documents/reading.ts';
import { auditLook } from '../staff/audit-look.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { picturesOf } from './case-pictures.ts';
import { type CaseRow, heldCase } from './held-case.ts';
import { measuredOf } from './measured-words.ts';
import { placeOfNote } from './notes.ts';
import { fieldsOf, subjectOf } from './typed.ts';

/**
 * A case to who holds it, while they hold it; the look is audited with its purpose. A first opinion is not in it: the
 * second look is blind, and nobody learns that it is a second one. Throws `not-found`, `case-not-held`.
 */
export async function readCase(
  context: Pick<Context, 'db' | 'clock' | 'keys'>,
  staff: StaffMember,
  { caseId, locale }: { readonly caseId: string; readonly locale: Locale },
  actor: Actor,
): Promise<CaseView> {
  const { db, keys } = context;
  const row = await heldCase(context, staff, caseId, { actor, act: 'look' });
  await auditLook(db, actor, 'review-case', { kind: 'review-case', id: caseId });
  const waiting = await waitingProofOf(db, row);
  const photos = await measurementsOf(db, row);
  const arbiter = row.round >= 3;
  const { document = 'resident-id', linked } = subjectOf(keys, row);
  return {
    id: row.case_id,
    procedure: row.procedure,
    kind: row.kind,
    dueAt: row.due_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    claimedUntil: row.claimed_until!.toISOString(),
    subject: fieldsOf(
      keys,
      row,
      photos.map((photo) => openReading(keys, row.data_key, row.application_id, photo)),
    ),
    document,
    linked: linked ? maskedDocument(linked) : null,
    pictures: await picturesOf(db, row),
    // That photos were sent is no finding; what they show is for the reviewer to find.
    findings: row.kind === 'face' ? waiting.reasons.map((reason) => viewReason(reason, locale)) : [],
    measured: measuredOf(row.kind, waiting.measurements),
    handedOn:
      row.escalated && row.escalation_note
        ? keys.open(row.data_key, placeOfNote(caseId, 'escalation'), row.escalation_note).toString('utf8')
        : null,
    opinions: arbiter ? await opinionsOf(db, row, locale) : [],
  };
}

async function waitingProofOf(db: Kysely<Database>, row: CaseRow) {
  const proof = await db
    .selectFrom('proof')
    .select(['reasons', 'measurements'])
    .where('person_id', '=', row.person_id)
    .where('application_id', '=', row.application_id)
    .where('outcome', '=', 'review')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { reasons: (proof?.reasons ?? []) as readonly Reason[], measurements: proof?.measurements ?? null };
}

async function measurementsOf(db: Kysely<Database>, row: CaseRow): Promise<unknown[]> {
  if (row.kind !== 'documents') return [];
  const photos = await db
    .selectFrom('document_photo')
    .select('measurements')
    .where('person_id', '=', row.person_id)
    .where('application_id', '=', row.application_id)
    .execute();
  return photos.map(({ measurements }) => measurements);
}

async function opinionsOf(db: Kysely<Database>, row: CaseRow, locale: Locale): Promise<CaseView['opinions']> {
  const rows = await db
    .selectFrom('review_opinion')
    .select(['outcome', 'reasons'])
    .where('person_id', '=', row.person_id)
    .where('case_id', '=', row.case_id)
    .orderBy('round')
    .execute();
  return rows.map(({ outcome, reasons }) => ({
    outcome,
    reasons: reasons.map((reason) => viewReason(reason, locale)),
  }));
}
