import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestDatabase } from '@suizheng/launch/testing/copy-database.ts';
import { testDatabase } from '@suizheng/launch/testing/database.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from './connect.ts';
import { migrate } from './migrate.ts';

let database: TestDatabase;
let folder: string;
let url: URL;

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'suizheng-migrations-'));
  cpSync(new URL('../../migrations/', import.meta.url), folder, { recursive: true });
  url = pathToFileURL(`${folder}/`);
  return () => rmSync(folder, { recursive: true });
});
afterAll(() => database.drop());

describe('the migrations', () => {
  it('are applied once, however many runs there are at a time', async () => {
    writeFileSync(join(folder, '9000-create-note.sql'), 'create table note (id int primary key);');
    const runs = await Promise.all([1, 2, 3].map(() => migrate(database.url, url)));
    expect(runs.flatMap((run) => run.applied)).toEqual(['9000-create-note.sql']);
    // The application may read which version there is, and no more.
    const app = connect({ url: database.url, poolSize: 1 });
    expect((await app.pool.query('select name from schema_migration')).rows.length).toBeGreaterThan(6);
    await expect(app.pool.query('delete from schema_migration')).rejects.toThrow(/permission denied/);
    await expect(app.pool.query('create table x (id int)')).rejects.toThrow(/permission denied/);
    await app.close();
  });

  it('refuse a database that is newer than the program', async () => {
    await expect(migrate(database.url, url)).rejects.toThrow(/newer than this program.*9000-create-note/);
  });

  it('refuse to go on when an applied one was changed', async () => {
    writeFileSync(join(folder, '9000-create-note.sql'), 'create table note (id bigint primary key);');
    await expect(migrate(database.url, url)).rejects.toThrow(/9000-create-note.sql was changed/);
  });

  it('leave nothing behind of one that fails', async () => {
    writeFileSync(join(folder, '9000-create-note.sql'), 'create table note (id int primary key);');
    writeFileSync(join(folder, '9001-break.sql'), 'create table half (id int); select 1 / 0;');
    await expect(migrate(database.url, url)).rejects.toThrow(/9001-break.sql failed: division by zero/);
    const owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    expect((await owner.query("select to_regclass('half') as half")).rows[0].half).toBeNull();
    await owner.end();
  });
});
