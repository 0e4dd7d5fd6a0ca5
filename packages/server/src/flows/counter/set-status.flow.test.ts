import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { bearer, enrolGate, phoneWithCredential } from '../../testing/gate.ts';
import { syntheticSubject } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer, type TestClient } from '../../testing/test-server.ts';
import { listCredentials } from '../credentials/read-credentials.ts';
import { addStaff } from '../staff/add-staff.ts';

const START = new Date('2026-11-21T09:03:00+08:00');
/** Why the officer of these tests looks. */
const purpose = 'change-status';
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let second: Awaited<ReturnType<typeof startTestServer>>;
let client: TestClient;
let officer: string;
let colleague: string;

beforeAll(async () => {
  context = await testContext({ now: START });
  server = await startTestServer(context);
  second = await startTestServer(context);
  client = server.client();
  const staff = { name: '周警官', counter: '北京南站公安制证口', roles: ['officer'] as const };
  officer = (await addStaff(context, SYSTEM, staff, START)).token;
  colleague = (await addStaff(context, SYSTEM, { ...staff, name: '吴警官' }, START)).token;
});
afterAll(async () => {
  await server.close();
  await second.close();
  await context.close();
});
beforeEach(() => context.setNow(START));

const set = (id: string, status: string, token = officer) =>
  client.post(
    `/api/v1/counter/credentials/${id}/status`,
    { status, reason: '王五来电称手机遗失' },
    bearer(token),
  );

const waiting = async (token: string) =>
  (await client.get('/api/v1/counter/status-requests', bearer(token))).body;
const requestFor = async (id: string, token = colleague) =>
  (await waiting(token)).find((one: { credential: { id: string } }) => one.credential.id === id);
const answer = (requestId: string, confirm: boolean, token = colleague) =>
  client.post(`/api/v1/counter/status-requests/${requestId}/decision`, { confirm }, bearer(token));
const actionsOn = async (credentialId: string) => {
  const events = await context.db
    .selectFrom('audit_event')
    .select(['action', 'detail'])
    .where('object_id', '=', credentialId)
    .orderBy('event_id')
    .execute();
  return events;
};

