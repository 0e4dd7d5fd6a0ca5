import { DAY_MS } from '@suizheng/domain/policy/calendar.ts';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { CHALLENGE_POLICY } from './challenge.ts';

/** Pictures of a review are kept this long at most, whatever becomes of the review (A12; policy). */
export const REVIEW_PICTURES_MS = 7 * DAY_MS;

/**
 * Deletes pictures that no verdict and no review needs any more: of ended checks, of reviews whose application is
 * decided or that have ended whatever their outcome, of reviews past their time (A12). Answers how many pictures went. Safe to repeat.
 */
export async function deleteFrames({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<number> {
  const before = new Date(clock().getTime() - REVIEW_PICTURES_MS);
  const result = await sql`
    delete from check_frame f using real_person_check k
    left join application a on a.person_id = k.person_id and a.application_id = k.application_id
    where f.person_id = k.person_id and f.check_id = k.check_id
      and (k.state in ('accepted', 'refused', 'lapsed')
        or (k.state = 'in-review'
          and (a.state in ('issued', 'refused', 'withdrawn', 'lapsed') or f.received_at < ${before}
            or (a.state <> 'in-review' and exists (
              select 1 from review_case c where c.person_id = k.person_id and c.application_id = k.application_id
                and c.created_at >= k.created_at and c.state in ('decided', 'closed'))))))
  `.execute(db);
  return Number(result.numAffectedRows ?? 0n);
}

/** Forgets by which pictures were known again, past their time (policy). Answers how many were forgotten. */
export async function forgetPictures({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<number> {
  const now = clock().getTime();
  const seen = await db
    .deleteFrom('frame_seen')
    .where('seen_at', '<', new Date(now - CHALLENGE_POLICY.seenMs))
    .executeTakeFirst();
  const prints = await db
    .updateTable('real_person_check')
    .set({ fingerprints: [] })
    .where('created_at', '<', new Date(now - CHALLENGE_POLICY.recentMs))
    .where(sql<boolean>`fingerprints <> '{}'`)
    .executeTakeFirst();
  return Number(seen.numDeletedRows) + Number(prints.numUpdatedRows);
}
