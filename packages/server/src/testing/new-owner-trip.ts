import { randomUUID } from 'node:crypto';
import { registrationOf, signedIn } from './applicant.ts';
import { newMobile } from './counter.ts';
import { doCheck } from './do-check.ts';
import { scriptedVision } from './scripted-vision.ts';
import { newHolderKey } from './seed-application.ts';
import { testContext } from './test-context.ts';
import { signInAs, startTestServer, type TestClient } from './test-server.ts';
import type { Resident } from './test-world.ts';

/** Somebody on the register, at a browser, with an account. */
export type Somebody = {
  readonly client: TestClient;
  readonly accountId: string;
  readonly resident: Resident;
};

/** Mobile numbers that the operator gives out anew: former holders, and those who have the number next (A10). */
export async function newOwnerTrip() {
  const context = await testContext({ vision: scriptedVision() });
  const server = await startTestServer(context, { requestsAMinute: 10_000 });
  const signIn = async (client: TestClient, mobile: string) => {
    // No message to a number within a minute of the one before.
    context.advance(61_000);
    const { body } = await signInAs(client, context.world.url, mobile);
    return body;
  };
  const claim = (client: TestClient) => client.post('/api/v1/account/new-owner');
  const apply = async (client: TestClient, procedure: string, input: object, holderKey?: string) => {
    const body = { procedure, input, ...(holderKey === undefined ? {} : { holderKey }) };
    const answer = await client.post('/api/v1/applications', body, { 'idempotency-key': randomUUID() });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body.id as string;
  };
  const face = async (accountId: string, id: string) =>
    doCheck(context, await signedIn(context, accountId), { kind: 'application', id });
  const register = async ({ client, resident }: Pick<Somebody, 'client' | 'resident'>) =>
    apply(client, 'registration', registrationOf(resident));
  const rail = async ({ client, accountId, resident }: Somebody) => {
    const { name, number } = resident;
    const id = await apply(
      client,
      'rail-temporary-id',
      { name, number, city: '北京市' },
      newHolderKey().text,
    );
    await face(accountId, id);
    return id;
  };
  return {
    context,
    server,
    signIn,
    claim,
    register,
    rail,
    face,
    /** Registered by face on a browser of their own, with a rail ID. */
    holder: async (name: string, mobile = newMobile()) => {
      const client = server.client();
      const resident = await context.world.enrol(name, '1990-03-07', mobile);
      const { id: accountId } = await signIn(client, mobile);
      const somebody = { client, accountId, resident };
      await face(accountId, await register(somebody));
      const railId = await rail(somebody);
      return { ...somebody, mobile, railId };
    },
    /** Who has the number next, and has said so, on a browser of their own. */
    newOwner: async (name: string, mobile: string): Promise<Somebody> => {
      const client = server.client();
      const resident = await context.world.enrol(name, '1988-04-09');
      await signIn(client, mobile);
      const claimed = await claim(client);
      if (claimed.status !== 201) throw new Error(claimed.text);
      return { client, accountId: claimed.body.id, resident };
    },
    accountOf: (mobile: string) =>
      context.db
        .selectFrom('account')
        .select(['account_id', 'level', 'person_id'])
        .where('mobile_index', '=', context.keys.blindIndex('mobile', mobile))
        .executeTakeFirst(),
    newsOf: async (accountId: string) =>
      (
        await context.db
          .selectFrom('notification')
          .select('kind')
          .where('account_id', '=', accountId)
          .execute()
      ).map(({ kind }) => kind),
    close: async () => {
      await server.close();
      await context.close();
    },
  };
}