describe('an officer changes a credential’s status', () => {
  it('suspends, reinstates and revokes with a second pair of eyes; a revoked one never works again', async () => {
    const { credentialId, row, accountId } = await phoneWithCredential(context);
    expect((await set(credentialId, 'suspended')).body.status).toBe('suspended');
    expect((await set(credentialId, 'valid')).body.status).toBe('valid');
    // Misuse stops at once; for ever it is only when somebody else says so too.
    expect((await set(credentialId, 'revoked')).body.status).toBe('suspended');
    expect((await set(credentialId, 'revoked')).body.status).toBe('suspended');
    const request = await requestFor(credentialId);
    expect(request).toMatchObject({ requestedBy: '周警官', before: 'valid', mine: false });
    expect(request.reason).toContain('王五');
    expect((await answer(request.id, true)).body.status).toBe('revoked');
    expect((await answer(request.id, true)).body.status).toBe('revoked');
    expect((await set(credentialId, 'revoked')).body.status).toBe('revoked');
    const held = await listCredentials(context, { accountId });
    expect(held[0]).toMatchObject({ id: credentialId, status: 'revoked', token: null });
    for (const status of ['valid', 'suspended']) {
      const refused = await set(credentialId, status);
      expect(refused.status).toBe(409);
      expect(refused.body.code).toBe('wrong-state');
    }
    const events = await actionsOn(credentialId);
    expect(events.map((event) => event.action)).toEqual([
      'credential.suspend',
      'credential.reinstate',
      'credential.request-revocation',
      'credential.suspend',
      'credential.revoke',
    ]);
    expect(JSON.stringify(events)).not.toContain('王五');
    const stored = await context.db
      .selectFrom('credential')
      .select('status_reason')
      .where('cti', '=', row.cti)
      .executeTakeFirstOrThrow();
    expect(stored.status_reason).not.toContain('王五');
  });

  it('four eyes: whoever asked for a revocation can take it back, never confirm it', async () => {
    const { credentialId } = await phoneWithCredential(context);
    await set(credentialId, 'revoked');
    const request = await requestFor(credentialId, officer);
    expect(request.mine).toBe(true);
    const alone = await answer(request.id, true, officer);
    expect([alone.status, alone.body.code]).toEqual([403, 'second-person-needed']);
    expect((await set(credentialId, 'suspended')).body.status).toBe('suspended');
    expect((await answer(request.id, false, officer)).body.status).toBe('valid');
    expect(await requestFor(credentialId)).toBeUndefined();
    expect((await answer(request.id, true)).body.code).toBe('wrong-state');
  });

  it('four eyes: two accesses of one person are one pair of eyes; nobody decides about a credential of their own', async () => {
    const { credentialId } = await phoneWithCredential(context);
    const { number_index } = await context.db
      .selectFrom('credential as c')
      .innerJoin('person as p', 'p.person_id', 'c.person_id')
      .select('p.number_index')
      .where('c.credential_id', '=', credentialId)
      .executeTakeFirstOrThrow();
    const access = { name: '郑警官', counter: '北京南站公安制证口', roles: ['officer'] as const };
    const personIndex = context.keys.blindIndex('resident-number', '99000019700101001X');
    const one = (await addStaff(context, SYSTEM, { ...access, personIndex }, START)).token;
    const two = (await addStaff(context, SYSTEM, { ...access, personIndex }, START)).token;
    const holder = (await addStaff(context, SYSTEM, { ...access, personIndex: number_index }, START)).token;
    const asked = await set(credentialId, 'revoked', one);
    expect(asked.status, asked.text).toBe(200);
    const request = await requestFor(credentialId);
    expect((await answer(request.id, true, two)).body.code).toBe('second-person-needed');
    expect((await answer(request.id, false, holder)).body.code).toBe('not-allowed');
    expect((await set(credentialId, 'valid', holder)).body.code).toBe('not-allowed');
    expect((await answer(request.id, true)).body.status).toBe('revoked');
  });

  it('a loss that another officer hears of meanwhile outlasts a request for revocation that is taken back', async () => {
    const { credentialId } = await phoneWithCredential(context);
    await set(credentialId, 'revoked');
    expect((await set(credentialId, 'suspended', colleague)).body.status).toBe('suspended');
    const request = await requestFor(credentialId, officer);
    expect((await answer(request.id, false, officer)).body.status).toBe('suspended');
    expect((await actionsOn(credentialId)).map(({ action }) => action)).toContain('credential.suspend');
  });

  it('four eyes: a declined revocation leaves the credential as it was before', async () => {
    const { credentialId } = await phoneWithCredential(context);
    await set(credentialId, 'suspended');
    await set(credentialId, 'revoked');
    const request = await requestFor(credentialId);
    expect(request.before).toBe('suspended');
    expect((await answer(request.id, false)).body.status).toBe('suspended');
    expect((await set(credentialId, 'valid')).body.status).toBe('valid');
  });

  it('four eyes: reinstating decides an open request; two who confirm at once revoke once', async () => {
    const { credentialId } = await phoneWithCredential(context);
    await set(credentialId, 'revoked');
    const first = await requestFor(credentialId);
    expect((await set(credentialId, 'valid', colleague)).body.status).toBe('valid');
    expect((await answer(first.id, true)).body.code).toBe('wrong-state');
    await set(credentialId, 'revoked');
    const second = await requestFor(credentialId);
    const both = await Promise.all([answer(second.id, true), answer(second.id, true)]);
    expect(both.map((one) => one.body.status)).toEqual(['revoked', 'revoked']);
    const revoked = (await actionsOn(credentialId)).filter(({ action }) => action === 'credential.revoke');
    expect(revoked).toHaveLength(1);
  });

  it('four eyes: a request past its time confirms nothing and can be made anew; only officers and approvers see it', async () => {
    const { credentialId } = await phoneWithCredential(context);
    await set(credentialId, 'revoked');
    const old = await requestFor(credentialId);
    await context.pool.query('update status_request set expires_at = $1 where request_id = $2', [
      START,
      old.id,
    ]);
    expect(await requestFor(credentialId)).toBeUndefined();
    expect((await answer(old.id, true)).body.code).toBe('wrong-state');
    await set(credentialId, 'revoked');
    const anew = await requestFor(credentialId);
    expect(anew.id).not.toBe(old.id);
    expect((await answer(old.id, true)).status).toBe(404);
    const staff = { name: '吴审核', counter: '审核中心', roles: ['reviewer'] as const };
    const reviewer = (await addStaff(context, SYSTEM, staff, START)).token;
    expect((await client.get('/api/v1/counter/status-requests', bearer(reviewer))).status).toBe(403);
    expect((await answer(anew.id, true, reviewer)).status).toBe(403);
  });

  it('every process that serves lists shows it within two seconds, and lists before it stay as they were', async () => {
    const phone = await phoneWithCredential(context);
    const gate = await enrolGate(second.client(), officer, { label: '2 号闸机', purposes: ['rail.entry'] });
    const before = await gate.pack(START);
    await set(phone.credentialId, 'suspended');
    context.advance(1_200);
    const now = context.clock();
    expect((await gate.ask(await phone.code())).body.code).toBe('suspended');
    expect(await (await gate.pack(now)).verify(await phone.code(), now)).toMatchObject({
      reason: 'suspended',
    });
    expect(await before.verify(await phone.code(), now)).toMatchObject({ reason: 'valid-offline' });
    await set(phone.credentialId, 'valid');
    context.advance(1_200);
    expect((await gate.ask(await phone.code())).body.code).toBe('valid');
  });

  it('finds a credential by its certificate identifier, and refuses a mistyped one', async () => {
    const phone = await phoneWithCredential(context);
    const byNumber = await client.post(
      '/api/v1/counter/credential-searches',
      { number: phone.subject.number, purpose },
      bearer(officer),
    );
    const { identifier } = byNumber.body[0];
    const byIdentifier = await client.post(
      '/api/v1/counter/credential-searches',
      { identifier, purpose },
      bearer(officer),
    );
    expect(byIdentifier.body).toEqual(byNumber.body);
    const last = identifier.at(-1) === 'A' ? 'B' : 'A';
    const wrong = await client.post(
      '/api/v1/counter/credential-searches',
      { identifier: identifier.slice(0, -1) + last, purpose },
      bearer(officer),
    );
    expect(wrong.body.errors).toMatchObject([{ field: 'identifier', code: 'field.invalid' }]);
    const nothing = await client.post('/api/v1/counter/credential-searches', { purpose }, bearer(officer));
    expect(nothing.body.errors).toMatchObject([{ field: 'number', code: 'field.required' }]);
  });

  it('who searched and what was found is on record, also when that was nothing; what was typed is not', async () => {
    const phone = await phoneWithCredential(context);
    const path = '/api/v1/counter/credential-searches';
    const searches = () =>
      context.db
        .selectFrom('audit_event')
        .select(['actor_kind', 'detail'])
        .where('action', '=', 'staff.look')
        .where('object_kind', '=', 'search')
        .orderBy('event_id', 'desc')
        .limit(2)
        .execute();
    await client.post(path, { number: phone.subject.number, purpose }, bearer(officer));
    const never = syntheticSubject(9_999).number;
    await client.post(path, { number: never, purpose }, bearer(officer));
    const [nothing, found] = await searches();
    expect(found).toMatchObject({
      actor_kind: 'staff',
      detail: { by: 'number', found: [phone.credentialId] },
    });
    expect(nothing).toMatchObject({ detail: { by: 'number', found: [] } });
    expect(JSON.stringify([nothing, found])).not.toMatch(new RegExp(`${phone.subject.number}|${never}`));
  });

  it('what is not there is not found, what expired is not changed, and a stranger may not', async () => {
    const phone = await phoneWithCredential(context);
    expect((await set(globalThis.crypto.randomUUID(), 'revoked')).status).toBe(404);
    expect((await set(phone.credentialId, 'revoked', `szs_${'x'.repeat(43)}`)).status).toBe(401);
    context.advance(25 * 3_600_000);
    expect((await set(phone.credentialId, 'revoked')).body.code).toBe('wrong-state');
  });
});

