import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newMobile } from '../../testing/counter.ts';
import { counterTrip } from '../../testing/counter-trip.ts';
import { newestCode, signInAs } from '../../testing/test-server.ts';
import { untilSomebodyWaits } from '../../testing/until-somebody-waits.ts';
import { accountOfMobile } from '../accounts/account-of-mobile.ts';

let trip: Awaited<ReturnType<typeof counterTrip>>;
beforeAll(async () => {
  trip = await counterTrip();
});
afterAll(() => trip.close());

/** Somebody with an account of that mobile, and the visit in which they may give it another. */
const atCounter = async () => {
  const mobile = newMobile();
  const { body: visit } = await trip.officer.visit(await trip.someone());
  const signed = await trip.officer.faceSign(visit.id, mobile);
  trip.context.advance(61_000);
  return { visitId: visit.id as string, mobile, accountId: signed.body.person.accounts[0].id as string };
};

describe('A10: another mobile at the counter, while one of the two signs in', () => {
  it('A10: who signs in with the old mobile at that moment does not get into the account that just left it', async () => {
    const { mobile, accountId } = await atCounter();
    const { context, server } = trip;
    const thief = server.client();
    expect((await thief.post('/api/v1/sms-codes', { mobile })).status).toBe(202);
    const code = await newestCode(context.world.url, mobile);
    const { signedIn } = await context.db.transaction().execute(async (changing) => {
      await changing
        .updateTable('account')
        .set({ mobile_index: context.keys.blindIndex('mobile', newMobile()) })
        .where('account_id', '=', accountId)
        .execute();
      const signedIn = thief.post('/api/v1/sessions', { mobile, code });
      await untilSomebodyWaits(context.db);
      return { signedIn };
    });
    const answer = await signedIn;
    expect(answer.status, answer.text).toBe(201);
    expect(answer.body.id).not.toBe(accountId);
    expect(answer.body).toMatchObject({ level: 'registered', person: null });
  });

  it('A10: who signs in with the new mobile at that moment gives way, and the officer is not told of a fault', async () => {
    const { visitId, accountId } = await atCounter();
    const { context, officer } = trip;
    const mobile = newMobile();
    const code = await officer.code(visitId, mobile);
    const { changed } = await context.db.transaction().execute(async (signingIn) => {
      await accountOfMobile(signingIn, context, mobile, context.clock());
      const changed = officer.act('POST', `/visits/${visitId}/phone`, { accountId, mobile, code });
      await untilSomebodyWaits(context.db);
      return { changed };
    });
    const answer = await changed;
    expect(answer.status, answer.text).toBe(200);
    expect((await trip.accountOf(mobile))!.account_id).toBe(accountId);
    const client = trip.server.client();
    await signInAs(client, context.world.url, mobile);
    expect((await client.get('/api/v1/account')).body.id).toBe(accountId);
  });
});
