import { randomUUID } from 'node:crypto';
import { HOUR_MS } from '@suizheng/domain/policy/calendar.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { amendmentTrip, approve, CHANGE, faults, path, refusal } from '../../testing/amendment-trip.ts';
import { once } from '../../testing/gate.ts';
import { newMember, newOrganisation } from '../../testing/organisation.ts';
import { ASKED } from '../../testing/party-trip.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer } from '../../testing/test-server.ts';

const START = new Date('2026-11-21T09:03:00+08:00');
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let trip: Awaited<ReturnType<typeof amendmentTrip>>;

beforeAll(async () => {
  context = await testContext({ now: START });
  server = await startTestServer(context, { limits: false });
  trip = await amendmentTrip(context, server);
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(() => context.setNow(START));

describe('V1: an active party asks for other purposes and services', () => {
  it('V1: until it is decided the old holds; approved, the new holds at once and the history names who decided', async () => {
    const party = await trip.active();
    context.advance(1_000);
    const asked = await trip.ask(party.client, party.id);
    expect(asked.status, asked.text).toBe(201);
    expect(asked.body).toMatchObject({
      state: 'asked',
      before: { purposes: ASKED.purposes, services: ASKED.services },
      asked: { purposes: CHANGE.purposes, services: CHANGE.services },
      granted: null,
      // Five working days, as for an application.
      dueAt: '2026-11-27T16:00:00.000Z',
    });
    expect(await trip.read(party)).toMatchObject({ purposes: ASKED.purposes, services: ASKED.services });
    const { body: queue } = await trip.officer.get();
    expect(queue.parties.find(({ id }: { id: string }) => id === party.id)).toMatchObject({
      asks: 'change',
      state: 'active',
      dueAt: asked.body.dueAt,
      taken: null,
    });
    const { body: shown } = await trip.officer.get(`/${party.id}`);
    expect(shown.amendment).toMatchObject({ change: { id: asked.body.id }, taken: null });
    context.advance(1_000);
    const limits = { 'credential-check': { perMinute: 30, perDay: 500 } };
    const decided = await trip.officer.post(path(party.id, asked.body.id, 'decision'), approve({ limits }));
    expect(decided.status, decided.text).toBe(200);
    expect(decided.body.amendment).toBeNull();
    expect(await trip.read(party)).toMatchObject({
      state: 'active',
      purposes: CHANGE.purposes,
      services: CHANGE.services,
      limits,
    });
    expect((await trip.list(party))[0]).toMatchObject({
      state: 'approved',
      granted: { purposes: CHANGE.purposes, services: CHANGE.services },
    });
    expect(await trip.kindsFor(party.personId)).toContain('party-amended');
    expect(decided.body.changes.slice(0, 2)).toMatchObject([
      { event: 'amend', by: trip.officer.name },
      { event: 'ask-amendment', by: null },
    ]);
    expect(await trip.eventsOf(party.id)).toContainEqual({
      kind: 'party.amended',
      amendment: asked.body.id,
      purposes: 'rail.entry rail.sale',
      services: 'credential-check card-status-check',
    });
    const rest = (await trip.officer.get()).body.parties.map(({ id }: { id: string }) => id);
    expect(rest).not.toContain(party.id);
  });

  it('V1: who asked for a change does not decide it, though no longer of the organisation', async () => {
    const party = await trip.active();
    const asker = await newMember(context, server, party.organisationId);
    const { body: asked } = await trip.ask(asker.client, party.id);
    const person_index = context.keys.blindIndex('resident-number', asker.number);
    await context.db
      .updateTable('staff')
      .set({ person_index })
      .where('staff_id', '=', trip.other.staffId)
      .execute();
    await context.db.deleteFrom('organisation_member').where('person_id', '=', asker.personId).execute();
    expect((await trip.other.get(`/${party.id}`)).body.own).toBe(true);
    expect((await trip.other.post(path(party.id, asked.id, 'take'))).body.code).toBe('not-allowed');
    expect((await trip.other.post(path(party.id, asked.id, 'decision'), approve())).body.code).toBe(
      'not-allowed',
    );
    expect((await trip.officer.post(path(party.id, asked.id, 'decision'), approve())).status).toBe(200);
  });

  it('V1: refused, the old holds on; the party reads the reason and the note, and may ask again', async () => {
    const party = await trip.active();
    const { body: asked } = await trip.ask(party.client, party.id);
    expect((await trip.officer.post(path(party.id, asked.id, 'decision'), refusal)).status).toBe(200);
    expect(await trip.read(party)).toMatchObject({ purposes: ASKED.purposes, services: ASKED.services });
    expect((await trip.list(party))[0]).toMatchObject({
      state: 'refused',
      granted: null,
      reason: { code: 'more-than-needed' },
      note: refusal.note,
    });
    expect(await trip.kindsFor(party.personId)).toContain('party-amendment-refused');
    expect(await trip.eventsOf(party.id)).toEqual([]);
    expect((await trip.officer.post(path(party.id, asked.id, 'decision'), approve())).body.code).toBe(
      'wrong-state',
    );
    expect((await trip.ask(party.client, party.id)).status).toBe(201);
  });

  it('V1: one at a time; a repetition is the same one; withdrawn, another may follow', async () => {
    const party = await trip.active();
    const key = once();
    const first = await trip.ask(party.client, party.id, {}, key);
    expect((await trip.ask(party.client, party.id, {}, key)).body).toEqual(first.body);
    expect((await trip.ask(party.client, party.id)).body.code).toBe('amendment-open');
    const withdraw = () =>
      party.client.post(`/api/v1/parties/${party.id}/amendments/${first.body.id}/withdrawal`);
    expect((await withdraw()).body.state).toBe('withdrawn');
    expect((await withdraw()).status).toBe(200);
    const atOnce = await Promise.all([1, 2, 3].map(() => trip.ask(party.client, party.id)));
    expect(atOnce.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('V1: nothing to change, a purpose outside the basis, and a party that is not active are refused', async () => {
    const party = await trip.active();
    const { purposes, services } = ASKED;
    expect(faults(await trip.ask(party.client, party.id, { purposes, services }))).toEqual([
      'purposes amendment.same',
    ]);
    expect(faults(await trip.ask(party.client, party.id, { purposes: ['bank.account'] }))).toEqual([
      'purposes.0 purpose.outside-basis',
    ]);
    expect(faults(await trip.ask(party.client, party.id, { explanation: ' ' }))).toEqual([
      'explanation explanation.empty',
    ]);
    const waiting = await trip.applied();
    expect((await trip.ask(waiting.client, waiting.id)).body.code).toBe('wrong-state');
  });

  it('V1: more than was asked for cannot be approved; what is taken nobody else decides; not on one’s own', async () => {
    const party = await trip.active();
    const { body: asked } = await trip.ask(party.client, party.id);
    const more = approve({ purposes: ['rail.entry', 'rail.check'] });
    expect(faults(await trip.officer.post(path(party.id, asked.id, 'decision'), more))).toEqual([
      'purposes.1 purpose.not-asked',
    ]);
    const taken = await trip.officer.post(path(party.id, asked.id, 'take'));
    expect(taken.body.amendment.taken).toMatchObject({ by: trip.officer.name, mine: true });
    const row = (await trip.other.get()).body.parties.find(({ id }: { id: string }) => id === party.id);
    expect(row.taken).toMatchObject({ by: trip.officer.name, mine: false });
    expect((await trip.other.post(path(party.id, asked.id, 'decision'), refusal)).body.code).toBe(
      'case-taken',
    );
    context.advance(partyPolicy.takenForMs);
    expect((await trip.other.post(path(party.id, randomUUID(), 'decision'), refusal)).body.code).toBe(
      'not-found',
    );
    const self = await trip.staffOf('officer');
    const person_index = context.keys.blindIndex('resident-number', party.number);
    await context.db
      .updateTable('staff')
      .set({ person_index })
      .where('staff_id', '=', self.staffId)
      .execute();
    expect((await self.post(path(party.id, asked.id, 'decision'), approve())).body.code).toBe('not-allowed');
    const answers = await Promise.all([
      trip.other.post(path(party.id, asked.id, 'decision'), approve()),
      trip.other.post(path(party.id, asked.id, 'decision'), refusal),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('V1: a party that ends takes its open change with it', async () => {
    const party = await trip.active();
    const { body: asked } = await trip.ask(party.client, party.id);
    const end = await trip.officer.post(`/${party.id}/end`, { reason: 'breach', note: '违反协议' });
    expect(end.body.amendment).toBeNull();
    expect((await trip.list(party))[0].state).toBe('void');
    expect((await trip.officer.post(path(party.id, asked.id, 'decision'), approve())).body.code).toBe(
      'wrong-state',
    );
  });
});

describe('V1: nobody applies and withdraws without end', () => {
  const { most, withinMs } = partyPolicy.applications;

  it('V1: after so many applications in a day the next is refused, and the problem names when one may go on', async () => {
    const { organisationId } = await newOrganisation(context);
    const { client } = await newMember(context, server, organisationId);
    for (let i = 0; i < most; i += 1) {
      const made = await trip.apply(client, organisationId);
      expect(made.status, made.text).toBe(201);
      await client.post(`/api/v1/parties/${made.body.id}/withdrawal`);
      context.advance(HOUR_MS);
    }
    const refused = await trip.apply(client, organisationId);
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({
      code: 'too-many-applications',
      params: { most, from: '2026-11-22 09:03' },
    });
    expect(refused.body.next).toContain('2026-11-22 09:03');
    expect(Number(refused.headers.get('retry-after'))).toBe(refused.body.params.seconds);
    context.advance(refused.body.params.seconds * 1_000 - 60_000);
    expect((await trip.apply(client, organisationId)).status).toBe(429);
    context.advance(60_000);
    expect((await trip.apply(client, organisationId)).status).toBe(201);
    expect(withinMs).toBeGreaterThan(most * HOUR_MS);
  });

  it('V1: changes that are asked for and withdrawn are limited likewise', async () => {
    const party = await trip.active();
    for (let i = 0; i < most; i += 1) {
      const { body } = await trip.ask(party.client, party.id);
      await party.client.post(`/api/v1/parties/${party.id}/amendments/${body.id}/withdrawal`);
    }
    expect((await trip.ask(party.client, party.id)).body.code).toBe('too-many-applications');
    context.advance(withinMs);
    const { client } = await newMember(context, server, party.organisationId);
    expect((await trip.ask(client, party.id)).status).toBe(201);
  });
});
