import { setTimeout as sleep } from 'node:timers/promises';
import { HOUR_MS } from '@suizheng/domain/policy/calendar.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../context.ts';
import { sealJson } from '../db/people.ts';
import { placeOfAccount } from '../flows/accounts/account-view.ts';
import { lapseDue, settleLeftBehind } from '../flows/applications/lapse-due.ts';
import { checkpointFile } from '../flows/audit/checkpoint-file.ts';
import { verifyAudit } from '../flows/audit/verify-audit.ts';
import { deleteFrames, forgetPictures } from '../flows/real-person-checks/forget-pictures.ts';
import { judgeWaiting, lapseChecks } from '../flows/real-person-checks/judge-waiting.ts';
import { forgetExpired } from '../flows/retention/forget-expired.ts';
import { settle } from '../flows/settle/settle.ts';
import { begin, type Doer, doCheck, framesFor, send } from '../testing/do-check.ts';
import { type ScriptedVision, scriptedVision } from '../testing/scripted-vision.ts';
import { seedApplication, seedProof, syntheticSubject } from '../testing/seed-application.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { startJobs } from './start-jobs.ts';

let context: TestContext;
let vision: ScriptedVision;
let doer: Doer;

beforeAll(async () => {
  vision = scriptedVision();
  context = await testContext({ vision });
  doer = { accountId: await context.newAccount(), personId: null };
});
afterAll(() => context.close());

const count = async (sql: string, ...values: unknown[]) =>
  Number((await context.pool.query(`select count(*) from ${sql}`, values)).rows[0].count);
const someone = async (born?: string) => {
  const subject = await context.world.enrol('何静', born);
  const key = await seedApplication(context, { subject, accountId: doer.accountId });
  return { ...key, what: { kind: 'application', id: key.applicationId } as const };
};

describe('the jobs', () => {
  it('judge a check whose last step was stored when its process died, once', async () => {
    const { applicationId, what } = await someone();
    let view = await begin(context, doer, what);
    while (view.step!.index < view.step!.of) view = await send(context, doer, view, framesFor(context, view));
    vision.busy = true;
    await send(context, doer, view, framesFor(context, view)).catch(() => {});
    vision.busy = false;
    expect(await judgeWaiting(context)).toBe(0);
    context.advance(60_000);
    await Promise.all([judgeWaiting(context), judgeWaiting(context)]);
    expect(await count('proof where application_id = $1', applicationId)).toBe(1);
    expect(await count('credential where application_id = $1', applicationId)).toBe(1);
    expect(await judgeWaiting(context)).toBe(0);
  });

  it('settle what was left between a proof and its decision', async () => {
    const key = await seedApplication(context, {
      subject: syntheticSubject(9_001),
      accountId: doer.accountId,
      proof: 'accept',
    });
    await settleLeftBehind(context);
    await settleLeftBehind(context);
    expect(await count('credential where application_id = $1', key.applicationId)).toBe(1);
  });

  it('lapse what nobody finished, and destroy what was typed', async () => {
    const start = context.clock();
    const { applicationId } = await someone();
    context.advance(25 * HOUR_MS);
    expect(await lapseDue(context)).toBeGreaterThan(0);
    expect(await lapseDue(context)).toBe(0);
    const row = await context.db
      .selectFrom('application')
      .select(['state', 'sealed'])
      .where('application_id', '=', applicationId)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: 'lapsed', sealed: Buffer.alloc(0) });
    context.setNow(start);
  });

  it('A12: delete the pictures of checks that were left, and of reviews once they ended', async () => {
    const left = await someone();
    const view = await begin(context, doer, left.what);
    await send(context, doer, view, framesFor(context, view));
    const reviewed = await someone();
    const check = await doCheck(context, doer, reviewed.what, { match: 0.4 });
    expect(await deleteFrames(context)).toBe(0);
    context.advance(120_000);
    expect(await lapseChecks(context)).toBe(1);
    expect(await deleteFrames(context)).toBe(1);
    expect(await count('check_frame where check_id = $1', check.id)).toBe(10);
    await seedProof(context, reviewed, 'accept', 'counter');
    await settle(context, reviewed, SYSTEM);
    expect(await deleteFrames(context)).toBe(10);
    expect(await count('check_frame')).toBe(0);
  });

  it('forget by which pictures were known, and everything else past its time', async () => {
    const start = context.clock();
    expect(await count('frame_seen')).toBeGreaterThan(0);
    context.advance(200 * 24 * HOUR_MS);
    expect(await forgetPictures(context)).toBeGreaterThan(0);
    await forgetExpired(context);
    expect(await count('frame_seen')).toBe(0);
    expect(await forgetExpired(context)).toBe(0);
    context.setNow(start);
  });

  it('run from the queue as the application’s role: sweeps at the start, the message once, the log sealed', async () => {
    const accountId = await context.newAccount();
    const account = await context.db
      .selectFrom('account')
      .select('data_key')
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow();
    const sealed = sealJson(context.keys, account.data_key, placeOfAccount(accountId), {
      mobile: '16100008888',
    });
    await context.db.updateTable('account').set({ sealed }).where('account_id', '=', accountId).execute();
    const told = await seedApplication(context, { subject: syntheticSubject(9_002), accountId });
    for (let i = 0; i < 3; i += 1) await seedProof(context, told, 'refuse');
    await settle(context, told, SYSTEM);
    await seedProof(context, told, 'accept', 'counter');
    await settle(context, told, SYSTEM);
    const left = await seedApplication(context, {
      subject: syntheticSubject(9_003),
      accountId,
      proof: 'accept',
    });
    const jobs = await startJobs(context, { dataDir: context.dataDir });
    const inbox = async () => (await fetch(`${context.world.url}/sms?mobile=16100008888`)).text();
    const done = async () =>
      (await count('credential where application_id = $1', left.applicationId)) === 1 &&
      (await inbox()).includes('有了结果');
    for (let i = 0; i < 800 && !(await done()); i += 1) await sleep(50);
    expect(await done()).toBe(true);
    expect((await inbox()).split('有了结果')).toHaveLength(2);
    const verify = () => verifyAudit(context, checkpointFile(context.dataDir));
    let report = await verify();
    for (let i = 0; i < 400 && report.unsealed > 0; i += 1) {
      await sleep(50);
      report = await verify();
    }
    expect(report).toMatchObject({ ok: true, unsealed: 0 });
    await jobs.stop();
  });
});
