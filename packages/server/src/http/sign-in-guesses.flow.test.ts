import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SIGN_IN_POLICY } from '../flows/accounts/sign-in-policy.ts';
import { signInTrip, wrongFor } from '../testing/sign-in-trip.ts';
import { newestCode, signInAs } from '../testing/test-server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
let trip: Awaited<ReturnType<typeof signInTrip>>;
beforeAll(async () => {
  trip = await signInTrip();
});
afterAll(() => trip.close());

describe('A10: guesses that get through, counted', () => {
  it('A10: of 200 wrong guesses from a browser that asked for no code, none is compared, and the code lives on', async () => {
    const [owner, stranger] = [trip.server.client(), trip.server.client()];
    const mobile = trip.freshMobile();
    await trip.ask(owner, mobile);
    const code = await newestCode(trip.context.world.url, mobile);
    const answers = new Map<string, number>();
    for (let i = 0; i < 200; i += 1) {
      const { body } = await trip.guess(stranger, mobile, String(i).padStart(6, '0'), '203.0.113.50');
      answers.set(body.errors[0].code, (answers.get(body.errors[0].code) ?? 0) + 1);
    }
    // Not even the right digits: the code belongs to the browser that asked.
    expect((await trip.guess(stranger, mobile, code, '203.0.113.50')).status).toBe(422);
    expect([...answers]).toEqual([['code.expired', 200]]);
    const { attempts } = await trip.context.db
      .selectFrom('sms_code')
      .select('attempts')
      .where('mobile_index', '=', trip.context.keys.blindIndex('mobile', mobile))
      .executeTakeFirstOrThrow();
    expect(attempts).toBe(0);
    expect((await trip.guess(owner, mobile, code)).status).toBe(201);
  });

  it('A10: a stranger who asks for codes himself gets at most 40 guesses a day at a mobile, from however many browsers', async () => {
    const mobile = trip.freshMobile();
    let compared = 0;
    const end = trip.context.clock().getTime() + DAY - MINUTE;
    for (let round = 0; trip.context.clock().getTime() < end && round < 60; round += 1) {
      const client = trip.server.client();
      const sent = await trip.ask(client, mobile, `203.0.113.${round}`);
      if (sent.status === 202) {
        const wrong = wrongFor(await newestCode(trip.context.world.url, mobile));
        for (let i = 0; i < 8; i += 1) {
          const { status, body } = await trip.guess(client, mobile, wrong, `203.0.113.${round}`);
          if (status === 422 && body.errors[0].code === 'code.wrong') compared += 1;
          // The fifth of a code is compared too, and answers that the code is dead.
          else if (status === 422 && i === SIGN_IN_POLICY.code.attempts - 1) compared += 1;
        }
      }
      const wait =
        sent.status === 202 ? Date.parse(sent.body.resendAfter) : trip.context.clock().getTime() + HOUR;
      trip.context.setNow(new Date(wait));
    }
    expect(compared).toBeGreaterThan(0);
    expect(compared).toBeLessThanOrEqual(SIGN_IN_POLICY.limits.signInsOfMobile[0]!.most);
    trip.context.advance(DAY);
  });

  it('A10: whoever uses up a mobile’s messages and tries does not lock its owner out of a browser of theirs', async () => {
    const mobile = trip.freshMobile();
    const owner = trip.server.client();
    await signInAs(owner, trip.context.world.url, mobile);
    trip.context.advance(HOUR);
    const index = trip.context.keys.blindIndex('mobile', mobile);
    for (const kind of ['codes-to', 'sign-ins-of']) {
      for (const window_ms of [String(HOUR), String(DAY)]) {
        const values = { subject: index, kind, window_ms, window_start: trip.context.clock(), count: 999 };
        await trip.context.db
          .insertInto('attempt_count')
          .values(values)
          .onConflict((conflict) =>
            conflict
              .columns(['subject', 'kind', 'window_ms'])
              .doUpdateSet({ count: 999, window_start: trip.context.clock() }),
          )
          .execute();
      }
    }
    expect((await trip.ask(trip.server.client(), mobile, '203.0.113.77')).status).toBe(429);
    expect((await trip.ask(owner, mobile)).status).toBe(202);
    expect((await trip.guess(owner, mobile, await newestCode(trip.context.world.url, mobile))).status).toBe(
      201,
    );
  });

  it('A10: pumping: messages to one range of numbers, and from one network, end at their limits; waits grow', async () => {
    const range = '1330000';
    const most = SIGN_IN_POLICY.limits.codesToRange[0]!.most;
    let sent = 0;
    for (let i = 0; i < most + 30; i += 1) {
      const mobile = `${range}${String(i).padStart(4, '0')}`;
      const { status } = await trip.ask(trip.server.client(), mobile, `2001:db8:${(i + 16).toString(16)}::1`);
      if (status === 202) sent += 1;
    }
    expect(sent).toBe(most);

    const network = trip.context.keys.blindIndex('address', 'network 192.0.2.0/24');
    expect((await trip.ask(trip.server.client(), trip.freshMobile(), '192.0.2.1')).status).toBe(202);
    await trip.context.db
      .updateTable('attempt_count')
      .set({ count: SIGN_IN_POLICY.limits.codesToNetwork[0]!.most })
      .where('subject', '=', network)
      .execute();
    expect((await trip.ask(trip.server.client(), trip.freshMobile(), '192.0.2.200')).status).toBe(429);
    expect((await trip.ask(trip.server.client(), trip.freshMobile(), '192.0.3.1')).status).toBe(202);

    const mobile = trip.freshMobile();
    const waits: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const { body } = await trip.ask(trip.server.client(), mobile);
      waits.push((Date.parse(body.resendAfter) - trip.context.clock().getTime()) / MINUTE);
      trip.context.setNow(body.resendAfter);
    }
    expect(waits).toEqual([1, 1, 2, 5, 15]);
  });

  it('A10: known and unknown mobiles: the same answers, the same rows written', async () => {
    const known = trip.freshMobile();
    const { body } = await signInAs(trip.server.client(), trip.context.world.url, known);
    await trip.bindPerson(body.id);
    trip.context.advance(2 * DAY);
    const traceOf = async (mobile: string) => {
      const client = trip.server.client();
      const answers = [
        await trip.ask(client, mobile, '198.51.100.90'),
        ...(await Promise.all(
          ['000000', '111111'].map((code) => trip.guess(trip.server.client(), mobile, code, '198.51.100.90')),
        )),
        await trip.guess(
          client,
          mobile,
          wrongFor(await newestCode(trip.context.world.url, mobile)),
          '198.51.100.90',
        ),
      ];
      const index = trip.context.keys.blindIndex('mobile', mobile);
      const counted = await trip.context.db
        .selectFrom('attempt_count')
        .select(['kind', 'count'])
        .where('subject', '=', index)
        .where('window_start', '=', trip.context.clock())
        .orderBy('kind')
        .orderBy('window_ms')
        .execute();
      const shapes = answers.map(({ status, body, headers }) => ({
        status,
        body: { ...body, traceId: '' },
        cookies: headers.getSetCookie().map((line) => line.replace(/=[^;]+/, '=')),
      }));
      return { shapes, counted };
    };
    const [a, b] = [await traceOf(known), await traceOf(trip.freshMobile())];
    expect(b).toEqual(a);
  });
});
