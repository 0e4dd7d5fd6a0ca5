import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { once } from '../../testing/gate.ts';
import { clientOf } from '../../testing/parties.ts';
import { partyTrip } from '../../testing/party-trip.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer } from '../../testing/test-server.ts';
import { untilSomebodyWaits } from '../../testing/until-somebody-waits.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let trip: ReturnType<typeof partyTrip>;
beforeAll(async () => {
  context = await testContext();
  server = await startTestServer(context, { limits: false });
  trip = partyTrip(context, server);
});
afterAll(async () => {
  await server.close();
  await context.close();
});

describe('V1: an officer takes something from a party while it acts', () => {
  it('V1: who is revoking a system or enrolling a device meanwhile is waited for, and waits for nobody in turn', async () => {
    const party = await trip.active();
    const officer = await trip.staffOf('officer');
    const { clientId } = await clientOf(context, { partyId: party.id }, { services: ['real-name-check'] });
    const change = {
      purposes: ['rail.entry'],
      services: ['credential-check'],
      explanation: '只在进站口核验，不再核对姓名',
    };
    const asked = await party.client.post(`/api/v1/parties/${party.id}/amendments`, change, once());
    expect(asked.status, asked.text).toBe(201);
    const { purposes, services } = change;
    const approval = { decision: 'approve', purposes, services, limits: {}, note: null };
    // The party's own act, of which it is told in the same transaction.
    const revoking = await context.pool.connect();
    await revoking.query('begin');
    await revoking.query('update client set revoked_at = $2 where client_id = $1', [
      clientId,
      context.clock(),
    ]);
    const decided = officer.post(`/${party.id}/amendments/${asked.body.id}/decision`, approval);
    await untilSomebodyWaits(context.db);
    // Shorter than the time after which the database looks for circles.
    await revoking.query("set local lock_timeout = '600ms'");
    const told = await revoking
      .query(
        `insert into party_event (party_id, event_id, kind, data, at)
         values ($1, gen_random_uuid(), 'client.revoked', '{}', $2)`,
        [party.id, context.clock()],
      )
      .catch(({ code }: { code: string }) => code);
    await revoking.query('commit');
    revoking.release();
    expect(told).toMatchObject({ rowCount: 1 });
    expect((await decided).status).toBe(200);
  });
});
