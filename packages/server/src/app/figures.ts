import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { QUEUE_SCHEMA } from '../db/queues.ts';
import type { Figures } from '../http/metrics.ts';
import type { OpenContext } from './open-context.ts';

const CIRCUIT = { closed: 0, 'half-open': 1, open: 2 } as const;

/** The figures behind /metrics, read from the database when asked for; counts only. */
export function figuresOf({ context, circuits }: Pick<OpenContext, 'context' | 'circuits'>): Figures {
  const { db } = context;
  return {
    queues: async () => {
      const { rows } = await sql<{ name: string; count: string }>`
        select name, count(*) as count from ${sql.id(QUEUE_SCHEMA, 'job')}
        where state in ('created', 'retry', 'active', 'failed') group by name`.execute(db);
      return new Map(rows.map(({ name, count }) => [name, Number(count)]));
    },
    outcomes: async () => (await Promise.all([applications(db), checks(db)])).flat(),
    facesKept: async () => {
      const { count } = await db
        .selectFrom('check_frame')
        .select((row) => row.fn.countAll<string>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    circuits: () => new Map(Object.entries(circuits()).map(([target, status]) => [target, CIRCUIT[status]])),
  };
}

type Outcome = { kind: string; outcome: string; count: number };

async function applications(db: Context['db']): Promise<Outcome[]> {
  const rows = await db
    .selectFrom('application')
    .select(['state', (row) => row.fn.countAll<string>().as('count')])
    .groupBy('state')
    .execute();
  return rows.map(({ state, count }) => ({ kind: 'application', outcome: state, count: Number(count) }));
}

async function checks(db: Context['db']): Promise<Outcome[]> {
  const rows = await db
    .selectFrom('real_person_check')
    .select(['state', (row) => row.fn.countAll<string>().as('count')])
    .groupBy('state')
    .execute();
  return rows.map(({ state, count }) => ({ kind: 'face-check', outcome: state, count: Number(count) }));
}