describe('enrolment codes', () => {
  it('V1: a code works once, within a day, however it is typed, and is kept only as a hash', async () => {
    const rights = { organisation: '某站', label: '3 号', scope: 'rail', purposes: ['rail.entry'] };
    const key = { 'idempotency-key': 'enrol-1' };
    const { body } = await client.post('/api/v1/counter/enrolment-codes', rights, {
      ...bearer(officer),
      ...key,
    });
    expect(body.code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
    const { createDeviceKey } = await import('@suizheng/domain/credential/reader.ts');
    const deviceKey = async () => Buffer.from((await createDeviceKey()).publicKey).toString('base64url');
    const enrol = async (code: string, encryptionKey?: string) =>
      client.post('/api/v1/readers', { code, encryptionKey: encryptionKey ?? (await deviceKey()) });
    const noPoint = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 1)]).toString('base64url');
    expect((await enrol(body.code, noPoint)).body.errors).toMatchObject([{ field: 'encryptionKey' }]);
    const typed = body.code.toLowerCase().replaceAll('-', ' ');
    // Three devices at one moment: one of them has it.
    const answers = await Promise.all([enrol(typed), enrol(typed), enrol(typed)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 422, 422]);
    const { token } = answers.find((answer) => answer.status === 201)!.body;
    const kept = JSON.stringify(await context.db.selectFrom('reader').select('token_hash').execute());
    expect(kept).not.toContain(token);
    context.advance(1000);
    const late = await client.post('/api/v1/counter/enrolment-codes', rights, {
      ...bearer(officer),
      'idempotency-key': 'enrol-2',
    });
    context.advance(24 * 3_600_000);
    expect((await enrol(late.body.code)).body.code).toBe('enrolment-code-invalid');
  });

  it('V1: a scope or purpose that no credential knows is named', async () => {
    const ask = (rights: object) =>
      client.post(
        '/api/v1/counter/enrolment-codes',
        { organisation: '某站', label: '3 号', scope: 'rail', purposes: ['rail.entry'], ...rights },
        { ...bearer(officer), 'idempotency-key': globalThis.crypto.randomUUID() },
      );
    expect((await ask({ scope: 'moon' })).body.errors).toMatchObject([{ field: 'scope' }]);
    expect((await ask({ purposes: ['rail.entry', 'rail.everything'] })).body.errors).toMatchObject([
      { field: 'purposes.1' },
    ]);
  });
});
