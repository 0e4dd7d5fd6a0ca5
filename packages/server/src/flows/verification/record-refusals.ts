import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { CODE_REFUSED, type RefusedScan } from './look-recorder.ts';

/**
 * Writes scans that proved nothing to the audit log, in one statement; of a scan that stands there already, by its
 * evidence id, nothing comes again. A batch that is sent while it is still being written waits for the first.
 */
export async function recordRefusals(
  db: Kysely<Database>,
  scans: readonly RefusedScan[],
  receivedAt: Date,
): Promise<void> {
  if (scans.length === 0) return;
  const rows = scans.map(({ evidenceId, actor, reason, at }, n) => ({
    n,
    evidence_id: evidenceId,
    actor_kind: actor.kind,
    actor_id: actor.id,
    detail: { reason, at: at.toISOString() },
    trace_id: actor.traceId,
  }));
  // In the order of the ids, or two batches could wait for each other for ever.
  await sql`
    with given as materialized (
      select distinct on (evidence_id) *
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (n int, evidence_id uuid, actor_kind text,
        actor_id text, detail jsonb, trace_id text)
      order by evidence_id, n),
    fresh as (
      insert into told_refusal (evidence_id, told_at)
      select evidence_id, ${receivedAt}::timestamptz from given order by evidence_id
      on conflict do nothing returning evidence_id)
    insert into audit_event (actor_kind, actor_id, action, object_kind, object_id, detail, trace_id)
    select actor_kind, actor_id, ${CODE_REFUSED}, 'look', evidence_id::text, detail, trace_id
    from given join fresh using (evidence_id) order by n`.execute(db);
}
