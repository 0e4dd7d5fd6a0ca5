import { LINK_CONSENT } from '@suizheng/domain/contract/link-consent.ts';
import { HOLDERS } from '@suizheng/sandbox/permits/holders.ts';
import { findOrCreatePerson } from '../db/people.ts';
import { sessionOf } from './account-session.ts';
import { once } from './gate.ts';
import { activeParty, clientOf } from './parties.ts';
import { scriptedVision } from './scripted-vision.ts';
import { testContext } from './test-context.ts';
import { type Answer, startTestServer, type TestClient } from './test-server.ts';

const START = new Date('2026-11-02T09:03:00+08:00');
const [JIAHAO, , JIAMIN] = HOLDERS;
const residenceOf = (permit: string) => HOLDERS.find(({ sameAs }) => sameAs === permit)!;

/** Who holds the home-return permit, and who the residence permit, of the same person and of another. */
export const LINKED = {
  permit: JIAHAO!,
  residence: residenceOf(JIAHAO!.number),
  otherResidence: residenceOf(JIAMIN!.number),
};

/** A home-return permit as a party names it. */
export const permit = (number = LINKED.permit.number) => ({ document: 'home-return-permit', number });

/** A residence permit as a party names it. */
export const residence = (number = LINKED.residence.number) => ({ document: 'residence-permit', number });

/** A bank that asks whether two documents are one person's, and the holder with a phone (L3). */
export async function linkTrip() {
  const context = await testContext({ now: START, vision: scriptedVision() });
  // The HTTP layer's own limits would take a slow machine for a crowd; what is counted here is counted by the flows.
  const server = await startTestServer(context, { limits: false });
  const limited = await startTestServer(context);
  const bank = await activeParty(context, {
    name: '示范银行',
    purposes: ['bank.account', 'telecom.subscriber'],
  });
  const holderOf = async (
    number: string,
    document: 'home-return-permit' | 'residence-permit',
    name: string,
  ) => {
    const person = await findOrCreatePerson(
      context.db,
      context.keys,
      { name, number, document },
      context.clock(),
    );
    const accountId = await context.newAccount('real-person', person.person_id);
    const phone = server.client();
    phone.cookie = await sessionOf(context, accountId);
    return { accountId, personId: person.person_id, phone };
  };
  const holder = await holderOf(LINKED.permit.number, 'home-return-permit', LINKED.permit.name);
  let system = server.client();
  let token = '';
  let day = 0;
  const askFor = async (party: Parameters<typeof clientOf>[1], client = system) => {
    token = await (await clientOf(context, party)).token('link-check');
    system = client;
  };
  const bearer = () => ({ authorization: `Bearer ${token}` });
  return {
    context,
    server,
    limited,
    bank,
    holder,
    holderOf,
    /** A day of its own for each test, since questions about one number are few in a day; and a new token. */
    begin: async () => {
      system = server.client();
      context.setNow(new Date(START.getTime() + 2 * 86_400_000 * day++));
      await askFor(bank);
      holder.phone.cookie = await sessionOf(context, holder.accountId);
    },
    /** From here on a system of that party asks, over that client. */
    askFor,
    /** What the system that asks shows besides its question. */
    bearer,
    /** The client that the system speaks with. */
    system: () => system,
    ask: (
      first: object = permit(),
      second: object = residence(),
      more: Record<string, unknown> = {},
      headers: Record<string, string> = {},
    ): Promise<Answer> =>
      system.post(
        '/api/v1/services/link-checks',
        { purpose: 'bank.account', first, second, ...more },
        { ...bearer(), ...once(), ...headers },
      ),
    read: (id: string) => system.get(`/api/v1/services/link-checks/${id}`, bearer()),
    evidence: (id: string) => system.get(`/api/v1/services/evidence/${id}`, bearer()),
    /** What the holder says on the phone. */
    say: (phone: TestClient, id: string, what: string, version = LINK_CONSENT.version) =>
      phone.post(`/api/v1/link-requests/${id}/decision`, { say: what, version }, once()),
    /** What the bank was told of that question. */
    events: async (id: string) =>
      (
        await context.db
          .selectFrom('party_event')
          .select(['data', 'at'])
          .where('kind', '=', 'link-check.answered')
          .where('party_id', '=', bank.partyId)
          .execute()
      ).filter(({ data }) => data.evidenceId === id),
    close: async () => {
      await server.close();
      await limited.close();
      await context.close();
    },
  };
}
