import { currentAgreement } from '@suizheng/domain/contract/agreement-texts.ts';
import { deadlineOf } from '@suizheng/domain/policy/deadline.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { once } from '../../testing/gate.ts';
import { newMember, newOrganisation } from '../../testing/organisation.ts';
import { APPROVAL, ASKED, partyTrip } from '../../testing/party-trip.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer } from '../../testing/test-server.ts';

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

type Fault = { field: string; code: string };
const faults = (answer: { body: { errors?: Fault[] } }) =>
  answer.body.errors?.map(({ field, code }) => `${field} ${code}`);

describe('V1: applying', () => {
  it('V1: an administrator applies with basis, purposes, services and explanation; it is due by working days', async () => {
    const party = await trip.applied();
    const { body } = await party.client.get(`/api/v1/parties/${party.id}`);
    expect(body).toMatchObject({
      state: 'applied',
      organisation: { id: party.organisationId, name: party.name },
      legalBasis: ASKED.legalBasis,
      explanation: ASKED.explanation,
      purposes: ASKED.purposes,
      services: ASKED.services,
      appliedAt: '2026-11-21T01:03:00.000Z',
      // The five working days after that Saturday end with Friday 27 November in Shanghai.
      dueAt: '2026-11-27T16:00:00.000Z',
      decidedAt: null,
      agreementVersion: null,
    });
    expect(body.dueAt).toBe(
      deadlineOf({ workingDays: partyPolicy.decidedWithinDays }, context.clock()).toISOString(),
    );
    expect((await party.client.get('/api/v1/parties')).body).toEqual([body]);
    const row = await context.db
      .selectFrom('relying_party')
      .select('contact')
      .where('party_id', '=', party.id)
      .executeTakeFirstOrThrow();
    expect(row.contact.toString('latin1')).not.toContain(ASKED.contact.mobile);
    expect(await trip.auditOf(party.id)).toEqual(['party.apply']);
  });

  it('V1: a purpose outside the legal basis, and one that nobody knows, are named', async () => {
    const { organisationId } = await newOrganisation(context);
    const { client } = await newMember(context, server, organisationId);
    const purposes = ['rail.entry', 'bank.account', 'rail.nonsense'];
    const answer = await trip.apply(client, organisationId, { purposes });
    expect(answer.status).toBe(422);
    expect(faults(answer)).toEqual(['purposes.1 purpose.outside-basis', 'purposes.2 purpose.unknown']);
    expect((await trip.apply(client, organisationId, { purposes: ['constructor'] })).status).toBe(422);
  });

  it('V1: an operator needs the role, a lower level reads which it needs, a stranger finds nothing', async () => {
    const { organisationId } = await newOrganisation(context);
    const operator = await newMember(context, server, organisationId, { role: 'operator' });
    const low = await newMember(context, server, organisationId, { level: 'real-name' });
    const stranger = await newMember(context, server, null);
    expect((await trip.apply(operator.client, organisationId)).body.code).toBe('role-needed');
    const refused = await trip.apply(low.client, organisationId);
    expect(refused.body).toMatchObject({ code: 'level-needed' });
    expect((await trip.apply(stranger.client, organisationId)).body.code).toBe('not-found');
    const party = await trip.applied();
    for (const path of ['', '/agreement'])
      expect((await stranger.client.get(`/api/v1/parties/${party.id}${path}`)).body.code).toBe('not-found');
    expect((await trip.agree(stranger.client, party.id)).body.code).toBe('not-found');
    expect((await stranger.client.post(`/api/v1/parties/${party.id}/withdrawal`)).body.code).toBe(
      'not-found',
    );
    expect((await stranger.client.get('/api/v1/parties')).body).toEqual([]);
    const clerk = await newMember(context, server, party.organisationId, { role: 'operator' });
    expect((await clerk.client.get(`/api/v1/parties/${party.id}`)).body.code).toBe('not-found');
  });

  it('V1: an organisation has one living application; a repetition is the same one, and after its end it applies anew', async () => {
    const { organisationId } = await newOrganisation(context);
    const { client } = await newMember(context, server, organisationId);
    const key = once();
    const [first, again] = [
      await trip.apply(client, organisationId, {}, key),
      await trip.apply(client, organisationId, {}, key),
    ];
    expect(again.body).toEqual(first.body);
    const atOnce = await Promise.all([1, 2, 3].map(() => trip.apply(client, organisationId)));
    expect(atOnce.map(({ body }) => body.code)).toEqual(Array(3).fill('party-exists'));
    const gone = await client.post(`/api/v1/parties/${first.body.id}/withdrawal`);
    expect(gone.body.state).toBe('withdrawn');
    expect((await client.post(`/api/v1/parties/${first.body.id}/withdrawal`)).status).toBe(200);
    const anew = await Promise.all([1, 2, 3].map(() => trip.apply(client, organisationId)));
    expect(anew.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });
});

describe('V1: officers decide', () => {
  it('V1: the queue shows the earliest deadline first, and no contact', async () => {
    const early = await trip.applied();
    context.advance(3 * 86_400_000);
    const late = await trip.applied();
    const { body } = await officer.get();
    const ids = body.parties.map(({ id }: { id: string }) => id);
    expect(ids.indexOf(early.id)).toBeLessThan(ids.indexOf(late.id));
    expect(body.toDecide).toBe(ids.length);
    expect(JSON.stringify(body)).not.toContain(ASKED.contact.mobile);
    context.advance(-3 * 86_400_000);
  });

  it('V1: approved with fewer purposes and services and limits of its own; the administrator is told and agrees', async () => {
    const party = await trip.applied();
    const { body: shown } = await officer.get(`/${party.id}`);
    context.advance(1_000);
    expect(shown).toMatchObject({ contact: ASKED.contact, taken: null, own: false, clients: [], volume: [] });
    const limits = { 'credential-check': { perMinute: 60, perDay: 1_000 } };
    const answer = await officer.post(`/${party.id}/decision`, {
      ...APPROVAL,
      purposes: ['rail.entry'],
      services: ['credential-check'],
      limits,
      note: '仅限进站',
    });
    expect(answer.status, answer.text).toBe(200);
    const read = async () => (await party.client.get(`/api/v1/parties/${party.id}`)).body;
    expect(await read()).toMatchObject({
      state: 'approved',
      purposes: ['rail.entry'],
      services: ['credential-check'],
      limits,
      decisionNote: '仅限进站',
    });
    expect(await trip.kindsFor(party.personId)).toContain('party-approved');
    const { body: agreement } = await party.client.get(`/api/v1/parties/${party.id}/agreement`);
    expect(agreement).toMatchObject({ version: currentAgreement().version, agreedAt: null });
    context.advance(1_000);
    expect(faults(await trip.agree(party.client, party.id, 'party-2020-01'))).toEqual([
      'version agreement.other-version',
    ]);
    const agreed = await trip.agree(party.client, party.id);
    expect(agreed.body).toMatchObject({ state: 'active', agreementVersion: agreement.version });
    expect((await trip.agree(party.client, party.id)).body).toEqual(agreed.body);
    expect(await trip.auditOf(party.id)).toEqual([
      'party.apply',
      'staff.look',
      'party.approve',
      'party.agree',
    ]);
    const { body: after } = await officer.get(`/${party.id}`);
    expect(after.changes.map(({ event, by }: { event: string; by: string | null }) => [event, by])).toEqual([
      ['agree', null],
      ['approve', officer.name],
      ['apply', null],
    ]);
  });

  it('V1: more than was asked for cannot be approved, and each thing too much is named', async () => {
    const party = await trip.applied();
    const answer = await officer.post(`/${party.id}/decision`, {
      ...APPROVAL,
      purposes: ['rail.entry', 'rail.sale'],
      services: ['credential-check', 'link-check'],
      limits: { 'card-status-check': { perMinute: 1, perDay: 1 } },
    });
    expect(answer.status).toBe(422);
    expect(faults(answer)).toEqual([
      'purposes.1 purpose.not-asked',
      'services.1 service.not-asked',
      'limits.card-status-check service.not-asked',
    ]);
  });

  it('V1: refused with a reason of the list and a note, in the reader’s language; then nothing more happens to it', async () => {
    const party = await trip.applied();
    const note = '请只选进站一项用途';
    const refusal = { decision: 'refuse', reason: 'more-than-needed', note };
    expect(faults(await officer.post(`/${party.id}/decision`, { ...refusal, note: ' ' }))).toEqual([
      'note note.empty',
    ]);
    expect((await officer.post(`/${party.id}/decision`, refusal)).status).toBe(200);
    const { body } = await party.client.get(`/api/v1/parties/${party.id}`, { 'accept-language': 'en' });
    expect(body).toMatchObject({
      state: 'refused',
      decisionNote: note,
      decisionReason: {
        code: 'more-than-needed',
        reason: expect.stringContaining('beyond'),
        next: expect.stringContaining('apply anew'),
      },
    });
    expect(await trip.kindsFor(party.personId)).toContain('party-refused');
    expect((await trip.agree(party.client, party.id)).body.code).toBe('wrong-state');
    expect((await trip.apply(party.client, party.organisationId)).status).toBe(201);
  });

  it('V1: of two decisions at one moment one counts, the other finds it decided', async () => {
    const party = await trip.applied();
    const refusal = { decision: 'refuse', reason: 'other', note: '见附注' };
    const answers = await Promise.all([
      officer.post(`/${party.id}/decision`, APPROVAL),
      other.post(`/${party.id}/decision`, refusal),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('wrong-state');
  });

  it('V1: what one officer has taken nobody else decides until it is let go', async () => {
    const party = await trip.applied();
    const taken = await officer.post(`/${party.id}/take`);
    expect(taken.body.taken).toMatchObject({ by: officer.name, mine: true });
    expect((await other.get(`/${party.id}`)).body.taken).toMatchObject({ by: officer.name, mine: false });
    expect((await other.post(`/${party.id}/take`)).body.code).toBe('case-taken');
    expect((await other.post(`/${party.id}/decision`, APPROVAL)).body.code).toBe('case-taken');
    context.advance(partyPolicy.takenForMs);
    expect((await other.post(`/${party.id}/decision`, APPROVAL)).status).toBe(200);
    expect((await officer.post(`/${party.id}/take`)).body.code).toBe('wrong-state');
  });

  it('V1: nobody decides on their own organisation: neither who applied nor another member', async () => {
    const party = await trip.applied();
    const member = await newMember(context, server, party.organisationId, { role: 'operator' });
    for (const { number } of [party, member]) {
      const self = await trip.staffOf('officer');
      const person_index = context.keys.blindIndex('resident-number', number);
      await context.db
        .updateTable('staff')
        .set({ person_index })
        .where('staff_id', '=', self.staffId)
        .execute();
      expect((await self.get(`/${party.id}`)).body.own).toBe(true);
      expect((await self.post(`/${party.id}/take`)).body.code).toBe('not-allowed');
      expect((await self.post(`/${party.id}/decision`, APPROVAL)).body.code).toBe('not-allowed');
    }
    expect(await trip.stateOf(party.client, party.id)).toBe('applied');
  });

  it('V1: reviewers see none of it, administrators suspend but do not decide', async () => {
    const party = await trip.active();
    const [reviewer, administrator] = [await trip.staffOf('reviewer'), await trip.staffOf('administrator')];
    const why = { reason: 'keys-in-danger', note: '网关密钥外泄' };
    expect((await reviewer.get()).body.code).toBe('not-allowed');
    expect((await reviewer.post(`/${party.id}/suspension`, why)).body.code).toBe('not-allowed');
    expect((await administrator.get(`/${party.id}`)).status).toBe(200);
    expect((await administrator.post(`/${party.id}/decision`, APPROVAL)).body.code).toBe('not-allowed');
    expect((await administrator.post(`/${party.id}/end`, { ...why, reason: 'breach' })).body.code).toBe(
      'not-allowed',
    );
    expect((await administrator.post(`/${party.id}/suspension`, why)).status).toBe(200);
  });
});
