import { generateKeyPairSync } from 'node:crypto';
import { once } from './gate.ts';
import { newMember } from './organisation.ts';
import { activeParty } from './parties.ts';
import { testContext } from './test-context.ts';
import { startTestServer } from './test-server.ts';

/** A new pair of that kind. */
// biome-ignore lint/suspicious/noExplicitAny: every kind of key, and some that Node alone knows
export const pairOf = (kind: string, options: object = {}) => (generateKeyPairSync as any)(kind, options);

/** The public half of a new pair, as a JWK. */
export const publicJwk = (kind: string, options: object = {}) =>
  pairOf(kind, options).publicKey.export({ format: 'jwk' });

/** Field and code of each fault that an answer names. */
export const faults = (answer: { body: { errors?: { field: string; code: string }[] } }) =>
  answer.body.errors?.map(({ field, code }) => `${field} ${code}`);

/** An active party and an administrator who registers its systems (V1). */
export async function clientTrip() {
  const context = await testContext();
  const server = await startTestServer(context);
  const party = await activeParty(context, { services: ['credential-check', 'real-name-check'] });
  const { client: admin } = await newMember(context, server, party.organisationId);
  return {
    context,
    server,
    party,
    admin,
    /** A good key. */
    jwk: publicJwk('ec', { namedCurve: 'P-256' }) as JsonWebKey,
    register: (body: object, client = admin, partyId = party.partyId) =>
      client.post(
        `/api/v1/parties/${partyId}/clients`,
        { label: '柜面系统', services: ['real-name-check'], ...body },
        once(),
      ),
    close: async () => {
      await server.close();
      await context.close();
    },
  };
}
