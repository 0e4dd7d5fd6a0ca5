import * as review from '@suizheng/domain/contract/review.ts';
import * as requests from '@suizheng/domain/contract/status-requests.ts';
import type { Context } from '../../context.ts';
import { requireRole } from '../../flows/counter/require-role.ts';
import { decideStatusRequest, listStatusRequests } from '../../flows/counter/status-requests.ts';
import { readCasePicture } from '../../flows/review/case-pictures.ts';
import { claimCase, claimNext } from '../../flows/review/claim.ts';
import { decideCase } from '../../flows/review/decide.ts';
import { escalateCase, releaseCase } from '../../flows/review/give-back.ts';
import { listCases } from '../../flows/review/queue.ts';
import { readCase } from '../../flows/review/read-case.ts';
import { type Binding, bind } from '../bind.ts';

/** The reviewers' console (A5), and the second pair of eyes for revocations. */
export const reviewRoutes = (context: Context): Binding[] => [
  bind(review.listReviewCases, async ({ caller, query }) => {
    requireRole(caller, 'reviewer', 'approver');
    return listCases(context, caller, query);
  }),
  bind(review.claimNextCase, async ({ caller, body, actor }) => {
    requireRole(caller, 'reviewer', 'approver');
    return claimNext(context, caller, body, actor);
  }),
  bind(review.claimCase, async ({ caller, params, actor }) => {
    requireRole(caller, 'reviewer', 'approver');
    return claimCase(context, caller, params.id, actor);
  }),
  bind(review.releaseCase, async ({ caller, params, actor }) => {
    requireRole(caller, 'reviewer', 'approver');
    await releaseCase(context, caller, params.id, actor);
    return undefined;
  }),
  bind(review.escalateCase, async ({ caller, params, body, actor }) => {
    requireRole(caller, 'reviewer', 'approver');
    await escalateCase(context, caller, { caseId: params.id, note: body.note }, actor);
    return undefined;
  }),
  bind(review.decideCase, async ({ caller, params, body, actor }) => {
    requireRole(caller, 'reviewer', 'approver');
    await decideCase(context, caller, { caseId: params.id, finding: body }, actor);
    return undefined;
  }),
  bind(review.readReviewCase, async ({ caller, params, locale, actor }) => {
    requireRole(caller, 'reviewer', 'approver');
    return readCase(context, caller, { caseId: params.id, locale }, actor);
  }),
  bind(review.readCasePicture, async ({ caller, params, actor }) => {
    requireRole(caller, 'reviewer', 'approver');
    return { bytes: await readCasePicture(context, caller, { caseId: params.id, name: params.name }, actor) };
  }),
  bind(requests.listStatusRequests, async ({ caller, actor }) => {
    requireRole(caller, 'officer', 'approver');
    return listStatusRequests(context, caller, actor);
  }),
  bind(requests.decideStatusRequest, async ({ caller, params, body, actor }) => {
    requireRole(caller, 'officer', 'approver');
    return decideStatusRequest(context, caller, { requestId: params.id, confirm: body.confirm }, actor);
  }),
];
