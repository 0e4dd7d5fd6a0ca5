import { randomUUID } from 'node:crypto';
import { createDeviceKey } from '@suizheng/domain/credential/reader.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bearer, phoneWithCredential } from '../../testing/gate.ts';
import { newMember } from '../../testing/organisation.ts';
import { activeParty } from '../../testing/parties.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer, type TestClient } from '../../testing/test-server.ts';

const START = new Date('2026-11-21T09:03:00+08:00');
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let party: Awaited<ReturnType<typeof activeParty>>;
let admin: TestClient;
let stranger: TestClient;

beforeAll(async () => {
  context = await testContext({ now: START });
  server = await startTestServer(context, { limits: false });
  party = await activeParty(context, {
    name: '京沪高铁',
    purposes: ['rail.entry', 'rail.exit'],
    legalBasis: 'railway-safety-64',
  });
  admin = (await newMember(context, server, party.organisationId)).client;
  stranger = (await newMember(context, server, null)).client;
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(() => context.setNow(START));

const path = (rest: string) => `/api/v1/parties/${party.partyId}${rest}`;
const gateRights = { label: '东进站口 3 号', scope: 'rail', purposes: ['rail.entry'] };
const newCode = (rights: object = gateRights, client = admin) =>
  client.post(path('/enrolment-codes'), rights, { 'idempotency-key': randomUUID() });
const keyOf = async () => Buffer.from((await createDeviceKey()).publicKey).toString('base64url');
const enrol = (code: string, encryptionKey: string) =>
  server.client().post('/api/v1/readers', { code, encryptionKey });

describe('V1: devices of a relying party', () => {
  it('V1: its administrator makes a code whose QR keeps it from servers; the device belongs to the party', async () => {
    const made = await newCode();
    expect(made.status, made.text).toBe(201);
    const url = new URL(made.body.url);
    expect([url.pathname, url.search, url.hash]).toEqual(['/verifier/enrol', '', `#${made.body.code}`]);
    const device = await enrol(made.body.code, await keyOf());
    expect(device.body.reader).toMatchObject({
      organisation: '京沪高铁',
      label: '东进站口 3 号',
      scope: 'rail',
    });
    const phone = await phoneWithCredential(context);
    const code = await phone.code();
    const look = await server.client().post('/api/v1/verifications', { code }, bearer(device.body.token));
    expect(look.body).toMatchObject({ verdict: 'green', fields: phone.subject });
    const list = await admin.get(path('/readers'));
    expect(list.body).toMatchObject({ more: false, active: 1, most: partyPolicy.mostReaders });
    expect(list.body.items).toMatchObject([{ id: device.body.reader.id, revokedAt: null }]);
  });

  it('V1: a lost answer is asked for again with the same key; the code alone is worth nothing then', async () => {
    const { code } = (await newCode()).body;
    const key = await keyOf();
    const first = await enrol(code, key);
    const second = await enrol(code, key);
    expect(second.status).toBe(201);
    expect(second.body.reader.id).toBe(first.body.reader.id);
    expect(second.body.token).not.toBe(first.body.token);
    const ask = (token: string) => server.client().get('/api/v1/readers/current/pack', bearer(token));
    expect((await ask(first.body.token)).status).toBe(401);
    expect((await ask(second.body.token)).status).toBe(200);
    expect((await enrol(code, await keyOf())).body.code).toBe('enrolment-code-invalid');
    context.advance(verificationPolicy.enrolment.askAgainMs);
    expect((await enrol(code, key)).body.code).toBe('enrolment-code-invalid');
  });

  it('V1: only for purposes it was approved for, in their scope', async () => {
    const refused = await newCode({ ...gateRights, purposes: ['rail.entry', 'rail.sale', 'air.boarding'] });
    expect(refused.body.errors).toMatchObject([
      { field: 'purposes.1', code: 'purpose.not-approved' },
      { field: 'purposes.2', code: 'purpose.not-approved' },
    ]);
    const elsewhere = await newCode({ ...gateRights, scope: 'moon' });
    expect(elsewhere.body.errors).toMatchObject([{ field: 'scope', code: 'scope.unknown' }]);
    expect((await newCode({ ...gateRights, label: ' ' })).body.errors).toMatchObject([
      { field: 'label', code: 'device-label.empty' },
    ]);
  });

  it('V1: whoever is not of the organisation sees and ends nothing', async () => {
    const { items } = (await admin.get(path('/readers'))).body;
    expect((await newCode(gateRights, stranger)).body.code).toBe('not-found');
    expect((await stranger.get(path('/readers'))).body.code).toBe('not-found');
    const end = path(`/readers/${items[0].id}/revocation`);
    expect((await stranger.post(end, { reason: '玩' })).body.code).toBe('not-found');
  });

  it('V1: the administrator ends a device at once, and the party’s systems hear of it', async () => {
    const { code } = (await newCode()).body;
    const device = (await enrol(code, await keyOf())).body;
    const end = path(`/readers/${device.reader.id}/revocation`);
    const ended = await admin.post(end, { reason: '设备报废' });
    expect(ended.body.revokedAt).toBe(START.toISOString());
    expect((await admin.post(end, { reason: '再一次' })).body).toEqual(ended.body);
    const pack = () => server.client().get('/api/v1/readers/current/pack', bearer(device.token));
    expect((await pack()).status).toBe(401);
    const events = await context.db.selectFrom('party_event').select(['kind', 'data']).execute();
    expect(events).toEqual([
      { kind: 'reader.revoked', data: { reader: device.reader.id, label: '东进站口 3 号' } },
    ]);
  });

  it('V1: a suspended party has no devices and no codes; they are back when it is', async () => {
    const { code } = (await newCode()).body;
    const device = (await enrol((await newCode()).body.code, await keyOf())).body;
    const pack = () => server.client().get('/api/v1/readers/current/pack', bearer(device.token));
    const set = (state: 'active' | 'suspended') =>
      context.db.updateTable('relying_party').set({ state }).where('party_id', '=', party.partyId).execute();
    await set('suspended');
    expect((await pack()).status).toBe(401);
    expect((await enrol(code, await keyOf())).body.code).toBe('enrolment-code-invalid');
    expect((await newCode()).body.code).toBe('wrong-state');
    await set('active');
    expect((await pack()).status).toBe(200);
    expect((await enrol(code, await keyOf())).status).toBe(201);
  });

  it('V1: a party has so many devices and no more, codes not yet used counted', async () => {
    await context.pool.query(
      `insert into reader (reader_id, organisation, label, scope, purposes, token_hash, encryption_key, enrolled_at, party_id)
       select gen_random_uuid(), '京沪高铁', '口 ' || i, 'rail', '{rail.entry}', sha256(i::text::bytea), '\\x04', $2, $1
       from generate_series(1, $3) i`,
      [party.partyId, START, partyPolicy.mostReaders],
    );
    expect((await newCode()).body.code).toBe('too-many-devices');
    const first = (await admin.get(path('/readers'))).body;
    expect([first.items.length, first.more]).toEqual([100, true]);
    const next = (await admin.get(path(`/readers?before=${first.items.at(-1).id}`))).body;
    const ids = [...first.items, ...next.items].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(200);
  });
});
