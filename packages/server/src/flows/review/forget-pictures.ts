import type { Reason } from '@suizheng/domain/policy/decision.ts';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { CaseRow } from './held-case.ts';

/**
 * Deletes what the reviewers looked at, with the verdict that needs it no more (A12): the photos of the document, or the
 * frames of the face checks that waited; those checks end as the verdict says.
 */
export async function forgetPictures(
  trx: Kysely<Database>,
  row: Pick<CaseRow, 'person_id' | 'application_id' | 'kind'>,
  { outcome, reasons }: { readonly outcome: 'accept' | 'refuse'; readonly reasons: readonly Reason[] },
  now: Date,
): Promise<void> {
  const { person_id, application_id, kind } = row;
  if (kind === 'documents') {
    await trx
      .deleteFrom('document_photo')
      .where('person_id', '=', person_id)
      .where('application_id', '=', application_id)
      .execute();
    return;
  }
  await sql`
    delete from check_frame f using real_person_check k
    where f.person_id = k.person_id and f.check_id = k.check_id and k.state = 'in-review'
      and k.person_id = ${person_id} and k.application_id = ${application_id}`.execute(trx);
  await trx
    .updateTable('real_person_check')
    .set({
      state: outcome === 'accept' ? 'accepted' : 'refused',
      reasons: JSON.stringify(reasons),
      ended_at: now,
    })
    .where('person_id', '=', person_id)
    .where('application_id', '=', application_id)
    .where('state', '=', 'in-review')
    .execute();
}
