import type { CounterCredentialView } from '@suizheng/domain/contract/counter.ts';
import type { StatusRequestView } from '@suizheng/domain/contract/status-requests.ts';
import { STATUS } from '@suizheng/domain/credential/status-list.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Actor, Context } from '../../context.ts';
import { appendAudits } from '../../db/audit-log.ts';
import { auditLook } from '../staff/audit-look.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { counterCredential, findCredentials, statusOf } from './find-credentials.ts';
import { isSamePerson, refuseOneself } from './not-oneself.ts';
import { lockCredential, placeOfReason, writeStatus } from './set-status.ts';

type RequestContext = Pick<Context, 'db' | 'keys' | 'clock' | 'issuer'>;

/** Requests in one answer. */
const AT_MOST = 100;

/** Revocations that wait for their second pair of eyes, oldest first; who looked is in the audit log. */
export async function listStatusRequests(
  context: RequestContext,
  staff: StaffMember,
  actor: Actor,
): Promise<StatusRequestView[]> {
  const { db, keys, clock } = context;
  const now = clock();
  const rows = await findCredentials(db)
    .innerJoin('status_request as r', (join) =>
      join.onRef('r.person_id', '=', 'c.person_id').onRef('r.credential_id', '=', 'c.credential_id'),
    )
    .innerJoin('staff as s', 's.staff_id', 'r.requested_by')
    .select(['r.request_id', 'r.requested_by', 'r.status_before', 'r.reason', 'r.created_at'])
    .select(['r.expires_at as request_expires_at', 's.name as officer', 's.counter as officer_counter'])
    .where('r.state', '=', 'open')
    .where('r.expires_at', '>', now)
    .orderBy('r.created_at')
    .limit(AT_MOST)
    .execute();
  if (rows.length > 0) {
    const object = { kind: 'status-requests', id: staff.staffId };
    const seen = { credentials: rows.map((row) => row.credential_id) };
    await auditLook(db, actor, 'change-status', object, seen);
  }
  return rows.map((row) => ({
    id: row.request_id,
    credential: counterCredential(context, row),
    requestedBy: row.officer,
    counter: row.officer_counter,
    requestedAt: row.created_at.toISOString(),
    expiresAt: row.request_expires_at.toISOString(),
    before: row.status_before === STATUS.suspended ? 'suspended' : 'valid',
    reason: keys.open(row.data_key, placeOfReason(row.request_id), row.reason).toString('utf8'),
    mine: row.requested_by === staff.staffId,
  }));
}

/**
 * Confirms a revocation that somebody else asked for, or declines it: then the credential is what it was before.
 * Whoever asked may only take it back. Repeating the same decision is harmless. Throws `not-found`,
 * `second-person-needed`, and `wrong-state` when it was decided otherwise, is past its time, or the credential expired.
 */
export async function decideStatusRequest(
  context: RequestContext,
  staff: StaffMember,
  { requestId, confirm }: { readonly requestId: string; readonly confirm: boolean },
  actor: Actor,
): Promise<CounterCredentialView> {
  const { db, keys, clock } = context;
  const now = clock();
  return db.transaction().execute(async (trx) => {
    const known = await trx
      .selectFrom('status_request')
      .select('credential_id')
      .where('request_id', '=', requestId)
      .executeTakeFirst();
    // The credential first, as everybody who changes a status does.
    const row = known && (await lockCredential(trx, known.credential_id));
    if (!row) throw new AppError('not-found');
    const request = await trx
      .selectFrom('status_request')
      .selectAll()
      .where('person_id', '=', row.person_id)
      .where('request_id', '=', requestId)
      .executeTakeFirstOrThrow();
    await refuseOneself(trx, staff.staffId, row.person_id);
    if (confirm && (await isSamePerson(trx, request.requested_by, staff.staffId)))
      throw new AppError('second-person-needed');
    const state = confirm ? ('confirmed' as const) : ('declined' as const);
    if (request.state === state) return counterCredential(context, row);
    const present = statusOf(row, now);
    if (
      request.state !== 'open' ||
      request.expires_at <= now ||
      present === 'expired' ||
      present === 'revoked'
    )
      throw new AppError('wrong-state');
    await trx
      .updateTable('status_request')
      .set({ state, decided_by: staff.staffId, decided_at: now })
      .where('person_id', '=', row.person_id)
      .where('request_id', '=', requestId)
      .execute();
    const status = confirm
      ? 'revoked'
      : request.status_before === STATUS.suspended
        ? 'suspended'
        : ('valid' as const);
    // The words given with the request are why; they are sealed for another place there.
    const words = keys.open(row.data_key, placeOfReason(requestId), request.reason);
    const reason = keys.seal(row.data_key, `status-reason:${row.credential_id}`, words);
    await writeStatus(trx, row, status, confirm ? reason : null);
    const object = { kind: 'credential', id: row.credential_id };
    const detail = { request: requestId, before: present };
    const what = confirm ? 'credential.revoke' : 'credential.decline-revocation';
    await appendAudits(trx, [{ actor, action: what, object, detail }]);
    return counterCredential(context, { ...row, status: STATUS[status] });
  });
}
