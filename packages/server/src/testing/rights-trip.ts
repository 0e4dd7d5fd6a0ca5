import { findOrCreatePerson } from '../db/people.ts';
import { giveMobile, sessionOf } from './account-session.ts';
import { scriptedVision } from './scripted-vision.ts';
import { seedApplication } from './seed-application.ts';
import { testContext } from './test-context.ts';
import { startTestServer } from './test-server.ts';

/** The name of everybody here, so that a test can look for what is left of it. */
export const NAME = '司徒静怡';

/** People who use their rights over HTTP: to withdraw, to have everything, to be deleted. */
export async function rightsTrip() {
  const vision = scriptedVision();
  const context = await testContext({ vision });
  const server = await startTestServer(context);
  let mobiles = 16_500_000_000;
  return {
    context,
    vision,
    server,
    /** An account whose holder is on the register, with a session and an application that waits for the face. */
    someone: async (name = NAME) => {
      mobiles += 1;
      const mobile = String(mobiles);
      const subject = await context.world.enrol(name, '1990-03-07');
      const person = await findOrCreatePerson(context.db, context.keys, subject, context.clock());
      const accountId = await context.newAccount('real-person', person.person_id);
      await giveMobile(context, accountId, mobile);
      const doer = { accountId, personId: person.person_id };
      const key = await seedApplication(context, { subject, accountId });
      const client = server.client();
      client.cookie = await sessionOf(context, accountId);
      return {
        ...doer,
        doer,
        subject,
        mobile,
        client,
        key,
        what: { kind: 'application', id: key.applicationId } as const,
        signInAgain: async () => {
          client.cookie = await sessionOf(context, accountId);
        },
      };
    },
    /** How many rows; what follows `from` in SQL. */
    count: async (sql: string, ...values: unknown[]) =>
      Number((await context.pool.query(`select count(*) from ${sql}`, values)).rows[0].count),
    stateOf: async (id: string) =>
      (await context.pool.query('select state from application where application_id = $1', [id])).rows[0]
        .state,
    close: async () => {
      await server.close();
      await context.close();
    },
  };
}
