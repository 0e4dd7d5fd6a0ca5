import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../../db/schema.ts';

/** What a consent covered: the doings of one account about one person, or about everybody when null; or one application. */
export type Processing = {
  readonly accountId: string;
  readonly personId: string | null;
  readonly applicationId?: string;
};

const OPEN = sql`('proving', 'in-review', 'at-counter')`;

/**
 * Ends face checks under way and deletes every picture kept, those of a review too; the face is declined in the open
 * applications, so that settling leads to another way. Answers the applications to settle.
 */
export async function endFaces(
  trx: Kysely<Database>,
  { accountId, personId, applicationId }: Processing,
  now: Date,
): Promise<{ personId: string; applicationId: string }[]> {
  const checks = sql`k.account_id = ${accountId}
    and (${personId}::uuid is null or k.person_id = ${personId}::uuid)
    and (${applicationId ?? null}::uuid is null or k.application_id = ${applicationId ?? null}::uuid)`;
  await sql`
    update real_person_check k set state = 'lapsed', ended_at = ${now}, reference = null
    where ${checks} and k.state in ('capturing', 'measuring')`.execute(trx);
  await sql`
    delete from check_frame f using real_person_check k
    where f.person_id = k.person_id and f.check_id = k.check_id and ${checks}`.execute(trx);
  const { rows } = await sql<{ person_id: string; application_id: string }>`
    update application a set declined_face = true
    where ${applications({ accountId, personId, applicationId })} and a.state in ${OPEN} and not a.declined_face
    returning a.person_id, a.application_id`.execute(trx);
  return rows.map(keyOf);
}

/**
 * Deletes photos of documents; where a reviewer had them, and not the face, a fact says so and settling leads on. Answers
 * what to settle.
 */
export async function endDocumentPhotos(
  trx: Kysely<Database>,
  processing: Processing,
  now: Date,
): Promise<{ personId: string; applicationId: string }[]> {
  const { rows } = await sql<{ person_id: string; application_id: string; waits: boolean }>`
    select a.person_id, a.application_id, a.state = 'in-review' and not exists (
      select 1 from review_case c where c.person_id = a.person_id and c.application_id = a.application_id
        and c.kind = 'face' and c.state in ('open', 'claimed')) as waits
    from application a
    where ${applications(processing)} and exists (
      select 1 from document_photo d where d.person_id = a.person_id and d.application_id = a.application_id)`.execute(
    trx,
  );
  for (const { person_id, application_id, waits } of rows) {
    await trx
      .deleteFrom('document_photo')
      .where('person_id', '=', person_id)
      .where('application_id', '=', application_id)
      .execute();
    if (!waits) continue;
    await trx
      .insertInto('proof')
      .values({
        person_id,
        application_id,
        proof_id: randomUUID(),
        rung: 'document-review',
        outcome: 'refuse',
        reasons: JSON.stringify([{ code: 'photos-withdrawn' }]),
        measurements: null,
        staff_id: null,
        at: now,
      })
      .execute();
  }
  return rows.map(keyOf);
}

function applications({
  accountId,
  personId,
  applicationId,
}: {
  accountId: string;
  personId: string | null;
  applicationId?: string | undefined;
}) {
  return sql`a.account_id = ${accountId}
    and (${personId}::uuid is null or a.person_id = ${personId}::uuid)
    and (${applicationId ?? null}::uuid is null or a.application_id = ${applicationId ?? null}::uuid)`;
}

function keyOf(row: { person_id: string; application_id: string }) {
  return { personId: row.person_id, applicationId: row.application_id };
}
