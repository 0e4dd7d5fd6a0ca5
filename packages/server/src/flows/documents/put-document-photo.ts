import { createHash } from 'node:crypto';
import type { DocumentPhotoView } from '@suizheng/domain/contract/documents.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import {
  type DocumentRule,
  type DocumentSide,
  documentPhotoPolicy,
  judgeDocumentPhoto,
} from '@suizheng/domain/policy/document-photo.ts';
import type { Actor } from '../../context.ts';
import type { ApplicationRow } from '../../db/applications.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import type { SignedIn } from '../accounts/session.ts';
import { measured } from '../real-person-checks/measured.ts';
import {
  consentedSubject,
  type DocumentConsent,
  type DocumentContext,
  openForDocuments,
  placeOfPhoto,
} from './document-subject.ts';
import { sealReading } from './reading.ts';
import { recordDocumentConsent } from './record-document-consent.ts';

/** One photo of one side. */
export type PhotoRequest = {
  readonly applicationId: string;
  readonly side: DocumentSide;
  /** JPEG, PNG or WebP as base64. */
  readonly image: string;
  readonly consent: DocumentConsent;
  readonly actor: Actor;
};

/**
 * Takes the photo of one side (A5): measured in the vision pool, judged by policy, kept sealed under the subject's key
 * without anything but its pixels. A photo that is not good enough is refused with every failed rule named and changes
 * nothing; a good one replaces the last. Throws `not-found`, `wrong-state`, `validation-failed` (`front`, `back`,
 * `consent`), `too-many-requests`, `busy`.
 */
export async function putDocumentPhoto(
  context: DocumentContext,
  signedIn: Pick<SignedIn, 'accountId' | 'personId'>,
  request: PhotoRequest,
): Promise<DocumentPhotoView> {
  const { applicationId, side, consent, actor } = request;
  const row = await openForDocuments(context, signedIn, applicationId);
  const subject = await consentedSubject(context, signedIn, row, consent);
  const image = bytesOf(request.image, side);
  if (context.limits) await countMeasured(context, signedIn.accountId);
  const found = await measured(() => context.vision.measureDocument(image));
  const verdict = judgeDocumentPhoto(found, side, subject.document);
  if (verdict.outcome === 'refused') throw refusal(side, verdict.rules);
  if (!found.ok) throw refusal(side, ['unreadable']);
  const now = context.clock();
  const seal = (part: 'photo' | 'crop', bytes: Uint8Array) =>
    context.keys.seal(row.data_key, placeOfPhoto(applicationId, side, part), bytes);
  const photo = {
    sealed: seal('photo', found.photo),
    sealed_crop: found.crop && seal('crop', found.crop),
    image_hash: createHash('sha256').update(image).digest(),
    measurements: JSON.stringify(
      side === 'front'
        ? { ...found.facts, ...sealReading(context.keys, row.data_key, applicationId, found.read, subject) }
        : found.facts,
    ),
    received_at: now,
  };
  const given = { version: consent.version, guardian: subject.guardian };
  await keep(context, signedIn.accountId, row, { ...request, consent: given }, photo, now, actor);
  return { side, receivedAt: now.toISOString() };
}

async function keep(
  context: DocumentContext,
  accountId: string,
  row: ApplicationRow,
  { applicationId, side, consent }: PhotoRequest,
  photo: {
    sealed: Buffer;
    sealed_crop: Buffer | null;
    image_hash: Buffer;
    measurements: string;
    received_at: Date;
  },
  now: Date,
  actor: Actor,
): Promise<void> {
  await context.db.transaction().execute(async (trx) => {
    // Measuring took its time: what was sent to a reviewer meanwhile is not to be exchanged under their eyes.
    const still = await trx
      .selectFrom('application')
      .select('application_id')
      .where('person_id', '=', row.person_id)
      .where('application_id', '=', applicationId)
      .where('state', '=', row.state)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!still) throw new AppError('wrong-state');
    await recordDocumentConsent(trx, accountId, row, consent, now);
    await trx
      .insertInto('document_photo')
      .values({ person_id: row.person_id, application_id: applicationId, side, ...photo })
      .onConflict((conflict) => conflict.columns(['person_id', 'application_id', 'side']).doUpdateSet(photo))
      .execute();
    const object = { kind: 'application', id: applicationId };
    await appendAudit(trx, actor, 'application.document-photo', object, { side });
  });
}

function bytesOf(base64: string, side: DocumentSide): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  // Node skips what is no base64; nothing of ours sends any.
  if (Math.abs(bytes.length - (base64.length * 3) / 4) > 3) throw refusal(side, ['unreadable']);
  return bytes;
}

function refusal(side: DocumentSide, rules: readonly DocumentRule[]): AppError {
  return new AppError('validation-failed', {
    fields: rules.map((rule) => ({ field: side, code: `document.${rule}` as const })),
  });
}

function countMeasured(context: DocumentContext, accountId: string): Promise<void> {
  const subject = Buffer.from(accountId);
  return countAttempt(context, 'document-photos-of', subject, documentPhotoPolicy.measured, context.clock());
}
