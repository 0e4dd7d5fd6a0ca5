import type { Level } from '@suizheng/domain/policy/level.ts';
import { ORGANISATIONS } from '@suizheng/sandbox/organisations/organisations.ts';
import { findOrCreatePerson } from '../db/people.ts';
import { newMobile, newOfficer } from './counter.ts';
import { once } from './gate.ts';
import { syntheticSubject } from './seed-application.ts';
import { testContext } from './test-context.ts';
import { newestCode, signInAs, startTestServer, type TestClient } from './test-server.ts';

/** Bytes that begin as a PDF does, for the letter of an organisation. */
export const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(400, 'a')]).toString('base64url');

/** Field and code of each fault that an answer names. */
export const fault = (answer: { body: { errors?: { field: string; code: string }[] } }) =>
  answer.body.errors?.map(({ field, code }) => `${field} ${code}`);

/** The life of an organisation over HTTP, from the counter to its last member (A7). */
export async function organisationTrip() {
  const context = await testContext({ now: new Date() });
  const server = await startTestServer(context, { limits: false });
  const officer = await newOfficer(context, server.client());
  const [company] = ORGANISATIONS;
  let people = 0;

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
  const citizen = async (level: Level = 'real-name') => {
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
  return {
    context,
    server,
    officer,
    atCounter,
    onboard,
    citizen,
    withOrganisation,
    invite,
    accept,
    withMember,
    /** No organisation is left of those before. */
    begin: async () => {
      for (const table of [
        'organisation_document',
        'organisation_invitation',
        'organisation_member',
        'organisation',
      ] as const)
        await context.db.deleteFrom(table).execute();
    },
    close: async () => {
      await server.close();
      await context.close();
    },
  };
}
