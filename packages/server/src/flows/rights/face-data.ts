import type { FaceDataView } from '@suizheng/domain/contract/rights.ts';
import { DAY_MS } from '@suizheng/domain/policy/calendar.ts';
import { deadlineOf } from '@suizheng/domain/policy/deadline.ts';
import { faceDataPolicy } from '@suizheng/domain/policy/retention.ts';
import { type Kysely, sql } from 'kysely';
import { type Context, SYSTEM } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';

const MARK = 'filing';

/** People of whom a picture of the face, a template or a photo of a document is stored at this moment. */
export async function countStoredFaces(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ people: string }>`
    select count(*) as people from (
      select person_id from check_frame
      union select person_id from real_person_check where reference is not null
      union select person_id from document_photo) stored`.execute(db);
  return Number(rows[0]!.people);
}

/** People whose face was taken since then. */
export async function countFacesSince(db: Kysely<Database>, since: Date): Promise<number> {
  const { rows } = await sql<{ people: string }>`
    select count(distinct person_id) as people from real_person_check where created_at > ${since}`.execute(
    db,
  );
  return Number(rows[0]!.people);
}

/** The counts beside the number at which to file, for administrators. */
export async function readFaceData(
  { db }: Pick<Context, 'db'>,
  now: Date,
  threshold: number = faceDataPolicy.threshold,
): Promise<FaceDataView> {
  const { periodMs, warnAt, fileWithinWorkingDays } = faceDataPolicy;
  const [storedNow, people, mark] = await Promise.all([
    countStoredFaces(db),
    countFacesSince(db, new Date(now.getTime() - periodMs)),
    db.selectFrom('face_data_mark').select('reached_at').where('mark', '=', MARK).executeTakeFirst(),
  ]);
  const most = Math.max(storedNow, people);
  return {
    storedNow,
    within: { days: periodMs / DAY_MS, people },
    threshold,
    state: mark || most >= threshold ? 'reached' : most >= threshold * warnAt ? 'near' : 'below',
    reachedAt: mark?.reached_at.toISOString() ?? null,
    fileBy: mark ? deadlineOf({ workingDays: fileWithinWorkingDays }, mark.reached_at).toISOString() : null,
  };
}

/**
 * Notes the first time that the threshold was reached, from which the working days to file count; the larger of both
 * counts decides, to be on the safe side. From 80 % on the log warns. Answers 1 when it was just now, for the sweep.
 */
export async function markFaceData(
  { db, log }: Pick<Context, 'db' | 'log'>,
  now: Date,
  threshold: number = faceDataPolicy.threshold,
): Promise<number> {
  const { storedNow, within, state } = await readFaceData({ db }, now, threshold);
  const people = Math.max(storedNow, within.people);
  if (state !== 'below')
    log.warn({ people, threshold, state }, 'stored faces and the number at which to file');
  if (state !== 'reached') return 0;
  return db.transaction().execute(async (trx) => {
    const marked = await trx
      .insertInto('face_data_mark')
      .values({ mark: MARK, reached_at: now, people })
      .onConflict((conflict) => conflict.column('mark').doNothing())
      .returning('mark')
      .executeTakeFirst();
    if (!marked) return 0;
    await appendAudit(
      trx,
      SYSTEM,
      'face-data.threshold',
      { kind: 'face-data', id: MARK },
      { people, threshold },
    );
    return 1;
  });
}
