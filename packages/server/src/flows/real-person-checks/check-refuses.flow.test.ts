import type { FrameInput } from '@suizheng/domain/contract/real-person-checks.ts';
import type { AppError } from '@suizheng/domain/errors/app-error.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTrip, codeOf } from '../../testing/check-trip.ts';
import { begin, framesFor, send } from '../../testing/do-check.ts';
import { picture, type ScriptedVision, scriptedVision } from '../../testing/scripted-vision.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { readCheck } from './read-check.ts';

let context: TestContext;
let vision: ScriptedVision;
let trip: ReturnType<typeof checkTrip>;

beforeAll(async () => {
  vision = scriptedVision();
  context = await testContext({ vision });
  trip = checkTrip(context);
});
afterAll(() => context.close());

describe('the real-person check refuses', () => {
  it('the replay of an old session: every picture was seen before, the try counts', async () => {
    const { doer, what } = await trip.waiting();
    const sent: FrameInput[][] = [];
    const first = await trip.upTo(doer, await begin(context, doer, what), 2, sent);
    context.advance(60_000);
    expect(await codeOf(send(context, doer, first, framesFor(context, first)))).toBe('check-step-late');
    const second = await begin(context, doer, what);
    expect(await codeOf(send(context, doer, second, sent[0]!))).toBe('frames-repeated');
    const after = await readCheck(context, doer, second.id, 'en');
    expect(after).toMatchObject({ state: 'refused', triesLeft: 2, reasons: [{ code: 'frames-repeated' }] });
  });

  it('another account’s pictures just as well', async () => {
    const [one, other] = [await trip.waiting(), await trip.waiting()];
    const sent: FrameInput[][] = [];
    await trip.upTo(one.doer, await begin(context, one.doer, one.what), 1, sent);
    const view = await begin(context, other.doer, other.what);
    expect(await codeOf(send(context, other.doer, view, sent[0]!))).toBe('frames-repeated');
  });

  it('the same picture twice within one step, and again in a later step', async () => {
    const { doer, what } = await trip.waiting();
    const view = await trip.upTo(doer, await begin(context, doer, what), 1);
    const frames = framesFor(context, view);
    const twice = [frames[0]!, { ...frames[1]!, image: frames[0]!.image }];
    expect(await codeOf(send(context, doer, view, twice))).toBe('frames-repeated');
    const sent: FrameInput[][] = [];
    const second = await trip.upTo(doer, await begin(context, doer, what), 2, sent);
    expect(await codeOf(send(context, doer, second, sent[1]!))).toBe('frames-repeated');
  });

  it('an earlier session encoded again, though every byte is new', async () => {
    const { doer, what } = await trip.waiting();
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
    const { doer, what } = await trip.waiting();
    const view = await trip.upTo(doer, await begin(context, doer, what), 1);
    expect(await codeOf(send(context, doer, view, framesFor(context, view), 2))).toBe('check-step-order');
    expect(await codeOf(send(context, doer, view, framesFor(context, view), 9))).toBe('check-step-order');
    const next = await send(context, doer, view, framesFor(context, view));
    expect(await codeOf(send(context, doer, next, framesFor(context, next), 1))).toBe('check-step-order');
  });

  it('actions in another order than asked, by what the pictures show', async () => {
    const { doer, what } = await trip.waiting();
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
    const { doer, what } = await trip.waiting();
    const view = await trip.upTo(doer, await begin(context, doer, what), 2);
    expect(await trip.framesOf(view.id)).toBe(4);
    const frames = framesFor(context, view);
    context.advance(60_000);
    expect(await codeOf(send(context, doer, view, frames))).toBe('check-step-late');
    expect(await readCheck(context, doer, view.id, 'en')).toMatchObject({
      state: 'lapsed',
      triesLeft: 3,
      step: null,
    });
    expect(await trip.framesOf(view.id)).toBe(0);
    expect(await codeOf(send(context, doer, view, frames))).toBe('wrong-state');
  });

  it('the nonce of another check, and another account’s check', async () => {
    const [one, other] = [await trip.waiting(), await trip.waiting()];
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
    const { doer, what } = await trip.waiting();
    const view = await begin(context, doer, what);
    const bad = { moment: 'peak', atMs: 1, image: Buffer.from('x'.repeat(200)).toString('base64') } as const;
    const error = await send(context, doer, view, [bad]).catch((thrown: AppError) => thrown);
    expect(error).toMatchObject({
      code: 'validation-failed',
      fields: [{ field: 'frames.0.image' }, { field: 'frames.0.moment' }],
    });
  });

  it('two checks at a time: the older one lapses', async () => {
    const { doer, what } = await trip.waiting();
    const first = await begin(context, doer, what);
    const second = await begin(context, doer, what);
    expect(second.nonce).not.toBe(first.nonce);
    expect(await codeOf(send(context, doer, first, framesFor(context, first)))).toBe('wrong-state');
    expect((await send(context, doer, second, framesFor(context, second))).step!.index).toBe(1);
  });

  it('many checks begun at the same moment: one is open, the others have lapsed', async () => {
    const { doer, what } = await trip.waiting();
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
    const { doer, what } = await trip.waiting();
    for (let i = 0; i < 12; i += 1) await begin(context, doer, what);
    expect(await codeOf(begin(context, doer, what))).toBe('face-closed');
  });
});
