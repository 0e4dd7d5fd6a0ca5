import { createHash, randomUUID } from 'node:crypto';
import { LEVELS } from '@suizheng/domain/policy/level.ts';
import {
  ORGANISATION_FUNCTIONS,
  ORGANISATION_GATES,
  ORGANISATION_ROLES,
  organisationPolicy,
} from '@suizheng/domain/policy/organisation.ts';
import { ORGANISATIONS } from '@suizheng/sandbox/organisations/organisations.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findOrCreatePerson } from '../../db/people.ts';
import { newMobile, newOfficer } from '../../testing/counter.ts';
import { once } from '../../testing/gate.ts';
import { syntheticSubject } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { newestCode, signInAs, startTestServer, type TestClient } from '../../testing/test-server.ts';
import { gateOf } from './member.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let officer: Awaited<ReturnType<typeof newOfficer>>;
let people = 0;
const [company, logistics, revoked] = ORGANISATIONS;
const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(400, 'a')]).toString('base64url');

beforeAll(async () => {
  context = await testContext({ now: new Date() });
  server = await startTestServer(context, { limits: false });
  officer = await newOfficer(context, server.client());
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(async () => {
  for (const table of [
    'organisation_document',
    'organisation_invitation',
    'organisation_member',
    'organisation',
  ] as const)
    await context.db.deleteFrom(table).execute();
});

type Fault = { field: string; code: string };
const fault = (answer: { body: { errors?: Fault[] } }) =>
  answer.body.errors?.map(({ field, code }) => `${field} ${code}`);

/** A person at the counter whose document was seen; face-signed with a mobile when one is given. */
const atCounter = async (mobile?: string) => {
  people += 1;
  const subject = await context.world.enrol(
    `经办${'一二三四五六七八九十'[people % 10]}`,
    `197${people % 10}-06-1${people % 9}`,
  );
  const { body: visit } = await officer.visit(subject, { purpose: 'organisation' });
  if (mobile) {
    const signed = await officer.faceSign(visit.id, mobile);
    if (signed.status !== 200) throw new Error(signed.text);
  }
  return { subject, visitId: visit.id as string, personId: visit.person.id as string };
};
const onboard = (visitId: string, more: Record<string, unknown> = {}, headers = once()) =>
  officer.act(
    'POST',
    `/visits/${visitId}/organisations`,
    { uscc: company!.uscc, name: company!.name, certificateSeen: true, letter: PDF, ...more },
    headers,
  );

/** A signed-in person of that level, by hand: how they came there is not what is tested here. */
const citizen = async (level: (typeof LEVELS)[number] = 'real-name') => {
  const mobile = newMobile();
  const client = server.client();
  await signInAs(client, context.world.url, mobile);
  people += 1;
  const person = await findOrCreatePerson(
    context.db,
    context.keys,
    syntheticSubject(5_000 + people),
    context.clock(),
  );
  if (level !== 'registered')
    await context.db
      .updateTable('account')
      .set({ level, person_id: person.person_id })
      .where('mobile_index', '=', context.keys.blindIndex('mobile', mobile))
      .execute();
  return { client, mobile, personId: person.person_id };
};

/** An organisation with its first administrator signed in. */
const withOrganisation = async () => {
  const mobile = newMobile();
  const agent = await atCounter(mobile);
  const { body } = await onboard(agent.visitId);
  const client = server.client();
  await signInAs(client, context.world.url, mobile);
  return { id: body.id as string, client, personId: agent.personId };
};
const invite = (client: TestClient, id: string, mobile: string, role = 'operator') =>
  client.post(`/api/v1/organisations/${id}/invitations`, { mobile, role }, once());
const accept = async (invited: { client: TestClient; mobile: string }) => {
  const { body } = await invited.client.get('/api/v1/organisations');
  const code = await newestCode(context.world.url, invited.mobile);
  return invited.client.post(`/api/v1/organisation-invitations/${body.invitations[0].id}/acceptance`, {
    code,
  });
};
/** A member in that role, by invitation. */
const withMember = async (admin: { client: TestClient; id: string }, role = 'operator') => {
  const member = await citizen();
  await invite(admin.client, admin.id, member.mobile, role);
  const answer = await accept(member);
  if (answer.status !== 200) throw new Error(answer.text);
  return member;
};

describe('onboarding at the counter (A7)', () => {
  it('A7: code checked, certificate and agent seen, letter sealed: the agent is the first administrator', async () => {
    const { visitId, personId } = await atCounter(newMobile());
    const answer = await onboard(visitId);
    expect(answer.status, answer.text).toBe(201);
    const sha256 = createHash('sha256').update(Buffer.from(PDF, 'base64url')).digest('hex');
    expect(answer.body).toMatchObject({
      uscc: company!.uscc,
      name: company!.name,
      members: 1,
      administrators: [{ name: expect.stringContaining('*') }],
      letters: [{ sha256, counter: '北京南站窗口' }],
    });
    const kept = await context.db.selectFrom('organisation_document').selectAll().executeTakeFirstOrThrow();
    expect(kept.sealed.includes(Buffer.from('%PDF-'))).toBe(false);
    const event = await context.db
      .selectFrom('audit_event')
      .selectAll()
      .where('action', '=', 'organisation.onboard')
      .where('object_id', '=', answer.body.id)
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({
      actor_id: officer.staffId,
      detail: {
        agent: personId,
        letter: sha256,
        certificate: 'seen',
        document: 'resident-id',
        counter: '北京南站窗口',
      },
    });
    const found = await officer.act('POST', '/organisation-searches', { uscc: company!.uscc.toLowerCase() });
    expect(found.body.organisation.id).toBe(answer.body.id);
  });

  it('A11: each wrong field is named: the code character by character, the name, the certificate, the letter', async () => {
    const { visitId } = await atCounter(newMobile());
    const wrong = async (more: Record<string, unknown>) => fault(await onboard(visitId, more));
    expect(await wrong({ uscc: '' })).toEqual(['uscc uscc.empty']);
    expect(await wrong({ uscc: company!.uscc.slice(1) })).toEqual(['uscc uscc.length']);
    expect(await wrong({ uscc: `I${company!.uscc.slice(1)}` })).toEqual(['uscc uscc.characters']);
    const last = company!.uscc.at(-1) === '1' ? '2' : '1';
    expect(await wrong({ uscc: company!.uscc.slice(0, 17) + last })).toEqual(['uscc uscc.check-character']);
    expect(await wrong({ name: logistics!.name })).toEqual(['uscc uscc.mismatch', 'name uscc.mismatch']);
    expect(await wrong({ uscc: revoked!.uscc, name: revoked!.name })).toEqual([
      'uscc organisation.not-active',
    ]);
    expect(await wrong({ certificateSeen: false })).toEqual(['certificateSeen certificate.unseen']);
    expect(await wrong({ letter: '' })).toContain('letter letter.missing');
    expect(await wrong({ letter: Buffer.from('GIF89a').toString('base64url') })).toEqual([
      'letter letter.type',
    ]);
    const large = Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(organisationPolicy.largestLetter)]);
    expect(await wrong({ letter: large.toString('base64url') })).toEqual(['letter letter.too-large']);
    expect(await context.db.selectFrom('organisation').selectAll().execute()).toEqual([]);
  });

  it('an agent whose identity is not at real-person is refused: face-sign comes first', async () => {
    const { visitId } = await atCounter();
    expect((await onboard(visitId)).body.code).toBe('level-needed');
  });

  it('two officers at once make one organisation; a repetition adds nothing; a second agent becomes another administrator', async () => {
    const [one, two] = [await atCounter(newMobile()), await atCounter(newMobile())];
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all([onboard(one.visitId, {}, key), onboard(two.visitId)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]!.body.id).toBe(answers[1]!.body.id);
    await onboard(one.visitId, {}, key);
    const { body } = await officer.act('POST', '/organisation-searches', { uscc: company!.uscc });
    expect(body.organisation).toMatchObject({ members: 2 });
    expect(body.organisation.letters).toHaveLength(2);
  });
});

