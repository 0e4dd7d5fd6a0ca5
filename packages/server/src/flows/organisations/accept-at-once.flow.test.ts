import { organisationPolicy } from '@suizheng/domain/policy/organisation.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { once } from '../../testing/gate.ts';
import { newMember, newOrganisation } from '../../testing/organisation.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { newestCode, startTestServer } from '../../testing/test-server.ts';
import { untilSomebodyWaits } from '../../testing/until-somebody-waits.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
beforeAll(async () => {
  context = await testContext();
  server = await startTestServer(context, { limits: false });
});
afterAll(async () => {
  await server.close();
  await context.close();
});

type Accept = () => Promise<{ readonly body: { readonly code?: string } }>;

/** An organisation whose administrator invites; `invited` is a person with an invitation, `accept` answers it by its code. */
async function organisation() {
  const { organisationId } = await newOrganisation(context);
  const admin = await newMember(context, server, organisationId);
  const invited = async () => {
    const person = await newMember(context, server, null);
    const path = `/api/v1/organisations/${organisationId}/invitations`;
    const sent = await admin.client.post(path, { mobile: person.mobile, role: 'operator' }, once());
    if (sent.status !== 201) throw new Error(sent.text);
    const invitationId = sent.body.id as string;
    const code = await newestCode(context.world.url, person.mobile);
    const accept = () =>
      person.client.post(`/api/v1/organisation-invitations/${invitationId}/acceptance`, { code });
    return { ...person, invitationId, accept };
  };
  const members = async () => {
    const { rowCount } = await context.pool.query(
      'select from organisation_member where organisation_id = $1',
      [organisationId],
    );
    return rowCount;
  };
  /** Members whom nobody meets, until there is one place left. */
  const fillButOne = () =>
    context.pool.query(
      `with made as (insert into person (person_id, number_index, data_key, sealed, created_at)
         select gen_random_uuid(), sha256(($1 || n)::bytea), '\\x01', '\\x01', $2
         from generate_series(3, $3::int) n returning person_id)
       insert into organisation_member (organisation_id, person_id, role, joined_at)
       select $1::uuid, person_id, 'operator', $2 from made`,
      [organisationId, context.clock(), organisationPolicy.mostMembers],
    );
  /** Answers that come at the same moment: all wait for the organisation before one goes on. */
  const atOnce = async (accepts: readonly Accept[]) => {
    const { accepting } = await context.db.transaction().execute(async (holding) => {
      await holding
        .selectFrom('organisation')
        .select('organisation_id')
        .where('organisation_id', '=', organisationId)
        .forUpdate()
        .execute();
      const accepting = Promise.all(accepts.map((accept) => accept()));
      await untilSomebodyWaits(context.db, accepts.length);
      return { accepting };
    });
    return (await accepting).map(({ body }) => body.code ?? 'in').sort();
  };
  return { organisationId, invited, members, fillButOne, atOnce };
}

describe('A7: an invitation is accepted', () => {
  it('A7: tapped twice, the slower tap finds its person a member and says so', async () => {
    const { organisationId, invited, members } = await organisation();
    const { invitationId, personId, accept } = await invited();
    const { tapped } = await context.db.transaction().execute(async (accepting) => {
      await accepting
        .updateTable('organisation_invitation')
        .set({ state: 'accepted', ended_at: context.clock() })
        .where('invitation_id', '=', invitationId)
        .execute();
      await accepting
        .insertInto('organisation_member')
        .values({
          organisation_id: organisationId,
          person_id: personId,
          role: 'operator',
          joined_at: context.clock(),
        })
        .execute();
      const tapped = accept();
      await untilSomebodyWaits(context.db);
      return { tapped };
    });
    const answer = await tapped;
    expect([answer.status, answer.body.role]).toEqual([200, 'operator']);
    expect(await members()).toBe(2);
  });

  it('A7: of two who accept at the same moment where one place is left, one is refused', async () => {
    const { invited, members, fillButOne, atOnce } = await organisation();
    const [one, other] = [await invited(), await invited()];
    await fillButOne();
    expect(await members()).toBe(organisationPolicy.mostMembers - 1);
    expect(await atOnce([one.accept, other.accept])).toEqual(['in', 'wrong-state']);
    expect(await members()).toBe(organisationPolicy.mostMembers);
  });

  it('A7: who taps twice at the same moment, and so takes the last place, is in and hears nothing else', async () => {
    const { invited, members, fillButOne, atOnce } = await organisation();
    const { accept } = await invited();
    await fillButOne();
    expect(await atOnce([accept, accept])).toEqual(['in', 'in']);
    expect(await members()).toBe(organisationPolicy.mostMembers);
  });
});
