import { randomUUID } from 'node:crypto';
import { FACE_CONSENT } from '@suizheng/domain/contract/consent-terms.ts';
import type { CheckView, FrameInput } from '@suizheng/domain/contract/real-person-checks.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { begin, type Doer, doCheck, framesFor, send } from '../../testing/do-check.ts';
import { picture, type ScriptedVision, scriptedVision } from '../../testing/scripted-vision.ts';
import { seedApplication } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { readApplication } from '../applications/read-applications.ts';
import { judgeWaiting } from './judge-waiting.ts';
import { readCheck } from './read-check.ts';
import { startCheck } from './start-check.ts';

let context: TestContext;
let vision: ScriptedVision;

beforeAll(async () => {
  vision = scriptedVision();
  context = await testContext({ vision });
});
afterAll(() => context.close());

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return error.code;
    },
  );

/** A new account with an application for somebody on the register that waits for a face check. */
async function waiting(born?: string) {
  const doer: Doer = { accountId: await context.newAccount(), personId: null };
  const subject = await context.world.enrol('何静', born);
  const { applicationId: id, personId } = await seedApplication(context, {
    subject,
    accountId: doer.accountId,
  });
  return { doer, id, personId, what: { kind: 'application', id } as const };
}

/** Sends honest frames until the step of that index is asked for. */
async function upTo(
  doer: Doer,
  view: CheckView,
  index: number,
  sent: FrameInput[][] = [],
): Promise<CheckView> {
  let now = view;
  while (now.step!.index < index) {
    const frames = framesFor(context, now);
    sent.push(frames);
    now = await send(context, doer, now, frames);
  }
  return now;
}

const framesOf = async (checkId: string) =>
  Number(
    (await context.pool.query('select count(*) from check_frame where check_id = $1', [checkId])).rows[0]
      .count,
  );