describe('members (A7)', () => {
  it('A7: invited by mobile, the code in the message alone accepts; masked to the others; all of it audited', async () => {
    const admin = await withOrganisation();
    const guest = await citizen();
    const sent = await invite(admin.client, admin.id, guest.mobile);
    expect(sent.status, sent.text).toBe(201);
    expect(sent.body.mobile).toBe(`${guest.mobile.slice(0, 3)}****${guest.mobile.slice(-4)}`);
    const { body: mine } = await guest.client.get('/api/v1/organisations');
    expect(mine).toMatchObject({
      organisations: [],
      invitations: [{ organisation: company!.name, role: 'operator', needs: null }],
    });
    const path = `/api/v1/organisation-invitations/${mine.invitations[0].id}/acceptance`;
    const code = await newestCode(context.world.url, guest.mobile);
    const wrong = code === '000000' ? '000001' : '000000';
    expect(fault(await guest.client.post(path, { code: wrong }))).toEqual(['code code.wrong']);
    const stranger = await citizen();
    expect((await stranger.client.post(path, { code })).body.code).toBe('not-found');
    const joined = await guest.client.post(path, { code });
    expect(joined.body).toMatchObject({ id: admin.id, role: 'operator' });
    const { body: members } = await guest.client.get(`/api/v1/organisations/${admin.id}/members`);
    expect(members).toMatchObject([
      { role: 'administrator', me: false },
      { role: 'operator', me: true },
    ]);
    for (const { name } of members) expect(name).toContain('*');
    const actions = await context.db
      .selectFrom('audit_event')
      .select('action')
      .where('object_id', '=', admin.id)
      .orderBy('event_id')
      .execute();
    expect(actions.map(({ action }) => action)).toEqual([
      'organisation.onboard',
      'organisation.invite',
      'organisation.accept',
    ]);
  });

  it('an invitation is used once, however many ask at a moment; a dead code stays dead; over is over', async () => {
    const admin = await withOrganisation();
    const guest = await citizen();
    await invite(admin.client, admin.id, guest.mobile);
    const [only] = (await guest.client.get('/api/v1/organisations')).body.invitations;
    const right = { code: await newestCode(context.world.url, guest.mobile) };
    const atOnce = [1, 2, 3].map(() =>
      guest.client.post(`/api/v1/organisation-invitations/${only.id}/acceptance`, right),
    );
    const answers = await Promise.all(atOnce);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    const members = await context.db.selectFrom('organisation_member').selectAll().execute();
    expect(members).toHaveLength(2);
    const events = await context.db
      .selectFrom('audit_event')
      .select('event_id')
      .where('action', '=', 'organisation.accept')
      .where('object_id', '=', admin.id)
      .execute();
    expect(events).toHaveLength(1);

    const late = await citizen();
    await invite(admin.client, admin.id, late.mobile);
    expect(fault(await invite(admin.client, admin.id, late.mobile))).toEqual(['mobile invitation.exists']);
    const { body } = await late.client.get('/api/v1/organisations');
    const path = `/api/v1/organisation-invitations/${body.invitations[0].id}/acceptance`;
    const code = await newestCode(context.world.url, late.mobile);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let tries = 0; tries < organisationPolicy.codeTries; tries += 1)
      await late.client.post(path, { code: wrong });
    expect(fault(await late.client.post(path, { code }))).toEqual(['code code.expired']);
    const sent = (await admin.client.get(`/api/v1/organisations/${admin.id}/invitations`)).body;
    const cancelled = await admin.client.send(
      'DELETE',
      `/api/v1/organisations/${admin.id}/invitations/${sent[0].id}`,
    );
    expect(cancelled.status).toBe(204);
    expect((await late.client.get('/api/v1/organisations')).body.invitations).toEqual([]);
    expect((await late.client.post(path, { code })).body.code).toBe('not-found');
  });

  it('A8: accepting needs real-name: it says so, and the invitation waits meanwhile; declining needs nothing', async () => {
    const admin = await withOrganisation();
    const guest = await citizen('registered');
    await invite(admin.client, admin.id, guest.mobile);
    const { body } = await guest.client.get('/api/v1/organisations');
    expect(body.invitations).toMatchObject([{ needs: 'real-name' }]);
    expect((await accept(guest)).body.code).toBe('level-needed');
    const path = `/api/v1/organisation-invitations/${body.invitations[0].id}`;
    expect((await guest.client.send('DELETE', path)).status).toBe(204);
    expect((await guest.client.get('/api/v1/organisations')).body.invitations).toEqual([]);
  });

  it('the last administrator cannot leave, be removed or step down: two at once leave one', async () => {
    const admin = await withOrganisation();
    const leave = (client: TestClient) =>
      client.send('DELETE', `/api/v1/organisations/${admin.id}/membership`);
    const refused = await leave(admin.client);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: 'last-administrator',
      next: expect.stringContaining('授权书'),
    });
    const down = await admin.client.post(`/api/v1/organisations/${admin.id}/members/${admin.personId}/role`, {
      role: 'operator',
    });
    expect(down.body.code).toBe('last-administrator');
    const second = await withMember(admin, 'administrator');
    const statuses = (await Promise.all([leave(admin.client), leave(second.client)])).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([204, 409]);
    const left = await context.db.selectFrom('organisation_member').select('role').execute();
    expect(left).toEqual([{ role: 'administrator' }]);
  });

  it('a changed role opens the function at once; a removed member is a stranger and is told', async () => {
    const admin = await withOrganisation();
    const member = await withMember(admin);
    const guest = newMobile();
    expect((await invite(member.client, admin.id, guest)).body.code).toBe('role-needed');
    const role = `/api/v1/organisations/${admin.id}/members/${member.personId}/role`;
    expect((await admin.client.post(role, { role: 'administrator' })).body.role).toBe('administrator');
    expect((await invite(member.client, admin.id, guest)).status).toBe(201);
    const path = `/api/v1/organisations/${admin.id}/members/${member.personId}`;
    expect((await admin.client.send('DELETE', path)).status).toBe(204);
    expect((await member.client.get(`/api/v1/organisations/${admin.id}`)).body.code).toBe('not-found');
    const told = await context.db.selectFrom('notification').select('kind').execute();
    expect(told.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['organisation-invited', 'organisation-role-changed', 'organisation-left']),
    );
  });

  it('who leaves no invitations behind: those of a member removed, or no longer administrator, are over', async () => {
    const admin = await withOrganisation();
    const base = `/api/v1/organisations/${admin.id}`;
    for (const end of ['removed', 'operator'] as const) {
      const member = await withMember(admin, 'administrator');
      const accomplice = await citizen();
      expect((await invite(member.client, admin.id, accomplice.mobile, 'administrator')).status).toBe(201);
      const { body } = await accomplice.client.get('/api/v1/organisations');
      const path = `/api/v1/organisation-invitations/${body.invitations[0].id}/acceptance`;
      const code = await newestCode(context.world.url, accomplice.mobile);
      const done =
        end === 'removed'
          ? await admin.client.send('DELETE', `${base}/members/${member.personId}`)
          : await admin.client.post(`${base}/members/${member.personId}/role`, { role: end });
      expect(done.status).toBeLessThan(300);
      expect((await accomplice.client.post(path, { code })).body.code).toBe('not-found');
    }
  });

  it('a second account in the person’s name, proven by less, acts for none of their organisations', async () => {
    const admin = await withOrganisation();
    const member = await withMember(admin, 'administrator');
    // Whoever has the mobile on file, name and number of each gets real-name on another mobile, and no more than that.
    for (const personId of [admin.personId, member.personId]) {
      context.advance(1_000);
      const thief = await citizen();
      await context.db
        .updateTable('account')
        .set({ person_id: personId })
        .where('mobile_index', '=', context.keys.blindIndex('mobile', thief.mobile))
        .execute();
      expect((await thief.client.get('/api/v1/organisations')).body.organisations).toEqual([]);
      const base = `/api/v1/organisations/${admin.id}`;
      expect((await thief.client.get(`${base}/members`)).body.code).toBe('not-found');
      expect((await invite(thief.client, admin.id, newMobile(), 'administrator')).body.code).toBe(
        'not-found',
      );
      expect((await thief.client.send('DELETE', `${base}/membership`)).body.code).toBe('not-found');
    }
    expect((await member.client.get('/api/v1/organisations')).body.organisations).toHaveLength(1);
  });

  it('a stranger finds no organisation by its id, whatever they ask', async () => {
    const admin = await withOrganisation();
    const { client } = await citizen('real-person');
    for (const part of ['', '/members', '/invitations'])
      expect((await client.get(`/api/v1/organisations/${admin.id}${part}`)).body.code).toBe('not-found');
    expect((await invite(client, admin.id, newMobile())).body.code).toBe('not-found');
  });
});

