import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { connect } from '../../db/connect.ts';
import { cutOffWay } from '../../testing/cut-off.ts';
import { phoneWithCredential } from '../../testing/gate.ts';
import { askingParty } from '../../testing/services.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer } from '../../testing/test-server.ts';

let context: TestContext;
let way: Awaited<ReturnType<typeof cutOffWay>>;
let connection: ReturnType<typeof connect>;
let server: Awaited<ReturnType<typeof startTestServer>>;

beforeAll(async () => {
  context = await testContext({ now: new Date('2026-11-21T09:03:00+08:00') });
  way = await cutOffWay(context.databaseUrl);
  connection = connect({ url: way.url, poolSize: 4 });
  server = await startTestServer({ ...context, db: connection.db, pool: connection.pool });
});
afterAll(async () => {
  await server.close();
  await connection.close();
  await way.close();
  await context.close();
});

it('V5: without the database a system’s checks of codes go on in amber; what needs evidence answers nothing at all', async () => {
  const railway = await askingParty(context, server.client(), { purposes: ['rail.entry'] });
  const phone = await phoneWithCredential(context);
  expect((await railway.credential({ code: await phone.code() })).body.verdict).toBe('green');
  const person = await context.world.enrol('慕容晓晓');
  expect((await railway.realName(person)).body.verdict).toBe('match');

  way.cut();
  const away = await railway.credential({ code: await phone.code() });
  expect(away.status).toBe(200);
  expect(away.body).toMatchObject({ verdict: 'amber', code: 'valid-offline', fields: phone.subject });
  const forged = await railway.credential({ code: 'SZ1:FORGED' });
  expect(forged.body.verdict).toBe('red');
  for (const answer of [await railway.realName(person), await railway.card(person)]) {
    expect(answer.status).toBe(503);
    expect(answer.body.code).toBe('unavailable');
    expect(answer.text).not.toContain('match');
  }

  way.mend();
  const told = async () => {
    await server.desk.pending.flush();
    expect(server.desk.pending.counts().waiting).toBe(0);
  };
  await vi.waitFor(told, { timeout: 20_000, interval: 200 });
  const look = await context.db
    .selectFrom('look')
    .select(['client_id', 'online', 'reason'])
    .where('look_id', '=', away.body.evidenceId)
    .executeTakeFirstOrThrow();
  expect(look).toEqual({ client_id: railway.system.clientId, online: false, reason: 'valid-offline' });
  expect((await railway.evidence(away.body.evidenceId)).body).toMatchObject({
    verdict: 'amber',
    code: 'valid-offline',
  });
}, 60_000);
