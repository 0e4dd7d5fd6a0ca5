import { randomUUID } from 'node:crypto';
import { HOUR_MS, MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import { reviewPolicy } from '@suizheng/domain/policy/review.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { accept, by, REVIEW_START, reviewTrip } from '../../testing/review-trip.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { untilSomebodyWaits } from '../../testing/until-somebody-waits.ts';
import { escalateCase, releaseCase } from './give-back.ts';

let context: TestContext;
let trip: Awaited<ReturnType<typeof reviewTrip>>;
beforeAll(async () => {
  context = await testContext({ now: REVIEW_START });
  trip = await reviewTrip(context);
});
afterAll(() => context.close());
beforeEach(async () => {
  context.setNow(REVIEW_START);
  await context.pool.query('delete from review_case');
});

describe('claims', () => {
  it('A5: of 40 cases and 8 reviewers at once, nobody gets the same one', async () => {
    const many = await Promise.all(Array.from({ length: 8 }, (_, n) => trip.staff(`审核 ${n}`, 'reviewer')));
    for (let n = 0; n < 40; n += 1) await trip.seed();
    const taken = await Promise.all(
      many.map(async (who) => {
        const mine: string[] = [];
        for (let held = await trip.next(who); held; held = await trip.next(who)) {
          mine.push(held.id);
          await trip.decide(who, held.id, accept);
        }
        return mine;
      }),
    );
    expect(taken.flat()).toHaveLength(40);
    expect(new Set(taken.flat()).size).toBe(40);
  });

  it('A5: two who open the same case: one gets it, the other hears that it is taken', async () => {
    const seeded = await trip.seed();
    const [a, b] = await Promise.allSettled([
      trip.claim(trip.li!, seeded.caseId),
      trip.claim(trip.zhao!, seeded.caseId),
    ]);
    expect([a!.status, b!.status].sort()).toEqual(['fulfilled', 'rejected']);
    const lost = [a, b].find((one) => one!.status === 'rejected') as PromiseRejectedResult;
    expect(lost.reason).toMatchObject({ code: 'case-taken' });
  });

  it('A5: who asks while another takes the case, not yet written down, waits a moment and hears that it is taken', async () => {
    const seeded = await trip.seed();
    const asked = await context.db.transaction().execute(async (taking) => {
      await taking
        .updateTable('review_case')
        .set({
          state: 'claimed',
          claimed_by: trip.zhao!.staffId,
          claimed_until: new Date(REVIEW_START.getTime() + MINUTE_MS),
        })
        .where('case_id', '=', seeded.caseId)
        .execute();
      const second = trip.claim(trip.li!, seeded.caseId).catch((error: unknown) => error);
      await Promise.race([second, untilSomebodyWaits(context.db)]);
      return { second };
    });
    expect(await asked.second).toMatchObject({ code: 'case-taken' });
    expect((await trip.audited(seeded.caseId)).map(({ action }) => action)).not.toContain('review.refused');
  });

  it('A5: a claim is one statement to the database', async () => {
    await trip.seed();
    const query = vi.spyOn(context.pool, 'query');
    const held = await trip.next(trip.li!);
    expect(held).not.toBeNull();
    expect(query).toHaveBeenCalledTimes(1);
    query.mockClear();
    await releaseCase(context, trip.li!, held!.id, by(trip.li!));
    query.mockClear();
    await trip.claim(trip.li!, held!.id);
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
  });

  it('A5: whoever holds one goes on with it; taking another gives it back; releasing returns it', async () => {
    const [first, second] = [await trip.seed(), await trip.seed()];
    const held = await trip.next(trip.li!);
    expect((await trip.next(trip.li!))!.id).toBe(held!.id);
    const other = held!.id === first.caseId ? second : first;
    await trip.claim(trip.li!, other.caseId);
    const states = await context.db.selectFrom('review_case').select(['case_id', 'state']).execute();
    expect(states.find((one) => one.case_id === held!.id)!.state).toBe('open');
    await releaseCase(context, trip.li!, other.caseId, by(trip.li!));
    expect((await trip.caseRow(other)).claimed_by).toBeNull();
  });

  it('A5: a claim expires: its holder sees nothing any more, and the case goes to the next', async () => {
    const seeded = await trip.seed();
    await trip.claim(trip.li!, seeded.caseId);
    context.advance(reviewPolicy.claimForMs);
    await expect(trip.look(trip.li!, seeded.caseId)).rejects.toMatchObject({ code: 'case-not-held' });
    await expect(trip.decide(trip.li!, seeded.caseId, accept)).rejects.toMatchObject({
      code: 'case-not-held',
    });
    expect((await trip.next(trip.zhao!))!.id).toBe(seeded.caseId);
  });

  it('A5: a case that is not theirs is refused, whatever is tried, and that is in the audit log', async () => {
    const seeded = await trip.seed();
    await trip.claim(trip.li!, seeded.caseId);
    const tries = [
      () => trip.look(trip.zhao!, seeded.caseId),
      () => trip.picture(trip.zhao!, seeded.caseId, 'front'),
      () => trip.picture(trip.zhao!, seeded.caseId, 'register'),
      () => trip.decide(trip.zhao!, seeded.caseId, accept),
      () => releaseCase(context, trip.zhao!, seeded.caseId, by(trip.zhao!)),
      () => escalateCase(context, trip.zhao!, { caseId: seeded.caseId, note: '?' }, by(trip.zhao!)),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'case-not-held' });
    const events = await trip.audited(seeded.caseId);
    const refused = events.filter(({ action }) => action === 'review.refused');
    expect(refused.map(({ actor_id }) => actor_id)).toEqual(tries.map(() => trip.zhao!.staffId));
    await expect(trip.look(trip.zhao!, randomUUID())).rejects.toMatchObject({ code: 'not-found' });
  });

  it('A5: nobody reviews themselves, nor what they applied for on another’s behalf', async () => {
    const own = trip.somebody();
    const aboutMe = await trip.seed({ subject: own });
    const myAccount = await context.newAccount('real-person', aboutMe.personId);
    const forAnother = await trip.seed({ accountId: myAccount });
    const me = await trip.staff('吴审核', 'reviewer');
    await context.db
      .updateTable('staff')
      .set({ person_index: context.keys.blindIndex('resident-number', own.number) })
      .where('staff_id', '=', me.staffId)
      .execute();
    expect(await trip.next(me)).toBeNull();
    expect((await trip.queue(me)).cases).toEqual([]);
    for (const { caseId } of [aboutMe, forAnother])
      await expect(trip.claim(me, caseId)).rejects.toMatchObject({ code: 'not-allowed' });
    expect((await trip.queue(trip.li!)).cases).toHaveLength(2);
    expect((await trip.audited(aboutMe.caseId)).map(({ action }) => action)).toContain('review.refused');
  });
});

