import { LINK_CONSENT } from '@suizheng/domain/contract/link-consent.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { HOLDERS } from '@suizheng/sandbox/permits/holders.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findOrCreatePerson } from '../../db/people.ts';
import { sessionOf } from '../../testing/account-session.ts';
import { once } from '../../testing/gate.ts';
import { activeParty, clientOf } from '../../testing/parties.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer, type TestClient } from '../../testing/test-server.ts';
import { answerLinkChecks } from './answer-link-checks.ts';

const JIAHAO = HOLDERS[0]!;
const RESIDENCE = HOLDERS.find(({ sameAs }) => sameAs === JIAHAO.number)!;

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let phone: TestClient;

beforeAll(async () => {
  context = await testContext();
  server = await startTestServer(context, { limits: false });
  const identity = { name: JIAHAO.name, number: JIAHAO.number, document: 'home-return-permit' } as const;
  const { person_id } = await findOrCreatePerson(context.db, context.keys, identity, context.clock());
  phone = server.client();
  phone.cookie = await sessionOf(context, await context.newAccount('real-person', person_id));
});
afterAll(async () => {
  await server.close();
  await context.close();
});

it.each(['suspended', 'ended'] as const)(
  'L3, V1: a party that was %s since it asked hears no yes; the holder reads that nothing was told',
  async (state) => {
    const { db } = context;
    const party = await activeParty(context, { purposes: ['bank.account'] });
    const token = await (await clientOf(context, party)).token('link-check');
    const asked = await server.client().post(
      '/api/v1/services/link-checks',
      {
        purpose: 'bank.account',
        first: { document: 'home-return-permit', number: JIAHAO.number },
        second: { document: 'residence-permit', number: RESIDENCE.number },
      },
      { authorization: `Bearer ${token}`, ...once() },
    );
    expect(asked.status, asked.text).toBe(202);
    const { evidenceId } = asked.body;
    await db.updateTable('relying_party').set({ state }).where('party_id', '=', party.partyId).execute();
    const said = await phone.post(
      `/api/v1/link-requests/${evidenceId}/decision`,
      { say: 'approve', version: LINK_CONSENT.version },
      once(),
    );
    expect(said.body).toMatchObject({ state: 'approved', told: 'nothing' });
    const events = () =>
      db.selectFrom('party_event').select('data').where('party_id', '=', party.partyId).execute();
    expect(await events()).toEqual([]);
    context.advance(partyPolicy.consentWaitMs);
    await answerLinkChecks(context);
    expect((await events()).map(({ data }) => data.answer)).toEqual(['not-confirmed']);
  },
);
