import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accept, by, REVIEW_START, refuse, reviewTrip } from '../../testing/review-trip.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { escalateCase } from './give-back.ts';

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

describe('the second look', () => {
  it('A5: is blind: another reviewer decides without a trace of the first opinion; when they agree the proof is written', async () => {
    const seeded = await trip.seed({ secondLook: true });
    await trip.claim(trip.li!, seeded.caseId);
    const first = await trip.look(trip.li!, seeded.caseId);
    await trip.decide(trip.li!, seeded.caseId, refuse('review-blurred'));
    expect((await trip.applicationOf(seeded)).state).toBe('in-review');
    expect(await trip.next(trip.li!)).toBeNull();
    await expect(trip.claim(trip.li!, seeded.caseId)).rejects.toMatchObject({ code: 'not-allowed' });
    await trip.claim(trip.zhao!, seeded.caseId);
    const second = await trip.look(trip.zhao!, seeded.caseId);
    expect({ ...second, claimedUntil: '' }).toEqual({ ...first, claimedUntil: '' });
    expect((await trip.queue(trip.zhao!)).cases[0]).toMatchObject({ approver: false });
    await trip.decide(trip.zhao!, seeded.caseId, refuse('review-cut-off'));
    const proof = await context.db
      .selectFrom('proof')
      .selectAll()
      .where('proof_id', '=', seeded.caseId)
      .executeTakeFirstOrThrow();
    expect(proof).toMatchObject({
      staff_id: trip.zhao!.staffId,
      reasons: [{ code: 'review-blurred' }, { code: 'review-cut-off' }],
    });
    const opinions = (await trip.audited(seeded.caseId)).filter(({ action }) => action === 'review.opinion');
    expect(opinions.map(({ detail }) => [detail.round, detail.decided])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it('A5: two accesses of one reviewer make no second look', async () => {
    const seeded = await trip.seed({ secondLook: true });
    const [one, two] = [await trip.staff('钱审核', 'reviewer'), await trip.staff('钱审核', 'reviewer')];
    await context.db
      .updateTable('staff')
      .set({ person_index: context.keys.blindIndex('resident-number', '99000019700101001X') })
      .where('staff_id', 'in', [one.staffId, two.staffId])
      .execute();
    await trip.claim(one, seeded.caseId);
    await trip.decide(one, seeded.caseId, { outcome: 'accept' });
    await expect(trip.claim(two, seeded.caseId)).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await trip.next(two)).toBeNull();
    expect((await trip.applicationOf(seeded)).state).toBe('in-review');
  });

  it('A5: on disagreement an approver decides, who sees what was found but not by whom', async () => {
    const seeded = await trip.seed({ secondLook: true });
    await trip.claim(trip.li!, seeded.caseId);
    await trip.decide(trip.li!, seeded.caseId, refuse('review-expired'));
    await trip.claim(trip.zhao!, seeded.caseId);
    await trip.decide(trip.zhao!, seeded.caseId, accept);
    expect((await trip.applicationOf(seeded)).state).toBe('in-review');
    const third = await trip.staff('郑审核', 'reviewer');
    expect(await trip.next(third)).toBeNull();
    expect((await trip.queue(trip.qian!)).cases[0]).toMatchObject({ id: seeded.caseId, approver: true });
    await trip.claim(trip.qian!, seeded.caseId);
    const seen = await trip.look(trip.qian!, seeded.caseId);
    expect(seen.opinions.map(({ outcome }) => outcome)).toEqual(['refuse', 'accept']);
    expect(JSON.stringify(seen)).not.toContain(trip.li!.staffId);
    await trip.decide(trip.qian!, seeded.caseId, accept);
    expect((await trip.applicationOf(seeded)).state).toBe('issued');
  });

  it('A5: fraud is never one person’s word: a second reviewer confirms it, the application ends and names the counter', async () => {
    const seeded = await trip.seed({ kind: 'face' });
    await trip.claim(trip.li!, seeded.caseId);
    await trip.decide(trip.li!, seeded.caseId, refuse('review-face-of-another'));
    expect((await trip.applicationOf(seeded)).state).toBe('in-review');
    await trip.claim(trip.zhao!, seeded.caseId);
    await trip.decide(trip.zhao!, seeded.caseId, refuse('review-face-not-live'));
    const view = await trip.applicationOf(seeded);
    expect(view.state).toBe('refused');
    expect(view.reasons[0]).toMatchObject({ code: 'review-face-of-another' });
    expect(view.reasons[0]!.next).toContain('counter');
  });

  it('A5: fraud and a plain refusal are a disagreement', async () => {
    const seeded = await trip.seed();
    await trip.claim(trip.li!, seeded.caseId);
    await trip.decide(trip.li!, seeded.caseId, refuse('review-altered'));
    await trip.claim(trip.zhao!, seeded.caseId);
    await trip.decide(trip.zhao!, seeded.caseId, refuse('review-blurred'));
    expect(await trip.caseRow(seeded)).toMatchObject({ round: 3, state: 'open' });
    expect(await trip.next(trip.zhao!)).toBeNull();
  });

  it('A5: what is handed on goes to an approver with the note, which stands sealed, and not back to who handed it on', async () => {
    const seeded = await trip.seed();
    await trip.claim(trip.sun!, seeded.caseId);
    await escalateCase(
      context,
      trip.sun!,
      { caseId: seeded.caseId, note: '王五的证件我没见过' },
      by(trip.sun!),
    );
    expect(await trip.next(trip.li!)).toBeNull();
    expect(await trip.next(trip.sun!)).toBeNull();
    expect((await trip.caseRow(seeded)).escalation_note!.toString('utf8')).not.toContain('王五');
    expect((await trip.next(trip.qian!))!.id).toBe(seeded.caseId);
    expect((await trip.look(trip.qian!, seeded.caseId)).handedOn).toBe('王五的证件我没见过');
    await trip.decide(trip.qian!, seeded.caseId, { ...accept, note: '是本人' });
    expect((await trip.applicationOf(seeded)).state).toBe('issued');
    const { note } = await context.db
      .selectFrom('review_opinion')
      .select('note')
      .where('case_id', '=', seeded.caseId)
      .executeTakeFirstOrThrow();
    expect(note!.toString('utf8')).not.toContain('本人');
  });
});
