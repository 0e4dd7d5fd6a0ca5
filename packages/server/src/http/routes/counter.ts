import * as counter from '@suizheng/domain/contract/counter.ts';
import type { Context } from '../../context.ts';
import { searchCredentials } from '../../flows/counter/find-credentials.ts';
import { issuePaper } from '../../flows/counter/issue-paper.ts';
import { printPaper } from '../../flows/counter/print-paper.ts';
import { createEnrolmentCode, listReaders, revokeReader } from '../../flows/counter/readers.ts';
import { requirePurpose, requireRole } from '../../flows/counter/require-role.ts';
import { setCredentialStatus } from '../../flows/counter/set-status.ts';
import { staffView } from '../../flows/staff/staff-token.ts';
import { type Binding, bind } from '../bind.ts';

/** The officer's counter: paper, status, readers. Which role may do what stands here, next to what it may do. */
export const counterRoutes = (context: Context): Binding[] => [
  bind(counter.readStaff, async ({ caller }) => staffView(caller)),
  bind(counter.issuePaper, async ({ caller, body, operationId, actor }) => {
    requireRole(caller, 'officer');
    return issuePaper(context, caller, body, { operationId, actor });
  }),
  bind(counter.printPaper, async ({ caller, params, actor }) => {
    requireRole(caller, 'officer');
    return { bytes: await printPaper(context, params.id, actor) };
  }),
  bind(counter.searchCredentials, async ({ caller, body, operationId, actor }) => {
    requireRole(caller, 'officer', 'reviewer');
    requirePurpose(caller, body.purpose);
    return searchCredentials(context, body, { operationId, actor });
  }),
  bind(counter.setCredentialStatus, async ({ caller, params, body, actor }) => {
    requireRole(caller, 'officer');
    return setCredentialStatus(context, params.id, body, actor);
  }),
  bind(counter.createEnrolmentCode, async ({ caller, body, actor, now }) => {
    requireRole(caller, 'officer', 'administrator');
    return createEnrolmentCode(context, body, { staffId: caller.staffId, actor, now });
  }),
  bind(counter.listReaders, async ({ caller }) => {
    requireRole(caller, 'officer', 'administrator');
    return listReaders(context);
  }),
  bind(counter.revokeReader, async ({ caller, params, body, actor, now }) => {
    requireRole(caller, 'officer', 'administrator');
    return revokeReader(context, params.id, { actor, now, reason: body.reason });
  }),
];