describe('the real-person check refuses', () => {
  it('the replay of an old session: every picture was seen before, the try counts', async () => {
    const { doer, what } = await waiting();
    const sent: FrameInput[][] = [];
    const first = await upTo(doer, await begin(context, doer, what), 2, sent);
    context.advance(60_000);
    expect(await codeOf(send(context, doer, first, framesFor(context, first)))).toBe('check-step-late');
    const second = await begin(context, doer, what);
    expect(await codeOf(send(context, doer, second, sent[0]!))).toBe('frames-repeated');
    const after = await readCheck(context, doer, second.id, 'en');
    expect(after).toMatchObject({ state: 'refused', triesLeft: 2, reasons: [{ code: 'frames-repeated' }] });
  });

  it('another account’s pictures just as well', async () => {
    const [one, other] = [await waiting(), await waiting()];
    const sent: FrameInput[][] = [];
    await upTo(one.doer, await begin(context, one.doer, one.what), 1, sent);
    const view = await begin(context, other.doer, other.what);
    expect(await codeOf(send(context, other.doer, view, sent[0]!))).toBe('frames-repeated');
  });

  it('the same picture twice within one step, and again in a later step', async () => {
    const { doer, what } = await waiting();
    const view = await upTo(doer, await begin(context, doer, what), 1);
    const frames = framesFor(context, view);
    const twice = [frames[0]!, { ...frames[1]!, image: frames[0]!.image }];
    expect(await codeOf(send(context, doer, view, twice))).toBe('frames-repeated');
    const sent: FrameInput[][] = [];
    const second = await upTo(doer, await begin(context, doer, what), 2, sent);
    expect(await codeOf(send(context, doer, second, sent[1]!))).toBe('frames-repeated');
  });

  it('an earlier session encoded again, though every byte is new', async () => {
    const { doer, what } = await waiting();
    const prints = Array.from({ length: 10 }, (_, i) => `${i}${'a'.repeat(15)}`);
    const doWith = async (change: (print: string) => string) => {
      let view = await begin(context, doer, what);
      let n = 0;
      while (view.step) {
        const { action } = view.step;
        const frames = framesFor(context, view).map((frame) => {
          const shows = frame.moment === 'peak' ? action : 'straight';
          const image = picture({ action: shows, match: 0.1, fingerprint: change(prints[n++]!) });
          return { ...frame, image: image.toString('base64') };
        });
        view = await send(context, doer, view, frames);
      }
      return view;
    };
    expect((await doWith((print) => print)).reasons.map((reason) => reason.code)).toEqual(['no-match']);
    const again = await doWith((print) => `${print.slice(0, 15)}b`);
    expect(again.state).toBe('refused');
    expect(again.reasons.map((reason) => reason.code)).toContain('frames-repeated');
  });

  it('steps out of order, and steps that are not asked for', async () => {
    const { doer, what } = await waiting();
    const view = await upTo(doer, await begin(context, doer, what), 1);
    expect(await codeOf(send(context, doer, view, framesFor(context, view), 2))).toBe('check-step-order');
    expect(await codeOf(send(context, doer, view, framesFor(context, view), 9))).toBe('check-step-order');
    const next = await send(context, doer, view, framesFor(context, view));
    expect(await codeOf(send(context, doer, next, framesFor(context, next), 1))).toBe('check-step-order');
  });

  it('actions in another order than asked, by what the pictures show', async () => {
    const { doer, what } = await waiting();
    let view = await begin(context, doer, what);
    while (view.step) {
      const other = view.step.action === 'nod' ? 'mouth' : 'nod';
      const frames = framesFor(context, view).map((frame) =>
        frame.moment === 'peak' ? { ...frame, image: picture({ action: other }).toString('base64') } : frame,
      );
      view = await send(context, doer, view, frames);
    }
    expect(view).toMatchObject({ state: 'refused', triesLeft: 2 });
    expect(view.reasons.map((reason) => reason.code)).toContain('step-not-seen');
  });

  it('a late step, by the server’s clock; the check ends, no try is counted, the pictures are gone', async () => {
    const { doer, what } = await waiting();
    const view = await upTo(doer, await begin(context, doer, what), 2);
    expect(await framesOf(view.id)).toBe(4);
    const frames = framesFor(context, view);
    context.advance(60_000);
    expect(await codeOf(send(context, doer, view, frames))).toBe('check-step-late');
    expect(await readCheck(context, doer, view.id, 'en')).toMatchObject({
      state: 'lapsed',
      triesLeft: 3,
      step: null,
    });
    expect(await framesOf(view.id)).toBe(0);
    expect(await codeOf(send(context, doer, view, frames))).toBe('wrong-state');
  });

  it('the nonce of another check, and another account’s check', async () => {
    const [one, other] = [await waiting(), await waiting()];
    const [mine, theirs] = [
      await begin(context, one.doer, one.what),
      await begin(context, other.doer, other.what),
    ];
    const foreign = { ...mine, nonce: theirs.nonce };
    expect(await codeOf(send(context, one.doer, foreign, framesFor(context, mine)))).toBe(
      'check-nonce-wrong',
    );
    expect(await codeOf(send(context, one.doer, theirs, framesFor(context, theirs)))).toBe('not-found');
  });

  it('pictures that are none, named by their place', async () => {
    const { doer, what } = await waiting();
    const view = await begin(context, doer, what);
    const bad = { moment: 'peak', atMs: 1, image: Buffer.from('x'.repeat(200)).toString('base64') } as const;
    const error = await send(context, doer, view, [bad]).catch((thrown: AppError) => thrown);
    expect(error).toMatchObject({
      code: 'validation-failed',
      fields: [{ field: 'frames.0.image' }, { field: 'frames.0.moment' }],
    });
  });

  it('two checks at a time: the older one lapses', async () => {
    const { doer, what } = await waiting();
    const first = await begin(context, doer, what);
    const second = await begin(context, doer, what);
    expect(second.nonce).not.toBe(first.nonce);
    expect(await codeOf(send(context, doer, first, framesFor(context, first)))).toBe('wrong-state');
    expect((await send(context, doer, second, framesFor(context, second))).step!.index).toBe(1);
  });

  it('many checks begun at the same moment: one is open, the others have lapsed', async () => {
    const { doer, what } = await waiting();
    await Promise.all(Array.from({ length: 6 }, () => begin(context, doer, what)));
    const open = await context.db
      .selectFrom('real_person_check')
      .select('check_id')
      .where('account_id', '=', doer.accountId)
      .where('state', '=', 'capturing')
      .execute();
    expect(open).toHaveLength(1);
  });

  it('beginning again and again until the challenge suits a recording', async () => {
    const { doer, what } = await waiting();
    for (let i = 0; i < 12; i += 1) await begin(context, doer, what);
    expect(await codeOf(begin(context, doer, what))).toBe('face-closed');
  });
});

