import { MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import { residents } from '@suizheng/sandbox/population/residents.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createVouchProvider, type VouchProvider } from '../../gateways/vouch-provider.ts';
import { actorOf, applyFor, newApplicant, registrationOf, signedIn } from '../../testing/applicant.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { vouchBrowser } from '../../testing/vouch-browser.ts';
import { readApplication } from '../applications/read-applications.ts';
import { confirmMobile } from './confirm-mobile.ts';
import { beginVouching, finishVouching, forgetVouchings, type VouchContext } from './vouching.ts';

const ORIGIN = 'http://localhost:4711';
let context: TestContext;
let vouching: VouchContext;
let provider: VouchProvider;
let order = 0;
const freshMobile = () => `1391000${String(++order).padStart(4, '0')}`;
/** Residents with a mobile on file and a verified account at the platform. */
const people = residents([]).filter((one) => one.mobile !== null && one.vouching === undefined);

beforeAll(async () => {
  context = await testContext();
  const config = {
    issuer: `${context.world.url}/vouch`,
    clientId: 'suizheng',
    timeoutMs: 5_000,
    insecure: true,
  };
  provider = createVouchProvider({ ...config, clientSecret: 'test-key' }, { now: () => 0 });
  vouching = { ...context, vouch: provider };
});
beforeEach(() => fault('off'));
afterAll(() => context.close());

const fault = (mode: string, target = 'vouch') =>
  fetch(`${context.world.url}/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ target, mode }),
  });

/** Somebody who signs in with another mobile than the one on file, and stands before the third party. */
async function newcomer(on: VouchContext = vouching) {
  const person = people[order % people.length]!;
  const { accountId } = await newApplicant(context, freshMobile());
  const { id } = await applyFor(context, accountId, 'registration', registrationOf(person));
  const by = { applicationId: id, actor: actorOf(accountId), locale: 'en' } as const;
  await confirmMobile(context, { accountId }, by);
  context.advance(1_000);
  const begin = (mark: string | null = null) =>
    beginVouching(on, { accountId }, { applicationId: id, origin: ORIGIN, mark });
  const read = () => readApplication(context, { accountId }, id, 'en');
  return { person, accountId, id, begin, read };
}
const back = (url: URL, mark: string | null) =>
  finishVouching(vouching, { query: Object.fromEntries(url.searchParams), mark, traceId: 'test' });
const browser = () => vouchBrowser(context.world.url);

describe('a third party vouches for a mobile (A3)', () => {
  it('A3: asks with PKCE, state and nonce; the mobile on file that comes back gives real-name', async () => {
    const { person, accountId, id, begin, read } = await newcomer();
    expect(await read()).toMatchObject({ need: 'real-person', reasons: [{ code: 'mobile-differs' }] });
    const { authorizeUrl, mark } = await begin();
    const asked = new URL(authorizeUrl).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('scope')).toBe('openid phone');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const url = await browser().allow(authorizeUrl, person.id);
    expect(await back(url, mark.token)).toEqual({ location: `/applications/${id}` });
    expect((await read()).state).toBe('issued');
    expect((await signedIn(context, accountId)).level).toBe('real-name');
  });

  it('A3: a vouched mobile that is not the one on file says so, and another may be tried', async () => {
    const { person, begin, read, id } = await newcomer();
    const { authorizeUrl, mark } = await begin();
    const other = people.find((one) => one.id !== person.id)!;
    const url = await browser().allow(authorizeUrl, other.id);
    expect(await back(url, mark.token)).toEqual({ location: `/applications/${id}` });
    const after = await read();
    expect(after.reasons[0]!.code).toBe('vouched-mobile-differs');
    expect(after.ways.find(({ rung }) => rung === 'vouched-mobile')!.triesLeft).toBe(2);
  });

  it('A3: a person who refuses, and a mobile that is not verified, are refused with the reason; nothing is lost', async () => {
    const { begin, read } = await newcomer();
    const first = await begin();
    await back(await browser().deny(first.authorizeUrl), first.mark.token);
    expect((await read()).reasons[0]!.code).toBe('vouching-refused');
    const unverified = residents([]).find((one) => one.vouching === 'unverified')!;
    context.advance(1_000);
    const second = await begin(first.mark.token);
    await back(await browser().allow(second.authorizeUrl, unverified.id), second.mark.token);
    const after = await read();
    expect(after.reasons[0]!.code).toBe('vouching-refused');
    expect(after.state).toBe('proving');
    expect(after.ways.length).toBeGreaterThan(2);
  });

  it('A3: the answer works once: brought again nothing changes, and no page tells of a fault where it came to something', async () => {
    const { person, begin, id } = await newcomer();
    const { authorizeUrl, mark } = await begin();
    const url = await browser().allow(authorizeUrl, person.id);
    const answers = await Promise.all([1, 2, 3].map(() => back(url, mark.token)));
    const page = `/applications/${id}`;
    expect(answers).toContainEqual({ location: page });
    // Who came while the first was still asking hears that it is used; who comes later, what came of it.
    for (const { location } of answers)
      expect([page, `${page}?problem=vouching-expired`]).toContain(location);
    expect(await back(url, mark.token)).toEqual({ location: page });
    const { rowCount } = await context.pool.query(
      "select 1 from proof where application_id = $1 and rung = 'vouched-mobile'",
      [id],
    );
    expect(rowCount).toBe(1);
  });

  it('A3: another browser learns nothing and uses nothing up: the one that began can still finish', async () => {
    const { person, begin, id } = await newcomer();
    const { authorizeUrl, mark } = await begin();
    const url = await browser().allow(authorizeUrl, person.id);
    const foreign = { location: '/?problem=vouching-foreign' };
    expect(await back(url, null)).toEqual(foreign);
    expect(await back(url, 'A'.repeat(43))).toEqual(foreign);
    expect(await back(url, mark.token)).toEqual({ location: `/applications/${id}` });
  });

  it('A3: a state nobody asked with, or one past its time, leads nowhere', async () => {
    const { person, begin, id, read } = await newcomer();
    const { authorizeUrl, mark } = await begin();
    const url = await browser().allow(authorizeUrl, person.id);
    const forged = new URL(url);
    forged.searchParams.set('state', 'B'.repeat(43));
    expect(await back(forged, mark.token)).toEqual({ location: '/?problem=vouching-expired' });
    const start = context.clock();
    context.advance(16 * MINUTE_MS);
    const late = await back(url, mark.token);
    expect(late).toEqual({ location: `/applications/${id}?problem=vouching-expired` });
    context.advance(20 * MINUTE_MS);
    expect(await forgetVouchings(context, context.clock())).toBeGreaterThan(0);
    context.setNow(start);
    expect((await read()).state).toBe('proving');
  });

  it('A3: a code stolen from another authorisation is refused by verifier and nonce', async () => {
    const victim = await newcomer();
    const thief = await newcomer();
    const theirs = await victim.begin();
    const mine = await thief.begin();
    const url = await browser().allow(theirs.authorizeUrl, thief.person.id);
    const crossed = new URL(url);
    crossed.searchParams.set('state', new URL(mine.authorizeUrl).searchParams.get('state')!);
    expect(await back(crossed, mine.mark.token)).toEqual({
      location: `/applications/${thief.id}?problem=provider-unavailable`,
    });
    expect((await thief.read()).state).toBe('proving');
  });

  it('A3: an answer that names another issuer is refused (RFC 9207)', async () => {
    const { person, begin, id } = await newcomer();
    const { authorizeUrl, mark } = await begin();
    const url = await browser().allow(authorizeUrl, person.id);
    expect(url.searchParams.get('iss')).toBe(`${context.world.url}/vouch`);
    url.searchParams.set('iss', 'https://elsewhere.example');
    expect(await back(url, mark.token)).toEqual({
      location: `/applications/${id}?problem=provider-unavailable`,
    });
  });

  it('A3: a third party or a register that is away is said to be so, stores no fact, and costs no try', async () => {
    const { person, begin, id, read } = await newcomer();
    const away = createVouchProvider(
      {
        issuer: 'http://127.0.0.1:1/vouch',
        clientId: 'x',
        clientSecret: 'x',
        timeoutMs: 500,
        insecure: true,
      },
      { now: () => 0 },
    );
    const { accountId } = await newcomer();
    const none = beginVouching(
      { ...vouching, vouch: away },
      { accountId },
      { applicationId: id, origin: ORIGIN, mark: null },
    );
    await expect(none).rejects.toMatchObject({ code: 'not-found' });
    const mine = await newcomer({ ...vouching, vouch: away });
    await expect(mine.begin()).rejects.toMatchObject({ code: 'provider-unavailable' });
    const without = await newcomer({ ...vouching, vouch: null });
    await expect(without.begin()).rejects.toMatchObject({ code: 'provider-unavailable' });
    const first = await begin();
    const url = await browser().allow(first.authorizeUrl, person.id);
    await context.world.fault('error');
    expect(await back(url, first.mark.token)).toEqual({
      location: `/applications/${id}?problem=register-unavailable`,
    });
    await context.world.fault('off');
    const second = await begin(first.mark.token);
    const again = await browser().allow(second.authorizeUrl, person.id);
    await fault('error');
    expect(await back(again, second.mark.token)).toEqual({
      location: `/applications/${id}?problem=provider-unavailable`,
    });
    expect((await read()).ways.find(({ rung }) => rung === 'vouched-mobile')!.triesLeft).toBe(3);
  });

  it('A3: keeps verifier, nonce and state sealed; nothing in the row opens anything', async () => {
    const { begin } = await newcomer();
    const { authorizeUrl, mark } = await begin();
    const { rows } = await context.pool.query('select * from vouching order by created_at desc');
    const kept = JSON.stringify(rows.map((row) => Object.values(row).map(String)));
    const asked = new URL(authorizeUrl).searchParams;
    for (const secret of [asked.get('state')!, asked.get('nonce')!, mark.token])
      expect(kept).not.toContain(secret);
  });
});
