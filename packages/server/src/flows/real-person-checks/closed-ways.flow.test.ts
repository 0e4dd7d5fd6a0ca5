import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { toProblem } from '@suizheng/domain/errors/problem.ts';
import { civilMinute, DAY_MS, MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import { faceTriesPolicy } from '@suizheng/domain/policy/face-tries.ts';
import { LOCALES } from '@suizheng/domain/text/locale.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { begin, type Doer, doCheck } from '../../testing/do-check.ts';
import { scriptedVision } from '../../testing/scripted-vision.ts';
import { seedApplication, seedProof } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { chooseWay } from '../applications/change-course.ts';
import { openForDocuments } from '../documents/document-subject.ts';
import { settle } from '../settle/settle.ts';

type Subject = { name: string; number: string };
const { ofAccount, aboutByOthers, fraud } = faceTriesPolicy;

let context: TestContext;
beforeAll(async () => {
  context = await testContext({ vision: scriptedVision() });
});
afterAll(() => context.close());

/** An application for a subject by an account, a new one unless it is given. */
async function applied(subject: Subject, accountId?: string) {
  const doer: Doer = { accountId: accountId ?? (await context.newAccount()), personId: null };
  const key = await seedApplication(context, { subject, accountId: doer.accountId });
  return { doer, key, id: key.applicationId, what: { kind: 'application', id: key.applicationId } as const };
}

/** One try that does not pass. */
async function fail(subject: Subject, accountId?: string): Promise<void> {
  const one = await applied(subject, accountId);
  expect(await doCheck(context, one.doer, one.what, { match: 0.1 })).toMatchObject({ state: 'refused' });
  context.advance(MINUTE_MS);
}

const refusalOf = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error('was let through')),
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error)),
  );

