import { syntheticNumber } from '@suizheng/sandbox/population/people.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CallPolicy } from './call-policy.ts';
import { createPopulationRegister } from './population-register.ts';
import {
  quickPolicy,
  startOutsideWorld,
  startStranger,
  testEffects,
  testKeys,
} from './testing/outside-world.ts';

let world: Awaited<ReturnType<typeof startOutsideWorld>>;
beforeAll(async () => {
  world = await startOutsideWorld();
});
afterEach(() => world.fault({ target: 'population', mode: 'off' }));
afterAll(() => world.close());

function connect(policy: Partial<CallPolicy> = {}, baseUrl = world.url, bearer = testKeys.register) {
  const { effects, events, onCall } = testEffects();
  const all = { ...quickPolicy, ...policy };
  const register = createPopulationRegister({
    baseUrl,
    bearer,
    policy: all,
    portraitPolicy: all,
    effects,
    onCall,
  });
  return { register, events };
}

const stranger = { name: '无此人', number: '990000199912310017' };

describe('real-name check', () => {
  test('A1, B1: name and number of a resident match, and the card state comes along', async () => {
    const { name, number } = world.demoPerson;
    expect(await connect().register.checkRealName({ name, number })).toMatchObject({
      kind: 'match',
      cardState: 'valid',
    });
  });

  test('A4: the expiry is compared when it is given', async () => {
    const { name, number, expiry } = world.demoPerson;
    const { register } = connect();
    expect(await register.checkRealName({ name, number, expiry })).toMatchObject({ kind: 'match' });
    expect(await register.checkRealName({ name, number, expiry: '2031-01-01' })).toMatchObject({
      kind: 'expiry-differs',
    });
    expect(await register.checkRealName({ name, number, expiry: 'long-term' })).toMatchObject({
      kind: 'expiry-differs',
    });
  });

  test('A1: another name and an unknown number are told apart and nothing of the register comes along', async () => {
    const { register } = connect();
    const wrongName = await register.checkRealName({ name: '别的人', number: world.demoPerson.number });
    expect(wrongName).toEqual({ kind: 'name-differs', requestId: expect.any(String) });
    expect(await register.checkRealName(stranger)).toMatchObject({ kind: 'unknown-person' });
  });
});

describe('portrait and mobile', () => {
  test('B2: the portrait is a JPEG with the day it was taken', async () => {
    const answer = await connect().register.portrait({
      number: world.demoPerson.number,
      purpose: 'real-person-check',
    });
    expect(answer).toMatchObject({ kind: 'portrait', takenOn: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) });
  });

  test('B2: a person without a portrait and an unknown person are different answers', async () => {
    const { register } = connect();
    const purpose = 'real-person-check' as const;
    expect(
      await register.portrait({ number: syntheticNumber('1992-06-18', 'male', 1), purpose }),
    ).toMatchObject({
      kind: 'no-portrait',
    });
    expect(await register.portrait({ number: stranger.number, purpose })).toMatchObject({
      kind: 'unknown-person',
    });
  });

  test('A2: the mobile on file matches, another does not', async () => {
    const { number, mobile } = world.demoPerson;
    const { register } = connect();
    expect(await register.checkMobile({ number, mobile })).toMatchObject({ kind: 'match' });
    expect(await register.checkMobile({ number, mobile: '16199999998' })).toMatchObject({
      kind: 'mobile-differs',
    });
  });
});

