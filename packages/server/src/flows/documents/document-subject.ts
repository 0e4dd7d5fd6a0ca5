import { isFinal } from '@suizheng/domain/application/state.ts';
import { DOCUMENT_CONSENT } from '@suizheng/domain/contract/consent-terms.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { IdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import type { DocumentSide } from '@suizheng/domain/policy/document-photo.ts';
import { waysOf } from '@suizheng/domain/policy/ladder.ts';
import type { SubjectIdentity } from '@suizheng/domain/procedures/procedure.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Context } from '../../context.ts';
import { type ApplicationRow, applicationOf, factsOf } from '../../db/applications.ts';
import { openPerson } from '../../db/people.ts';
import type { SignedIn } from '../accounts/session.ts';
import { requireGuardian } from '../guardians/guardian-consent.ts';
import { refuseAfterFraud } from '../real-person-checks/closed-ways.ts';

/** What the flows about photos of the document need of the context. */
export type DocumentContext = Pick<
  Context,
  'db' | 'pool' | 'clock' | 'random' | 'keys' | 'mode' | 'limits' | 'vision'
>;

/** The separate consent to photos of the document, as the person gave it. */
export type DocumentConsent = { readonly version: string; readonly guardian?: boolean | undefined };

/** Where a photo is sealed: bound to its application and side, so that rows cannot be swapped. */
export function placeOfPhoto(
  applicationId: string,
  side: DocumentSide,
  part: 'photo' | 'crop' = 'photo',
): string {
  return `document-photo:${applicationId}:${side}${part === 'crop' ? ':crop' : ''}`;
}

/**
 * The application whose document may be photographed now: review of the document is one of its open ways. Throws
 * `not-found`, `wrong-state`, `online-closed`.
 */
export async function openForDocuments(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { accountId }: Pick<SignedIn, 'accountId'>,
  applicationId: string,
): Promise<ApplicationRow> {
  const row = await applicationOf(db, accountId, applicationId);
  if (!row) throw new AppError('not-found');
  const now = clock();
  const ladder = procedureById(row.procedure)?.ladder ?? [];
  const open = !isFinal(row.state) && now < row.lapses_at ? waysOf(ladder, factsOf(row), now) : [];
  if (!open.some(({ rung }) => rung === 'document-review')) throw new AppError('wrong-state');
  await refuseAfterFraud(db, { accountId, personId: row.person_id }, now);
  return row;
}

/**
 * Whose document it is, and whether a guardian consents by this very call; throws `validation-failed` without the
 * consent that this photo needs (A12).
 */
export async function consentedSubject(
  context: Pick<Context, 'db' | 'keys' | 'mode' | 'clock'>,
  signedIn: Pick<SignedIn, 'accountId' | 'personId'>,
  row: ApplicationRow,
  consent: DocumentConsent,
): Promise<SubjectIdentity & { readonly document: IdentityDocument; readonly guardian: boolean }> {
  if (consent.version !== DOCUMENT_CONSENT.version) throw consentMissing('consent');
  const person = { person_id: row.person_id, data_key: row.data_key, sealed: row.person_sealed };
  const identity = openPerson(context.keys, person);
  const about = { identity, personId: row.person_id, applicationId: row.application_id };
  const { byThisCall } = await requireGuardian(context, signedIn, about, consent.guardian === true);
  return { ...identity, document: identity.document ?? 'resident-id', guardian: byThisCall };
}

function consentMissing(field: string): AppError {
  return new AppError('validation-failed', { fields: [{ field, code: 'consent.missing' }] });
}
