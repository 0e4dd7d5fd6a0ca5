import { randomUUID } from 'node:crypto';
import { currentAgreement } from '@suizheng/domain/contract/agreement-texts.ts';
import { deadlineOf } from '@suizheng/domain/policy/deadline.ts';
import {
  nextPartyState,
  type PartyEvent,
  type PartyState,
  partyPolicy,
} from '@suizheng/domain/policy/relying-party.ts';
import type { StaffRole } from '@suizheng/domain/policy/staff-access.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { bearer, once } from '../../testing/gate.ts';
import { newMember, newOrganisation } from '../../testing/organisation.ts';
import { clientOf } from '../../testing/parties.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer, type TestClient } from '../../testing/test-server.ts';
import { addStaff } from '../staff/add-staff.ts';
import { forgetContacts } from './forget-contacts.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let officer: Awaited<ReturnType<typeof staffOf>>;
let other: Awaited<ReturnType<typeof staffOf>>;

/** Somebody of staff over HTTP. */
const staffOf = async (...roles: StaffRole[]) => {
  const name = `职员${randomUUID().slice(0, 4)}`;
  const { token, staffId } = await addStaff(
    context,
    SYSTEM,
    { name, counter: '随证站', roles },
    context.clock(),
  );
  const client = server.client();
  const at = (path: string) => `/api/v1/counter/parties${path}`;
  return {
    staffId,
    name,
    get: (path = '') => client.get(at(path), bearer(token)),
    post: (path: string, body?: unknown) => client.post(at(path), body, bearer(token)),
  };
};

beforeAll(async () => {
  // A Saturday: five working days on is the Friday after next.
  context = await testContext({ now: new Date('2026-11-21T09:03:00+08:00') });
  server = await startTestServer(context, { limits: false });
  officer = await staffOf('officer');
  other = await staffOf('officer');
});
afterAll(async () => {
  await server.close();
  await context.close();
});

type Fault = { field: string; code: string };
const faults = (answer: { body: { errors?: Fault[] } }) =>
  answer.body.errors?.map(({ field, code }) => `${field} ${code}`);

const ASKED = {
  legalBasis: 'railway-safety-64',
  explanation: '进站时核实旅客身份，防止冒用车票',
  purposes: ['rail.entry', 'rail.check'],
  services: ['credential-check', 'real-name-check'],
  contact: { name: '王建国', mobile: '16100001234' },
};
const apply = (client: TestClient, organisationId: string, more: object = {}, headers = once()) =>
  client.post('/api/v1/parties', { organisationId, ...ASKED, ...more }, headers);

/** An administrator whose organisation has applied. */
const applied = async (more: object = {}) => {
  const { organisationId, name } = await newOrganisation(context);
  const admin = await newMember(context, server, organisationId);
  const answer = await apply(admin.client, organisationId, more);
  expect(answer.status, answer.text).toBe(201);
  return { ...admin, organisationId, name, id: answer.body.id as string };
};
const APPROVAL = {
  decision: 'approve',
  purposes: ASKED.purposes,
  services: ASKED.services,
  limits: {},
  note: null,
};
const agree = (client: TestClient, id: string, version = currentAgreement().version) =>
  client.post(`/api/v1/parties/${id}/agreement`, { version, accepted: true });
/** One that was approved and has agreed. */
const active = async () => {
  const party = await applied();
  expect((await officer.post(`/${party.id}/decision`, APPROVAL)).status).toBe(200);
  expect((await agree(party.client, party.id)).body.state).toBe('active');
  return party;
};
const stateOf = async (client: TestClient, id: string) =>
  (await client.get(`/api/v1/parties/${id}`)).body.state;
const kindsFor = async (personId: string) =>
  (
    await context.db
      .selectFrom('notification as n')
      .innerJoin('account as a', 'a.account_id', 'n.account_id')
      .select('n.kind')
      .where('a.person_id', '=', personId)
      .orderBy('n.created_at')
      .execute()
  ).map(({ kind }) => kind);
const auditOf = async (id: string) =>
  (
    await context.db
      .selectFrom('audit_event')
      .select('action')
      .where('object_kind', '=', 'party')
      .where('object_id', '=', id)
      .orderBy('event_id')
      .execute()
  ).map(({ action }) => action);

describe('V1: applying', () => {
  it('V1: an administrator applies with basis, purposes, services and explanation; it is due by working days', async () => {
    const party = await applied();
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
    expect(await auditOf(party.id)).toEqual(['party.apply']);
  });

  it('V1: a purpose outside the legal basis, and one that nobody knows, are named', async () => {
    const { organisationId } = await newOrganisation(context);
    const { client } = await newMember(context, server, organisationId);
    const purposes = ['rail.entry', 'bank.account', 'rail.nonsense'];
    const answer = await apply(client, organisationId, { purposes });
    expect(answer.status).toBe(422);
    expect(faults(answer)).toEqual(['purposes.1 purpose.outside-basis', 'purposes.2 purpose.unknown']);
    expect((await apply(client, organisationId, { purposes: ['constructor'] })).status).toBe(422);
  });

  it('V1: an operator needs the role, a lower level reads which it needs, a stranger finds nothing', async () => {
    const { organisationId } = await newOrganisation(context);
    const operator = await newMember(context, server, organisationId, { role: 'operator' });
    const low = await newMember(context, server, organisationId, { level: 'real-name' });
    const stranger = await newMember(context, server, null);
    expect((await apply(operator.client, organisationId)).body.code).toBe('role-needed');
    const refused = await apply(low.client, organisationId);
    expect(refused.body).toMatchObject({ code: 'level-needed' });
    expect((await apply(stranger.client, organisationId)).body.code).toBe('not-found');
    const party = await applied();
    for (const path of ['', '/agreement'])
      expect((await stranger.client.get(`/api/v1/parties/${party.id}${path}`)).body.code).toBe('not-found');
    expect((await agree(stranger.client, party.id)).body.code).toBe('not-found');
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
      await apply(client, organisationId, {}, key),
      await apply(client, organisationId, {}, key),
    ];
    expect(again.body).toEqual(first.body);
    const atOnce = await Promise.all([1, 2, 3].map(() => apply(client, organisationId)));
    expect(atOnce.map(({ body }) => body.code)).toEqual(Array(3).fill('party-exists'));
    const gone = await client.post(`/api/v1/parties/${first.body.id}/withdrawal`);
    expect(gone.body.state).toBe('withdrawn');
    expect((await client.post(`/api/v1/parties/${first.body.id}/withdrawal`)).status).toBe(200);
    const anew = await Promise.all([1, 2, 3].map(() => apply(client, organisationId)));
    expect(anew.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });
});

