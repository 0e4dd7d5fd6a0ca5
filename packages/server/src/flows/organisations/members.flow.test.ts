import { LEVELS } from '@suizheng/domain/policy/level.ts';
import {
  ORGANISATION_FUNCTIONS,
  ORGANISATION_GATES,
  ORGANISATION_ROLES,
  organisationPolicy,
} from '@suizheng/domain/policy/organisation.ts';
import { ORGANISATIONS } from '@suizheng/sandbox/organisations/organisations.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newMobile } from '../../testing/counter.ts';
import { fault, organisationTrip } from '../../testing/organisation-trip.ts';
import { newestCode, type TestClient } from '../../testing/test-server.ts';
import { gateOf } from './member.ts';

let trip: Awaited<ReturnType<typeof organisationTrip>>;
beforeAll(async () => {
  trip = await organisationTrip();
});
afterAll(() => trip.close());
beforeEach(() => trip.begin());

describe('members (A7)', () => {
  it('A7: an organisation that is not there is not found, whatever is asked of it', async () => {
    const { client } = await trip.citizen();
    const [nowhere, nobody] = [crypto.randomUUID(), crypto.randomUUID()];
    const role = await client.post(`/api/v1/organisations/${nowhere}/members/${nobody}/role`, {
      role: 'administrator',
    });
    expect([role.status, role.body.code]).toEqual([404, 'not-found']);
    const removed = await client.send('DELETE', `/api/v1/organisations/${nowhere}/members/${nobody}`);
    expect([removed.status, removed.body.code]).toEqual([404, 'not-found']);
    const left = await client.send('DELETE', `/api/v1/organisations/${nowhere}/membership`);
    expect([left.status, left.body.code]).toEqual([404, 'not-found']);
  });

  it('A7: invited by mobile, the code in the message alone accepts; masked to the others; all of it audited', async () => {
    const admin = await trip.withOrganisation();
    const guest = await trip.citizen();
    const sent = await trip.invite(admin.client, admin.id, guest.mobile);
    expect(sent.status, sent.text).toBe(201);
    expect(sent.body.mobile).toBe(`${guest.mobile.slice(0, 3)}****${guest.mobile.slice(-4)}`);
    const { body: mine } = await guest.client.get('/api/v1/organisations');
    expect(mine).toMatchObject({
      organisations: [],
      invitations: [{ organisation: ORGANISATIONS[0]!.name, role: 'operator', needs: null }],
    });
    const path = `/api/v1/organisation-invitations/${mine.invitations[0].id}/acceptance`;
    const code = await newestCode(trip.context.world.url, guest.mobile);
    const wrong = code === '000000' ? '000001' : '000000';
    expect(fault(await guest.client.post(path, { code: wrong }))).toEqual(['code code.wrong']);
    const stranger = await trip.citizen();
    expect((await stranger.client.post(path, { code })).body.code).toBe('not-found');
    const joined = await guest.client.post(path, { code });
    expect(joined.body).toMatchObject({ id: admin.id, role: 'operator' });
    const { body: members } = await guest.client.get(`/api/v1/organisations/${admin.id}/members`);
    expect(members).toMatchObject([
      { role: 'administrator', me: false },
      { role: 'operator', me: true },
    ]);
    for (const { name } of members) expect(name).toContain('*');
    const actions = await trip.context.db
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
    const admin = await trip.withOrganisation();
    const guest = await trip.citizen();
    await trip.invite(admin.client, admin.id, guest.mobile);
    const [only] = (await guest.client.get('/api/v1/organisations')).body.invitations;
    const right = { code: await newestCode(trip.context.world.url, guest.mobile) };
    const atOnce = [1, 2, 3].map(() =>
      guest.client.post(`/api/v1/organisation-invitations/${only.id}/acceptance`, right),
    );
    const answers = await Promise.all(atOnce);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    const members = await trip.context.db.selectFrom('organisation_member').selectAll().execute();
    expect(members).toHaveLength(2);
    const events = await trip.context.db
      .selectFrom('audit_event')
      .select('event_id')
      .where('action', '=', 'organisation.accept')
      .where('object_id', '=', admin.id)
      .execute();
    expect(events).toHaveLength(1);

    const late = await trip.citizen();
    await trip.invite(admin.client, admin.id, late.mobile);
    expect(fault(await trip.invite(admin.client, admin.id, late.mobile))).toEqual([
      'mobile invitation.exists',
    ]);
    const { body } = await late.client.get('/api/v1/organisations');
    const path = `/api/v1/organisation-invitations/${body.invitations[0].id}/acceptance`;
    const code = await newestCode(trip.context.world.url, late.mobile);
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
    const admin = await trip.withOrganisation();
    const guest = await trip.citizen('registered');
    await trip.invite(admin.client, admin.id, guest.mobile);
    const { body } = await guest.client.get('/api/v1/organisations');
    expect(body.invitations).toMatchObject([{ needs: 'real-name' }]);
    expect((await trip.accept(guest)).body.code).toBe('level-needed');
    const path = `/api/v1/organisation-invitations/${body.invitations[0].id}`;
    expect((await guest.client.send('DELETE', path)).status).toBe(204);
    expect((await guest.client.get('/api/v1/organisations')).body.invitations).toEqual([]);
  });

  it('the last administrator cannot leave, be removed or step down: two at once leave one', async () => {
    const admin = await trip.withOrganisation();
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
    const second = await trip.withMember(admin, 'administrator');
    const statuses = (await Promise.all([leave(admin.client), leave(second.client)])).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([204, 409]);
    const left = await trip.context.db.selectFrom('organisation_member').select('role').execute();
    expect(left).toEqual([{ role: 'administrator' }]);
  });

  it('a changed role opens the function at once; a removed member is a stranger and is told', async () => {
    const admin = await trip.withOrganisation();
    const member = await trip.withMember(admin);
    const guest = newMobile();
    expect((await trip.invite(member.client, admin.id, guest)).body.code).toBe('role-needed');
    const role = `/api/v1/organisations/${admin.id}/members/${member.personId}/role`;
    expect((await admin.client.post(role, { role: 'administrator' })).body.role).toBe('administrator');
    expect((await trip.invite(member.client, admin.id, guest)).status).toBe(201);
    const path = `/api/v1/organisations/${admin.id}/members/${member.personId}`;
    expect((await admin.client.send('DELETE', path)).status).toBe(204);
    expect((await member.client.get(`/api/v1/organisations/${admin.id}`)).body.code).toBe('not-found');
    const told = await trip.context.db.selectFrom('notification').select('kind').execute();
    expect(told.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['organisation-invited', 'organisation-role-changed', 'organisation-left']),
    );
  });

  it('who leaves no invitations behind: those of a member removed, or no longer administrator, are over', async () => {
    const admin = await trip.withOrganisation();
    const base = `/api/v1/organisations/${admin.id}`;
    for (const end of ['removed', 'operator'] as const) {
      const member = await trip.withMember(admin, 'administrator');
      const accomplice = await trip.citizen();
      expect((await trip.invite(member.client, admin.id, accomplice.mobile, 'administrator')).status).toBe(
        201,
      );
      const { body } = await accomplice.client.get('/api/v1/organisations');
      const path = `/api/v1/organisation-invitations/${body.invitations[0].id}/acceptance`;
      const code = await newestCode(trip.context.world.url, accomplice.mobile);
      const done =
        end === 'removed'
          ? await admin.client.send('DELETE', `${base}/members/${member.personId}`)
          : await admin.client.post(`${base}/members/${member.personId}/role`, { role: end });
      expect(done.status).toBeLessThan(300);
      expect((await accomplice.client.post(path, { code })).body.code).toBe('not-found');
    }
  });

  it('a second account in the person’s name, proven by less, acts for none of their organisations', async () => {
    const admin = await trip.withOrganisation();
    const member = await trip.withMember(admin, 'administrator');
    // Whoever has the mobile on file, name and number of each gets real-name on another mobile, and no more than that.
    for (const personId of [admin.personId, member.personId]) {
      trip.context.advance(1_000);
      const thief = await trip.citizen();
      await trip.context.db
        .updateTable('account')
        .set({ person_id: personId })
        .where('mobile_index', '=', trip.context.keys.blindIndex('mobile', thief.mobile))
        .execute();
      expect((await thief.client.get('/api/v1/organisations')).body.organisations).toEqual([]);
      const base = `/api/v1/organisations/${admin.id}`;
      expect((await thief.client.get(`${base}/members`)).body.code).toBe('not-found');
      expect((await trip.invite(thief.client, admin.id, newMobile(), 'administrator')).body.code).toBe(
        'not-found',
      );
      expect((await thief.client.send('DELETE', `${base}/membership`)).body.code).toBe('not-found');
    }
    expect((await member.client.get('/api/v1/organisations')).body.organisations).toHaveLength(1);
  });

  it('a stranger finds no organisation by its id, whatever they ask', async () => {
    const admin = await trip.withOrganisation();
    const { client } = await trip.citizen('real-person');
    for (const part of ['', '/members', '/invitations'])
      expect((await client.get(`/api/v1/organisations/${admin.id}${part}`)).body.code).toBe('not-found');
    expect((await trip.invite(client, admin.id, newMobile())).body.code).toBe('not-found');
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
    const admin = await trip.withOrganisation();
    const member = await trip.withMember(admin);
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
    expect((await trip.invite(member.client, admin.id, newMobile())).body.code).toBe('role-needed');
    const role = await member.client.post(`${base}/members/${admin.personId}/role`, { role: 'operator' });
    expect(role.body.code).toBe('role-needed');
    expect((await member.client.send('DELETE', `${base}/members/${admin.personId}`)).body.code).toBe(
      'role-needed',
    );
    // A member whose level is gone (the account was proven anew by another way) reads which level it needs.
    await trip.context.db
      .updateTable('account')
      .set({ level: 'registered' })
      .where('person_id', '=', member.personId)
      .execute();
    expect((await member.client.get(`${base}/members`)).body.code).toBe('level-needed');
    expect((await member.client.send('DELETE', `${base}/membership`)).status).toBe(204);
  });
});
