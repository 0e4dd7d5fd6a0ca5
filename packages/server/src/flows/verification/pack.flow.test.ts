import { parseCredential, signCredential } from '@suizheng/domain/credential/credential.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { bearer, enrolGate, phoneWithCredential } from '../../testing/gate.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer, type TestClient } from '../../testing/test-server.ts';
import { addStaff } from '../staff/add-staff.ts';

const START = new Date('2026-11-21T09:03:00+08:00');
const DAY_SECONDS = 86_400;
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let client: TestClient;
let officer: string;
let gate: Awaited<ReturnType<typeof enrolGate>>;

beforeAll(async () => {
  context = await testContext({ now: START });
  server = await startTestServer(context);
  client = server.client();
  const staff = { name: '周警官', counter: '北京南站公安制证口', roles: ['officer'] as const };
  officer = (await addStaff(context, SYSTEM, staff, START)).token;
  gate = await enrolGate(client, officer, { label: '1 号闸机', purposes: ['rail.entry'] });
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(() => context.setNow(START));

type Phone = Awaited<ReturnType<typeof phoneWithCredential>>;

async function setStatus(phone: Phone, status: 'suspended' | 'valid' | 'revoked'): Promise<void> {
  const path = `/api/v1/counter/credentials/${phone.credentialId}/status`;
  const answer = await client.post(path, { status, reason: '演练' }, bearer(officer));
  expect(answer.status, answer.text).toBe(200);
  // A process asks for versions once a second.
  context.advance(1_001);
}

describe('the offline pack of the server', () => {
  it('V3: a gate that names what it has gets a manifest and nothing else', async () => {
    const first = await gate.pack(context.clock());
    context.advance(20_000);
    const second = await gate.pack(context.clock(), first.held);
    expect(second.raw.body).toMatchObject({ trustList: null, statusLists: [], grant: null });
    expect(second.raw.text.length).toBeLessThan(first.raw.text.length / 2);
    expect(second.trust.issuedAt - first.trust.issuedAt).toBe(20);
    expect(second.grant.fieldKeys).toEqual(first.grant.fieldKeys);
  });

  it('V3: revocation, suspension and its end come as changes, each from whichever version the gate has', async () => {
    const [a, b] = [await phoneWithCredential(context), await phoneWithCredential(context)];
    // Enough of them that changes are shorter than the list.
    for (let i = 0; i < 12; i += 1) await setStatus(await phoneWithCredential(context), 'suspended');
    const before = await gate.pack(context.clock());
    const at = context.clock();
    await setStatus(a, 'suspended');
    const middle = await gate.pack(context.clock(), before.held);
    expect(middle.raw.body.statusLists).toMatchObject([{ list: 0, kind: 'delta' }]);
    await setStatus(b, 'suspended');
    await setStatus(a, 'valid');
    for (const held of [before.held, middle.held]) {
      const now = await gate.pack(context.clock(), held);
      expect(now.raw.body.statusLists).toMatchObject([{ list: 0, kind: 'delta' }]);
      expect(await now.verify(await a.code(at), at)).toMatchObject({ verdict: 'accepted-offline' });
      expect(await now.verify(await b.code(at), at)).toMatchObject({ reason: 'suspended' });
    }
    expect(await middle.verify(await a.code(at), at)).toMatchObject({ reason: 'suspended' });
  });

  it('V3: where changes would be longer than the list, or are of a version that nobody knows, the whole comes', async () => {
    for (let i = 0; i < 3; i += 1) await setStatus(await phoneWithCredential(context), 'revoked');
    const list = (await server.desk.statuses.get(0))!;
    const since = Number(list.version) - 3;
    expect(await server.desk.statuses.changes(list, since)).not.toBeNull();
    const packsWell = { ...list, bytes: list.bytes.subarray(0, 160) };
    expect(await server.desk.statuses.changes(packsWell, since - 1)).toBeNull();
    const ahead = await client.get('/api/v1/readers/current/pack?lists=0.999999', bearer(gate.token));
    expect(ahead.body.statusLists).toMatchObject([{ list: 0, kind: 'whole' }]);
    const odd = await client.get('/api/v1/readers/current/pack?lists=0', bearer(gate.token));
    expect(odd.status).toBe(422);
  });

  it('V3: the grant is sealed anew when its rights changed, and after half a day', async () => {
    const first = await gate.pack(context.clock());
    context.advance(verificationPolicy.pack.grantRenewMs);
    const second = await gate.pack(context.clock(), first.held);
    expect(second.raw.body.grant).not.toBeNull();
    expect(second.raw.body.trustList).toBeNull();
    const rights = (purposes: string[]) =>
      context.db.updateTable('reader').set({ purposes }).where('reader_id', '=', gate.readerId).execute();
    await rights(['rail.exit']);
    const third = await gate.pack(context.clock(), second.held);
    await rights(['rail.entry']);
    expect(third.grant.purposes).toEqual(['rail.exit']);
  });

  it('V3: a week without a network: amber to the end of it, and then nothing; never green', async () => {
    const phone = await phoneWithCredential(context);
    // A document that outlives the week, so that it is the data whose time ends.
    const { claims } = parseCredential(phone.row.token);
    const end = claims.issuedAt + 30 * DAY_SECONDS;
    const lasting = { ...claims, expiresAt: end, presentUntil: end };
    phone.row.token = Buffer.from(await signCredential(lasting, context.keys.credentialSigner()));
    const pack = await gate.pack(START);
    const issued = pack.trust.issuedAt;
    expect(pack.trust.freshness.amber).toBe(7 * DAY_SECONDS);
    const ask = async (seconds: number, online = false) => {
      const at = new Date((issued + seconds) * 1000);
      const { reason, ...rest } = await pack.verify(await phone.code(at), at, online);
      return [reason, 'fields' in rest ? rest.fields : null];
    };
    expect(await ask(60, true)).toEqual(['valid', phone.subject]);
    expect(await ask(60)).toEqual(['valid-offline', phone.subject]);
    expect(await ask(600, true)).toEqual(['valid-offline', phone.subject]);
    expect(await ask(6 * DAY_SECONDS)).toEqual(['valid-offline', phone.subject]);
    const list = pack.lists.get(0)!.issuedAt - issued;
    expect(await ask(7 * DAY_SECONDS + list)).toEqual(['valid-offline', phone.subject]);
    expect(await ask(7 * DAY_SECONDS + 1)).toEqual(['data-too-old', null]);
    const late = new Date((issued + 8 * DAY_SECONDS) * 1000);
    await expect(gate.pack(late)).rejects.toThrow('expired');
  });
});
