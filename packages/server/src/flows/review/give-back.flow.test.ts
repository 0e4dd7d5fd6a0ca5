import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { by, REVIEW_START, reviewTrip } from '../../testing/review-trip.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { untilSomebodyWaits } from '../../testing/until-somebody-waits.ts';
import { claimCase } from './claim.ts';
import { escalateCase, releaseCase } from './give-back.ts';

let context: TestContext;
let trip: Awaited<ReturnType<typeof reviewTrip>>;
beforeAll(async () => {
  context = await testContext({ now: REVIEW_START });
  trip = await reviewTrip(context);
});
afterAll(() => context.close());
beforeEach(async () => {
  await context.pool.query('delete from review_case');
});

const claimed = async () => {
  const seeded = await trip.seed();
  await trip.claim(trip.li!, seeded.caseId);
  return seeded;
};
const release = (caseId: string) => releaseCase(context, trip.li!, caseId, by(trip.li!));
const handOn = (caseId: string, who = trip.li!) =>
  escalateCase(context, who, { caseId, note: '字迹不清' }, by(who));
const actions = async (caseId: string) => (await trip.audited(caseId)).map(({ action }) => action);

/** Both taps, the second while the first is not written down yet. */
async function tappedTwice(caseId: string, tap: (caseId: string) => Promise<void>) {
  const { both } = await context.db.transaction().execute(async (holding) => {
    await holding
      .selectFrom('review_case')
      .select('case_id')
      .where('case_id', '=', caseId)
      .forUpdate()
      .execute();
    const both = Promise.all([tap(caseId), tap(caseId)]);
    await untilSomebodyWaits(context.db, 2);
    return { both };
  });
  await both;
}

it.each([
  ['given back', release, 'review.release'],
  ['handed on', handOn, 'review.escalate'],
] as const)(
  'A5: a case %s by two taps, or again after a lost answer, is so once, and nobody stands in the log as refused',
  async (_, act, action) => {
    const { caseId } = await claimed();
    await tappedTwice(caseId, act);
    await act(caseId);
    expect((await actions(caseId)).filter((one) => one !== 'review.claim')).toEqual([action]);
  },
);

it('A5: a case that lies in the queue is handed on by nobody who does not hold it', async () => {
  const { caseId } = await claimed();
  await handOn(caseId);
  await expect(handOn(caseId, trip.zhao!)).rejects.toMatchObject({ code: 'case-not-held' });
  expect(await actions(caseId)).toContain('review.refused');
});

it('A5: who asks for a case as its holder gives it back gets it, and does not hear that it is not theirs', async () => {
  const { caseId } = await claimed();
  let asked = 0;
  const query = async (...statement: Parameters<typeof context.pool.query>) => {
    const answer = await context.pool.query(...statement);
    asked += 1;
    // After the claim found it held, before the words that say why are looked for.
    if (asked === 1) await release(caseId);
    return answer;
  };
  const late = { ...context, pool: { query } as unknown as typeof context.pool };
  const claim = await claimCase(late, trip.zhao!, caseId, by(trip.zhao!));
  expect(claim.id).toBe(caseId);
  expect(await actions(caseId)).not.toContain('review.refused');
});
