import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Postgres, runningPostgresUrl, startPostgres } from './postgres.ts';
import { copyDatabase } from './testing/copy-database.ts';
import { testDatabase } from './testing/database.ts';
import { removeTemporaryDataDir, temporaryDataDir } from './testing/temporary-dir.ts';

let folder: string;
let postgres: Postgres;
const start = (): Promise<Postgres> => startPostgres({ dataDir: join(folder, 'database'), log: () => {} });

const query = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

beforeAll(async () => {
  folder = await temporaryDataDir();
  postgres = await start();
  await query(postgres.url, 'create table kept (id int primary key)');
});
afterAll(async () => {
  await postgres?.stop();
  await removeTemporaryDataDir(folder);
});

test('a committed row survives kill -9 of the database, which comes back at the same address', async () => {
  const { url, pid } = postgres;
  await query(url, 'insert into kept values (1)');
  await postgres.service.kill9();
  await postgres.service.whenReady();
  expect(postgres.pid).not.toBe(pid);
  expect(await query(url, 'select id from kept')).toEqual([{ id: 1 }]);
});

test('commits wait for the disk', async () => {
  expect(await query(postgres.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
  expect(await query(postgres.url, 'show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
});

test('a database that outlived its launcher is taken over, not started twice', async () => {
  const second = await start();
  expect(second).toMatchObject({ reused: true, pid: postgres.pid, url: postgres.url });
  expect(runningPostgresUrl(join(folder, 'database'))).toBe(postgres.url);
  // In life the first launcher is dead; here both must let go, or each would start the database again.
  await Promise.all([postgres.stop(), second.stop()]);
});

test('a stale lock whose process number now belongs to another program does not stop the start', async () => {
  const lock = join(folder, 'database', 'cluster', 'data', 'postmaster.pid');
  mkdirSync(join(lock, '..'), { recursive: true });
  writeFileSync(lock, `${process.pid}\n/elsewhere\n1\n1\n\n\n\n\n`);
  postgres = await start();
  expect(postgres.reused).toBe(false);
  expect(await query(postgres.url, 'select id from kept')).toEqual([{ id: 1 }]);
});

test('each test file gets its own copy of the template', async () => {
  const one = await testDatabase();
  await query(one.url, 'create table only_here (id int)');
  const two = await testDatabase();
  expect(await query(two.url, "select 1 from pg_tables where tablename = 'only_here'")).toEqual([]);
  const three = await copyDatabase(one.url);
  expect(
    await query(three.url, "select tablename from pg_tables where tablename = 'only_here'"),
  ).toHaveLength(1);
  await Promise.all([one.drop(), two.drop(), three.drop()]);
});
