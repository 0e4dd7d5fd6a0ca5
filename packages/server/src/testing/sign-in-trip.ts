import { findOrCreatePerson } from '../db/people.ts';
import { syntheticSubject } from './seed-application.ts';
import { testContext } from './test-context.ts';
import { startTestServer, type TestClient } from './test-server.ts';

/** Callers from an address of their own. */
export const from = (ip: string) => ({ 'x-forwarded-for': ip });

/** Digits that are not those of the message. */
export const wrongFor = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** People, and strangers, at the door: messages, guesses, accounts that come to belong to a person (A10). */
export async function signInTrip() {
  const context = await testContext();
  const server = await startTestServer(context);
  let last = 0;
  return {
    context,
    server,
    /** A mobile that no other test uses. */
    freshMobile: () => {
      last += 1;
      return `1990001${String(last).padStart(4, '0')}`;
    },
    ask: (client: TestClient, mobile: string, ip = '198.51.100.7') =>
      client.post('/api/v1/sms-codes', { mobile }, from(ip)),
    guess: (client: TestClient, mobile: string, code: string, ip = '198.51.100.7') =>
      client.post('/api/v1/sessions', { mobile, code }, from(ip)),
    /** The account of a mobile comes to belong to a person, as after registration. */
    bindPerson: async (accountId: string): Promise<string> => {
      const person = await findOrCreatePerson(
        context.db,
        context.keys,
        syntheticSubject(last + 500),
        context.clock(),
      );
      await context.db
        .updateTable('account')
        .set({ person_id: person.person_id, level: 'real-person' })
        .where('account_id', '=', accountId)
        .execute();
      return person.person_id;
    },
    close: async () => {
      await server.close();
      await context.close();
    },
  };
}
