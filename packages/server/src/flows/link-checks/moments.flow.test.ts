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
import { forgetAnswers, IDEMPOTENCY_POLICY } from '../idempotency/answer-once.ts';
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

const ask = (token: string, headers: Record<string, string>, first = JIAHAO.number) =>
  server.client().post(
    '/api/v1/services/link-checks',
    {
      purpose: 'bank.account',
      first: { document: 'home-return-permit', number: first },
      second: { document: 'residence-permit', number: RESIDENCE.number },
    },
    { authorization: `Bearer ${token}`, ...headers },
  );
/** A question of a party of its own about the holder. */
const asked = async () => {
  const party = await activeParty(context, { purposes: ['bank.account'] });
  const token = await (await clientOf(context, party)).token('link-check');
  const answer = await ask(token, once());
  expect(answer.status, answer.text).toBe(202);
  return { party, token, evidenceId: answer.body.evidenceId as string };
};
const say = (evidenceId: string, what: string) =>
  phone.post(
    `/api/v1/link-requests/${evidenceId}/decision`,
    { say: what, version: LINK_CONSENT.version },
    once(),
  );

it.each([
  ['was suspended', { state: 'suspended' as const }],
  ['was ended', { state: 'ended' as const }],
  ['lost the purpose', { purposes: ['telecom.subscriber'] }],
  ['lost the service', { services: ['real-name-check' as const] }],
])(
  'L3, V1: a party that %s since it asked hears no yes; the holder reads that nothing was told',
  async (_, change) => {
    const { db } = context;
    const { party, evidenceId } = await asked();
    await db.updateTable('relying_party').set(change).where('party_id', '=', party.partyId).execute();
    const said = await say(evidenceId, 'approve');
    expect(said.body).toMatchObject({ state: 'approved', told: 'nothing' });
    const events = () =>
      db.selectFrom('party_event').select('data').where('party_id', '=', party.partyId).execute();
    expect(await events()).toEqual([]);
    context.advance(partyPolicy.consentWaitMs);
    await answerLinkChecks(context);
    expect((await events()).map(({ data }) => data.answer)).toEqual(['not-confirmed']);
  },
);

it('L3: of answers given at one moment one counts, and party, evidence and event tell the same', async () => {
  const { party, token, evidenceId } = await asked();
  const words = ['approve', 'refuse', 'approve', 'report', 'approve', 'refuse'];
  const answers = await Promise.all(words.map((what) => say(evidenceId, what)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const { status, body } of answers) if (status !== 200) expect(body.code).toBe('wrong-state');
  const { state } = answers.find(({ status }) => status === 200)!.body;
  context.advance(partyPolicy.consentWaitMs);
  await Promise.all([answerLinkChecks(context), answerLinkChecks(context)]);
  const { db } = context;
  const events = await db
    .selectFrom('party_event')
    .select('data')
    .where('party_id', '=', party.partyId)
    .execute();
  const right = state === 'approved' ? 'confirmed' : 'not-confirmed';
  expect(events.map(({ data }) => data)).toEqual([{ evidenceId, answer: right }]);
  const fresh = { authorization: `Bearer ${token}` };
  const read = await server.client().get(`/api/v1/services/link-checks/${evidenceId}`, fresh);
  expect(read.body.answer).toBe(right);
  const evidence = await server.client().get(`/api/v1/services/evidence/${evidenceId}`, fresh);
  expect(evidence.body.code).toBe(state === 'approved' ? 'linked' : 'not-linked');
  const reports = await db
    .selectFrom('look_report')
    .select('report_id')
    .where('evidence_id', '=', evidenceId)
    .execute();
  expect(reports).toHaveLength(state === 'reported' ? 1 : 0);
});

it('L3: a yes and the end of the time at one moment are one answer, told once', async () => {
  const { party, evidenceId } = await asked();
  context.advance(partyPolicy.consentWaitMs - 1);
  const yes = say(evidenceId, 'approve');
  context.advance(1);
  const [said] = await Promise.all([yes, answerLinkChecks(context)]);
  await answerLinkChecks(context);
  const events = await context.db
    .selectFrom('party_event')
    .select('data')
    .where('party_id', '=', party.partyId)
    .execute();
  expect(events.map(({ data }) => data.answer)).toEqual([
    said.status === 200 && said.body.told === 'yes' ? 'confirmed' : 'not-confirmed',
  ]);
});

it('L3: a key of another day is no way to take an old answer for a new question', async () => {
  const party = await activeParty(context, { purposes: ['bank.account'] });
  const client = await clientOf(context, party);
  const key = once();
  const first = await ask(await client.token(), key);
  expect((await say(first.body.evidenceId, 'approve')).body.told).toBe('yes');
  context.advance(IDEMPOTENCY_POLICY.keptForMs + 1);
  await forgetAnswers(context, context.clock());
  const token = await client.token();
  expect((await ask(token, key)).body.code).toBe('idempotency-key-reused');
  const other = await ask(token, key, 'H99999991');
  expect(other.body).toMatchObject({ state: 'waiting' });
  expect(other.body.evidenceId).not.toBe(first.body.evidenceId);
  expect((await ask(token, once())).body).toMatchObject({ state: 'waiting' });
});
