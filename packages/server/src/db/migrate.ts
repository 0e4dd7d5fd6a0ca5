import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import PgBoss from 'pg-boss';
import { APP_ROLE } from './connect.ts';
import { QUEUE_SCHEMA, QUEUES, SCHEDULE_QUEUE } from './queues.ts';

/** Any number that nobody else uses for an advisory lock of this database. */
const MIGRATION_LOCK = 7_364_201;
const MIGRATIONS = new URL('../../migrations/', import.meta.url);

/** What a run did: the migrations it applied now, in order. */
export type MigrationResult = { readonly applied: readonly string[] };

/**
 * Brings the database to this version: forward-only plain SQL in the order of the file names, each in a transaction,
 * recorded with its hash. Two runs at once are harmless. Throws when a migration was changed after it had been applied.
 */
export async function migrate(databaseUrl: string, folder: URL = MIGRATIONS): Promise<MigrationResult> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await applyFiles(client, folder);
    await installQueues(client);
    return { applied };
  } finally {
    await client.end();
  }
}

async function applyFiles(client: pg.Client, folder: URL): Promise<string[]> {
  await client.query(
    'create table if not exists schema_migration (name text primary key, hash bytea not null, applied_at timestamptz not null default now())',
  );
  const known = new Map<string, Buffer>(
    (await client.query('select name, hash from schema_migration')).rows.map((row) => [row.name, row.hash]),
  );
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const missing = [...known.keys()].find((name) => !names.includes(name));
  if (missing) throw new Error(`the database is newer than this program: it has migration ${missing}`);
  const applied: string[] = [];
  for (const name of names) {
    const sql = await readFile(new URL(name, folder), 'utf8');
    const hash = createHash('sha256').update(sql).digest();
    const before = known.get(name);
    if (before?.equals(hash)) continue;
    if (before) {
      throw new Error(
        `migration ${name} was changed after it had been applied; restore it and write a new migration instead`,
      );
    }
    await inTransaction(client, name, async () => {
      await client.query(sql);
      await client.query('insert into schema_migration (name, hash) values ($1, $2)', [name, hash]);
    });
    applied.push(name);
  }
  return applied;
}

async function inTransaction(client: pg.Client, name: string, work: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
}

/** pg-boss's own tables, made by the owner; the application's role may only work with the rows. */
async function installQueues(client: pg.Client): Promise<void> {
  const boss = new PgBoss({
    schema: QUEUE_SCHEMA,
    supervise: false,
    schedule: false,
    db: { executeSql: async (text, values) => client.query(text, values as unknown[] | undefined) },
  });
  await boss.start();
  const made = new Set((await boss.getQueues()).map((queue) => queue.name));
  for (const name of [...QUEUES, SCHEDULE_QUEUE]) if (!made.has(name)) await boss.createQueue(name);
  await boss.stop({ graceful: false, close: false });
  await client.query(`
    grant usage on schema ${QUEUE_SCHEMA} to ${APP_ROLE};
    grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${APP_ROLE};
    revoke all on schema_migration from ${APP_ROLE};
    grant select on schema_migration to ${APP_ROLE};
  `);
}
