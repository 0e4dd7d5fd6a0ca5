import { documentPhotoPolicy } from '@suizheng/domain/policy/document-photo.ts';
import { reviewPolicy } from '@suizheng/domain/policy/review.ts';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';

/**
 * Deletes photos of documents that no review needs any more (A12): of applications that are decided, of reviews that
 * have ended whatever their outcome, of reviews past the time that pictures may be kept, and accepted photos that were
 * never sent. Answers how many went. Safe to repeat.
 */
export async function forgetDocumentPhotos({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<number> {
  const now = clock().getTime();
  const drafts = new Date(now - documentPhotoPolicy.draftForMs);
  const longest = new Date(now - reviewPolicy.picturesForMs);
  const result = await sql`
    delete from document_photo d using application a
    where a.person_id = d.person_id and a.application_id = d.application_id
      and (a.state in ('issued', 'refused', 'withdrawn', 'lapsed')
        or d.received_at < ${longest}
        or case when exists (
            select 1 from proof p where p.person_id = d.person_id and p.application_id = d.application_id
              and p.rung = 'document-review' and p.outcome = 'review' and p.at >= d.received_at)
          then a.state <> 'in-review' and exists (
            select 1 from proof p where p.person_id = d.person_id and p.application_id = d.application_id
              and p.rung = 'document-review' and p.outcome <> 'review' and p.at >= d.received_at)
          else d.received_at < ${drafts} end)
  `.execute(db);
  return Number(result.numAffectedRows ?? 0n);
}
