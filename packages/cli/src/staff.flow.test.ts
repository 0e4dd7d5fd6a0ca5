import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '@suizheng/launch/testing/database.ts';
import { connect } from '@suizheng/server/db/connect.ts';
import { readStaffToken } from '@suizheng/server/flows/staff/staff-token.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffAdd, staffLink, staffList, staffRevoke } from './staff.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let connection: ReturnType<typeof connect>;
let dataDir: string;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'suizheng-cli-'));
  database = await testDatabase();
  connection = connect({ url: database.url, poolSize: 1 });
});
afterAll(async () => {
  await connection.close();
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

function terminal(more: Record<string, string> = {}) {
  const lines: string[] = [];
  const say = (text: string) => void lines.push(text);
  const env = { SUIZHENG_MODE: 'sandbox', DATABASE_URL: database.url, SUIZHENG_DATA: dataDir, ...more };
  return { lines, io: { out: say, err: say, env } };
}

const who = ['--name', '王警官', '--counter', '随证站', '--roles', 'officer,reviewer'];

test('A: in a sandbox staff are added with a link and a token shown once, listed, and ended at once', async () => {
  const added = terminal();
  expect(await staffAdd([...who, '--json'], added.io)).toBe(0);
  const { staffId, token, roles, enrolment } = JSON.parse(added.lines.join(''));
  expect(enrolment).toMatch(/^http:\/\/localhost:8080\/counter\/enrol#[\w-]{43}$/);
  expect(roles).toEqual(['officer', 'reviewer']);
  expect(await readStaffToken(connection, token)).toMatchObject({ name: '王警官', counter: '随证站' });

  const listed = terminal();
  expect(await staffList(['--json'], listed.io)).toBe(0);
  expect(JSON.parse(listed.lines.join('')).staff).toMatchObject([{ id: staffId, revokedAt: null }]);
  expect(listed.lines.join('')).not.toContain(token);

  expect(await staffRevoke([staffId], terminal().io)).toBe(0);
  expect(await staffRevoke([staffId, '--json'], terminal().io)).toBe(1);
  expect(await readStaffToken(connection, token)).toBe(null);
  const events = await connection.db.selectFrom('audit_event').select('action').orderBy('event_id').execute();
  expect(events.map(({ action }) => action)).toEqual(['staff.add', 'staff.revoke']);
});

test('A5: with their own number staff are known as a person, by a keyed hash alone', async () => {
  const added = terminal();
  expect(await staffAdd([...who, '--number', '990000200103070024', '--json'], added.io)).toBe(0);
  const { staffId } = JSON.parse(added.lines.join(''));
  const row = await connection.db
    .selectFrom('staff')
    .select('person_index')
    .where('staff_id', '=', staffId)
    .executeTakeFirstOrThrow();
  expect(row.person_index).toHaveLength(32);
  expect(row.person_index!.toString('latin1')).not.toContain('990000200103070024');
  expect(await staffAdd([...who, '--number', '990000200103070025'], terminal().io)).toBe(2);
});

test('A: in production, and where no mode is said, staff get a one-time link and no token; a new link ends the one before', async () => {
  const unsaid = terminal({ SUIZHENG_MODE: '' });
  expect(await staffAdd([...who, '--json'], unsaid.io)).toBe(0);
  expect(JSON.parse(unsaid.lines.join('')).token).toBe(undefined);
  const production = { SUIZHENG_MODE: 'production', SUIZHENG_ORIGIN: 'https://id.example.cn' };
  const added = terminal(production);
  expect(await staffAdd([...who, '--json'], added.io)).toBe(0);
  const { staffId, token, enrolment, expiresAt } = JSON.parse(added.lines.join(''));
  expect(token).toBe(undefined);
  expect(enrolment).toMatch(/^https:\/\/id\.example\.cn\/counter\/enrol#/);
  expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  const again = terminal(production);
  expect(await staffLink([staffId, '--json'], again.io)).toBe(0);
  const rows = await connection.db
    .selectFrom('staff_enrolment')
    .select('code_hash')
    .where('staff_id', '=', staffId)
    .execute();
  expect(rows).toHaveLength(1);
  expect(JSON.parse(again.lines.join('')).enrolment).not.toBe(enrolment);
  await staffRevoke([staffId], terminal().io);
  expect(await staffLink([staffId], terminal().io)).toBe(1);
  expect(await staffLink(['x'], terminal().io)).toBe(2);
});

test('staff: a missing option, an unknown role or no id is misuse', async () => {
  expect(await staffAdd(who.slice(0, 4), terminal().io)).toBe(2);
  expect(await staffAdd([...who.slice(0, 5), 'king'], terminal().io)).toBe(2);
  expect(await staffRevoke([], terminal().io)).toBe(2);
  expect(await staffRevoke(['x'], terminal().io)).toBe(2);
});
