import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { connect } from '../../db/connect.ts';
import { cutOffWay } from '../../testing/cut-off.ts';
import { enrolGate, phoneWithCredential } from '../../testing/gate.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer, type TestClient } from '../../testing/test-server.ts';
import { addStaff } from '../staff/add-staff.ts';
import { keepDeskReady } from './desk.ts';

const START = new Date('2026-11-21T09:03:00+08:00');
let context: TestContext;
let way: Awaited<ReturnType<typeof cutOffWay>>;
let connection: ReturnType<typeof connect>;
let server: Awaited<ReturnType<typeof startTestServer>>;
let client: TestClient;
let a: Awaited<ReturnType<typeof enrolGate>>;
let b: Awaited<ReturnType<typeof enrolGate>>;
const warnings: string[] = [];

beforeAll(async () => {
  context = await testContext({ now: START });
  way = await cutOffWay(context.databaseUrl);
  connection = connect({ url: way.url, poolSize: 4 });
  // The server reaches the database over a way that can be cut; the test itself goes straight.
  const log = { ...context.log, warn: (_: unknown, message: string) => void warnings.push(message) };
  server = await startTestServer({ ...context, db: connection.db, pool: connection.pool, log });
  client = server.client();
  const officer = await addStaff(
    context,
    SYSTEM,
    { name: '周警官', counter: '北京南站公安制证口', roles: ['officer'] },
    START,
  );
  a = await enrolGate(client, officer.token, { label: 'A 口', purposes: ['rail.entry'] });
  b = await enrolGate(client, officer.token, { label: 'B 口', purposes: ['rail.entry'] });
});
afterAll(async () => {
  await server.close();
  await connection.close();
  await way.close();
  await context.close();
});

describe('verification without the database', () => {
  it('V5: goes on in amber from what is remembered, keeps the looks, and writes them when it is back', async () => {
    const phone = await phoneWithCredential(context);
    const revoked = await phoneWithCredential(context);
    const other = await phoneWithCredential(context);
    expect((await a.ask(await phone.code())).body).toMatchObject({ verdict: 'green', code: 'valid' });
    expect((await b.ask(await other.code())).body.code).toBe('valid');
    await context.db
      .updateTable('credential')
      .set({ status: 1 })
      .where('credential_id', '=', revoked.credentialId)
      .execute();
    await context.db.insertInto('status_list_version').values({ status_list: 0, version: '1' }).execute();
    context.advance(2_000);
    expect((await a.ask(await revoked.code())).body.code).toBe('revoked');

    way.cut();
    context.advance(3_000);
    const code = await phone.code();
    const away = await a.ask(code);
    expect(away.status).toBe(200);
    expect(away.body).toMatchObject({ verdict: 'amber', code: 'valid-offline', fields: phone.subject });
    expect((await b.ask(code)).body.code).toBe('already-presented');
    expect((await a.ask(await revoked.code())).body.code).toBe('revoked');
    expect((await client.post('/api/v1/verifications', { code: await other.code() })).body.verdict).toBe(
      'amber',
    );
    expect((await client.get('/api/v1/status-lists/0')).status).toBe(200);
    expect((await a.pack(context.clock())).raw.status).toBe(200);
    expect(server.desk.pending.counts()).toEqual({ waiting: 4, dropped: 0 });
    const metrics = await client.get('/metrics');
    expect(metrics.text).toContain('suizheng_looks_waiting 4');
    expect(metrics.text).toContain('suizheng_verifying_from_memory 1');
    expect(warnings).toContain('database away: verifying from memory');

    // Old data never turns green, and past its age it refuses.
    context.advance(verificationPolicy.freshness.amber * 1000);
    const late = await phone.code();
    expect(['data-too-old', 'face-recheck-due', 'expired']).toContain((await a.ask(late)).body.code);
    const paper = server.desk.statuses.get(0);
    expect((await paper)!.snapshot.issuedAt).toBeLessThan(context.clock().getTime() / 1000 - 40_000);

    way.mend();
    const stop = keepDeskReady(server.desk, { db: connection.db, log: context.log });
    await vi.waitFor(() => expect(server.desk.pending.counts().waiting).toBe(0), {
      timeout: 20_000,
      interval: 100,
    });
    await stop();
    const looks = await context.db
      .selectFrom('look')
      .selectAll()
      .where('cti', '=', phone.row.cti)
      .orderBy('at')
      // Two of them are of one instant.
      .orderBy('reason', 'desc')
      .execute();
    expect(looks.map(({ reason, online, doubled }) => ({ reason, online, doubled }))).toEqual([
      { reason: 'valid', online: true, doubled: false },
      { reason: 'valid-offline', online: false, doubled: true },
      { reason: 'already-presented', online: false, doubled: true },
      { reason: expect.any(String), online: false, doubled: false },
    ]);
    const events = await context.db
      .selectFrom('audit_event')
      .select('object_id')
      .where('action', '=', 'look')
      .execute();
    for (const look of looks) expect(events.map((event) => event.object_id)).toContain(look.look_id);
    const fresh = await phoneWithCredential(context);
    expect((await a.ask(await fresh.code())).body).toMatchObject({ verdict: 'green', code: 'valid' });
  });
});