describe('a register in trouble', () => {
  const ask = ({ register }: ReturnType<typeof connect>) => {
    const { name, number } = world.demoPerson;
    return register.checkRealName({ name, number });
  };

  test('a late answer is a timeout after the last attempt', async () => {
    await world.fault({ target: 'population', mode: 'delay', ms: 60_000 });
    const calls = connect({ timeoutMs: 30, attempts: 2 });
    expect(await ask(calls)).toMatchObject({ kind: 'unavailable', reason: 'timeout' });
    expect(calls.events).toMatchObject([{ operation: 'real-name-check', outcome: 'timeout', attempts: 2 }]);
  });

  test.each(['error', 'reset'] as const)(
    'two answers of mode %s are mended by the third attempt',
    async (mode) => {
      await world.fault({ target: 'population', mode, times: 2 });
      const calls = connect();
      expect(await ask(calls)).toMatchObject({ kind: 'match' });
      expect(calls.events).toMatchObject([{ outcome: 'ok', attempts: 3 }]);
    },
  );

  test('errors that go on end as server-error', async () => {
    await world.fault({ target: 'population', mode: 'error' });
    expect(await ask(connect())).toMatchObject({ kind: 'unavailable', reason: 'server-error' });
  });

  test('the circuit opens after failures in a row, calls nobody while open, and closes after a good trial', async () => {
    await world.fault({ target: 'population', mode: 'error' });
    const calls = connect({ attempts: 1, circuit: { failures: 2, reopenMs: 20 } });
    await ask(calls);
    await ask(calls);
    expect(calls.register.circuit()).toBe('open');
    expect(await ask(calls)).toMatchObject({ kind: 'unavailable', reason: 'circuit-open', retryAfter: 1 });
    expect(calls.events.at(-1)).toMatchObject({ attempts: 0 });
    await world.fault({ target: 'population', mode: 'off' });
    await expect.poll(async () => (await ask(calls)).kind).toBe('match');
    expect(calls.register.circuit()).toBe('closed');
  });

  test('an answer outside the contract is refused and not repeated', async () => {
    await world.fault({ target: 'population', mode: 'garbage' });
    const calls = connect();
    expect(await ask(calls)).toMatchObject({ kind: 'unavailable', reason: 'bad-answer' });
    expect(calls.events).toMatchObject([{ attempts: 1 }]);
  });

  test('an oversized answer is refused, for JSON and for portraits', async () => {
    await world.fault({ target: 'population', mode: 'flood' });
    const calls = connect();
    expect(await ask(calls)).toMatchObject({ kind: 'unavailable', reason: 'too-large' });
    const portrait = await calls.register.portrait({
      number: world.demoPerson.number,
      purpose: 'real-person-check',
    });
    expect(portrait).toMatchObject({ kind: 'unavailable', reason: 'too-large' });
  });

  test('a wrong key is the operator’s business: rejected, and never repeated', async () => {
    const calls = connect({}, world.url, 'wrong-key');
    expect(await ask(calls)).toMatchObject({ kind: 'unavailable', reason: 'rejected' });
    expect(calls.events).toMatchObject([{ attempts: 1 }]);
  });

  test('nobody listening is unreachable', async () => {
    const gone = await startStranger(() => undefined);
    await gone.close();
    expect(await ask(connect({}, gone.url))).toMatchObject({ kind: 'unavailable', reason: 'unreachable' });
  });
});

describe('a register that is not what it claims', () => {
  const number = '990000199912310017';

  test.each([
    ['endless bytes without a length', 'too-large'],
    ['a redirect', 'unreachable'],
    ['a web page', 'bad-answer'],
    ['a portrait that is no JPEG', 'bad-answer'],
  ])('%s: no usable answer (%#)', async (what, reason) => {
    const server = await startStranger((request, response) => {
      if (what.startsWith('endless')) {
        response.setHeader('content-type', 'image/jpeg');
        const pump = () => {
          while (!response.destroyed && response.write(Buffer.alloc(16_384)));
        };
        response.on('drain', pump);
        pump();
        return;
      }
      if (what.includes('redirect')) {
        response.writeHead(307, { location: `http://127.0.0.1:1${request.url}` }).end();
        return;
      }
      response.setHeader('content-type', what.includes('page') ? 'text/html' : 'image/jpeg');
      response.setHeader('portrait-date', '2020-01-01');
      response.end('<p>hello</p>');
    });
    const { register } = connect({ attempts: 1 }, server.url);
    const answer = await register.portrait({ number, purpose: 'real-person-check' });
    expect(answer).toMatchObject({ kind: 'unavailable', reason });
    await server.close();
  });

  test('a wait longer than ours is passed on instead of repeated', async () => {
    const server = await startStranger((_request, response) =>
      response.writeHead(429, { 'retry-after': '30' }).end(),
    );
    const calls = connect({}, server.url);
    const answer = await calls.register.portrait({ number, purpose: 'real-person-check' });
    expect(answer).toMatchObject({ kind: 'unavailable', reason: 'rate-limited', retryAfter: 30 });
    expect(calls.events).toMatchObject([{ attempts: 1 }]);
    await server.close();
  });

  test('no personal data stands in an address; repeats carry one idempotency key and one request id', async () => {
    const seen: { url: string; key: unknown; id: unknown }[] = [];
    const server = await startStranger((request, response) => {
      seen.push({
        url: request.url!,
        key: request.headers['idempotency-key'],
        id: request.headers['x-request-id'],
      });
      response.writeHead(500).end();
    });
    const { register } = connect({}, server.url);
    await register.checkRealName({ name: '无此人', number });
    expect(seen).toHaveLength(3);
    expect(new Set(seen.map(({ key }) => key)).size).toBe(1);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(1);
    expect(seen[0]!.url).toBe('/population/v1/real-name-checks');
    await server.close();
  });
});
