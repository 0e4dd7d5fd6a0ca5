import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { accept, by, REVIEW_START, refuse, reviewTrip } from '../../testing/review-trip.ts';
import { seedProof } from '../../testing/seed-application.ts';
import { pictureOf, type SeededCase } from '../../testing/seed-review.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { withdraw } from '../applications/change-course.ts';
import { settleLeftBehind } from '../applications/lapse-due.ts';
import { deleteFrames } from '../real-person-checks/forget-pictures.ts';
import { settle } from '../settle/settle.ts';
import { decideCase } from './decide.ts';

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

describe('a reviewer decides', () => {
  it('A5: accepts the photos of a document: the credential is issued, the pictures are gone, every look is audited', async () => {
    const seeded = await trip.seed();
    expect(await trip.next(trip.li!)).toMatchObject({ id: seeded.caseId });
    const seen = await trip.look(trip.li!, seeded.caseId);
    expect(seen).toMatchObject({ kind: 'documents', document: 'resident-id', opinions: [], handedOn: null });
    expect(seen.pictures.map(({ name }) => name)).toEqual(['register', 'front', 'back']);
    expect(seen.subject.map(({ field }) => field)).toEqual(['name', 'number']);
    expect(Buffer.from(await trip.picture(trip.li!, seeded.caseId, 'front'))).toEqual(pictureOf('front'));
    await trip.decide(trip.li!, seeded.caseId, accept);
    expect((await trip.applicationOf(seeded)).state).toBe('issued');
    expect((await trip.caseRow(seeded)).state).toBe('decided');
    const left = await context.db
      .selectFrom('document_photo')
      .select('side')
      .where('application_id', '=', seeded.applicationId)
      .execute();
    expect(left).toEqual([]);
    const proof = await context.db
      .selectFrom('proof')
      .selectAll()
      .where('proof_id', '=', seeded.caseId)
      .executeTakeFirstOrThrow();
    expect(proof).toMatchObject({ rung: 'document-review', outcome: 'accept', staff_id: trip.li!.staffId });
    const events = await trip.audited(seeded.caseId);
    expect(events.map(({ action }) => action)).toEqual([
      'review.claim',
      'staff.look',
      'staff.look',
      'review.opinion',
    ]);
    expect(events[2]).toMatchObject({ detail: { purpose: 'review-case', picture: 'front' } });
  });

  it('A5: a refusal to be retaken names its reason to the citizen and leaves the way open; the next case is another', async () => {
    const seeded = await trip.seed();
    await trip.next(trip.li!);
    await trip.decide(trip.li!, seeded.caseId, refuse('review-glare', 'review-cut-off'));
    const view = await trip.applicationOf(seeded);
    expect(view.state).toBe('proving');
    expect(view.ways.map(({ rung }) => rung)).toContain('document-review');
    const proof = await context.db
      .selectFrom('proof')
      .select(['outcome', 'reasons'])
      .where('proof_id', '=', seeded.caseId)
      .executeTakeFirstOrThrow();
    expect(proof.reasons).toEqual([{ code: 'review-glare' }, { code: 'review-cut-off' }]);
    expect(view.reasons[0]).toMatchObject({ code: 'review-glare' });
  });

  it('A5: for a face the verdict ends the check; accepting says that it is the person on record', async () => {
    const seeded = await trip.seed({ kind: 'face' });
    const frames = [
      { step: 'lead', faces: 1 },
      { step: 0, faces: 1, match: 0.417 },
    ];
    await context.db
      .updateTable('proof')
      .set({ measurements: JSON.stringify({ frames, match: { median: 0.417 } }) })
      .where('application_id', '=', seeded.applicationId)
      .execute();
    await trip.claim(trip.li!, seeded.caseId);
    const seen = await trip.look(trip.li!, seeded.caseId);
    expect(seen.pictures.map(({ name }) => name)).toEqual(['register', 'face-0-before', 'face-1-peak']);
    expect(seen.findings[0]).toMatchObject({ code: 'match-uncertain' });
    expect(seen.measured.map(({ en }) => en)).toEqual([
      'Actions done as asked: 1.',
      'One face in every picture.',
    ]);
    expect(JSON.stringify(seen)).not.toContain('0.417');
    expect(Buffer.from(await trip.picture(trip.li!, seeded.caseId, 'face-1-peak'))).toEqual(
      pictureOf('face 1'),
    );
    await trip.decide(trip.li!, seeded.caseId, accept);
    expect((await trip.applicationOf(seeded)).state).toBe('issued');
    const check = await context.db
      .selectFrom('real_person_check as k')
      .leftJoin('check_frame as f', 'f.check_id', 'k.check_id')
      .select(['k.state', 'f.check_id'])
      .where('k.application_id', '=', seeded.applicationId)
      .execute();
    expect(check).toEqual([{ state: 'accepted', check_id: null }]);
  });

  it('A5: the portrait on record is asked for with purpose review, each time, and stands nowhere here', async () => {
    const resident = { name: '张晓晓', number: '990000200103070024' };
    const seeded = await trip.seed({ subject: resident });
    await trip.claim(trip.li!, seeded.caseId);
    const asked = vi.spyOn(context.population, 'portrait');
    const jpeg = await trip.picture(trip.li!, seeded.caseId, 'register');
    expect([...jpeg.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    expect(asked).toHaveBeenCalledWith({ number: resident.number, purpose: 'review' });
    asked.mockRestore();
  });

  it('A5: repeating a decision is harmless; a process that died before settling is made good', async () => {
    const seeded = await trip.seed();
    await trip.claim(trip.li!, seeded.caseId);
    // The pool is what settle writes with: it dies between the fact and the decision.
    const pool = {
      query: () => Promise.reject(new Error('killed')),
      connect: () => Promise.reject(new Error('killed')),
    };
    const dying = { ...context, pool: pool as never };
    await expect(
      decideCase(dying, trip.li!, { caseId: seeded.caseId, finding: accept }, by(trip.li!)),
    ).rejects.toThrow('killed');
    expect((await trip.caseRow(seeded)).state).toBe('decided');
    expect((await trip.applicationOf(seeded)).state).toBe('in-review');
    await settleLeftBehind(context);
    expect((await trip.applicationOf(seeded)).state).toBe('issued');
    await trip.decide(trip.li!, seeded.caseId, accept);
    await expect(trip.decide(trip.li!, seeded.caseId, refuse('review-glare'))).rejects.toMatchObject({
      code: 'wrong-state',
    });
  });

  it('A5: a reason of the other kind of case is refused by its field, and nothing is written', async () => {
    const seeded = await trip.seed();
    await trip.claim(trip.li!, seeded.caseId);
    await expect(trip.decide(trip.li!, seeded.caseId, refuse('review-face-covered'))).rejects.toMatchObject({
      code: 'validation-failed',
      fields: [{ field: 'reasons' }],
    });
    expect((await trip.caseRow(seeded)).state).toBe('claimed');
  });

  it('A5: what a register says of a mobile meanwhile takes nothing out of a reviewer’s hands', async () => {
    const seeded = await trip.seed({ kind: 'face' });
    await trip.claim(trip.li!, seeded.caseId);
    context.advance(1_000);
    await seedProof(context, seeded, 'refuse', 'mobile-on-file');
    expect((await settle(context, seeded, SYSTEM)).state).toBe('in-review');
    await trip.decide(trip.li!, seeded.caseId, accept);
    expect((await trip.applicationOf(seeded)).state).toBe('issued');
  });

  it('A12: a review of a face that ended without a verdict leaves no picture to anybody', async () => {
    const [over, under] = [await trip.seed({ kind: 'face' }), await trip.seed({ kind: 'face' })];
    context.advance(1_000);
    // Whatever fact takes the application out of review.
    await seedProof(context, over, 'refuse', 'document-review');
    expect((await settle(context, over, SYSTEM)).state).not.toBe('in-review');
    expect((await trip.caseRow(over)).state).toBe('closed');
    await deleteFrames(context);
    const frames = async ({ personId }: SeededCase) =>
      context.db.selectFrom('check_frame').select('step').where('person_id', '=', personId).execute();
    expect(await frames(over)).toEqual([]);
    expect(await frames(under)).not.toEqual([]);
  });

  it('A5: what the citizen took back cannot be decided any more', async () => {
    const seeded = await trip.seed();
    await trip.claim(trip.li!, seeded.caseId);
    await withdraw(
      context,
      { accountId: trip.accountId },
      { applicationId: seeded.applicationId, actor: SYSTEM, locale: 'en' },
    );
    await expect(trip.decide(trip.li!, seeded.caseId, accept)).rejects.toMatchObject({
      code: 'case-not-held',
    });
    await expect(trip.look(trip.li!, seeded.caseId)).rejects.toMatchObject({ code: 'case-not-held' });
  });
});
