import type { ClaimView } from '@suizheng/domain/contract/review.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { reviewPolicy } from '@suizheng/domain/policy/review.ts';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { type Asker, type ClaimRow, writeClaim } from '../../db/review-statements.ts';
import type { StaffMember } from '../staff/staff-token.ts';

type ClaimContext = Pick<Context, 'db' | 'pool' | 'clock'>;

/** The part of the queue that a member of staff works on. */
export function askerOf({ staffId, roles }: StaffMember): Asker {
  return { staffId, approver: roles.includes('approver'), reviewer: roles.includes('reviewer') };
}

/** Takes the case due first, of the procedure or kind wanted; the one already held comes first. Null when nothing waits. */
export async function claimNext(
  { pool, clock }: ClaimContext,
  staff: StaffMember,
  wanted: { readonly procedure?: string | undefined; readonly kind?: string | undefined },
  actor: Actor,
): Promise<{ claim: ClaimView | null }> {
  const { procedure = null, kind = null } = wanted;
  const row = await writeClaim(
    pool,
    askerOf(staff),
    { procedure, kind, caseId: null },
    { ...claimTimes(clock()), actor },
  );
  return { claim: row ? viewClaim(row) : null };
}

/**
 * Takes this case, or holds it longer; what was held before goes back. Throws `not-found`, `case-taken` when another
 * holds it, `wrong-state` when it is decided, `not-allowed` when it is not for this reviewer; that is audited.
 */
export async function claimCase(
  { db, pool, clock }: ClaimContext,
  staff: StaffMember,
  caseId: string,
  actor: Actor,
): Promise<ClaimView> {
  const now = clock();
  const wanted = { procedure: null, kind: null, caseId };
  const claim = () => writeClaim(pool, askerOf(staff), wanted, { ...claimTimes(now), actor });
  const row = await claim();
  if (row) return viewClaim(row);
  const found = await db
    .selectFrom('review_case')
    .select(['state', 'claimed_until', 'claimed_by'])
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  if (!found) throw new AppError('not-found');
  if (found.state === 'decided' || found.state === 'closed') throw new AppError('wrong-state');
  if (found.state === 'claimed' && found.claimed_by !== staff.staffId && found.claimed_until! > now)
    throw new AppError('case-taken');
  // It is free: not theirs to take, or given back since. Asked once more, the database tells which.
  const again = await claim();
  if (again) return viewClaim(again);
  await appendAudit(db, actor, 'review.refused', { kind: 'review-case', id: caseId }, { act: 'claim' });
  throw new AppError('not-allowed');
}

function claimTimes(now: Date): { now: Date; until: Date } {
  return { now, until: new Date(now.getTime() + reviewPolicy.claimForMs) };
}

function viewClaim({ case_id, claimed_until }: ClaimRow): ClaimView {
  return { id: case_id, claimedUntil: claimed_until.toISOString() };
}