describe('the queue', () => {
  it('A5: shows the earliest deadline first, counts what is overdue and soon, pages by place, and tells nothing of the people', async () => {
    const subject = trip.somebody();
    const late = await trip.seed({ subject });
    context.advance(20 * MINUTE_MS);
    const soon = await trip.seed();
    await trip.seed({ kind: 'face' });
    context.advance(20 * MINUTE_MS);
    const view = await trip.queue(trip.li!);
    expect(view.cases[0]!.id).toBe(late.caseId);
    expect(view.counts).toEqual({ waiting: 3, overdue: 1, soon: 2, withOthers: 0 });
    expect(JSON.stringify(view)).not.toMatch(new RegExp(`${subject.name}|${subject.number}`));
    expect((await trip.queue(trip.li!, { kind: 'face' })).cases).toHaveLength(1);
    expect((await trip.queue(trip.li!, { procedure: 'none' })).counts.waiting).toBe(0);
    const page = await trip.queue(trip.li!, { limit: 1 });
    const then = await trip.queue(trip.li!, { limit: 5, after: page.next! });
    expect([...page.cases, ...then.cases].map(({ id }) => id)).toEqual(view.cases.map(({ id }) => id));
    expect(then.next).toBeNull();
    await expect(trip.queue(trip.li!, { after: 'nowhere' })).rejects.toMatchObject({
      code: 'validation-failed',
    });
    await trip.claim(trip.zhao!, soon.caseId);
    const mine = await trip.queue(trip.li!);
    expect(mine.counts).toMatchObject({ waiting: 2, withOthers: 1 });
    expect(
      (await trip.queue(trip.zhao!)).cases.find(({ id }) => id === soon.caseId)!.mineUntil,
    ).not.toBeNull();
  });

  it('D3: warns when the calendar’s data ends in less than 60 days', async () => {
    expect((await trip.queue(trip.li!)).calendar).toEqual({ endsOn: '2026-12-31', daysLeft: 41 });
    context.setNow(new Date('2026-10-01T00:00:00+08:00'));
    expect((await trip.queue(trip.li!)).calendar).toBeNull();
    context.setNow(new Date(REVIEW_START.getTime() + HOUR_MS));
  });
});
