import { type RawBuilder, sql } from 'kysely';
import type { NewLook } from './new-look.ts';

/** Looks as a relation of a query, in one parameter, however many they are: (n, cti, look_id, code_id, reader_id, client_id, at, received_at, reason, purpose, online, actor_kind, actor_id, trace_id). */
export type LookRows = RawBuilder<unknown>;

/** Looks as they are; of two with one id the first. */
export function rowsOfLooks(looks: readonly NewLook[]): LookRows {
  const rows = looks.map((look, n) => ({
    n,
    cti: look.cti.toString('hex'),
    look_id: look.lookId,
    code_id: look.codeId.toString('hex'),
    reader_id: look.readerId,
    client_id: look.clientId ?? null,
    at: look.at,
    received_at: look.receivedAt,
    reason: look.reason,
    purpose: look.purpose,
    online: look.online,
    actor_kind: look.actor.kind,
    actor_id: look.actor.id,
    trace_id: look.actor.traceId,
  }));
  return sql`
    select distinct on (look_id) n, decode(cti, 'hex') as cti, look_id, decode(code_id, 'hex') as code_id, reader_id,
      client_id, at, received_at, reason, purpose, online, actor_kind, actor_id, trace_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (n int, cti text, look_id uuid, code_id text,
      reader_id uuid, client_id text, at timestamptz, received_at timestamptz, reason text, purpose text,
      online boolean, actor_kind text, actor_id text, trace_id text)
    order by look_id, n`;
}

/**
 * Looks as a node's spool has them (node/look-line.ts), taken apart by the database: the node that wrote them has gates
 * waiting. Their check sums were checked before. Purposes are ids of ours (policy/uses.ts), which stand in a line as they are.
 */
export function rowsOfLines(lines: readonly string[], receivedAt: Date): LookRows {
  return sql`
    select distinct on (look_id) n, decode(f[4], 'hex') as cti, f[3]::uuid as look_id, decode(f[5], 'hex') as code_id,
      nullif(f[6], '-')::uuid as reader_id, null::text as client_id,
      timestamptz 'epoch' + f[2]::bigint * interval '1 millisecond' as at, ${receivedAt}::timestamptz as received_at,
      f[7] as reason, nullif(f[8], '-') as purpose, f[9] = '1' as online,
      case f[6] when '-' then 'stranger' else 'reader' end as actor_kind,
      case f[6] when '-' then 'stranger' else f[6] end as actor_id, nullif(f[10], '-') as trace_id
    from (
      select n, string_to_array(line, ' ') as f
      from string_to_table(${lines.join('\n')}, e'\n') with ordinality as each (line, n)) as line
    order by look_id, n`;
}