describe('face tries outlive applications and accounts', () => {
  it('A8, A11: new accounts and new applications give no more tries against one number; the refusal says when and how else', async () => {
    const subject = await context.world.enrol('何静');
    const first = context.clock();
    for (let i = 0; i < aboutByOthers[0].most; i += 1) await fail(subject);
    const one = await applied(subject);
    const refused = await refusalOf(begin(context, one.doer, one.what));
    expect(refused.code).toBe('face-closed');
    const until = String(refused.params.until);
    expect(until >= civilMinute(new Date(first.getTime() + DAY_MS))).toBe(true);
    const others = { 'zh-Hans': '窗口', 'zh-Hant-HK': '窗口', 'zh-Hant-TW': '窗口', en: 'counter' };
    for (const locale of LOCALES) {
      const { next } = toProblem(refused, locale, 'f'.repeat(32));
      expect(next).toContain(until);
      expect(next).toContain(others[locale]);
      expect(next).not.toMatch(/[{}]/);
    }
    // The ways that are named are open.
    expect((await openForDocuments(context, one.doer, one.id)).application_id).toBe(one.id);
    context.advance(Number(refused.params.seconds) * 1_000);
    const later = await applied(subject);
    expect((await begin(context, later.doer, later.what)).state).toBe('capturing');
  });

  it('A8: for weeks on end it is no more than the long window has', async () => {
    const subject = await context.world.enrol('何静');
    const [, month] = aboutByOthers;
    const began = context.clock().getTime();
    let tried = 0;
    while (context.clock().getTime() - began < month.withinMs - DAY_MS) {
      const one = await applied(subject);
      const refused = await doCheck(context, one.doer, one.what, { match: 0.1 }).then(
        () => null,
        (error: AppError) => error,
      );
      if (refused === null) tried += 1;
      else context.advance(Number(refused.params.seconds) * 1_000);
    }
    expect(tried).toBe(month.most);
  });

  it('A8: strangers cannot use up the tries of a person’s own account', async () => {
    const subject = await context.world.enrol('何静');
    for (let i = 0; i < aboutByOthers[0].most; i += 1) await fail(subject);
    const stranger = await applied(subject);
    expect((await refusalOf(begin(context, stranger.doer, stranger.what))).code).toBe('face-closed');
    const own = await applied(subject, await context.newAccount('real-person', stranger.key.personId));
    expect(await doCheck(context, own.doer, own.what)).toMatchObject({ state: 'accepted' });
  });

  it('A8: one account has so many tries, about however many people', async () => {
    const accountId = await context.newAccount();
    for (let i = 0; i < ofAccount[0].most; i += 1) await fail(await context.world.enrol('何静'), accountId);
    const one = await applied(await context.world.enrol('何静'), accountId);
    expect((await refusalOf(begin(context, one.doer, one.what))).code).toBe('face-closed');
  });

  it('A8: many accounts at one moment have what is left between them', async () => {
    const subject = await context.world.enrol('何静');
    for (let i = 0; i < aboutByOthers[0].most - 1; i += 1) await fail(subject);
    const all = await Promise.all(Array.from({ length: 6 }, () => applied(subject)));
    const began = await Promise.allSettled(all.map(({ doer, what }) => begin(context, doer, what)));
    expect(began.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('A8: a check that passes uses up nothing', async () => {
    const subject = await context.world.enrol('何静');
    for (let i = 0; i < aboutByOthers[0].most - 1; i += 1) await fail(subject);
    for (let i = 0; i < 2; i += 1) {
      const one = await applied(subject);
      expect(await doCheck(context, one.doer, one.what)).toMatchObject({ state: 'accepted' });
    }
  });
});

describe('a fraud that reviewers found', () => {
  /** An application that ended so. */
  async function cheated(subject: Subject) {
    const one = await applied(subject);
    await seedProof(context, one.key, 'refuse');
    const said = JSON.stringify([{ code: 'review-face-not-live' }]);
    await context.pool.query('update proof set reasons = $1 where application_id = $2', [said, one.id]);
    expect((await settle(context, one.key, SYSTEM)).state).toBe('refused');
    return one;
  }

  it('A8, A11: closes face and photos to its account, also in a new application about somebody else; the counter is open', async () => {
    const { doer } = await cheated(await context.world.enrol('何静'));
    const next = await applied(await context.world.enrol('何静'), doer.accountId);
    const until = civilMinute(new Date(context.clock().getTime() + fraud.ofAccountMs));
    const ways = [() => begin(context, doer, next.what), () => openForDocuments(context, doer, next.id)];
    for (const way of ways) {
      const refused = await refusalOf(way());
      expect(refused).toMatchObject({ code: 'online-closed', params: { until } });
      for (const locale of LOCALES) {
        const problem = toProblem(refused, locale, 'f'.repeat(32));
        expect(problem.next).toContain(until);
        expect(problem.next).not.toMatch(/[{}]/);
      }
    }
    const actor = { kind: 'account', id: doer.accountId, traceId: null } as const;
    const way = { applicationId: next.id, rung: 'counter', actor, locale: 'en' } as const;
    expect(await chooseWay(context, doer, way)).toMatchObject({ state: 'at-counter' });
    context.advance(fraud.ofAccountMs);
    const later = await applied(await context.world.enrol('何静'), doer.accountId);
    expect((await begin(context, doer, later.what)).state).toBe('capturing');
  });

  it('A8: closes its person to new accounts for a while, and never to the person’s own', async () => {
    const subject = await context.world.enrol('何静');
    const { key } = await cheated(subject);
    const other = await applied(subject);
    expect((await refusalOf(begin(context, other.doer, other.what))).code).toBe('online-closed');
    const own = await applied(subject, await context.newAccount('real-person', key.personId));
    expect(await doCheck(context, own.doer, own.what)).toMatchObject({ state: 'accepted' });
    context.advance(fraud.aboutByOthersMs);
    const later = await applied(subject);
    expect((await begin(context, later.doer, later.what)).state).toBe('capturing');
  });
});
