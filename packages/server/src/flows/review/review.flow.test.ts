import { randomUUID } from 'node:crypto';
import { HOUR_MS, MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import { reviewPolicy } from '@suizheng/domain/policy/review.ts';
import type { StaffRole } from '@suizheng/domain/policy/staff-access.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { seedProof, syntheticSubject } from '../../testing/seed-application.ts';
import { pictureOf, type SeededCase, seedReview } from '../../testing/seed-review.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { untilSomebodyWaits } from '../../testing/until-somebody-waits.ts';
import { withdraw } from '../applications/change-course.ts';
import { settleLeftBehind } from '../applications/lapse-due.ts';
import { readApplication } from '../applications/read-applications.ts';
import { deleteFrames } from '../real-person-checks/forget-pictures.ts';
import { settle } from '../settle/settle.ts';
import { addStaff } from '../staff/add-staff.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { readCasePicture } from './case-pictures.ts';
import { claimCase, claimNext } from './claim.ts';
import { decideCase, type Finding } from './decide.ts';
import { escalateCase, releaseCase } from './give-back.ts';
import { listCases } from './queue.ts';
import { readCase } from './read-case.ts';

const START = new Date('2026-11-20T09:03:00+08:00');
let context: TestContext;
let accountId: string;
let [li, zhao, qian, sun]: StaffMember[] = [];
let people = 200_000;

beforeAll(async () => {
  context = await testContext({ now: START });
  accountId = await context.newAccount();
  [li, zhao, qian, sun] = await Promise.all([
    staff('李审核', 'reviewer'),
    staff('赵审核', 'reviewer'),
    staff('钱审批', 'approver'),
    staff('孙审批', 'approver', 'reviewer'),
  ]);
});
afterAll(() => context.close());
beforeEach(async () => {
  context.setNow(START);
  await context.pool.query('delete from review_case');
});

async function staff(name: string, ...roles: StaffRole[]): Promise<StaffMember> {
  const added = await addStaff(context, SYSTEM, { name, counter: '审核中心', roles }, START);
  return { staffId: added.staffId, name, counter: '审核中心', roles };
}
const by = ({ staffId }: StaffMember) => ({ kind: 'staff', id: staffId, traceId: null }) as const;
const seed = (options: Partial<Parameters<typeof seedReview>[1]> = {}) =>
  seedReview(context, { subject: syntheticSubject(people++), accountId, ...options });
const claim = (who: StaffMember, caseId: string) => claimCase(context, who, caseId, by(who));
const next = async (who: StaffMember, wanted = {}) => (await claimNext(context, who, wanted, by(who))).claim;
const decide = (who: StaffMember, caseId: string, finding: Finding) =>
  decideCase(context, who, { caseId, finding }, by(who));
const look = (who: StaffMember, caseId: string) => readCase(context, who, { caseId, locale: 'en' }, by(who));
const picture = (who: StaffMember, caseId: string, name: string) =>
  readCasePicture(context, who, { caseId, name }, by(who));
const queue = async (who: StaffMember, query = {}) => listCases(context, who, { limit: 500, ...query });
const accept: Finding = { outcome: 'accept' };
const refuse = (...reasons: Extract<Finding, { outcome: 'refuse' }>['reasons']): Finding => ({
  outcome: 'refuse',
  reasons,
});
const applicationOf = (seeded: SeededCase) =>
  readApplication(context, { accountId }, seeded.applicationId, 'en');
const caseRow = ({ caseId }: SeededCase) =>
  context.db.selectFrom('review_case').selectAll().where('case_id', '=', caseId).executeTakeFirstOrThrow();
const audited = async (objectId: string) => {
  const rows = await context.db
    .selectFrom('audit_event')
    .select(['action', 'actor_id', 'detail'])
    .where('object_id', '=', objectId)
    .orderBy('event_id')
    .execute();
  return rows;
};

describe('a reviewer decides', () => {
  it('A5: accepts the photos of a document: the credential is issued, the pictures are gone, every look is audited', async () => {
    const seeded = await seed();
    expect(await next(li!)).toMatchObject({ id: seeded.caseId });
    const seen = await look(li!, seeded.caseId);
    expect(seen).toMatchObject({ kind: 'documents', document: 'resident-id', opinions: [], handedOn: null });
    expect(seen.pictures.map(({ name }) => name)).toEqual(['register', 'front', 'back']);
    expect(seen.subject.map(({ field }) => field)).toEqual(['name', 'number']);
    expect(Buffer.from(await picture(li!, seeded.caseId, 'front'))).toEqual(pictureOf('front'));
    await decide(li!, seeded.caseId, accept);
    expect((await applicationOf(seeded)).state).toBe('issued');
    expect((await caseRow(seeded)).state).toBe('decided');
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
    expect(proof).toMatchObject({ rung: 'document-review', outcome: 'accept', staff_id: li!.staffId });
    const events = await audited(seeded.caseId);
    expect(events.map(({ action }) => action)).toEqual([
      'review.claim',
      'staff.look',
      'staff.look',
      'review.opinion',
    ]);
    expect(events[2]).toMatchObject({ detail: { purpose: 'review-case', picture: 'front' } });
  });

  it('A5: a refusal to be retaken names its reason to the citizen and leaves the way open; the next case is another', async () => {
    const seeded = await seed();
    await next(li!);
    await decide(li!, seeded.caseId, refuse('review-glare', 'review-cut-off'));
    const view = await applicationOf(seeded);
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
    const seeded = await seed({ kind: 'face' });
    const frames = [
      { step: 'lead', faces: 1 },
      { step: 0, faces: 1, match: 0.417 },
    ];
    await context.db
      .updateTable('proof')
      .set({ measurements: JSON.stringify({ frames, match: { median: 0.417 } }) })
      .where('application_id', '=', seeded.applicationId)
      .execute();
    await claim(li!, seeded.caseId);
    const seen = await look(li!, seeded.caseId);
    expect(seen.pictures.map(({ name }) => name)).toEqual(['register', 'face-0-before', 'face-1-peak']);
    expect(seen.findings[0]).toMatchObject({ code: 'match-uncertain' });
    expect(seen.measured.map(({ en }) => en)).toEqual([
      'Actions done as asked: 1.',
      'One face in every picture.',
    ]);
    expect(JSON.stringify(seen)).not.toContain('0.417');
    expect(Buffer.from(await picture(li!, seeded.caseId, 'face-1-peak'))).toEqual(pictureOf('face 1'));
    await decide(li!, seeded.caseId, accept);
    expect((await applicationOf(seeded)).state).toBe('issued');
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
    const seeded = await seed({ subject: resident });
    await claim(li!, seeded.caseId);
    const asked = vi.spyOn(context.population, 'portrait');
    const jpeg = await picture(li!, seeded.caseId, 'register');
    expect([...jpeg.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    expect(asked).toHaveBeenCalledWith({ number: resident.number, purpose: 'review' });
    asked.mockRestore();
  });

  it('A5: repeating a decision is harmless; a process that died before settling is made good', async () => {
    const seeded = await seed();
    await claim(li!, seeded.caseId);
    // The pool is what settle writes with: it dies between the fact and the decision.
    const pool = {
      query: () => Promise.reject(new Error('killed')),
      connect: () => Promise.reject(new Error('killed')),
    };
    const dying = { ...context, pool: pool as never };
    await expect(decideCase(dying, li!, { caseId: seeded.caseId, finding: accept }, by(li!))).rejects.toThrow(
      'killed',
    );
    expect((await caseRow(seeded)).state).toBe('decided');
    expect((await applicationOf(seeded)).state).toBe('in-review');
    await settleLeftBehind(context);
    expect((await applicationOf(seeded)).state).toBe('issued');
    await decide(li!, seeded.caseId, accept);
    await expect(decide(li!, seeded.caseId, refuse('review-glare'))).rejects.toMatchObject({
      code: 'wrong-state',
    });
  });

  it('A5: a reason of the other kind of case is refused by its field, and nothing is written', async () => {
    const seeded = await seed();
    await claim(li!, seeded.caseId);
    await expect(decide(li!, seeded.caseId, refuse('review-face-covered'))).rejects.toMatchObject({
      code: 'validation-failed',
      fields: [{ field: 'reasons' }],
    });
    expect((await caseRow(seeded)).state).toBe('claimed');
  });

  it('A5: what a register says of a mobile meanwhile takes nothing out of a reviewer’s hands', async () => {
    const seeded = await seed({ kind: 'face' });
    await claim(li!, seeded.caseId);
    context.advance(1_000);
    await seedProof(context, seeded, 'refuse', 'mobile-on-file');
    expect((await settle(context, seeded, SYSTEM)).state).toBe('in-review');
    await decide(li!, seeded.caseId, accept);
    expect((await applicationOf(seeded)).state).toBe('issued');
  });

  it('A12: a review of a face that ended without a verdict leaves no picture to anybody', async () => {
    const [over, under] = [await seed({ kind: 'face' }), await seed({ kind: 'face' })];
    context.advance(1_000);
    // Whatever fact takes the application out of review.
    await seedProof(context, over, 'refuse', 'document-review');
    expect((await settle(context, over, SYSTEM)).state).not.toBe('in-review');
    expect((await caseRow(over)).state).toBe('closed');
    await deleteFrames(context);
    const frames = async ({ personId }: SeededCase) =>
      context.db.selectFrom('check_frame').select('step').where('person_id', '=', personId).execute();
    expect(await frames(over)).toEqual([]);
    expect(await frames(under)).not.toEqual([]);
  });

  it('A5: what the citizen took back cannot be decided any more', async () => {
    const seeded = await seed();
    await claim(li!, seeded.caseId);
    await withdraw(
      context,
      { accountId },
      { applicationId: seeded.applicationId, actor: SYSTEM, locale: 'en' },
    );
    await expect(decide(li!, seeded.caseId, accept)).rejects.toMatchObject({ code: 'case-not-held' });
    await expect(look(li!, seeded.caseId)).rejects.toMatchObject({ code: 'case-not-held' });
  });
});

describe('claims', () => {
  it('A5: of 40 cases and 8 reviewers at once, nobody gets the same one', async () => {
    const many = await Promise.all(Array.from({ length: 8 }, (_, n) => staff(`审核 ${n}`, 'reviewer')));
    for (let n = 0; n < 40; n += 1) await seed();
    const taken = await Promise.all(
      many.map(async (who) => {
        const mine: string[] = [];
        for (let held = await next(who); held; held = await next(who)) {
          mine.push(held.id);
          await decide(who, held.id, accept);
        }
        return mine;
      }),
    );
    expect(taken.flat()).toHaveLength(40);
    expect(new Set(taken.flat()).size).toBe(40);
  });

  it('A5: two who open the same case: one gets it, the other hears that it is taken', async () => {
    const seeded = await seed();
    const [a, b] = await Promise.allSettled([claim(li!, seeded.caseId), claim(zhao!, seeded.caseId)]);
    expect([a!.status, b!.status].sort()).toEqual(['fulfilled', 'rejected']);
    const lost = [a, b].find((one) => one!.status === 'rejected') as PromiseRejectedResult;
    expect(lost.reason).toMatchObject({ code: 'case-taken' });
  });

  it('A5: who asks while another takes the case, not yet written down, waits a moment and hears that it is taken', async () => {
    const seeded = await seed();
    const asked = await context.db.transaction().execute(async (taking) => {
      await taking
        .updateTable('review_case')
        .set({
          state: 'claimed',
          claimed_by: zhao!.staffId,
          claimed_until: new Date(START.getTime() + MINUTE_MS),
        })
        .where('case_id', '=', seeded.caseId)
        .execute();
      const second = claim(li!, seeded.caseId).catch((error: unknown) => error);
      await Promise.race([second, untilSomebodyWaits(context.db)]);
      return { second };
    });
    expect(await asked.second).toMatchObject({ code: 'case-taken' });
    expect((await audited(seeded.caseId)).map(({ action }) => action)).not.toContain('review.refused');
  });

  it('A5: a claim is one statement to the database', async () => {
    await seed();
    const query = vi.spyOn(context.pool, 'query');
    const held = await next(li!);
    expect(held).not.toBeNull();
    expect(query).toHaveBeenCalledTimes(1);
    query.mockClear();
    await releaseCase(context, li!, held!.id, by(li!));
    query.mockClear();
    await claim(li!, held!.id);
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
  });

  it('A5: whoever holds one goes on with it; taking another gives it back; releasing returns it', async () => {
    const [first, second] = [await seed(), await seed()];
    const held = await next(li!);
    expect((await next(li!))!.id).toBe(held!.id);
    const other = held!.id === first.caseId ? second : first;
    await claim(li!, other.caseId);
    const states = await context.db.selectFrom('review_case').select(['case_id', 'state']).execute();
    expect(states.find((one) => one.case_id === held!.id)!.state).toBe('open');
    await releaseCase(context, li!, other.caseId, by(li!));
    expect((await caseRow(other)).claimed_by).toBeNull();
  });

  it('A5: a claim expires: its holder sees nothing any more, and the case goes to the next', async () => {
    const seeded = await seed();
    await claim(li!, seeded.caseId);
    context.advance(reviewPolicy.claimForMs);
    await expect(look(li!, seeded.caseId)).rejects.toMatchObject({ code: 'case-not-held' });
    await expect(decide(li!, seeded.caseId, accept)).rejects.toMatchObject({ code: 'case-not-held' });
    expect((await next(zhao!))!.id).toBe(seeded.caseId);
  });

  it('A5: a case that is not theirs is refused, whatever is tried, and that is in the audit log', async () => {
    const seeded = await seed();
    await claim(li!, seeded.caseId);
    const tries = [
      () => look(zhao!, seeded.caseId),
      () => picture(zhao!, seeded.caseId, 'front'),
      () => picture(zhao!, seeded.caseId, 'register'),
      () => decide(zhao!, seeded.caseId, accept),
      () => releaseCase(context, zhao!, seeded.caseId, by(zhao!)),
      () => escalateCase(context, zhao!, { caseId: seeded.caseId, note: '?' }, by(zhao!)),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'case-not-held' });
    const events = await audited(seeded.caseId);
    const refused = events.filter(({ action }) => action === 'review.refused');
    expect(refused.map(({ actor_id }) => actor_id)).toEqual(tries.map(() => zhao!.staffId));
    await expect(look(zhao!, randomUUID())).rejects.toMatchObject({ code: 'not-found' });
  });

  it('A5: nobody reviews themselves, nor what they applied for on another’s behalf', async () => {
    const own = syntheticSubject(people++);
    const aboutMe = await seed({ subject: own });
    const myAccount = await context.newAccount('real-person', aboutMe.personId);
    const forAnother = await seed({ accountId: myAccount });
    const me = await staff('吴审核', 'reviewer');
    await context.db
      .updateTable('staff')
      .set({ person_index: context.keys.blindIndex('resident-number', own.number) })
      .where('staff_id', '=', me.staffId)
      .execute();
    expect(await next(me)).toBeNull();
    expect((await queue(me)).cases).toEqual([]);
    for (const { caseId } of [aboutMe, forAnother])
      await expect(claim(me, caseId)).rejects.toMatchObject({ code: 'not-allowed' });
    expect((await queue(li!)).cases).toHaveLength(2);
    expect((await audited(aboutMe.caseId)).map(({ action }) => action)).toContain('review.refused');
  });
});

describe('the second look', () => {
  it('A5: is blind: another reviewer decides without a trace of the first opinion; when they agree the proof is written', async () => {
    const seeded = await seed({ secondLook: true });
    await claim(li!, seeded.caseId);
    const first = await look(li!, seeded.caseId);
    await decide(li!, seeded.caseId, refuse('review-blurred'));
    expect((await applicationOf(seeded)).state).toBe('in-review');
    expect(await next(li!)).toBeNull();
    await expect(claim(li!, seeded.caseId)).rejects.toMatchObject({ code: 'not-allowed' });
    await claim(zhao!, seeded.caseId);
    const second = await look(zhao!, seeded.caseId);
    expect({ ...second, claimedUntil: '' }).toEqual({ ...first, claimedUntil: '' });
    expect((await queue(zhao!)).cases[0]).toMatchObject({ approver: false });
    await decide(zhao!, seeded.caseId, refuse('review-cut-off'));
    const proof = await context.db
      .selectFrom('proof')
      .selectAll()
      .where('proof_id', '=', seeded.caseId)
      .executeTakeFirstOrThrow();
    expect(proof).toMatchObject({
      staff_id: zhao!.staffId,
      reasons: [{ code: 'review-blurred' }, { code: 'review-cut-off' }],
    });
    const opinions = (await audited(seeded.caseId)).filter(({ action }) => action === 'review.opinion');
    expect(opinions.map(({ detail }) => [detail.round, detail.decided])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it('A5: two accesses of one reviewer make no second look', async () => {
    const seeded = await seed({ secondLook: true });
    const [one, two] = [await staff('钱审核', 'reviewer'), await staff('钱审核', 'reviewer')];
    await context.db
      .updateTable('staff')
      .set({ person_index: context.keys.blindIndex('resident-number', '99000019700101001X') })
      .where('staff_id', 'in', [one.staffId, two.staffId])
      .execute();
    await claim(one, seeded.caseId);
    await decide(one, seeded.caseId, { outcome: 'accept' });
    await expect(claim(two, seeded.caseId)).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await next(two)).toBeNull();
    expect((await applicationOf(seeded)).state).toBe('in-review');
  });

  it('A5: on disagreement an approver decides, who sees what was found but not by whom', async () => {
    const seeded = await seed({ secondLook: true });
    await claim(li!, seeded.caseId);
    await decide(li!, seeded.caseId, refuse('review-expired'));
    await claim(zhao!, seeded.caseId);
    await decide(zhao!, seeded.caseId, accept);
    expect((await applicationOf(seeded)).state).toBe('in-review');
    const third = await staff('郑审核', 'reviewer');
    expect(await next(third)).toBeNull();
    expect((await queue(qian!)).cases[0]).toMatchObject({ id: seeded.caseId, approver: true });
    await claim(qian!, seeded.caseId);
    const seen = await look(qian!, seeded.caseId);
    expect(seen.opinions.map(({ outcome }) => outcome)).toEqual(['refuse', 'accept']);
    expect(JSON.stringify(seen)).not.toContain(li!.staffId);
    await decide(qian!, seeded.caseId, accept);
    expect((await applicationOf(seeded)).state).toBe('issued');
  });

  it('A5: fraud is never one person’s word: a second reviewer confirms it, the application ends and names the counter', async () => {
    const seeded = await seed({ kind: 'face' });
    await claim(li!, seeded.caseId);
    await decide(li!, seeded.caseId, refuse('review-face-of-another'));
    expect((await applicationOf(seeded)).state).toBe('in-review');
    await claim(zhao!, seeded.caseId);
    await decide(zhao!, seeded.caseId, refuse('review-face-not-live'));
    const view = await applicationOf(seeded);
    expect(view.state).toBe('refused');
    expect(view.reasons[0]).toMatchObject({ code: 'review-face-of-another' });
    expect(view.reasons[0]!.next).toContain('counter');
  });

  it('A5: fraud and a plain refusal are a disagreement', async () => {
    const seeded = await seed();
    await claim(li!, seeded.caseId);
    await decide(li!, seeded.caseId, refuse('review-altered'));
    await claim(zhao!, seeded.caseId);
    await decide(zhao!, seeded.caseId, refuse('review-blurred'));
    expect(await caseRow(seeded)).toMatchObject({ round: 3, state: 'open' });
    expect(await next(zhao!)).toBeNull();
  });

  it('A5: what is handed on goes to an approver with the note, which stands sealed, and not back to who handed it on', async () => {
    const seeded = await seed();
    await claim(sun!, seeded.caseId);
    await escalateCase(context, sun!, { caseId: seeded.caseId, note: '王五的证件我没见过' }, by(sun!));
    expect(await next(li!)).toBeNull();
    expect(await next(sun!)).toBeNull();
    expect((await caseRow(seeded)).escalation_note!.toString('utf8')).not.toContain('王五');
    expect((await next(qian!))!.id).toBe(seeded.caseId);
    expect((await look(qian!, seeded.caseId)).handedOn).toBe('王五的证件我没见过');
    await decide(qian!, seeded.caseId, { ...accept, note: '是本人' });
    expect((await applicationOf(seeded)).state).toBe('issued');
    const { note } = await context.db
      .selectFrom('review_opinion')
      .select('note')
      .where('case_id', '=', seeded.caseId)
      .executeTakeFirstOrThrow();
    expect(note!.toString('utf8')).not.toContain('本人');
  });
});

describe('the queue', () => {
  it('A5: shows the earliest deadline first, counts what is overdue and soon, pages by place, and tells nothing of the people', async () => {
    const subject = syntheticSubject(people++);
    const late = await seed({ subject });
    context.advance(20 * MINUTE_MS);
    const soon = await seed();
    await seed({ kind: 'face' });
    context.advance(20 * MINUTE_MS);
    const view = await queue(li!);
    expect(view.cases[0]!.id).toBe(late.caseId);
    expect(view.counts).toEqual({ waiting: 3, overdue: 1, soon: 2, withOthers: 0 });
    expect(JSON.stringify(view)).not.toMatch(new RegExp(`${subject.name}|${subject.number}`));
    expect((await queue(li!, { kind: 'face' })).cases).toHaveLength(1);
    expect((await queue(li!, { procedure: 'none' })).counts.waiting).toBe(0);
    const page = await queue(li!, { limit: 1 });
    const then = await queue(li!, { limit: 5, after: page.next! });
    expect([...page.cases, ...then.cases].map(({ id }) => id)).toEqual(view.cases.map(({ id }) => id));
    expect(then.next).toBeNull();
    await expect(queue(li!, { after: 'nowhere' })).rejects.toMatchObject({ code: 'validation-failed' });
    await claim(zhao!, soon.caseId);
    const mine = await queue(li!);
    expect(mine.counts).toMatchObject({ waiting: 2, withOthers: 1 });
    expect((await queue(zhao!)).cases.find(({ id }) => id === soon.caseId)!.mineUntil).not.toBeNull();
  });

  it('D3: warns when the calendar’s data ends in less than 60 days', async () => {
    expect((await queue(li!)).calendar).toEqual({ endsOn: '2026-12-31', daysLeft: 41 });
    context.setNow(new Date('2026-10-01T00:00:00+08:00'));
    expect((await queue(li!)).calendar).toBeNull();
    context.setNow(new Date(START.getTime() + HOUR_MS));
  });
});
