import type { CheckView, FrameInput } from '@suizheng/domain/contract/real-person-checks.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { type Doer, framesFor, send } from './do-check.ts';
import { seedApplication } from './seed-application.ts';
import type { TestContext } from './test-context.ts';

/** The code of a refusal, or that there was none. */
export const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return error.code;
    },
  );

/** People whose face is checked for an application, step by step. */
export function checkTrip(context: TestContext) {
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

  return {
    waiting,
    upTo,
    /** How many pictures of a check are kept. */
    framesOf: async (checkId: string) =>
      Number(
        (await context.pool.query('select count(*) from check_frame where check_id = $1', [checkId])).rows[0]
          .count,
      ),
    /** Sends honest frames until nothing more is asked for. */
    upToEnd: async (doer: Doer, from: CheckView): Promise<CheckView> => {
      let view = from;
      while (view.step) view = await send(context, doer, view, framesFor(context, view));
      return view;
    },
  };
}
