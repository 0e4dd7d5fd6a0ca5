import { faceDataPolicy } from '@suizheng/domain/policy/retention.ts';
import { sql } from 'kysely';
import { QUEUE_SCHEMA } from '../db/queues.ts';
import { countFacesSince, countStoredFaces } from '../flows/rights/face-data.ts';
import type { Figures } from '../http/metrics.ts';
import type { OpenContext } from './open-context.ts';

const CIRCUIT = { closed: 0, 'half-open': 1, open: 2 } as const;

/** Events younger than this may still have neighbours with a smaller id that have not committed. */
const SETTLED_AFTER = sql.lit('10 seconds');

/** The figures behind /metrics, read from the database when asked for; counts only, never a table as a whole. */
export function figuresOf({ context, circuits }: Pick<OpenContext, 'context' | 'circuits'>): Figures {
  const { db } = context;
  return {
    queues: async () => {
      const { rows } = await sql<{ name: string; count: string }>`
        select name, count(*) as count from ${sql.id(QUEUE_SCHEMA, 'job')}
        where state in ('created', 'retry', 'active', 'failed') group by name`.execute(db);
      return new Map(rows.map(({ name, count }) => [name, Number(count)]));
    },
    events: countEvents(db),
    facesKept: async () => {
      const { count } = await db
        .selectFrom('check_frame')
        .select((row) => row.fn.countAll<string>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    facePeople: async () => ({
      stored: await countStoredFaces(db),
      period: await countFacesSince(db, new Date(context.clock().getTime() - faceDataPolicy.periodMs)),
    }),
    messages: async () => {
      const { rows } = await sql<{ queued: string; dead: string }>`
        select (select count(*) from notification where sms = 'queued') as queued,
          (select count(*) from notification where sms = 'dead') as dead`.execute(db);
      return { queued: Number(rows[0]!.queued), dead: Number(rows[0]!.dead) };
    },
    webhooks: async () => {
      const { rows } = await sql<{ queued: string; dead: string }>`
        select (select count(*) from webhook_delivery where state = 'queued') as queued,
          (select count(*) from webhook_delivery where state = 'dead') as dead`.execute(db);
      return { queued: Number(rows[0]!.queued), dead: Number(rows[0]!.dead) };
    },
    circuits: () => new Map(Object.entries(circuits()).map(([target, status]) => [target, CIRCUIT[status]])),
  };
}

/** Follows the audit log from the process's start and adds up what happened, by action and outcome. */
function countEvents(db: OpenContext['context']['db']): Figures['events'] {
  const totals = new Map<string, { action: string; outcome: string; count: number }>();
  let after: string | null = null;
  return async () => {
    after ??= await lastEvent(db);
    const { rows } = await sql<{ action: string; outcome: string; count: string; last: string }>`
      select action, coalesce(detail->>'outcome', '') as outcome, count(*) as count, max(event_id) as last
      from audit_event
      where event_id > ${after} and at < now() - ${SETTLED_AFTER}::interval
      group by 1, 2`.execute(db);
    for (const { action, outcome, count, last } of rows) {
      const key = `${action} ${outcome}`;
      const before = totals.get(key)?.count ?? 0;
      totals.set(key, { action, outcome, count: before + Number(count) });
      if (BigInt(last) > BigInt(after)) after = last;
    }
    return [...totals.values()];
  };
}

async function lastEvent(db: OpenContext['context']['db']): Promise<string> {
  const { rows } = await sql<{ last: string }>`
    select coalesce(max(event_id), 0) as last from audit_event`.execute(db);
  return rows[0]!.last;
}
