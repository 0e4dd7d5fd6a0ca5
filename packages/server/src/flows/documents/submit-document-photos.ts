import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { DOCUMENT_SIDES } from '@suizheng/domain/policy/document-photo.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Actor } from '../../context.ts';
import { type ApplicationRow, applicationOf, lockApplication } from '../../db/applications.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { SignedIn } from '../accounts/session.ts';
import { chooseWay } from '../applications/change-course.ts';
import { readApplication } from '../applications/read-applications.ts';
import { settle } from '../settle/settle.ts';
import {
  consentedSubject,
  type DocumentConsent,
  type DocumentContext,
  openForDocuments,
} from './document-subject.ts';
import { recordDocumentConsent } from './record-document-consent.ts';

/** The act of sending; `operationId` is the proof's id, so that a repetition meets it instead of sending twice. */
export type SubmitRequest = {
  readonly applicationId: string;
  readonly consent: DocumentConsent;
  readonly operationId: string;
  readonly actor: Actor;
  readonly locale: Locale;
};

/**
 * Sends both sides to a reviewer (A5): writes the proof that they wait, and settles. Whoever sends photos has chosen
 * this way: another one that was chosen gives way, a face that stood is declined with it (A12). Throws `not-found`,
 * `wrong-state`, `validation-failed` naming the side that is missing, or the consent.
 */
export async function submitDocumentPhotos(
  context: DocumentContext,
  signedIn: Pick<SignedIn, 'accountId' | 'personId'>,
  request: SubmitRequest,
): Promise<ApplicationView> {
  const { applicationId, operationId, actor, locale } = request;
  if (!(await wasSent(context, signedIn, applicationId, operationId))) {
    const row = await openForDocuments(context, signedIn, applicationId);
    const { guardian } = await consentedSubject(context, signedIn, row, request.consent);
    const consent = { version: request.consent.version, guardian };
    await requireBothSides(context, row);
    if (row.chosen_rung !== 'document-review')
      await chooseWay(context, signedIn, { applicationId, rung: 'document-review', actor, locale });
    await writeProof(context, signedIn.accountId, row, { ...request, consent });
  }
  const row = await applicationOf(context.db, signedIn.accountId, applicationId);
  await settle(context, { personId: row!.person_id, applicationId }, actor);
  return readApplication(context, signedIn, applicationId, locale);
}

async function wasSent(
  { db }: DocumentContext,
  { accountId }: Pick<SignedIn, 'accountId'>,
  applicationId: string,
  proofId: string,
): Promise<boolean> {
  const row = await applicationOf(db, accountId, applicationId);
  if (!row) throw new AppError('not-found');
  const proof = await db
    .selectFrom('proof')
    .select('proof_id')
    .where('person_id', '=', row.person_id)
    .where('application_id', '=', applicationId)
    .where('proof_id', '=', proofId)
    .executeTakeFirst();
  return proof !== undefined;
}

async function requireBothSides({ db }: DocumentContext, row: ApplicationRow): Promise<void> {
  const kept = await db
    .selectFrom('document_photo')
    .select('side')
    .where('person_id', '=', row.person_id)
    .where('application_id', '=', row.application_id)
    .execute();
  const missing = DOCUMENT_SIDES.filter((side) => !kept.some((photo) => photo.side === side));
  if (missing.length === 0) return;
  throw new AppError('validation-failed', {
    fields: missing.map((field) => ({ field, code: 'document.missing' })),
  });
}

async function writeProof(
  context: DocumentContext,
  accountId: string,
  { person_id }: ApplicationRow,
  { applicationId, consent, operationId, actor }: SubmitRequest,
): Promise<void> {
  const now = context.clock();
  await context.db.transaction().execute(async (trx) => {
    // Two sendings at the same moment, under two keys: the second waits here, and then finds the first one's proof.
    await lockApplication(trx, { person_id, application_id: applicationId });
    const last = await trx
      .selectFrom('proof')
      .select('outcome')
      .where('person_id', '=', person_id)
      .where('application_id', '=', applicationId)
      .where('rung', '=', 'document-review')
      .orderBy('at', 'desc')
      .executeTakeFirst();
    if (last && last.outcome !== 'refuse') return;
    const consentId = await recordDocumentConsent(trx, accountId, { person_id }, consent, now);
    await trx
      .insertInto('proof')
      .values({
        person_id,
        application_id: applicationId,
        proof_id: operationId,
        rung: 'document-review',
        outcome: 'review',
        reasons: JSON.stringify([{ code: 'document-photos-sent' }]),
        measurements: null,
        staff_id: null,
        at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const object = { kind: 'application', id: applicationId };
    const detail = { consent: consentId, version: consent.version };
    await appendAudit(trx, actor, 'application.document-photos-sent', object, detail);
  });
}
