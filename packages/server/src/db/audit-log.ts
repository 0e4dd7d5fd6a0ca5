import type { Kysely } from 'kysely';
import type { Actor } from '../context.ts';
import type { Database } from './schema.ts';

/** What an event is about: a kind of ours and its id; never a name or a number. */
export type AuditObject = { readonly kind: string; readonly id: string };

/** One event of a batch. */
export type AuditEntry = {
  readonly actor: Actor;
  readonly action: string;
  readonly object: AuditObject;
  readonly detail: AuditDetail;
};

/** The detail of an event: codes, ids, counts. Never personal data. */
export type AuditDetail = Readonly<Record<string, unknown>>;

/**
 * Appends one event, at the database's own time to the audit log, in the transaction of what it tells of: both commit or neither does.
 * The sequencer (jobs/seal-audit-log.ts) seals it within a second.
 */
export async function appendAudit(
  trx: Kysely<Database>,
  actor: Actor,
  action: string,
  object: AuditObject,
  detail: AuditDetail = {},
): Promise<void> {
  await trx
    .insertInto('audit_event')
    .values({
      actor_kind: actor.kind,
      actor_id: actor.id,
      action,
      object_kind: object.kind,
      object_id: object.id,
      detail: JSON.stringify(detail),
      trace_id: actor.traceId,
    })
    .execute();
}

/** Appends several events in one statement, in the transaction of what they tell of. */
export async function appendAudits(trx: Kysely<Database>, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await trx
    .insertInto('audit_event')
    .values(
      entries.map(({ actor, action, object, detail }) => ({
        actor_kind: actor.kind,
        actor_id: actor.id,
        action,
        object_kind: object.kind,
        object_id: object.id,
        detail: JSON.stringify(detail),
        trace_id: actor.traceId,
      })),
    )
    .execute();
}
