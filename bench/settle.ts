import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { throwawayPostgres } from '@suizheng/launch/testing/throwaway-postgres.ts';
import { SYSTEM } from '@suizheng/server/context.ts';
import { openKeyStore } from '@suizheng/server/crypto/key-store.ts';
import { connect } from '@suizheng/server/db/connect.ts';
import { migrate } from '@suizheng/server/db/migrate.ts';
import { sealJson } from '@suizheng/server/db/people.ts';
import type { ApplicationKey } from '@suizheng/server/db/settle-statements.ts';
import { type SettleContext, settle } from '@suizheng/server/flows/settle/settle.ts';
import { newHolderKey, syntheticSubject } from '@suizheng/server/testing/seed-application.ts';
import pg from 'pg';

/** Raw commits and settled applications a round, for each number of clients; about a second each on two small cores. */
const ROUNDS = [
  { clients: 1, raw: 400, settled: 250 },
  { clients: 8, raw: 2_500, settled: 700 },
  { clients: 32, raw: 5_000, settled: 1_000 },
] as const;
/** Raw and settled rounds take turns, so that a change of the machine's speed meets both; the median round counts. */
const REPEATS = 7;

/** Ratios of applications settled and issued to rows committed, per second, at 1, 8 and 32 clients, fsync on; and the rates themselves. */
export async function benchSettle(): Promise<Record<string, number>> {
  const keysDir = mkdtempSync(join(tmpdir(), 'suizheng-bench-keys-'));
  const postgres = await throwawayPostgres({ durable: true });
  await migrate(postgres.url);
  const connection = connect({ url: postgres.url, poolSize: 32 });
  const clock = () => new Date();
  const keys = openKeyStore({ dir: keysDir, clock });
  const context = { ...connection, clock, keys, random: (length: number) => randomBytes(length) };
  try {
    await asOwner(
      postgres.url,
      'create table raw_commit (id bigint generated always as identity, note text)',
    );
    await asOwner(postgres.url, 'grant insert on raw_commit to suizheng_app');
    const figures: Record<string, number> = {};
    for (const { clients, raw, settled } of ROUNDS) {
      const rounds = [];
      // One round more than counts: it opens the connections and prepares the statements.
      for (let i = 0; i <= REPEATS; i += 1) {
        const waiting = await seed(context, settled);
        const rawRate = await rate(clients, raw, () =>
          connection.pool.query({
            name: 'raw-commit',
            text: 'insert into raw_commit (note) values ($1)',
            values: ['one row'],
          }),
        );
        const settleRate = await rate(clients, settled, () => issue(context, waiting.pop()!));
        if (i > 0) rounds.push({ ratio: settleRate / rawRate, rawRate, settleRate });
      }
      figures[`settle_ratio_${clients}`] = median(rounds.map((round) => round.ratio));
      figures[`settle_per_s_${clients}`] = median(rounds.map((round) => round.settleRate));
      figures[`commit_per_s_${clients}`] = median(rounds.map((round) => round.rawRate));
    }
    return figures;
  } finally {
    await connection.close();
    await postgres.discard();
    rmSync(keysDir, { recursive: true, force: true });
  }
}

async function issue(context: SettleContext, key: ApplicationKey): Promise<void> {
  const { state } = await settle(context, key, SYSTEM);
  if (state !== 'issued') throw new Error(`an application was ${state}`);
}

/** How many a second, with that many clients each doing one after the other. */
async function rate(clients: number, count: number, once: () => Promise<unknown>): Promise<number> {
  let left = count;
  const client = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await once();
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  return count / ((performance.now() - start) / 1000);
}

let seeded = 0;
const holder = newHolderKey();

/** Applications whose face check was accepted, each of another person, in a few statements. */
async function seed(
  { pool, keys }: Pick<SettleContext, 'pool' | 'keys'>,
  count: number,
): Promise<ApplicationKey[]> {
  const now = new Date();
  const rows = Array.from({ length: count }, () => {
    const subject = syntheticSubject(seeded++);
    const [personId, applicationId] = [randomUUID(), randomUUID()];
    const dataKey = keys.newDataKey();
    return {
      personId,
      applicationId,
      dataKey,
      index: keys.blindIndex('resident-number', subject.number),
      person: sealJson(keys, dataKey, `person:${personId}`, subject),
      input: sealJson(keys, dataKey, `application:${applicationId}`, { ...subject, city: '北京市' }),
    };
  });
  const people = rows.map((row) => row.personId);
  const applications = rows.map((row) => row.applicationId);
  await pool.query(
    'insert into person select *, $5::timestamptz from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[])',
    [
      people,
      rows.map((row) => row.index),
      rows.map((row) => row.dataKey),
      rows.map((row) => row.person),
      now,
    ],
  );
  await pool.query(
    `insert into application (person_id, application_id, procedure, procedure_version, state, sealed, holder_key, real_name, created_at, lapses_at)
     select p, a, 'rail-temporary-id', 1, 'proving', s, $4, 'match', $5::timestamptz, $5::timestamptz + interval '1 day'
     from unnest($1::uuid[], $2::uuid[], $3::bytea[]) as t (p, a, s)`,
    [people, applications, rows.map((row) => row.input), holder.key, now],
  );
  await pool.query(
    `insert into proof (person_id, application_id, proof_id, rung, outcome, reasons, at)
     select p, a, a, 'real-person', 'accept', '[]', $3 from unnest($1::uuid[], $2::uuid[]) as t (p, a)`,
    [people, applications, now],
  );
  return rows.map(({ personId, applicationId }) => ({ personId, applicationId }));
}

async function asOwner(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
