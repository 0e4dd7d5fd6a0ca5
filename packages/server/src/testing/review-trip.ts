import type { StaffRole } from '@suizheng/domain/policy/staff-access.ts';
import { SYSTEM } from '../context.ts';
import { readApplication } from '../flows/applications/read-applications.ts';
import { readCasePicture } from '../flows/review/case-pictures.ts';
import { claimCase, claimNext } from '../flows/review/claim.ts';
import { decideCase, type Finding } from '../flows/review/decide.ts';
import { listCases } from '../flows/review/queue.ts';
import { readCase } from '../flows/review/read-case.ts';
import { addStaff } from '../flows/staff/add-staff.ts';
import type { StaffMember } from '../flows/staff/staff-token.ts';
import { syntheticSubject } from './seed-application.ts';
import { type SeededCase, seedReview } from './seed-review.ts';
import type { TestContext } from './test-context.ts';

/** When the reviews of a test begin: a working day. */
export const REVIEW_START = new Date('2026-11-20T09:03:00+08:00');

/** That the reviewer finds nothing wrong. */
export const accept: Finding = { outcome: 'accept' };

/** That the reviewer refuses, for these reasons. */
export const refuse = (...reasons: Extract<Finding, { outcome: 'refuse' }>['reasons']): Finding => ({
  outcome: 'refuse',
  reasons,
});

/** A reviewer or approver by hand, and what the audit log calls them. */
export const by = ({ staffId }: StaffMember) => ({ kind: 'staff', id: staffId, traceId: null }) as const;

/** Reviewers, approvers and the cases that wait for them (A5), each act as the route does it. */
export async function reviewTrip(context: TestContext) {
  const accountId = await context.newAccount();
  const staff = async (name: string, ...roles: StaffRole[]): Promise<StaffMember> => {
    const added = await addStaff(context, SYSTEM, { name, counter: '审核中心', roles }, REVIEW_START);
    return { staffId: added.staffId, name, counter: '审核中心', roles };
  };
  const [li, zhao, qian, sun] = await Promise.all([
    staff('李审核', 'reviewer'),
    staff('赵审核', 'reviewer'),
    staff('钱审批', 'approver'),
    staff('孙审批', 'approver', 'reviewer'),
  ]);
  let people = 200_000;
  return {
    accountId,
    staff,
    li,
    zhao,
    qian,
    sun,
    /** A person of a number that no case had before. */
    somebody: () => syntheticSubject(people++),
    seed: (options: Partial<Parameters<typeof seedReview>[1]> = {}) =>
      seedReview(context, { subject: syntheticSubject(people++), accountId, ...options }),
    claim: (who: StaffMember, caseId: string) => claimCase(context, who, caseId, by(who)),
    next: async (who: StaffMember, wanted = {}) => (await claimNext(context, who, wanted, by(who))).claim,
    decide: (who: StaffMember, caseId: string, finding: Finding) =>
      decideCase(context, who, { caseId, finding }, by(who)),
    look: (who: StaffMember, caseId: string) => readCase(context, who, { caseId, locale: 'en' }, by(who)),
    picture: (who: StaffMember, caseId: string, name: string) =>
      readCasePicture(context, who, { caseId, name }, by(who)),
    queue: (who: StaffMember, query = {}) => listCases(context, who, { limit: 500, ...query }),
    applicationOf: (seeded: SeededCase) =>
      readApplication(context, { accountId }, seeded.applicationId, 'en'),
    caseRow: ({ caseId }: SeededCase) =>
      context.db
        .selectFrom('review_case')
        .selectAll()
        .where('case_id', '=', caseId)
        .executeTakeFirstOrThrow(),
    audited: (objectId: string) =>
      context.db
        .selectFrom('audit_event')
        .select(['action', 'actor_id', 'detail'])
        .where('object_id', '=', objectId)
        .orderBy('event_id')
        .execute(),
  };
}