describe('A8: functions of an organisation by level and role', () => {
  const table = ORGANISATION_FUNCTIONS.flatMap((id) =>
    ORGANISATION_ROLES.flatMap((role) => LEVELS.map((level) => [id, role, level] as const)),
  );
  it.each(table)('%s for an %s at level %s', (id, role, level) => {
    const { level: needed, roles } = ORGANISATION_GATES[id];
    const gate = gateOf({ level, role }, id);
    if (!roles.includes(role)) expect(gate).toBe('needs-role');
    else expect(gate).toBe(LEVELS.indexOf(level) >= LEVELS.indexOf(needed) ? 'open' : 'needs-level');
  });

  it('the server refuses exactly what it lists as closed, naming the role or the level', async () => {
    const admin = await withOrganisation();
    const member = await withMember(admin);
    const { body } = await member.client.get(`/api/v1/organisations/${admin.id}`);
    const states = Object.fromEntries(
      body.functions.map((one: { id: string; state: string }) => [one.id, one.state]),
    );
    expect(states).toEqual({
      'organisation-members': 'open',
      'organisation-invite': 'needs-role',
      'organisation-roles': 'needs-role',
      'organisation-remove': 'needs-role',
      'relying-party': 'needs-role',
      'organisation-leave': 'open',
    });
    const base = `/api/v1/organisations/${admin.id}`;
    expect((await member.client.get(`${base}/members`)).status).toBe(200);
    expect((await invite(member.client, admin.id, newMobile())).body.code).toBe('role-needed');
    const role = await member.client.post(`${base}/members/${admin.personId}/role`, { role: 'operator' });
    expect(role.body.code).toBe('role-needed');
    expect((await member.client.send('DELETE', `${base}/members/${admin.personId}`)).body.code).toBe(
      'role-needed',
    );
    // A member whose level is gone (the account was proven anew by another way) reads which level it needs.
    await context.db
      .updateTable('account')
      .set({ level: 'registered' })
      .where('person_id', '=', member.personId)
      .execute();
    expect((await member.client.get(`${base}/members`)).body.code).toBe('level-needed');
    expect((await member.client.send('DELETE', `${base}/membership`)).status).toBe(204);
  });
});