describe('V1: officers decide', () => {
  it('V1: the queue shows the earliest deadline first, and no contact', async () => {
    const early = await applied();
    context.advance(3 * 86_400_000);
    const late = await applied();
    const { body } = await officer.get();
    const ids = body.parties.map(({ id }: { id: string }) => id);
    expect(ids.indexOf(early.id)).toBeLessThan(ids.indexOf(late.id));
    expect(body.toDecide).toBe(ids.length);
    expect(JSON.stringify(body)).not.toContain(ASKED.contact.mobile);
    context.advance(-3 * 86_400_000);
  });

  it('V1: approved with fewer purposes and services and limits of its own; the administrator is told and agrees', async () => {
    const party = await applied();
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
    expect(await kindsFor(party.personId)).toContain('party-approved');
    const { body: agreement } = await party.client.get(`/api/v1/parties/${party.id}/agreement`);
    expect(agreement).toMatchObject({ version: currentAgreement().version, agreedAt: null });
    context.advance(1_000);
    expect(faults(await agree(party.client, party.id, 'party-2020-01'))).toEqual([
      'version agreement.other-version',
    ]);
    const agreed = await agree(party.client, party.id);
    expect(agreed.body).toMatchObject({ state: 'active', agreementVersion: agreement.version });
    expect((await agree(party.client, party.id)).body).toEqual(agreed.body);
    expect(await auditOf(party.id)).toEqual(['party.apply', 'staff.look', 'party.approve', 'party.agree']);
    const { body: after } = await officer.get(`/${party.id}`);
    expect(after.changes.map(({ event, by }: { event: string; by: string | null }) => [event, by])).toEqual([
      ['agree', null],
      ['approve', officer.name],
      ['apply', null],
    ]);
  });

  it('V1: more than was asked for cannot be approved, and each thing too much is named', async () => {
    const party = await applied();
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
    const party = await applied();
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
    expect(await kindsFor(party.personId)).toContain('party-refused');
    expect((await agree(party.client, party.id)).body.code).toBe('wrong-state');
    expect((await apply(party.client, party.organisationId)).status).toBe(201);
  });

  it('V1: of two decisions at one moment one counts, the other finds it decided', async () => {
    const party = await applied();
    const refusal = { decision: 'refuse', reason: 'other', note: '见附注' };
    const answers = await Promise.all([
      officer.post(`/${party.id}/decision`, APPROVAL),
      other.post(`/${party.id}/decision`, refusal),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('wrong-state');
  });

  it('V1: what one officer has taken nobody else decides until it is let go', async () => {
    const party = await applied();
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
    const party = await applied();
    const member = await newMember(context, server, party.organisationId, { role: 'operator' });
    for (const { number } of [party, member]) {
      const self = await staffOf('officer');
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
    expect(await stateOf(party.client, party.id)).toBe('applied');
  });

  it('V1: reviewers see none of it, administrators suspend but do not decide', async () => {
    const party = await active();
    const [reviewer, administrator] = [await staffOf('reviewer'), await staffOf('administrator')];
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

describe('V1: suspended, resumed, ended', () => {
  it('V1: each is told to the party with its reason, raises the version, and is audited', async () => {
    const party = await active();
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
    expect((await kindsFor(party.personId)).sort()).toEqual([
      'party-approved',
      'party-ended',
      'party-resumed',
      'party-suspended',
      'party-suspended',
    ]);
    expect((await auditOf(party.id)).slice(-4)).toEqual([
      'party.suspend',
      'party.resume',
      'party.suspend',
      'party.end',
    ]);
    for (const [act, body] of acts)
      expect((await officer.post(`/${party.id}/${act}`, body)).body.code).toBe('wrong-state');
  });

  it('V1: acts at one moment leave a history that is a walk through the table, one after the other', async () => {
    const party = await active();
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
    const events = await auditOf(party.id);
    let state: PartyState | null = 'applied';
    for (const action of events.filter((one) => one !== 'party.apply' && one.startsWith('party.'))) {
      state = nextPartyState(state!, action.slice('party.'.length) as PartyEvent);
      expect(state).not.toBe(null);
    }
    expect(await stateOf(party.client, party.id)).toBe(state);
  });

  it('V1: its system is refused within a minute of the suspension, works again once resumed, and never after the end', async () => {
    const party = await active();
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
    const party = await active();
    const waiting = await applied();
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
    const party = await active();
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
