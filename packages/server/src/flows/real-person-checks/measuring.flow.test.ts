import { measuringPolicy } from '@suizheng/domain/policy/measuring.ts';
import { VisionError } from '@suizheng/vision/vision-error.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { boundVision } from '../../gateways/bounded-vision.ts';
import { begin, type Doer, doCheck, framesFor, send } from '../../testing/do-check.ts';
import { scriptedVision } from '../../testing/scripted-vision.ts';
import { seedApplication } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { deleteFrames } from './forget-pictures.ts';
import { judgeWaiting } from './judge-waiting.ts';
import { readCheck } from './read-check.ts';
import { sendStep } from './send-step.ts';

/** What the models do with the next checks, first things first; with nothing left they measure. */
type Trouble = 'hangs' | 'busy' | 'dies';

let context: TestContext;
let troubles: Trouble[] = [];
let asked = 0;
const lines: { fields: Readonly<Record<string, unknown>>; message: string }[] = [];

beforeAll(async () => {
  const scripted = scriptedVision();
  const log = {
    info() {},
    warn() {},
    error: (fields: Readonly<Record<string, unknown>>, message: string) => lines.push({ fields, message }),
  };
  const vision = boundVision(
    {
      ...scripted,
      measureCheck(...args) {
        asked += 1;
        const trouble = troubles.shift();
        if (trouble === 'hangs') return new Promise(() => {});
        if (trouble === 'busy') return Promise.reject(new VisionError('pool-busy', 'busy'));
        if (trouble === 'dies') return Promise.reject(new VisionError('worker-failed', 'died'));
        return scripted.measureCheck(...args);
      },
    },
    { withinMs: 30, log },
  );
  context = { ...(await testContext({ vision })), log };
});
afterAll(() => context.close());
beforeEach(() => {
  troubles = [];
  asked = 0;
  lines.length = 0;
});

async function waiting() {
  const doer: Doer = { accountId: await context.newAccount(), personId: null };
  const subject = await context.world.enrol('何静');
  const { applicationId: id } = await seedApplication(context, { subject, accountId: doer.accountId });
  return { doer, what: { kind: 'application', id } as const };
}

/** Films every step and leaves the check as its last step stands before the models. */
async function lastStep({ doer, what }: Awaited<ReturnType<typeof waiting>>) {
  let view = await begin(context, doer, what);
  while (view.step!.index < view.step!.of) view = await send(context, doer, view, framesFor(context, view));
  return { view, frames: framesFor(context, view) };
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'answered',
    (error: { code?: string }) => error.code,
  );
const count = async (sql: string, ...values: unknown[]) =>
  Number((await context.pool.query(`select count(*) from ${sql}`, values)).rows[0].count);

describe('a face check that the models cannot measure', () => {
  it('A11: models that hang end it as our fault: no try is lost, no picture stays, the trace finds the line', async () => {
    const one = await waiting();
    const { view, frames } = await lastStep(one);
    troubles = ['hangs'];
    const traceId = 'c'.repeat(32);
    const request = {
      checkId: view.id,
      step: view.step!.index,
      nonce: view.nonce,
      frames,
      actor: { kind: 'account', id: one.doer.accountId, traceId },
      locale: 'en',
    } as const;
    expect(await codeOf(sendStep(context, one.doer, request))).toBe('check-not-measured');
    // The same pictures again change nothing, and cost the models nothing.
    expect(await codeOf(sendStep(context, one.doer, request))).toBe('check-not-measured');
    expect(asked).toBe(1);
    expect(await readCheck(context, one.doer, view.id, 'en')).toMatchObject({
      state: 'lapsed',
      triesLeft: 3,
      reasons: [{ code: 'check-not-measured' }],
    });
    expect(await count('check_frame where check_id = $1', view.id)).toBe(0);
    expect(await deleteFrames(context)).toBe(0);
    expect(await count('proof where application_id = $1', one.what.id)).toBe(0);
    expect(lines.map(({ fields }) => fields.traceId)).toContain(traceId);
    const told = `audit_event where action = 'real-person-check.lapse' and object_id = $1
      and detail->>'outcome' = 'not-measured'`;
    expect(await count(told, view.id)).toBe(1);
    expect(await doCheck(context, one.doer, one.what)).toMatchObject({ state: 'accepted' });
  });

  it('A11: the job ends the one that hangs and goes on with the next', async () => {
    const [one, two] = [await waiting(), await waiting()];
    const [first, second] = [await lastStep(one), await lastStep(two)];
    troubles = ['busy', 'busy', 'hangs'];
    for (const [{ doer }, { view, frames }] of [
      [one, first],
      [two, second],
    ] as const)
      expect(await codeOf(send(context, doer, view, frames))).toBe('busy');
    context.advance(measuringPolicy.leftMs + 1);
    expect(await judgeWaiting(context)).toBe(2);
    const states = [
      (await readCheck(context, one.doer, first.view.id, 'en')).state,
      (await readCheck(context, two.doer, second.view.id, 'en')).state,
    ];
    expect(states).toEqual(['lapsed', 'accepted']);
  });

  it('pictures that kill the process each time are let go of, and no room is no try', async () => {
    const one = await waiting();
    const { view, frames } = await lastStep(one);
    troubles = ['busy', 'busy', 'busy', 'busy', ...Array.from({ length: 9 }, () => 'dies' as const)];
    const codes: unknown[] = [];
    for (let i = 0; i < 4 + measuringPolicy.begun; i += 1)
      codes.push(await codeOf(send(context, one.doer, view, frames)));
    expect(codes).toEqual([
      ...Array.from({ length: 4 + measuringPolicy.begun - 1 }, () => 'busy'),
      'check-not-measured',
    ]);
  });

  it('one whose process died on it as often as allowed is not measured again', async () => {
    const one = await waiting();
    const { view, frames } = await lastStep(one);
    troubles = ['busy'];
    expect(await codeOf(send(context, one.doer, view, frames))).toBe('busy');
    await context.pool.query('update real_person_check set measurings = $1 where check_id = $2', [
      measuringPolicy.begun,
      view.id,
    ]);
    context.advance(measuringPolicy.leftMs + 1);
    asked = 0;
    expect(await judgeWaiting(context)).toBe(1);
    expect(asked).toBe(0);
    expect(await readCheck(context, one.doer, view.id, 'en')).toMatchObject({ state: 'lapsed' });
  });

  it('a portrait that is not measured in time is told as busy, and nothing has begun', async () => {
    const one = await waiting();
    const stuck = boundVision(
      { ...context.vision, measurePortrait: () => new Promise(() => {}) },
      { withinMs: 10, log: context.log },
    );
    expect(await codeOf(begin({ ...context, vision: stuck }, one.doer, one.what))).toBe('busy');
    expect(await count('real_person_check where account_id = $1', one.doer.accountId)).toBe(0);
  });
});
