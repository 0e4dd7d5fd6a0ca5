import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { SERVICES } from '@suizheng/domain/policy/services.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { activeParty, clientOf } from '../../testing/parties.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { callCounts, countCall } from './count-call.ts';
import type { EnrolledClient } from './enrolled-client.ts';
import { forgetCalls } from './forget-calls.ts';

let context: TestContext;
let second: ReturnType<typeof connect>;
beforeAll(async () => {
  context = await testContext();
  second = connect({ url: context.databaseUrl, poolSize: 4 });
});
afterAll(async () => {
  await second.close();
  await context.close();
});

/** A caller with limits of its party. */
async function caller(limits: EnrolledClient['limits']): Promise<EnrolledClient> {
  const party = await activeParty(context);
  const { clientId } = await clientOf(context, party);
  return {
    clientId,
    partyId: party.partyId,
    organisation: party.name,
    purposes: ['bank.account'],
    services: ['real-name-check', 'credential-check'],
    limits,
  };
}
const refusal = async (call: Promise<unknown>) =>
  call.then(
    () => null,
    ({ code, params }) => ({ code, ...params }),
  );

describe('limits of a party', () => {
  it('V1: without limits of its own a party has the usual ones, and hears what is left', async () => {
    const client = await caller({});
    const { perMinute, perDay } = SERVICES['real-name-check'].limits;
    expect(await countCall(context, client, 'real-name-check', context.clock())).toEqual({
      minute: { limit: perMinute, left: perMinute - 1, seconds: 1 },
      // 09:03 in Beijing.
      day: { limit: perDay, left: perDay - 1, seconds: (14 * 60 + 57) * 60 },
    });
  });

  it('V1: the calls of a minute are refused beyond the limit with the seconds to wait, and flow back', async () => {
    const client = await caller({ 'real-name-check': { perMinute: 2, perDay: 100 } });
    const call = (ms = 0) =>
      refusal(countCall(context, client, 'real-name-check', new Date(context.clock().getTime() + ms)));
    expect([await call(), await call()]).toEqual([null, null]);
    expect(await call()).toEqual({ code: 'too-many-requests', seconds: 30 });
    expect(await call(30_000)).toBeNull();
  });

  it('V1: the day’s quota is exact over processes and over calls at once; midnight in Beijing gives it back', async () => {
    const client = await caller({ 'real-name-check': { perMinute: 1_000, perDay: 10 } });
    const asks = Array.from({ length: 30 }, (_, i) =>
      refusal(countCall(i % 2 ? context : second, client, 'real-name-check', context.clock())),
    );
    const answers = await Promise.all(asks);
    expect(answers.filter((it) => it === null)).toHaveLength(10);
    expect(answers.find((it) => it !== null)).toEqual({ code: 'quota-used', seconds: (14 * 60 + 57) * 60 });
    const midnight = new Date('2026-11-22T00:00:00+08:00');
    expect(await refusal(countCall(context, client, 'real-name-check', midnight))).toBeNull();
  });

  it('V1: checks of codes are counted in memory, told in batches, and refused once the sum is known', async () => {
    const client = await caller({ 'credential-check': { perMinute: 1_000, perDay: 10 } });
    const check = (process: { db: TestContext['db'] }) =>
      refusal(countCall(process, client, 'credential-check', context.clock()));
    for (let i = 0; i < 8; i++) expect(await check(context)).toBeNull();
    await callCounts(context.db).flush();
    // The other process has heard of nothing: it is ahead of the sum by its own first batch at most.
    for (let i = 0; i < 5; i++) expect(await check(second)).toBeNull();
    await callCounts(second.db).flush();
    expect(await check(second)).toMatchObject({ code: 'quota-used' });
    expect(await check(context)).toBeNull();
    await callCounts(context.db).flush();
    expect(await check(context)).toMatchObject({ code: 'quota-used' });
    const { rows } = await context.pool.query(
      'select calls from call_count where counted_as = $1 and service = $2',
      [client.partyId, 'credential-check'],
    );
    expect(rows).toEqual([{ calls: '14' }]);
    // A pause does not begin the day anew.
    await callCounts(context.db).flush();
    expect(await check(context)).toMatchObject({ code: 'quota-used' });
  });

  it('V1: what could not be told is told later', async () => {
    const client = await caller({});
    const third = connect({ url: 'postgres://nobody@127.0.0.1:1/none', poolSize: 1 });
    await countCall(third, client, 'credential-check', context.clock());
    await expect(callCounts(third.db).flush()).rejects.toThrow();
    await expect(callCounts(third.db).flush()).rejects.toThrow();
    const state = await countCall(third, client, 'credential-check', context.clock());
    expect(state.day!.limit - state.day!.left).toBe(2);
    await third.close();
  });

  it('V1: a client with limits of its own is counted apart from its party', async () => {
    const client = await caller({ 'real-name-check': { perMinute: 100, perDay: 1 } });
    expect(await refusal(countCall(context, client, 'real-name-check', context.clock()))).toBeNull();
    const trial = { ...client, countedApart: true };
    expect(await refusal(countCall(context, trial, 'real-name-check', context.clock()))).toBeNull();
    for (const one of [client, trial])
      expect(await refusal(countCall(context, one, 'real-name-check', context.clock()))).toMatchObject({
        code: 'quota-used',
      });
  });

  it('V1: counts go with the checks they counted, used assertions with their time, trial clients with theirs', async () => {
    const client = await caller({});
    await countCall(context, client, 'real-name-check', context.clock());
    const trial = await clientOf(context, client);
    await context.db
      .updateTable('client')
      .set({ limits: '{}', expires_at: context.clock() })
      .where('client_id', '=', trial.clientId)
      .execute();
    await (await clientOf(context, client)).token();
    const later = (ms: number) => new Date(context.clock().getTime() + ms);
    const left = async () => {
      const { rows } = await context.pool.query(
        `select (select count(*) from call_count where party_id = $1)::int as counts,
          (select count(*) from client_assertion)::int as assertions,
          (select count(*) from client where client_id = $2 and revoked_at is null)::int as trials`,
        [client.partyId, trial.clientId],
      );
      return rows[0];
    };
    await forgetCalls(context, context.clock());
    expect(await left()).toEqual({ counts: 1, assertions: 1, trials: 1 });
    await forgetCalls(context, later(600_000));
    expect(await left()).toEqual({ counts: 1, assertions: 0, trials: 0 });
    await forgetCalls(context, later(partyPolicy.evidenceForMs + 86_400_000));
    expect(await left()).toEqual({ counts: 0, assertions: 0, trials: 0 });
  });
});
