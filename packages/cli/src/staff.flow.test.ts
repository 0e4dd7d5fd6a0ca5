import { testDatabase } from '@suizheng/launch/testing/database.ts';
import { connect } from '@suizheng/server/db/connect.ts';
import { readStaffToken } from '@suizheng/server/flows/staff/staff-token.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffAdd, staffList, staffRevoke } from './staff.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let connection: ReturnType<typeof connect>;
beforeAll(async () => {
  database = await testDatabase();
  connection = connect({ url: database.url, poolSize: 1 });
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

function terminal() {
  const lines: string[] = [];
  const say = (text: string) => void lines.push(text);
  return { lines, io: { out: say, err: say, env: { DATABASE_URL: database.url } } };
}

const who = ['--name', '王警官', '--counter', '随证站', '--roles', 'officer,reviewer'];

test('staff: added with a token shown once, listed, and ended at once', async () => {
  const added = terminal();
  expect(await staffAdd([...who, '--json'], added.io)).toBe(0);
  const { staffId, token, roles } = JSON.parse(added.lines.join(''));
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

test('staff: a missing option, an unknown role or no id is misuse', async () => {
  expect(await staffAdd(who.slice(0, 4), terminal().io)).toBe(2);
  expect(await staffAdd([...who.slice(0, 5), 'king'], terminal().io)).toBe(2);
  expect(await staffRevoke([], terminal().io)).toBe(2);
  expect(await staffRevoke(['x'], terminal().io)).toBe(2);
});
