import { randomUUID } from 'node:crypto';
import { API } from '@suizheng/domain/contract/api.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../context.ts';
import { tokenHash } from '../flows/accounts/session.ts';
import { tellParty } from '../flows/parties/tell-party.ts';
import { recordEvidence } from '../flows/services/record-evidence.ts';
import { fanOut } from '../flows/webhooks/fan-out.ts';
import { sessionOf } from '../testing/account-session.ts';
import { once } from '../testing/gate.ts';
import { newMember, newOrganisation } from '../testing/organisation.ts';
import { activeParty, clientOf } from '../testing/parties.ts';
import { provenWebhook } from '../testing/proven-webhook.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { startTestServer, type TestClient } from '../testing/test-server.ts';
import { plausibleBody } from '../testing/wrong-fields.ts';

/** Everything of one party that its administrators reach. */
const OF_A_PARTY = API.filter(({ path }) => /^\/api\/v1\/parties\/\{id\}/.test(path));

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let mine: Awaited<ReturnType<typeof everything>>;
let theirs: Awaited<ReturnType<typeof everything>>;
let others: TestClient[];
let thief: TestClient;

beforeAll(async () => {
  context = await testContext();
  server = await startTestServer(context, { limits: false });
  [mine, theirs] = [await everything(), await everything()];
  const { organisationId } = mine.party;
  const operator = await newMember(context, server, organisationId, { role: 'operator' });
  const removed = await newMember(context, server, organisationId);
  await context.db.deleteFrom('organisation_member').where('person_id', '=', removed.personId).execute();
  const elsewhere = await newMember(context, server, (await newOrganisation(context)).organisationId);
  const second = server.client();
  second.cookie = await sessionOf(context, await context.newAccount('real-name', mine.personId));
  others = [operator.client, removed.client, elsewhere.client, second, theirs.admin];
  thief = server.client();
  thief.cookie = await sessionOf(context, mine.accountId);
  await context.db
    .updateTable('session')
    .set({ proven: 'code', known_device: false })
    .where('token_hash', '=', tokenHash(thief.cookie))
    .execute();
});
afterAll(async () => {
  await server.close();
  await context.close();
});

/** A party with one of each, and its administrator. */
async function everything() {
  const { db, keys, clock } = context;
  const party = await activeParty(context, {
    purposes: ['rail.entry', 'bank.account'],
    legalBasis: 'resident-id-13',
  });
  const { partyId, organisationId } = party;
  const { client: admin, personId } = await newMember(context, server, organisationId);
  const { account_id: accountId } = await db
    .selectFrom('account')
    .select('account_id')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  const { clientId } = await clientOf(context, party);
  const made = await provenWebhook(
    context,
    { accountId, personId, level: 'real-person' },
    { partyId, url: 'https://receiver.example/hooks', events: ['client.revoked'] },
    { operationId: randomUUID(), actor: SYSTEM },
  );
  context.advance(1);
  await tellParty(db, { partyId, kind: 'client.revoked', data: {} }, clock());
  await fanOut(context, partyId);
  const { delivery_id: deliveryId } = await db
    .selectFrom('webhook_delivery')
    .select('delivery_id')
    .where('party_id', '=', partyId)
    .executeTakeFirstOrThrow();
  const code = await admin.post(
    `/api/v1/parties/${partyId}/enrolment-codes`,
    { label: '1 号', scope: 'rail', purposes: ['rail.entry'] },
    once(),
  );
  const key = 'BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU';
  const device = await server.client().post('/api/v1/readers', { code: code.body.code, encryptionKey: key });
  expect(device.status, device.text).toBe(201);
  const evidenceId = randomUUID();
  const about = { service: 'real-name-check', purpose: 'bank.account', number: `x${evidenceId}` } as const;
  const answer = { evidenceId, partyId, clientId, ...about, verdict: 'match', reason: 'identity-match' };
  await recordEvidence(db, keys, answer, { actor: SYSTEM, now: clock() });
  const ids = {
    id: partyId,
    clientId,
    webhookId: made.webhook.id,
    deliveryId,
    readerId: device.body.reader.id as string,
    evidenceId,
  };
  return { party, admin, personId, accountId, ids };
}

type Ids = Readonly<Record<string, string>>;
type AnyResource = (typeof OF_A_PARTY)[number];

const call = (who: TestClient, resource: AnyResource, ids: Ids) => {
  const path = resource.path.replace(/\{(\w+)\}/g, (_: string, name: string) => ids[name]!);
  const body = resource.body === undefined ? undefined : plausibleBody(resource);
  return who.send(resource.method, path, { ...(body === undefined ? {} : { body }), headers: once() });
};

/** All that an answer tells, but for the trace. */
const told = async (answer: ReturnType<typeof call>) => {
  const { status, body } = await answer;
  return { status, ...body, traceId: null };
};

describe.each(OF_A_PARTY.map((resource) => ({ id: resource.id, resource })))('V1: $id', ({ resource }) => {
  it('is as good as not there for whoever is no administrator of the organisation', async () => {
    const nowhere = { ...mine.ids, id: randomUUID() };
    for (const who of others) {
      const found = await told(call(who, resource, mine.ids));
      expect(found).toMatchObject({ status: 404, code: 'not-found' });
      expect(found).toEqual(await told(call(who, resource, nowhere)));
    }
  });

  it('of one party does not reach into another by the names of its things', async () => {
    if (!/\{\w+Id\}/.test(resource.path)) return;
    const before = await state();
    const mixed = { ...mine.ids, id: theirs.ids.id };
    expect(await told(call(theirs.admin, resource, mixed))).toMatchObject({ status: 404, code: 'not-found' });
    expect(await state()).toEqual(before);
  });

  it('is closed to a session that sees no person', async () => {
    expect(await told(call(thief, resource, mine.ids))).toMatchObject({ code: 'confirm-yourself' });
  });
});

it.each(OF_A_PARTY.filter(({ method }) => method === 'GET'))(
  'V1: $id is there for the administrator: what the others were refused was no mistake in the address',
  async (resource) => {
    expect((await call(mine.admin, resource, mine.ids)).status).toBe(200);
  },
);

/** What of the first party a stranger could have changed. */
async function state() {
  const { partyId } = mine.party;
  const rows = (table: 'client' | 'reader' | 'webhook' | 'webhook_delivery') =>
    context.db.selectFrom(table).selectAll().where('party_id', '=', partyId).execute();
  return [await rows('client'), await rows('reader'), await rows('webhook'), await rows('webhook_delivery')];
}