describe('the real-person check', () => {
  it('A12: records the separate consent with its version, and begins nothing without it', async () => {
    const { doer, what } = await waiting();
    const request = { for: what, operationId: randomUUID(), locale: 'en' } as const;
    const actor = { kind: 'account', id: doer.accountId, traceId: null } as const;
    const missing = startCheck(context, doer, { ...request, actor, consent: { version: 'other' } });
    expect(await codeOf(missing)).toBe('validation-failed');
    await begin(context, doer, what);
    const consents = await context.db
      .selectFrom('consent')
      .selectAll()
      .where('account_id', '=', doer.accountId)
      .execute();
    expect(consents).toMatchObject([{ kind: 'face', version: FACE_CONSENT.version, guardian: false }]);
  });

  it('A12: under fourteen a guardian agrees, and that is recorded', async () => {
    const { doer, what } = await waiting('2014-10-19');
    const error = await begin(context, doer, what).catch((thrown: AppError) => thrown);
    expect(error).toMatchObject({ fields: [{ field: 'consent.guardian', code: 'consent.missing' }] });
    expect((await begin(context, doer, what, true)).state).toBe('capturing');
    const consent = await context.db
      .selectFrom('consent')
      .select('guardian')
      .where('account_id', '=', doer.accountId)
      .executeTakeFirstOrThrow();
    expect(consent.guardian).toBe(true);
  });

  it('without a photo on record leads to the counter at once', async () => {
    const accountId = await context.newAccount();
    const doer: Doer = { accountId, personId: null };
    // On the register by this number, without a portrait (sandbox resident p21).
    const subject = { name: '努尔兰·哈孜别克', number: await numberOf('p21') };
    const { applicationId: id } = await seedApplication(context, { subject, accountId });
    const view = await begin(context, doer, { kind: 'application', id });
    expect(view).toMatchObject({ state: 'refused', step: null, reasons: [{ code: 'reference-missing' }] });
    expect(await readApplication(context, doer, id, 'en')).toMatchObject({
      state: 'at-counter',
      need: 'counter',
    });
  });

  it('tells the next action only after the step before it arrived', async () => {
    const { doer, what } = await waiting();
    const view = await begin(context, doer, what);
    expect(view.step).toMatchObject({ index: 0, of: 3, action: 'straight' });
    expect(JSON.stringify(view)).not.toMatch(/right|left|blink|mouth|nod/);
  });

  it('answers a step that was sent again, and a beginning that was sent again, without doing it twice', async () => {
    const { doer, what } = await waiting();
    const request = {
      for: what,
      consent: { version: FACE_CONSENT.version },
      operationId: randomUUID(),
      actor: { kind: 'account', id: doer.accountId, traceId: null },
      locale: 'en',
    } as const;
    const [first, again] = [
      await startCheck(context, doer, request),
      await startCheck(context, doer, request),
    ];
    expect(again).toEqual(first);
    const frames = framesFor(context, first);
    const [once, twice] = [
      await send(context, doer, first, frames),
      await send(context, doer, first, frames),
    ];
    expect(twice).toEqual(once);
    const parallel = await upTo(doer, once, 3);
    const last = framesFor(context, parallel);
    const { calls } = vision;
    const answers = await Promise.allSettled([1, 2, 3, 4].map(() => send(context, doer, parallel, last)));
    expect(answers.every((answer) => answer.status === 'fulfilled')).toBe(true);
    expect(vision.calls).toBe(calls + 1);
    expect(await send(context, doer, parallel, last)).toMatchObject({ state: 'accepted' });
    const credentials = await context.pool.query('select 1 from credential where application_id = $1', [
      what.id,
    ]);
    expect(credentials.rowCount).toBe(1);
  });

  it('stores pictures sealed, and no trace of them in proofs, checks or the audit log', async () => {
    const { doer, what, personId } = await waiting();
    const view = await upTo(doer, await begin(context, doer, what), 2);
    const rows = await context.db
      .selectFrom('check_frame')
      .selectAll()
      .where('check_id', '=', view.id)
      .execute();
    expect(rows.every((row) => !row.sealed.includes('straight'))).toBe(true);
    const open = await context.db
      .selectFrom('real_person_check')
      .selectAll()
      .where('check_id', '=', view.id)
      .executeTakeFirstOrThrow();
    expect(open.reference).not.toBeNull();
    await upToEnd(doer, view);
    const ended = await context.db
      .selectFrom('real_person_check')
      .selectAll()
      .where('check_id', '=', view.id)
      .executeTakeFirstOrThrow();
    expect(ended).toMatchObject({ state: 'accepted', reference: null, person_id: personId });
  });

  it('a check that cannot be judged keeps nobody behind it waiting', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      const { doer, what } = await waiting();
      const last = await upTo(doer, await begin(context, doer, what), 3);
      vision.busy = true;
      expect(await codeOf(send(context, doer, last, framesFor(context, last)))).toBe('busy');
      vision.busy = false;
      ids.push(last.id);
    }
    context.advance(60_000);
    const { measureCheck } = vision;
    let calls = 0;
    Object.assign(vision, {
      measureCheck: (...args: Parameters<typeof measureCheck>) => {
        calls += 1;
        return calls === 1 ? Promise.reject(new Error('cannot be measured')) : measureCheck(...args);
      },
    });
    await expect(judgeWaiting(context)).rejects.toThrow('cannot be measured');
    Object.assign(vision, { measureCheck });
    const states = await context.db
      .selectFrom('real_person_check')
      .select('state')
      .where('check_id', 'in', ids)
      .orderBy('created_at')
      .execute();
    expect(states.map(({ state }) => state)).toEqual(['measuring', 'accepted']);
    expect(await judgeWaiting(context)).toBe(1);
  });

  it('three refused tries of a day close the re-check of a credential', async () => {
    const { doer, what } = await waiting();
    const { credentialId } = await doCheck(context, doer, what);
    const again = { kind: 'credential', id: credentialId! } as const;
    for (let left = 2; left >= 0; left -= 1) {
      expect((await doCheck(context, doer, again, { match: 0.1 })).triesLeft).toBe(left);
    }
    expect(await codeOf(begin(context, doer, again))).toBe('face-closed');
  });
});

async function upToEnd(doer: Doer, from: CheckView): Promise<CheckView> {
  let view = from;
  while (view.step) view = await send(context, doer, view, framesFor(context, view));
  return view;
}

async function numberOf(id: string): Promise<string> {
  const page = await (await fetch(`${context.world.url}/people/${id}`)).text();
  return /990000\d{11}[\dX]/.exec(page)![0];
}
