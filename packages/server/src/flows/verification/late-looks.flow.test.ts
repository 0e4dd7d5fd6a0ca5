import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { enrolGate, lookOf, phoneWithCredential } from '../../testing/gate.ts';
import { activeParty } from '../../testing/parties.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer, type TestClient } from '../../testing/test-server.ts';
import { addStaff } from '../staff/add-staff.ts';

const START = new Date('2026-11-21T09:03:00+08:00');
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let client: TestClient;
type Gate = Awaited<ReturnType<typeof enrolGate>>;
let a: Gate;
let b: Gate;
let border: Gate;

beforeAll(async () => {
  context = await testContext({ now: START });
  server = await startTestServer(context);
  client = server.client();
  const staff = { name: '周警官', counter: '北京南站公安制证口', roles: ['officer'] as const };
  const { token } = await addStaff(context, SYSTEM, staff, START);
  a = await enrolGate(client, token, { label: 'A 口', purposes: ['rail.entry'] });
  b = await enrolGate(client, token, { label: 'B 口', purposes: ['rail.entry'] });
  border = await enrolGate(client, token, { label: '口岸', scope: 'border', purposes: ['border.crossing'] });
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(() => context.setNow(START));

const told = (accountId: string) =>
  context.db
    .selectFrom('notification')
    .select(['kind', 'params', 'sms'])
    .where('account_id', '=', accountId)
    .execute();
const looksAt = (cti: Buffer) => context.db.selectFrom('look').selectAll().where('cti', '=', cti).execute();

describe('V4: doubles found late', () => {
  it('V4: the holder is told once for each code, where and when, whoever syncs first, and with the third look no more', async () => {
    const phone = await phoneWithCredential(context);
    const code = await phone.code();
    const later = new Date(START.getTime() + 20_000);
    const first = lookOf(await (await a.pack(START)).verify(code, START), START, 'rail.entry');
    const second = lookOf(await (await b.pack(START)).verify(code, later), later, 'rail.entry');
    context.advance(3_600_000);
    await b.sync([second]);
    expect(await told(phone.accountId)).toEqual([]);
    await a.sync([first]);
    await a.sync([first]);
    const third = new Date(START.getTime() + 45_000);
    await a.sync([lookOf(await (await a.pack(START)).verify(code, third), third, 'rail.entry')]);
    expect(await told(phone.accountId)).toEqual([
      {
        kind: 'credential-doubled',
        sms: 'queued',
        params: {
          procedure: 'rail-temporary-id',
          evidence: second.lookId,
          otherReader: '北京南站 · A 口',
          otherAt: START.toISOString(),
          reader: '北京南站 · B 口',
          at: later.toISOString(),
        },
      },
    ]);
  });

  it('V4: a fresh code of the same credential is another code, told by itself', async () => {
    const phone = await phoneWithCredential(context);
    for (const seconds of [0, 120]) {
      const at = new Date(START.getTime() + seconds * 1000);
      const code = await phone.code(at);
      await a.sync([lookOf(await (await a.pack(START)).verify(code, at), at)]);
      await b.sync([lookOf(await (await b.pack(START)).verify(code, at), at)]);
    }
    expect((await told(phone.accountId)).map(({ kind }) => kind)).toEqual([
      'credential-doubled',
      'credential-doubled',
    ]);
  });

  it('V4: a relying party hears of the looks of its own devices, once for each', async () => {
    const { partyId } = await activeParty(context, {
      purposes: ['rail.entry'],
      legalBasis: 'railway-safety-64',
    });
    await context.db
      .updateTable('reader')
      .set({ party_id: partyId })
      .where('reader_id', '=', b.readerId)
      .execute();
    const phone = await phoneWithCredential(context);
    const code = await phone.code();
    expect((await a.ask(code)).body.code).toBe('valid');
    context.advance(8_000);
    const second = await b.ask(code);
    expect(second.body.code).toBe('already-presented');
    await b.sync([]);
    const events = await context.db
      .selectFrom('party_event')
      .selectAll()
      .where('party_id', '=', partyId)
      .execute();
    expect(events.map(({ kind, data }) => ({ kind, data }))).toEqual([
      {
        kind: 'presentation.doubled',
        data: {
          evidence: second.body.evidenceId,
          reader: b.readerId,
          at: context.clock().toISOString(),
          otherAt: START.toISOString(),
        },
      },
    ]);
    expect(JSON.stringify(events)).not.toContain(phone.subject.number);
    expect((await told(phone.accountId)).map(({ kind }) => kind)).toEqual(['credential-doubled']);
    await context.db
      .updateTable('reader')
      .set({ party_id: null })
      .where('reader_id', '=', b.readerId)
      .execute();
  });
});

describe('what a gate says about looks', () => {
  it('V4: is believed only where it can have happened; the rest is dropped, with its reason, and counted', async () => {
    const phone = await phoneWithCredential(context);
    const other = await phoneWithCredential(context);
    const code = await phone.code();
    const good = lookOf(await (await a.pack(START)).verify(code, START), START, 'rail.entry');
    const again = (change: object) => ({ ...good, lookId: crypto.randomUUID(), ...change });
    const looks = {
      good,
      'unknown-credential': again({ credentialId: randomBytes(12).toString('base64url') }),
      'out-of-scope': again({ reason: 'not-valid-here' }),
      'unknown-purpose': again({ purpose: 'bank.account' }),
      'impossible-time': again({ at: new Date(START.getTime() - 86_400_000).toISOString() }),
    };
    context.advance(60_000);
    const answer = await a.sync(Object.values(looks));
    const { good: _, ...bad } = looks;
    expect(answer.body).toMatchObject({
      accepted: 1,
      dropped: Object.entries(bad).map(([reason, { lookId }]) => ({ lookId, reason })),
    });
    // The same code of somebody else's credential would make a double out of nothing.
    const stolen = again({ credentialId: other.row.cti.toString('base64url') });
    expect((await b.sync([stolen])).body.dropped).toEqual([
      { lookId: stolen.lookId, reason: 'code-of-another' },
    ]);
    // And a gate of the border cannot have let anybody pass with it.
    const passed = again({ purpose: 'border.crossing' });
    expect((await border.sync([passed])).body.dropped).toEqual([
      { lookId: passed.lookId, reason: 'out-of-scope' },
    ]);
    expect(await looksAt(phone.row.cti)).toHaveLength(1);
    expect(await looksAt(other.row.cti)).toHaveLength(0);
    const counted = await context.db
      .selectFrom('audit_event')
      .select('detail')
      .where('action', '=', 'looks-dropped')
      .where('object_id', '=', a.readerId)
      .execute();
    expect(counted).toEqual([
      { detail: { 'unknown-credential': 1, 'out-of-scope': 1, 'unknown-purpose': 1, 'impossible-time': 1 } },
    ]);
  });

  it('V4: a look for a purpose that was taken from the gate meanwhile is kept, without it', async () => {
    const phone = await phoneWithCredential(context);
    const look = lookOf(await (await a.pack(START)).verify(await phone.code(), START), START, 'rail.exit');
    expect((await a.sync([look])).body).toMatchObject({ accepted: 1, dropped: [] });
    expect(await looksAt(phone.row.cti)).toMatchObject([{ purpose: null }]);
  });
});
