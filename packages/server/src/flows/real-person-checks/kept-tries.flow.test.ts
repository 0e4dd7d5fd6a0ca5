import { civilMinute, DAY_MS, HOUR_MS, MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import { FACE_TRIES_COUNT_MS, faceTriesPolicy } from '@suizheng/domain/policy/face-tries.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { begin, doCheck } from '../../testing/do-check.ts';
import { scriptedVision } from '../../testing/scripted-vision.ts';
import { seedApplication, seedProof } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { listApplications, readApplication } from '../applications/read-applications.ts';
import { openForDocuments } from '../documents/document-subject.ts';
import { forgetServed } from '../retention/forget-served.ts';
import { carryOutDeletions } from '../rights/carry-out-deletions.ts';
import { settle } from '../settle/settle.ts';
import { CHALLENGE_POLICY } from './challenge.ts';

const { ofAccount, aboutByOthers, fraud } = faceTriesPolicy;

let context: TestContext;
let mobiles = 16_600_000_000;
beforeAll(async () => {
  context = await testContext({ vision: scriptedVision() });
});
afterAll(() => context.close());

const nextMobile = (): string => {
  mobiles += 1;
  return String(mobiles);
};
const someone = () => context.world.enrol('何静');

/** An application for a subject by an account. */
async function applied(subject: { name: string; number: string }, accountId: string) {
  const key = await seedApplication(context, { subject, accountId });
  const doer = { accountId, personId: null };
  return { doer, key, id: key.applicationId, what: { kind: 'application', id: key.applicationId } as const };
}

/** Tries that do not pass, so many. */
async function fail(subject: { name: string; number: string }, accountId: string, times: number) {
  for (let i = 0; i < times; i += 1) {
    const one = await applied(subject, accountId);
    await doCheck(context, one.doer, one.what, { match: 0.1 });
    context.advance(MINUTE_MS);
  }
}

/** Deletes an account now, and forgets what nothing keeps. */
async function erase(accountId: string): Promise<void> {
  await context.pool.query(
    'insert into account_deletion (account_id, asked_at, due_at) values ($1, $2, $2)',
    [accountId, context.clock()],
  );
  expect(await carryOutDeletions(context)).toBe(1);
  await forgetServed(context);
}

const marks = async (index: Buffer) =>
  (await context.pool.query('select 1 from person where number_index = $1', [index])).rowCount;

describe('a deletion gives no face tries anew', () => {
  it('A8: the tries about a person whom nobody holds any more still count, and the mark of the number goes with them', async () => {
    const subject = await someone();
    const index = context.keys.blindIndex('resident-number', subject.number);
    const first = await context.newAccount('registered', undefined, nextMobile());
    await fail(subject, first, aboutByOthers[0].most);
    await erase(first);
    const next = await applied(subject, await context.newAccount('registered', undefined, nextMobile()));
    await expect(begin(context, next.doer, next.what)).rejects.toMatchObject({ code: 'face-closed' });
    await erase(next.doer.accountId);
    expect(await marks(index)).toBe(1);
    context.advance(FACE_TRIES_COUNT_MS);
    await forgetServed(context);
    expect(await marks(index)).toBe(0);
  });

  it('A8: whoever signs in with the mobile of a deleted account goes on with its tries, and is free of them in time', async () => {
    const mobile = nextMobile();
    const first = await context.newAccount('registered', undefined, mobile);
    for (let i = 0; i < ofAccount[0].most; i += 1) await fail(await someone(), first, 1);
    await erase(first);
    const second = await context.newAccount('registered', undefined, mobile);
    const again = await applied(await someone(), second);
    await expect(begin(context, again.doer, again.what)).rejects.toMatchObject({ code: 'face-closed' });
    const other = await applied(
      await someone(),
      await context.newAccount('registered', undefined, nextMobile()),
    );
    expect((await begin(context, other.doer, other.what)).state).toBe('capturing');
    context.advance(DAY_MS);
    const later = await applied(await someone(), second);
    expect((await begin(context, later.doer, later.what)).state).toBe('capturing');
    context.advance(FACE_TRIES_COUNT_MS);
    await forgetServed(context);
    const left = await context.pool.query('select 1 from former_account where account_id = $1', [first]);
    expect(left.rowCount).toBe(0);
  });

  it('A8: a fraud closes face and photos for its time to whoever signs in with the mobile, and no longer', async () => {
    const mobile = nextMobile();
    const first = await context.newAccount('registered', undefined, mobile);
    const cheated = await applied(await someone(), first);
    await seedProof(context, cheated.key, 'refuse');
    const said = JSON.stringify([{ code: 'review-face-not-live' }]);
    await context.pool.query('update proof set reasons = $1 where application_id = $2', [said, cheated.id]);
    await settle(context, cheated.key, SYSTEM);
    const until = civilMinute(new Date(context.clock().getTime() + fraud.ofAccountMs));
    await erase(first);
    const second = await context.newAccount('registered', undefined, mobile);
    const next = await applied(await someone(), second);
    const refusal = { code: 'online-closed', params: { until } };
    await expect(begin(context, next.doer, next.what)).rejects.toMatchObject(refusal);
    await expect(openForDocuments(context, next.doer, next.id)).rejects.toMatchObject(refusal);
    context.advance(fraud.ofAccountMs);
    const later = await applied(await someone(), second);
    expect((await begin(context, later.doer, later.what)).state).toBe('capturing');
  });

  it('keeps no mark of a mobile whose account had no try', async () => {
    const account = await context.newAccount('registered', undefined, nextMobile());
    const one = await applied(await someone(), account);
    await doCheck(context, one.doer, one.what);
    await erase(account);
    const kept = await context.pool.query('select 1 from former_account where account_id = $1', [account]);
    expect(kept.rowCount).toBe(0);
  });
});

describe('the ways of an application', () => {
  const waysOf = async (accountId: string, id: string) => {
    const view = await readApplication(context, { accountId }, id, 'en');
    return Object.fromEntries(view.ways.map(({ rung, closedUntil }) => [rung, closedUntil]));
  };

  it('A8, A11: say that the face is closed, and until when, while its window is; asking uses nothing up', async () => {
    const subject = await someone();
    const account = await context.newAccount('registered', undefined, nextMobile());
    const open = await applied(subject, account);
    for (let i = 0; i < 3; i += 1)
      expect(await waysOf(account, open.id)).toMatchObject({ 'real-person': null, 'document-review': null });
    const stranger = await context.newAccount('registered', undefined, nextMobile());
    await fail(subject, stranger, aboutByOthers[0].most);
    const said = await waysOf(account, open.id);
    const refused = await begin(context, open.doer, open.what).catch((error) => error);
    expect(refused.code).toBe('face-closed');
    expect(civilMinute(new Date(said['real-person']!))).toBe(refused.params.until);
    expect(said['document-review']).toBeNull();
    context.setNow(said['real-person']!);
    const later = await applied(subject, account);
    expect(await waysOf(account, later.id)).toMatchObject({ 'real-person': null });
    expect((await begin(context, later.doer, later.what)).state).toBe('capturing');
  });

  it('A8: count checks that were begun and left alone as well, exactly as the refusal does', async () => {
    const account = await context.newAccount('registered', undefined, nextMobile());
    const open = await applied(await someone(), account);
    const [hour] = CHALLENGE_POLICY.begun;
    for (let i = 0; i < hour.most; i += 1) {
      expect(await waysOf(account, open.id)).toMatchObject({ 'real-person': null });
      await begin(context, open.doer, open.what);
      context.advance(MINUTE_MS);
    }
    const said = await waysOf(account, open.id);
    const refused = await begin(context, open.doer, open.what).catch((error) => error);
    expect(refused).toMatchObject({ code: 'face-closed' });
    expect(civilMinute(new Date(said['real-person']!))).toBe(refused.params.until);
    context.advance(HOUR_MS);
    expect(await waysOf(account, open.id)).toMatchObject({ 'real-person': null });
  });

  it('A8: after a fraud neither face nor photos can be taken, the counter can; a list leaves it out', async () => {
    const account = await context.newAccount('registered', undefined, nextMobile());
    const cheated = await applied(await someone(), account);
    await seedProof(context, cheated.key, 'refuse');
    const said = JSON.stringify([{ code: 'review-face-not-live' }]);
    await context.pool.query('update proof set reasons = $1 where application_id = $2', [said, cheated.id]);
    const until = new Date(context.clock().getTime() + fraud.ofAccountMs).toISOString();
    const next = await applied(await someone(), account);
    expect(await waysOf(account, next.id)).toMatchObject({
      'real-person': until,
      'document-review': until,
      counter: null,
    });
    const listed = await listApplications(context, { accountId: account }, 'en');
    expect(listed.flatMap(({ ways }) => ways).filter(({ closedUntil }) => closedUntil !== null)).toEqual([]);
  });
});
