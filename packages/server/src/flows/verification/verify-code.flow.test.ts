import { decodeBase45, encodeBase45 } from '@suizheng/domain/credential/base45.ts';
import { VERDICT_REASONS } from '@suizheng/domain/credential/verdict.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { nodeSigner } from '../../crypto/node-crypto.ts';
import { bearer, enrolGate, phoneWithCredential } from '../../testing/gate.ts';
import { newHolderKey } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer, type TestClient } from '../../testing/test-server.ts';
import { addStaff } from '../staff/add-staff.ts';

const START = new Date('2026-11-21T09:03:00+08:00');
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let client: TestClient;
let officer: string;
let entry: Awaited<ReturnType<typeof enrolGate>>;

beforeAll(async () => {
  context = await testContext({ now: START });
  server = await startTestServer(context);
  client = server.client();
  const added = await addStaff(
    context,
    SYSTEM,
    { name: '周警官', counter: '北京南站公安制证口', roles: ['officer'] },
    START,
  );
  officer = added.token;
  entry = await enrolGate(client, officer, { label: '1 号闸机', purposes: ['rail.entry', 'rail.exit'] });
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(() => context.setNow(START));

const ask = (code: string, headers: Record<string, string> = {}) =>
  client.post('/api/v1/verifications', { code }, headers);

describe('verification online', () => {
  it('V2: a gate sees a valid code in green, with the fields its purpose allows, in the language it asks for', async () => {
    const phone = await phoneWithCredential(context);
    const body = { code: await phone.code(), purpose: 'rail.entry' };
    const answer = await client.post('/api/v1/verifications', body, {
      ...bearer(entry.token),
      'accept-language': 'zh-HK',
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      verdict: 'green',
      code: 'valid',
      title: '有效',
      type: { procedure: 'rail-temporary-id', name: '鐵路電子臨時乘車身份證明' },
      medium: 'electronic',
      fields: phone.subject,
    });
    expect(Buffer.from(answer.body.sealDigest, 'base64url')).toHaveLength(32);
    const look = await context.db
      .selectFrom('look')
      .selectAll()
      .where('look_id', '=', answer.body.evidenceId)
      .executeTakeFirstOrThrow();
    expect(look).toMatchObject({
      reason: 'valid',
      purpose: 'rail.entry',
      online: true,
      reader_id: entry.readerId,
    });
  });

  it('purpose limitation: at the exit only the name is seen, and the exit’s keys open nothing else', async () => {
    const phone = await phoneWithCredential(context);
    const answer = await entry.ask(await phone.code(), 'rail.exit');
    expect(answer.body.fields).toEqual({ name: phone.subject.name });
    expect(answer.text).not.toContain(phone.subject.number);
    const exit = await enrolGate(client, officer, { label: '出站口', purposes: ['rail.exit'] });
    const pack = await exit.pack(START);
    expect(pack.grant.fieldKeys.every((key) => key.field === 'name')).toBe(true);
    expect(pack.grant.fieldKeys.length).toBeGreaterThan(0);
    const verdict = await pack.verify(await phone.code(), START);
    expect(verdict).toMatchObject({ verdict: 'accepted-offline', fields: { name: phone.subject.name } });
    expect(JSON.stringify(verdict)).not.toContain(phone.subject.number);
  });

  it('a purpose that the reader does not hold is not allowed, and one of several must be named', async () => {
    const phone = await phoneWithCredential(context);
    expect((await entry.ask(await phone.code(), 'rail.sale')).body.code).toBe('not-allowed');
    const unnamed = await entry.ask(await phone.code());
    expect(unnamed.status).toBe(422);
    expect(unnamed.body.errors[0]).toMatchObject({ field: 'purpose', code: 'field.required' });
  });

  it('T5: a stranger learns type, medium and validity, and not one byte about the holder', async () => {
    const phone = await phoneWithCredential(context);
    const answer = await ask(await phone.code());
    expect(answer.body).toMatchObject({
      verdict: 'green',
      type: { procedure: 'rail-temporary-id' },
      fields: null,
      sealDigest: null,
    });
    for (const secret of [
      phone.subject.name,
      phone.subject.number,
      phone.row.cti.toString('hex'),
      phone.row.serial,
    ]) {
      expect(answer.text).not.toContain(`"${secret}"`);
    }
    expect(answer.text).not.toContain(phone.subject.name);
    expect(answer.text).not.toContain(phone.subject.number);
  });

  it('B6: a reader of another scope hears "not valid here" and the answer carries nothing else', async () => {
    const phone = await phoneWithCredential(context);
    // No procedure of this installation is valid there yet: such a reader cannot be enrolled by the counter.
    await context.db
      .updateTable('reader')
      .set({ scope: 'hotel' })
      .where('reader_id', '=', entry.readerId)
      .execute();
    const answer = await entry.ask(await phone.code(), 'rail.entry');
    await context.db
      .updateTable('reader')
      .set({ scope: 'rail' })
      .where('reader_id', '=', entry.readerId)
      .execute();
    const { evidenceId, title, explanation, next, checkedAt, ...rest } = answer.body;
    expect(rest).toEqual({
      verdict: 'red',
      code: 'not-valid-here',
      type: null,
      medium: null,
      validUntil: null,
      fields: null,
      sealDigest: null,
    });
    expect(checkedAt).toBe(START.toISOString());
    const words = `${title}${explanation}${next}`;
    for (const secret of [
      phone.subject.name,
      phone.subject.number,
      '铁路',
      phone.row.expires_at.toISOString(),
    ]) {
      expect(answer.text).not.toContain(secret);
    }
    expect(words.length).toBeGreaterThan(10);
  });

  it('V4: a screenshot is refused after its minute and the tolerance of clocks', async () => {
    const phone = await phoneWithCredential(context);
    const screenshot = await phone.code();
    context.advance(71_000);
    expect((await ask(screenshot)).body).toMatchObject({ verdict: 'red', code: 'code-expired' });
  });

  it('B5: after half an hour without a face check the code is refused with that reason', async () => {
    const phone = await phoneWithCredential(context);
    context.advance(30 * 60_000 + 1_000);
    expect((await ask(await phone.code())).body.code).toBe('face-recheck-due');
  });

  it('an expired credential is refused with that reason', async () => {
    const phone = await phoneWithCredential(context);
    context.advance(24 * 3_600_000);
    expect((await ask(await phone.code())).body.code).toBe('expired');
  });

  it('a code signed by another phone is refused: the wrong holder', async () => {
    const phone = await phoneWithCredential(context);
    const thief = nodeSigner(newHolderKey().privateKey, new Uint8Array(4));
    expect((await ask(await phone.code(START, thief.sign))).body.code).toBe('bad-holder-signature');
  });

  it('a code changed in any bit is refused, always with a reason of the closed list', async () => {
    const phone = await phoneWithCredential(context);
    const bytes = decodeBase45(await phone.code(), 4);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
        const changed = bytes.slice();
        changed[bit >> 3]! ^= 1 << (bit & 7);
        const answer = await ask(`SZ1:${encodeBase45(changed)}`);
        expect(answer.status).toBe(200);
        expect(answer.body.verdict).toBe('red');
        expect(VERDICT_REASONS).toContain(answer.body.code);
        expect(answer.body.title).not.toBe('');
      }),
      { numRuns: 60 },
    );
  });

  it('V6: any text gets a verdict with a reason, never an error of ours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
        const answer = await ask(text.toWellFormed().replaceAll('\0', ' '));
        expect(answer.status).toBe(200);
        expect(answer.body).toMatchObject({ verdict: 'red', fields: null });
        expect(VERDICT_REASONS).toContain(answer.body.code);
      }),
      { numRuns: 40 },
    );
  });

  it('a revocation is seen by an online gate and in the next status list within two seconds', async () => {
    const phone = await phoneWithCredential(context);
    const before = await entry.pack(START);
    expect((await before.verify(await phone.code(), START)).verdict).toBe('accepted-offline');
    const set = await client.post(
      `/api/v1/counter/credentials/${phone.credentialId}/status`,
      { status: 'revoked', reason: '本人申请作废' },
      bearer(officer),
    );
    expect(set.body).toMatchObject({ status: 'suspended' });
    const colleague = await addStaff(
      context,
      SYSTEM,
      { name: '吴警官', counter: '北京南站公安制证口', roles: ['officer'] },
      START,
    );
    const waiting = await client.get('/api/v1/counter/status-requests', bearer(colleague.token));
    const path = `/api/v1/counter/status-requests/${waiting.body[0].id}/decision`;
    const confirmed = await client.post(path, { confirm: true }, bearer(colleague.token));
    expect(confirmed.body).toMatchObject({ id: phone.credentialId, status: 'revoked' });
    context.advance(1_500);
    const now = context.clock();
    expect((await entry.ask(await phone.code(), 'rail.entry')).body).toMatchObject({
      verdict: 'red',
      code: 'revoked',
      fields: null,
    });
    const after = await entry.pack(now);
    expect(await after.verify(await phone.code(), now)).toMatchObject({
      verdict: 'refused',
      reason: 'revoked',
    });
  });

  it('a gate’s look at a forged code leaves an audit event and no look; strangers’ are only counted', async () => {
    const seen = await entry.ask('SZ1:FORGED', 'rail.entry');
    const events = () =>
      context.db
        .selectFrom('audit_event')
        .selectAll()
        .where('action', 'in', ['code-refused', 'codes-refused'])
        .execute();
    const before = await events();
    expect(before.filter((event) => event.object_id === seen.body.evidenceId)).toMatchObject([
      { action: 'code-refused', actor_kind: 'reader', actor_id: entry.readerId },
    ]);
    await server.desk.scans.flush();
    const since = new Set((await events()).map((event) => event.event_id));
    for (let i = 0; i < 30; i += 1) await ask('SZ1:FORGED');
    expect((await events()).length).toBe(since.size);
    expect(await server.desk.scans.flush()).toBe(30);
    const [counted, ...more] = (await events()).filter((event) => !since.has(event.event_id));
    expect(more).toEqual([]);
    expect(counted).toMatchObject({
      action: 'codes-refused',
      actor_kind: 'stranger',
      detail: { reason: 'malformed', count: 30 },
    });
    expect(await server.desk.scans.flush()).toBe(0);
  });

  it('lists carry an entity tag that spares the second download; one that was never issued is not found', async () => {
    const list = await client.get('/api/v1/status-lists/0');
    expect(list.headers.get('content-type')).toContain('application/statuslist+cwt');
    expect(list.headers.get('cache-control')).toMatch(/max-age=\d+/);
    const again = await client.get('/api/v1/status-lists/0', { 'if-none-match': list.headers.get('etag')! });
    expect(again.status).toBe(304);
    expect((await client.get('/api/v1/status-lists/4711')).status).toBe(404);
    const trust = await client.get('/api/v1/trust-list');
    expect(trust.status).toBe(200);
    expect(trust.headers.get('etag')).toMatch(/^"/);
  });
});
