import { randomBytes, randomUUID } from 'node:crypto';
import { HOUR_MS } from '@suizheng/domain/policy/calendar.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { once } from '../../testing/gate.ts';
import { newMember, newOrganisation } from '../../testing/organisation.ts';
import { clientOf } from '../../testing/parties.ts';
import { ASKED, partyTrip } from '../../testing/party-trip.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer, type TestClient } from '../../testing/test-server.ts';
import { untilSomebodyWaits } from '../../testing/until-somebody-waits.ts';
import { enrolReader, hashEnrolmentCode } from '../verification/enrol-reader.ts';
import { createDirectory } from './directory.ts';
import { lockParty } from './move.ts';
import { narrowRights } from './narrow-rights.ts';

const START = new Date('2026-11-21T09:03:00+08:00');
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let trip: ReturnType<typeof partyTrip>;
let officer: Awaited<ReturnType<typeof trip.staffOf>>;
let other: Awaited<ReturnType<typeof trip.staffOf>>;

beforeAll(async () => {
  context = await testContext({ now: START });
  server = await startTestServer(context, { limits: false });
  trip = partyTrip(context, server);
  [officer, other] = [await trip.staffOf('officer'), await trip.staffOf('officer')];
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(() => context.setNow(START));

const DEVICE_KEY = 'BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU';
type Party = Awaited<ReturnType<typeof trip.active>>;
/** Instead of checking tickets the party sells them, and asks about cards too. */
const CHANGE = {
  purposes: ['rail.entry', 'rail.sale'],
  services: ['credential-check', 'card-status-check'],
  explanation: '车站改为自助售票，不再人工验票',
};
const ask = (client: TestClient, id: string, more: object = {}, headers = once()) =>
  client.post(`/api/v1/parties/${id}/amendments`, { ...CHANGE, ...more }, headers);
const list = async ({ client, id }: Pick<Party, 'client' | 'id'>) =>
  (await client.get(`/api/v1/parties/${id}/amendments`)).body.items;
const read = async ({ client, id }: Pick<Party, 'client' | 'id'>) =>
  (await client.get(`/api/v1/parties/${id}`)).body;
const approve = (more: object = {}) => ({
  decision: 'approve',
  purposes: CHANGE.purposes,
  services: CHANGE.services,
  limits: {},
  note: null,
  ...more,
});
const refusal = { decision: 'refuse', reason: 'more-than-needed', note: '售票无须看证' };
const path = (id: string, amendment: string, act: string) => `/${id}/amendments/${amendment}/${act}`;
type Fault = { field: string; code: string };
const faults = (answer: { body: { errors?: Fault[] } }) =>
  answer.body.errors?.map(({ field, code }) => `${field} ${code}`);
const eventsOf = async (partyId: string) => {
  const rows = await context.db
    .selectFrom('party_event')
    .select(['kind', 'data'])
    .where('party_id', '=', partyId)
    .orderBy('kind')
    .execute();
  return rows.map(({ kind, data }) => ({ kind, ...data }));
};
/** A reader of the party, enrolled as its device would be. */
const readerOf = async (party: Party, purposes: string[]) => {
  const code = await party.client.post(
    `/api/v1/parties/${party.id}/enrolment-codes`,
    { label: `闸机 ${purposes.join('、')}`, scope: 'rail', purposes },
    once(),
  );
  const encryptionKey = DEVICE_KEY;
  const made = await server.client().post('/api/v1/readers', { code: code.body.code, encryptionKey });
  expect(made.status, made.text).toBe(201);
  return { id: made.body.reader.id as string };
};

describe('V1: an active party asks for other purposes and services', () => {
  it('V1: until it is decided the old holds; approved, the new holds at once and the history names who decided', async () => {
    const party = await trip.active();
    context.advance(1_000);
    const asked = await ask(party.client, party.id);
    expect(asked.status, asked.text).toBe(201);
    expect(asked.body).toMatchObject({
      state: 'asked',
      before: { purposes: ASKED.purposes, services: ASKED.services },
      asked: { purposes: CHANGE.purposes, services: CHANGE.services },
      granted: null,
      // Five working days, as for an application.
      dueAt: '2026-11-27T16:00:00.000Z',
    });
    expect(await read(party)).toMatchObject({ purposes: ASKED.purposes, services: ASKED.services });
    const { body: queue } = await officer.get();
    expect(queue.parties.find(({ id }: { id: string }) => id === party.id)).toMatchObject({
      asks: 'change',
      state: 'active',
      dueAt: asked.body.dueAt,
      taken: null,
    });
    const { body: shown } = await officer.get(`/${party.id}`);
    expect(shown.amendment).toMatchObject({ change: { id: asked.body.id }, taken: null });
    context.advance(1_000);
    const limits = { 'credential-check': { perMinute: 30, perDay: 500 } };
    const decided = await officer.post(path(party.id, asked.body.id, 'decision'), approve({ limits }));
    expect(decided.status, decided.text).toBe(200);
    expect(decided.body.amendment).toBeNull();
    expect(await read(party)).toMatchObject({
      state: 'active',
      purposes: CHANGE.purposes,
      services: CHANGE.services,
      limits,
    });
    expect((await list(party))[0]).toMatchObject({
      state: 'approved',
      granted: { purposes: CHANGE.purposes, services: CHANGE.services },
    });
    expect(await trip.kindsFor(party.personId)).toContain('party-amended');
    expect(decided.body.changes.slice(0, 2)).toMatchObject([
      { event: 'amend', by: officer.name },
      { event: 'ask-amendment', by: null },
    ]);
    expect(await eventsOf(party.id)).toContainEqual({
      kind: 'party.amended',
      amendment: asked.body.id,
      purposes: 'rail.entry rail.sale',
      services: 'credential-check card-status-check',
    });
    const rest = (await officer.get()).body.parties.map(({ id }: { id: string }) => id);
    expect(rest).not.toContain(party.id);
  });

  it('V1: readers and clients lose what is no longer approved at once; those left with nothing are revoked', async () => {
    const party = await trip.active();
    const both = await readerOf(party, ['rail.entry', 'rail.check']);
    const gone = await readerOf(party, ['rail.check']);
    const unused = await party.client.post(
      `/api/v1/parties/${party.id}/enrolment-codes`,
      { label: '未启用', scope: 'rail', purposes: ['rail.check'] },
      once(),
    );
    const some = await clientOf(
      context,
      { partyId: party.id },
      { services: ['credential-check', 'real-name-check'] },
    );
    const none = await clientOf(context, { partyId: party.id }, { services: ['real-name-check'] });
    const directory = createDirectory(context, {
      ask: (question: () => unknown) => question(),
      isAway: () => false,
    } as never);
    await directory.refresh();
    const { body: asked } = await ask(party.client, party.id, { services: ['credential-check'] });
    context.advance(1_000);
    const decided = await officer.post(
      path(party.id, asked.id, 'decision'),
      approve({ purposes: ['rail.entry'], services: ['credential-check'] }),
    );
    expect(decided.status, decided.text).toBe(200);
    await directory.refresh();
    const known = directory.readers().filter(({ party_id }) => party_id === party.id);
    expect(known.map(({ reader_id, purposes }) => [reader_id, purposes])).toEqual([
      [both.id, ['rail.entry']],
    ]);
    expect(await directory.client(some.clientId, context.clock())).toMatchObject({
      purposes: ['rail.entry'],
      services: ['credential-check'],
    });
    expect(await directory.client(none.clientId, context.clock())).toBeNull();
    await expect(none.token()).rejects.toThrow('no token');
    const { body: devices } = await party.client.get(`/api/v1/parties/${party.id}/readers`);
    const revoked = devices.items.filter(({ revokedAt }: { revokedAt: string | null }) => revokedAt !== null);
    expect(revoked.map(({ id }: { id: string }) => id)).toEqual([gone.id]);
    // A code that nobody used yet makes no reader any more.
    const late = await server
      .client()
      .post('/api/v1/readers', { code: unused.body.code, encryptionKey: DEVICE_KEY });
    expect(late.status).toBeGreaterThanOrEqual(400);
    const kinds = (await eventsOf(party.id)).map(({ kind }) => kind);
    expect(kinds).toEqual(['client.revoked', 'party.amended', 'reader.revoked']);
  });

  it('V1: what is taken away at this very moment no code, no device and no system keeps', async () => {
    const party = await trip.active();
    const codeFor = (purpose: string) =>
      party.client.post(
        `/api/v1/parties/${party.id}/enrolment-codes`,
        { label: purpose, scope: 'rail', purposes: [purpose] },
        once(),
      );
    const before = await codeFor('rail.check');
    const began = context.clock();
    const { publicKey } = await generateKeyPair('ES256');
    const system = {
      label: '后台',
      services: ['real-name-check'],
      jwks: { keys: [await exportJWK(publicKey)] },
    };
    let asking: Promise<{ body: { errors?: Fault[] } }>[] = [];
    await context.db.transaction().execute(async (trx) => {
      await lockParty(trx, party.id);
      asking = [
        codeFor('rail.check'),
        party.client.post(`/api/v1/parties/${party.id}/clients`, system, once()),
      ];
      await untilSomebodyWaits(context.db, asking.length);
      const rights = { purposes: ['rail.entry'], services: ['credential-check' as const] };
      await trx.updateTable('relying_party').set(rights).where('party_id', '=', party.id).execute();
      context.advance(1_000);
      await narrowRights(trx, party.id, rights, { actor: SYSTEM, now: context.clock() });
    });
    expect((await Promise.all(asking)).map(faults)).toEqual([
      ['purposes.0 purpose.not-approved'],
      ['services.0 service.not-approved'],
    ]);
    // One that began before the decision, and was waiting for it.
    const late = { code: before.body.code, encryptionKey: DEVICE_KEY, traceId: '0'.repeat(32), now: began };
    await expect(enrolReader(context, late)).rejects.toMatchObject({ code: 'enrolment-code-invalid' });
  });

  it('V1: a device that is being enrolled while its purpose is taken away loses it too', async () => {
    const party = await trip.active();
    const { body } = await party.client.post(
      `/api/v1/parties/${party.id}/enrolment-codes`,
      { label: '闸机', scope: 'rail', purposes: ['rail.check'] },
      once(),
    );
    const code_hash = hashEnrolmentCode(body.code);
    let narrowing: Promise<void> | undefined;
    await context.db.transaction().execute(async (trx) => {
      const now = context.clock();
      await trx
        .updateTable('enrolment_code')
        .set({ used_at: now })
        .where('code_hash', '=', code_hash)
        .execute();
      narrowing = context.db.transaction().execute(async (other) => {
        const rights = { purposes: ['rail.entry'], services: ASKED.services as never };
        await narrowRights(other, party.id, rights, { actor: SYSTEM, now });
      });
      await untilSomebodyWaits(context.db);
      const encryption_key = Buffer.from(DEVICE_KEY, 'base64url');
      const rights = { organisation: '站', label: '闸机', scope: 'rail', purposes: ['rail.check'] };
      const made = { token_hash: randomBytes(32), encryption_key, enrolled_at: now, revoked_at: null };
      await trx
        .insertInto('reader')
        .values({ reader_id: randomUUID(), ...rights, ...made, party_id: party.id, enrolled_with: code_hash })
        .execute();
    });
    await narrowing;
    const { items } = (await party.client.get(`/api/v1/parties/${party.id}/readers`)).body;
    expect(items).toMatchObject([{ purposes: ['rail.check'], revokedAt: expect.any(String) }]);
  });

  it('V1: who asked for a change does not decide it, though no longer of the organisation', async () => {
    const party = await trip.active();
    const asker = await newMember(context, server, party.organisationId);
    const { body: asked } = await ask(asker.client, party.id);
    const person_index = context.keys.blindIndex('resident-number', asker.number);
    await context.db
      .updateTable('staff')
      .set({ person_index })
      .where('staff_id', '=', other.staffId)
      .execute();
    await context.db.deleteFrom('organisation_member').where('person_id', '=', asker.personId).execute();
    expect((await other.get(`/${party.id}`)).body.own).toBe(true);
    expect((await other.post(path(party.id, asked.id, 'take'))).body.code).toBe('not-allowed');
    expect((await other.post(path(party.id, asked.id, 'decision'), approve())).body.code).toBe('not-allowed');
    expect((await officer.post(path(party.id, asked.id, 'decision'), approve())).status).toBe(200);
  });

  it('V1: refused, the old holds on; the party reads the reason and the note, and may ask again', async () => {
    const party = await trip.active();
    const { body: asked } = await ask(party.client, party.id);
    expect((await officer.post(path(party.id, asked.id, 'decision'), refusal)).status).toBe(200);
    expect(await read(party)).toMatchObject({ purposes: ASKED.purposes, services: ASKED.services });
    expect((await list(party))[0]).toMatchObject({
      state: 'refused',
      granted: null,
      reason: { code: 'more-than-needed' },
      note: refusal.note,
    });
    expect(await trip.kindsFor(party.personId)).toContain('party-amendment-refused');
    expect(await eventsOf(party.id)).toEqual([]);
    expect((await officer.post(path(party.id, asked.id, 'decision'), approve())).body.code).toBe(
      'wrong-state',
    );
    expect((await ask(party.client, party.id)).status).toBe(201);
  });

  it('V1: one at a time; a repetition is the same one; withdrawn, another may follow', async () => {
    const party = await trip.active();
    const key = once();
    const first = await ask(party.client, party.id, {}, key);
    expect((await ask(party.client, party.id, {}, key)).body).toEqual(first.body);
    expect((await ask(party.client, party.id)).body.code).toBe('amendment-open');
    const withdraw = () =>
      party.client.post(`/api/v1/parties/${party.id}/amendments/${first.body.id}/withdrawal`);
    expect((await withdraw()).body.state).toBe('withdrawn');
    expect((await withdraw()).status).toBe(200);
    const atOnce = await Promise.all([1, 2, 3].map(() => ask(party.client, party.id)));
    expect(atOnce.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('V1: nothing to change, a purpose outside the basis, and a party that is not active are refused', async () => {
    const party = await trip.active();
    const { purposes, services } = ASKED;
    expect(faults(await ask(party.client, party.id, { purposes, services }))).toEqual([
      'purposes amendment.same',
    ]);
    expect(faults(await ask(party.client, party.id, { purposes: ['bank.account'] }))).toEqual([
      'purposes.0 purpose.outside-basis',
    ]);
    expect(faults(await ask(party.client, party.id, { explanation: ' ' }))).toEqual([
      'explanation explanation.empty',
    ]);
    const waiting = await trip.applied();
    expect((await ask(waiting.client, waiting.id)).body.code).toBe('wrong-state');
  });

  it('V1: more than was asked for cannot be approved; what is taken nobody else decides; not on one’s own', async () => {
    const party = await trip.active();
    const { body: asked } = await ask(party.client, party.id);
    const more = approve({ purposes: ['rail.entry', 'rail.check'] });
    expect(faults(await officer.post(path(party.id, asked.id, 'decision'), more))).toEqual([
      'purposes.1 purpose.not-asked',
    ]);
    const taken = await officer.post(path(party.id, asked.id, 'take'));
    expect(taken.body.amendment.taken).toMatchObject({ by: officer.name, mine: true });
    const row = (await other.get()).body.parties.find(({ id }: { id: string }) => id === party.id);
    expect(row.taken).toMatchObject({ by: officer.name, mine: false });
    expect((await other.post(path(party.id, asked.id, 'decision'), refusal)).body.code).toBe('case-taken');
    context.advance(partyPolicy.takenForMs);
    expect((await other.post(path(party.id, randomUUID(), 'decision'), refusal)).body.code).toBe('not-found');
    const self = await trip.staffOf('officer');
    const person_index = context.keys.blindIndex('resident-number', party.number);
    await context.db
      .updateTable('staff')
      .set({ person_index })
      .where('staff_id', '=', self.staffId)
      .execute();
    expect((await self.post(path(party.id, asked.id, 'decision'), approve())).body.code).toBe('not-allowed');
    const answers = await Promise.all([
      other.post(path(party.id, asked.id, 'decision'), approve()),
      other.post(path(party.id, asked.id, 'decision'), refusal),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('V1: a party that ends takes its open change with it', async () => {
    const party = await trip.active();
    const { body: asked } = await ask(party.client, party.id);
    const end = await officer.post(`/${party.id}/end`, { reason: 'breach', note: '违反协议' });
    expect(end.body.amendment).toBeNull();
    expect((await list(party))[0].state).toBe('void');
    expect((await officer.post(path(party.id, asked.id, 'decision'), approve())).body.code).toBe(
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
      const { body } = await ask(party.client, party.id);
      await party.client.post(`/api/v1/parties/${party.id}/amendments/${body.id}/withdrawal`);
    }
    expect((await ask(party.client, party.id)).body.code).toBe('too-many-applications');
    context.advance(withinMs);
    const { client } = await newMember(context, server, party.organisationId);
    expect((await ask(client, party.id)).status).toBe(201);
  });
});
