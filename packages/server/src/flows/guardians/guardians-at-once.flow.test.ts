import { randomUUID } from 'node:crypto';
import { FACE_CONSENT } from '@suizheng/domain/contract/consent-terms.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findOrCreatePerson } from '../../db/people.ts';
import { sessionOf } from '../../testing/account-session.ts';
import { seedApplication } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer } from '../../testing/test-server.ts';
import type { Resident } from '../../testing/test-world.ts';
import { untilSomebodyWaits } from '../../testing/until-somebody-waits.ts';
import { guardianPolicy } from './guardian-policy.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
beforeAll(async () => {
  const open = await testContext();
  // Every adult is everybody's guardian: whom the register names is not what is tested here.
  const { checkRealName, portrait, checkMobile } = open.population;
  const population = {
    checkRealName,
    portrait,
    checkMobile,
    checkGuardian: async () => ({ kind: 'match', relation: 'parent', requestId: 'r' }) as const,
  };
  context = { ...open, population };
  server = await startTestServer(context);
});
afterAll(async () => {
  await server.close();
  await context.close();
});

async function signedIn(holder: Resident | null) {
  const person = holder && (await findOrCreatePerson(context.db, context.keys, holder, context.clock()));
  const accountId = await context.newAccount(person ? 'real-name' : 'registered', person?.person_id);
  const client = server.client();
  client.cookie = await sessionOf(context, accountId);
  return { accountId, client };
}

async function family() {
  const child = await signedIn(null);
  const subject = await context.world.enrol('林小禾', '2014-10-19');
  const key = await seedApplication(context, { subject, accountId: child.accountId });
  const parent = await signedIn(await context.world.enrol('林知远', '1985-01-01'));
  const path = `/api/v1/applications/${key.applicationId}/guardian-requests`;
  const ask = () => child.client.post(path, {}, { 'idempotency-key': randomUUID() });
  return { ...key, parent, ask };
}

describe('A12: a guardian is asked, and answers', () => {
  it('A12: asked from two pages at the same moment both get a code, and the later one is the one that works', async () => {
    const { ask, applicationId, parent } = await family();
    const { asked } = await context.db.transaction().execute(async (trx) => {
      await trx
        .selectFrom('application')
        .select('application_id')
        .where('application_id', '=', applicationId)
        .forUpdate()
        .execute();
      const asked = Promise.all([ask(), ask()]);
      await untilSomebodyWaits(context.db, 2);
      return { asked };
    });
    const answers = await asked;
    expect(answers.map(({ status, text }) => [status, status === 201 ? '' : text])).toEqual([
      [201, ''],
      [201, ''],
    ]);
    const works = await Promise.all(
      answers.map(async ({ body }) => {
        const { status } = await parent.client.post('/api/v1/guardian-asks', { code: body.code });
        return status === 200;
      }),
    );
    expect(works.filter(Boolean)).toHaveLength(1);
  });

  it('A12: the last try of the hour consents, and is told so', async () => {
    const { ask, parent } = await family();
    const { code } = (await ask()).body;
    const [{ most }] = guardianPolicy.tries;
    for (let n = 1; n < most; n += 1)
      expect((await parent.client.post('/api/v1/guardian-asks', { code })).status).toBe(200);
    const decision = { code, agrees: true, version: FACE_CONSENT.version };
    const decided = await parent.client.post('/api/v1/guardian-decisions', decision);
    expect([decided.status, decided.body.state]).toEqual([200, 'consented']);
    expect((await parent.client.post('/api/v1/guardian-asks', { code })).body.code).toBe('too-many-requests');
  });
});
