import { randomUUID } from 'node:crypto';
import {
  nextPartyState,
  type PartyEvent,
  type PartyState,
  partyPolicy,
} from '@suizheng/domain/policy/relying-party.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer } from '../../testing/gate.ts';
import { clientOf } from '../../testing/parties.ts';
import { ASKED, partyTrip } from '../../testing/party-trip.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer } from '../../testing/test-server.ts';
import { forgetContacts } from './forget-contacts.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let trip: ReturnType<typeof partyTrip>;
let officer: Awaited<ReturnType<typeof trip.staffOf>>;
let other: Awaited<ReturnType<typeof trip.staffOf>>;

beforeAll(async () => {
  // A Saturday: the five working days after it end with the Friday.
  context = await testContext({ now: new Date('2026-11-21T09:03:00+08:00') });
  server = await startTestServer(context, { limits: false });
  trip = partyTrip(context, server);
  officer = await trip.staffOf('officer');
  other = await trip.staffOf('officer');
});
afterAll(async () => {
  await server.close();
  await context.close();
});

describe('V1: suspended, resumed, ended', () => {
  it('V1: each is told to the party with its reason, raises the version, and is audited', async () => {
    const party = await trip.active();
    const versionOf = async () =>
      BigInt(
        (
          await context.db
            .selectFrom('relying_party')
            .select('version')
            .where('party_id', '=', party.id)
            .executeTakeFirstOrThrow()
        ).version,
      );
    let before = await versionOf();
    const read = async () => (await party.client.get(`/api/v1/parties/${party.id}`)).body;
    const acts = [
      ['suspension', { reason: 'misuse-suspected', note: '查验量异常' }, 'suspended'],
      ['resumption', { note: '已查清' }, 'active'],
      ['suspension', { reason: 'own-request', note: '系统升级' }, 'suspended'],
      ['end', { reason: 'breach', note: '转售查询结果' }, 'ended'],
    ] as const;
    for (const [act, body, state] of acts) {
      const answer = await officer.post(`/${party.id}/${act}`, body);
      expect(answer.status, answer.text).toBe(200);
      expect((await read()).state).toBe(state);
      const version = await versionOf();
      expect(version > before).toBe(true);
      before = version;
    }
    expect(await read()).toMatchObject({
      endReason: { code: 'breach' },
      endNote: '转售查询结果',
      suspensionReason: null,
      suspendedAt: null,
    });
    const told = await context.db
      .selectFrom('party_event')
      .select(['kind', 'data'])
      .where('party_id', '=', party.id)
      .orderBy('at')
      .execute();
    expect(told.map(({ kind }) => kind).sort()).toEqual([
      'party.ended',
      'party.resumed',
      'party.suspended',
      'party.suspended',
    ]);
    expect((await trip.kindsFor(party.personId)).sort()).toEqual([
      'party-approved',
      'party-ended',
      'party-resumed',
      'party-suspended',
      'party-suspended',
    ]);
    expect((await trip.auditOf(party.id)).slice(-4)).toEqual([
      'party.suspend',
      'party.resume',
      'party.suspend',
      'party.end',
    ]);
    for (const [act, body] of acts)
      expect((await officer.post(`/${party.id}/${act}`, body)).body.code).toBe('wrong-state');
  });

  it('V1: acts at one moment leave a history that is a walk through the table, one after the other', async () => {
    const party = await trip.active();
    const why = { reason: 'other', note: '见附注' };
    const acts = [
      'suspension',
      'resumption',
      'suspension',
      'end',
      'resumption',
      'end',
      'suspension',
    ] as const;
    const answers = await Promise.all(
      acts.map((act, i) =>
        (i % 2 ? officer : other).post(
          `/${party.id}/${act}`,
          act === 'resumption' ? { note: why.note } : why,
        ),
      ),
    );
    for (const { status, body } of answers) if (status !== 200) expect(body.code).toBe('wrong-state');
    const rows = await context.db
      .selectFrom('party_change')
      .select(['event', 'change_id'])
      .where('party_id', '=', party.id)
      .execute();
    const done = rows
      .map(({ event }) => event)
      .filter((event) => !['apply', 'approve', 'agree'].includes(event));
    expect(done).toHaveLength(answers.filter(({ status }) => status === 200).length);
    // As many suspensions as resumptions, one more where it was suspended last; at most one end, and then nothing.
    const count = (event: string) => done.filter((one) => one === event).length;
    expect(count('end')).toBeLessThanOrEqual(1);
    expect(count('suspend') - count('resume')).toBeGreaterThanOrEqual(0);
    expect(count('suspend') - count('resume')).toBeLessThanOrEqual(1);
    const events = await trip.auditOf(party.id);
    let state: PartyState | null = 'applied';
    for (const action of events.filter((one) => one !== 'party.apply' && one.startsWith('party.'))) {
      state = nextPartyState(state!, action.slice('party.'.length) as PartyEvent);
      expect(state).not.toBe(null);
    }
    expect(await trip.stateOf(party.client, party.id)).toBe(state);
  });

  it('V1: its system is refused within a minute of the suspension, works again once resumed, and never after the end', async () => {
    const party = await trip.active();
    const system = await clientOf(context, { partyId: party.id }, { services: ['real-name-check'] });
    const token = await system.token();
    const caller = server.client();
    const ask = async () => {
      const answer = await caller.get(`/api/v1/services/evidence/${randomUUID()}`, bearer(token));
      return answer.status === 404 ? 'heard' : answer.status === 401 ? 'refused' : answer.text;
    };
    const soon = (what: 'heard' | 'refused') =>
      expect.poll(ask, { timeout: 30_000, interval: 250 }).toBe(what);
    await soon('heard');
    await officer.post(`/${party.id}/suspension`, { reason: 'keys-in-danger', note: '网关密钥外泄' });
    await soon('refused');
    await expect(system.token()).rejects.toThrow('no token');
    await officer.post(`/${party.id}/resumption`, { note: '已换密钥' });
    await soon('heard');
    await officer.post(`/${party.id}/end`, { reason: 'purpose-gone', note: '业务停办' });
    await soon('refused');
  });

  it('V1: whom to call is forgotten half a year after the end, and not before', async () => {
    const party = await trip.active();
    const waiting = await trip.applied();
    await officer.post(`/${party.id}/end`, { reason: 'own-request', note: '单位要求' });
    const contactOf = async ({ id }: { id: string }) => (await officer.get(`/${id}`)).body.contact;
    const day = context.clock();
    context.advance(partyPolicy.contactAfterMs);
    await forgetContacts(context, context.clock());
    expect(await contactOf(party)).toEqual(ASKED.contact);
    context.advance(1);
    expect(await forgetContacts(context, context.clock())).toBeGreaterThan(0);
    expect([await contactOf(party), await contactOf(waiting)]).toEqual([null, ASKED.contact]);
    context.setNow(day);
  });

  it('V1: the officers’ page counts answers by service and day, and names nobody', async () => {
    const party = await trip.active();
    const now = context.clock();
    await context.db
      .insertInto('evidence')
      .values(
        [0, 0, 1, 30].map((days, i) => ({
          subject_index: Buffer.from([i]),
          evidence_id: randomUUID(),
          party_id: party.id,
          client_id: null,
          service: 'real-name-check' as const,
          purpose: 'rail.entry',
          verdict: 'match',
          reason: 'match',
          at: new Date(now.getTime() - days * 86_400_000),
        })),
      )
      .execute();
    const { body } = await officer.get(`/${party.id}`);
    expect(body.volume).toEqual([
      { day: '2026-11-21', service: 'real-name-check', count: 2 },
      { day: '2026-11-20', service: 'real-name-check', count: 1 },
    ]);
  });
});
