import type { DocumentPhotoView } from '@suizheng/domain/contract/documents.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Context } from '../../context.ts';
import { applicationOf } from '../../db/applications.ts';
import type { SignedIn } from '../accounts/session.ts';

/** The sides that were handed in and accepted, front first; throws `not-found`. */
export async function listDocumentPhotos(
  { db }: Pick<Context, 'db'>,
  { accountId }: Pick<SignedIn, 'accountId'>,
  applicationId: string,
): Promise<DocumentPhotoView[]> {
  const row = await applicationOf(db, accountId, applicationId);
  if (!row) throw new AppError('not-found');
  const photos = await db
    .selectFrom('document_photo')
    .select(['side', 'received_at'])
    .where('person_id', '=', row.person_id)
    .where('application_id', '=', applicationId)
    .orderBy('side', 'desc')
    .execute();
  return photos.map(({ side, received_at }) => ({ side, receivedAt: received_at.toISOString() }));
}
