import { randomUUID } from 'node:crypto';
import { throwawayPostgres } from '@suizheng/launch/testing/throwaway-postgres.ts';
import { connect } from '@suizheng/server/db/connect.ts';
import { migrate } from '@suizheng/server/db/migrate.ts';
import { claimNext } from '@suizheng/server/flows/review/claim.ts';
import { listCases } from '@suizheng/server/flows/review/queue.ts';
import type { StaffMember } from '@suizheng/server/flows/staff/staff-token.ts';
import pg from 'pg';

/** Cases in the queue, reviewers who claim at the same time, claims and raw commits a round. */
const QUEUE = 10_000;
const ROUNDS = [
  { clients: 1, count: 300 },
  { clients: 16, count: 1_200 },
] as const;
const REPEATS = 5;

/**
 * A queue of 10 000 cases: claims a second as a share of rows committed a second (fsync on), the median latency of a
 * claim and of the first page with its counts, and how many statements a claim sends. No case is handed out twice.
 */
export async function benchReview(): Promise<Record<string, number>> {
  const postgres = await throwawayPostgres({ durable: true });
  await migrate(postgres.url);
  const connection = connect({ url: postgres.url, poolSize: 16 });
  const context = { ...connection, clock: () => new Date() };
  try {
    const reviewers = await seed(postgres.url);
    const figures: Record<string, number> = {};
    const taken = new Set<string>();
    let claimed = 0;
    const claim = async (staff: StaffMember): Promise<void> => {
      const { claim: held } = await claimNext(
        context,
        staff,
        {},
        { kind: 'staff', id: staff.staffId, traceId: null },
      );
      if (!held) throw new Error('the queue is empty');
      taken.add(held.id);
      claimed += 1;
    };
    for (const { clients, count } of ROUNDS) {
      const ratios: number[] = [];
      const latencies: number[] = [];
      for (let round = 0; round <= REPEATS; round += 1) {
        const raw = await rate(clients, count, () =>
          connection.pool.query({
            name: 'raw',
            text: 'insert into raw_commit (note) values ($1)',
            values: ['one row'],
          }),
        );
        const times: number[] = [];
        const rateOfClaims = await rate(
          clients,
          count,
          async (client) => {
            const started = performance.now();
            await claim(reviewers[client]!);
            times.push(performance.now() - started);
          },
          (client) => release(connection.pool, reviewers[client]!),
        );
        if (round > 0) {
          ratios.push(rateOfClaims / raw);
          latencies.push(median(times));
        }
        await refill(connection.pool, taken);
      }
      figures[`claim_ratio_${clients}`] = median(ratios);
      figures[`claim_ms_${clients}`] = median(latencies);
    }
    const statements = countQueries(connection.pool);
    await claim(reviewers[0]!);
    figures.claim_statements = statements();
    const pages: number[] = [];
    for (let i = 0; i < 15; i += 1) {
      const started = performance.now();
      await listCases(context, reviewers[1]!, { limit: 200 });
      pages.push(performance.now() - started);
    }
    figures.queue_page_ms = median(pages);
    figures.claims = claimed;
    return figures;
  } finally {
    await connection.close();
    await postgres.discard();
  }
}

/** Frees a reviewer as a decision does, outside what is measured: the case is out of the queue. */
async function release(pool: pg.Pool, { staffId }: StaffMember): Promise<void> {
  await pool.query(
    "update review_case set state = 'decided', claimed_by = null, claimed_until = null where claimed_by = $1",
    [staffId],
  );
}

/** The queue is as long as before: what was decided waits again. */
async function refill(pool: pg.Pool, taken: Set<string>): Promise<void> {
  const rows = await pool.query("update review_case set state = 'open' where state = 'decided'");
  if (rows.rowCount !== taken.size)
    throw new Error(`${rows.rowCount} cases were decided, ${taken.size} were handed out`);
  taken.clear();
}

/** How many a second; `between` runs after each, its time is taken off. */
async function rate(
  clients: number,
  count: number,
  once: (client: number) => Promise<unknown>,
  between: (client: number) => Promise<void> = async () => {},
): Promise<number> {
  let left = count;
  let off = 0;
  const client = async (_: unknown, number: number): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await once(number);
      const started = performance.now();
      await between(number);
      off += performance.now() - started;
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  return count / ((performance.now() - start - off / clients) / 1000);
}

/** Counts what is sent through the pool from now on. */
function countQueries(pool: pg.Pool): () => number {
  const send = pool.query.bind(pool);
  let count = 0;
  pool.query = ((...args: Parameters<typeof send>) => {
    count += 1;
    return send(...args);
  }) as typeof pool.query;
  return () => {
    pool.query = send as typeof pool.query;
    return count;
  };
}

async function seed(url: string): Promise<StaffMember[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const staff = Array.from({ length: 16 }, (_, n) => ({
    staffId: randomUUID(),
    name: `审核 ${n}`,
    counter: '审核中心',
    roles: ['reviewer'],
  }));
  await client.query('create table raw_commit (id bigint generated always as identity, note text)');
  await client.query('grant insert on raw_commit to suizheng_app');
  await client.query(
    `insert into staff (staff_id, name, counter, roles, token_hash, created_at)
     select s, 'r', 'c', '{reviewer}', decode(md5(s::text), 'hex'), now() from unnest($1::uuid[]) s`,
    [staff.map(({ staffId }) => staffId)],
  );
  await client.query(
    `with made as materialized (select gen_random_uuid() as p, gen_random_uuid() as a, n from generate_series(1, $1::int) n),
     people as (insert into person (person_id, number_index, data_key, sealed, created_at)
       select p, decode(md5(p::text), 'hex'), '', '', now() from made returning 1),
     applications as (
       insert into application (person_id, application_id, procedure, procedure_version, medium, state, sealed, real_name, created_at, lapses_at)
       select p, a, 'rail-temporary-id', 1, 'electronic', 'in-review', '', 'match', now(), now() + interval '1 day' from made returning 1)
     insert into review_case (person_id, case_id, application_id, procedure, kind, due_at, created_at, second_look)
     select p, gen_random_uuid(), a, 'rail-temporary-id', 'documents', now() + n * interval '1 second', now(), false from made`,
    [QUEUE],
  );
  await client.query('analyze');
  await client.end();
  return staff;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
