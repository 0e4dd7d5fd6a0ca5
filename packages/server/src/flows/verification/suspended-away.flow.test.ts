import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { cutOffWay } from '../../testing/cut-off.ts';
import { activeParty } from '../../testing/parties.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { createVerificationDesk } from './desk.ts';
import { hashSecret } from './reader-token.ts';

let context: TestContext;
let way: Awaited<ReturnType<typeof cutOffWay>>;
let connection: ReturnType<typeof connect>;

beforeAll(async () => {
  context = await testContext();
  way = await cutOffWay(context.databaseUrl);
  connection = connect({ url: way.url, poolSize: 4 });
});
afterAll(async () => {
  await connection.close();
  await way.close();
  await context.close();
});

const gateOf = async (partyId: string): Promise<string> => {
  const token = `szr_${randomBytes(32).toString('base64url')}`;
  await context.db
    .insertInto('reader')
    .values({
      reader_id: randomUUID(),
      party_id: partyId,
      token_hash: hashSecret(token),
      organisation: '示范银行',
      label: '1 号',
      scope: 'rail',
      purposes: ['rail.entry'],
      encryption_key: randomBytes(65),
      enrolled_at: context.clock(),
      revoked_at: null,
    })
    .execute();
  return token;
};

it('V1, V5: gates suspended or revoked before an outage do not come back with it; the others go on', async () => {
  const desk = createVerificationDesk({ ...context, db: connection.db });
  const [good, bad] = [await activeParty(context), await activeParty(context)];
  const tokens = {
    kept: await gateOf(good.partyId),
    revoked: await gateOf(good.partyId),
    suspended: await gateOf(bad.partyId),
  };
  const all = async () =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(tokens).map(async ([name, token]) => [
          name,
          (await desk.authenticateReader(token)) !== null,
        ]),
      ),
    );
  expect(await all()).toEqual({ kept: true, revoked: true, suspended: true });
  const { db } = context;
  await db
    .updateTable('relying_party')
    .set({ state: 'suspended' })
    .where('party_id', '=', bad.partyId)
    .execute();
  await db
    .updateTable('reader')
    .set({ revoked_at: context.clock() })
    .where('token_hash', '=', hashSecret(tokens.revoked))
    .execute();
  // As the process that keeps its desk ready does every few seconds; nobody stood at those gates meanwhile.
  await desk.directory.refresh();
  way.cut();
  expect(await all()).toEqual({ kept: true, revoked: false, suspended: false });
});
