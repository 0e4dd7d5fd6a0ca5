import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { once } from '../../testing/gate.ts';
import { clientOf } from '../../testing/parties.ts';
import { APPROVAL, ASKED, partyTrip } from '../../testing/party-trip.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer } from '../../testing/test-server.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let trip: ReturnType<typeof partyTrip>;
let officer: Awaited<ReturnType<typeof trip.staffOf>>;

beforeAll(async () => {
  context = await testContext({ now: new Date('2026-11-21T09:03:00+08:00') });
  server = await startTestServer(context, { limits: false });
  trip = partyTrip(context, server);
  officer = await trip.staffOf('officer');
});
afterAll(async () => {
  await server.close();
  await context.close();
});

const WHY = { reason: 'misuse', note: '验票设备用于餐厅会员登记' };
const ALL = { purposes: ASKED.purposes, services: ASKED.services, limits: {}, ...WHY };
const read = async ({ client, id }: Awaited<ReturnType<typeof trip.active>>) =>
  (await client.get(`/api/v1/parties/${id}`)).body;
type Answer = Awaited<ReturnType<typeof officer.post>>;
const faults = ({ body }: Answer) =>
  (body.errors as { field: string; code: string }[]).map(({ field, code }) => `${field} ${code}`);

describe('V1: an officer takes back a part of what was approved', () => {
  it('V1: it holds at once for systems too; the party reads why, every act is on record', async () => {
    const party = await trip.active();
    const both = await clientOf(
      context,
      { partyId: party.id },
      { services: ['credential-check', 'real-name-check'] },
    );
    const gone = await clientOf(context, { partyId: party.id }, { services: ['real-name-check'] });
    context.advance(1_000);
    const limits = { 'credential-check': { perMinute: 20, perDay: 300 } };
    const answer = await officer.post(`/${party.id}/narrowing`, {
      purposes: ['rail.entry'],
      services: ['credential-check'],
      limits,
      ...WHY,
    });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body.changes[0]).toMatchObject({ event: 'narrow', by: officer.name, ...WHY });
    expect(await read(party)).toMatchObject({
      state: 'active',
      purposes: ['rail.entry'],
      services: ['credential-check'],
      limits,
      narrowedAt: context.clock().toISOString(),
      narrowingReason: { code: 'misuse' },
      narrowingNote: WHY.note,
    });
    const clients = await context.db
      .selectFrom('client')
      .select(['client_id', 'services', 'revoked_at'])
      .where('party_id', '=', party.id)
      .execute();
    expect(Object.fromEntries(clients.map((row) => [row.client_id, row]))).toMatchObject({
      [both.clientId]: { services: ['credential-check'], revoked_at: null },
      [gone.clientId]: { revoked_at: context.clock() },
    });
    expect(await trip.kindsFor(party.personId)).toContain('party-narrowed');
    expect((await trip.auditOf(party.id)).at(-1)).toBe('party.narrow');
    const told = await context.db
      .selectFrom('party_event')
      .select('data')
      .where('party_id', '=', party.id)
      .where('kind', '=', 'party.amended')
      .executeTakeFirstOrThrow();
    expect(told.data).toEqual({ reason: 'misuse', purposes: 'rail.entry', services: 'credential-check' });

    // What it asks for afterwards is decided as ever; approved, the narrowing is history.
    const asked = await party.client.post(
      `/api/v1/parties/${party.id}/amendments`,
      { purposes: ASKED.purposes, services: ['credential-check'], explanation: '餐厅登记已停止' },
      once(),
    );
    expect(asked.status, asked.text).toBe(201);
    const granted = { ...APPROVAL, services: ['credential-check'] };
    const decided = await officer.post(`/${party.id}/amendments/${asked.body.id}/decision`, granted);
    expect(decided.status, decided.text).toBe(200);
    expect(await read(party)).toMatchObject({
      purposes: ASKED.purposes,
      narrowedAt: null,
      narrowingNote: null,
    });
  });

  it('V1 A11: more than there is, nothing less, another’s role and a party that is over are refused, each by name', async () => {
    const party = await trip.active();
    const narrow = (body: object, who = officer) => who.post(`/${party.id}/narrowing`, { ...ALL, ...body });
    expect(faults(await narrow({}))).toEqual(['purposes narrowing.same']);
    expect(faults(await narrow({ purposes: [], note: ' ' }))).toEqual([
      'purposes purposes.empty',
      'note note.empty',
    ]);
    expect(faults(await narrow({ purposes: ['rail.entry', 'rail.sale'] }))).toEqual([
      'purposes.1 purpose.not-approved',
    ]);
    const more = {
      purposes: ['rail.entry'],
      services: ['credential-check', 'link-check'],
      limits: {
        'credential-check': { perMinute: 999_999, perDay: 1 },
        'real-name-check': { perMinute: 1, perDay: 1 },
      },
    };
    expect(faults(await narrow(more))).toEqual([
      'services.1 service.not-approved',
      'limits.credential-check.perMinute limit.raised',
      'limits.real-name-check service.not-approved',
    ]);
    expect(faults(await narrow({ reason: 'more-than-needed' }))).toEqual(['reason party-reason.missing']);
    const administrator = await trip.staffOf('administrator');
    expect((await narrow({ purposes: ['rail.entry'] }, administrator)).body.code).toBe('not-allowed');
    expect((await officer.post(`/${party.id}/end`, { reason: 'breach', note: '转售' })).status).toBe(200);
    expect((await narrow({ purposes: ['rail.entry'] })).body.code).toBe('wrong-state');
    expect(await read(party)).toMatchObject({ purposes: ASKED.purposes, narrowedAt: null });
  });

  it('V1: whatever is asked for one after the other, a party never has more than before', async () => {
    const party = await trip.active();
    const some = <T>(list: readonly T[]) => fc.subarray([...list], { minLength: 1 });
    const limit = fc.record({
      perMinute: fc.integer({ min: 1, max: 200 }),
      perDay: fc.integer({ min: 1, max: 200_000 }),
    });
    await fc.assert(
      fc.asyncProperty(
        some(ASKED.purposes),
        some(ASKED.services),
        fc.option(limit),
        async (purposes, services, own) => {
          const before = await read(party);
          const limits = own === null ? {} : { [services[0]!]: own };
          const answer = await officer.post(`/${party.id}/narrowing`, { purposes, services, limits, ...WHY });
          const after = await read(party);
          expect(before.purposes).toEqual(expect.arrayContaining(after.purposes));
          expect(before.services).toEqual(expect.arrayContaining(after.services));
          for (const id of after.services) {
            const [had, has] = [before.limits[id], after.limits[id]];
            if (!had) continue;
            expect(has.perMinute).toBeLessThanOrEqual(had.perMinute);
            expect(has.perDay).toBeLessThanOrEqual(had.perDay);
          }
          if (answer.status !== 200) expect(after).toEqual(before);
        },
      ),
      { numRuns: 25 },
    );
  });
});
