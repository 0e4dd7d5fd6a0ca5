import { randomUUID } from 'node:crypto';
import { currentAgreement } from '@suizheng/domain/contract/agreement-texts.ts';
import type { StaffRole } from '@suizheng/domain/policy/staff-access.ts';
import { SYSTEM } from '../context.ts';
import { addStaff } from '../flows/staff/add-staff.ts';
import { bearer, once } from './gate.ts';
import { newMember, newOrganisation } from './organisation.ts';
import type { TestContext } from './test-context.ts';
import type { startTestServer, TestClient } from './test-server.ts';

/** What an organisation asks for, where a test says nothing else. */
export const ASKED = {
  legalBasis: 'railway-safety-64',
  explanation: '进站时核实旅客身份，防止冒用车票',
  purposes: ['rail.entry', 'rail.check'],
  services: ['credential-check', 'real-name-check'],
  contact: { name: '王建国', mobile: '16100001234' },
};

/** All of it, approved. */
export const APPROVAL = {
  decision: 'approve',
  purposes: ASKED.purposes,
  services: ASKED.services,
  limits: {},
  note: null,
};

/** The life of a relying party over HTTP, each act as a person does it (V1). */
export function partyTrip(context: TestContext, server: Awaited<ReturnType<typeof startTestServer>>) {
  const staffOf = async (...roles: StaffRole[]) => {
    const staff = { name: `职员${randomUUID().slice(0, 4)}`, counter: '随证站', roles };
    const { token, staffId } = await addStaff(context, SYSTEM, staff, context.clock());
    const client = server.client();
    const at = (path: string) => `/api/v1/counter/parties${path}`;
    return {
      staffId,
      name: staff.name,
      get: (path = '') => client.get(at(path), bearer(token)),
      post: (path: string, body?: unknown) => client.post(at(path), body, bearer(token)),
    };
  };
  const apply = (client: TestClient, organisationId: string, more: object = {}, headers = once()) =>
    client.post('/api/v1/parties', { organisationId, ...ASKED, ...more }, headers);
  const applied = async (more: object = {}) => {
    const { organisationId, name } = await newOrganisation(context);
    const admin = await newMember(context, server, organisationId);
    const answer = await apply(admin.client, organisationId, more);
    if (answer.status !== 201) throw new Error(answer.text);
    return { ...admin, organisationId, name, id: answer.body.id as string };
  };
  const agree = (client: TestClient, id: string, version = currentAgreement().version) =>
    client.post(`/api/v1/parties/${id}/agreement`, { version, accepted: true });
  return {
    staffOf,
    apply,
    /** An administrator whose organisation has applied. */
    applied,
    agree,
    /** One that was approved and has agreed. */
    active: async () => {
      const party = await applied();
      const officer = await staffOf('officer');
      for (const answer of [
        await officer.post(`/${party.id}/decision`, APPROVAL),
        await agree(party.client, party.id),
      ])
        if (answer.status !== 200) throw new Error(answer.text);
      return party;
    },
    stateOf: async (client: TestClient, id: string) =>
      (await client.get(`/api/v1/parties/${id}`)).body.state as string,
    /** What the person was told of; what was told at one instant in no order. */
    kindsFor: async (personId: string) => {
      const rows = await context.db
        .selectFrom('notification as n')
        .innerJoin('account as a', 'a.account_id', 'n.account_id')
        .select('n.kind')
        .where('a.person_id', '=', personId)
        .orderBy('n.created_at')
        .execute();
      return rows.map(({ kind }) => kind);
    },
    /** What the audit log says of the party, oldest first. */
    auditOf: async (id: string) => {
      const rows = await context.db
        .selectFrom('audit_event')
        .select('action')
        .where('object_kind', '=', 'party')
        .where('object_id', '=', id)
        .orderBy('event_id')
        .execute();
      return rows.map(({ action }) => action);
    },
  };
}
