import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import { rightsPolicy } from '@suizheng/domain/policy/retention.ts';
import type { Context } from '../../context.ts';
import type { SignedIn } from '../accounts/session.ts';

/**
 * Passes when the person proved themselves just now: by the sign-in of this session, or by an accepted face of the
 * account's holder. An open session on a borrowed phone is not enough to carry off or erase somebody's data. Throws
 * `fresh-proof-needed`.
 */
export async function requireFreshProof(
  { db }: Pick<Context, 'db'>,
  { accountId, personId, signedInAt }: Pick<SignedIn, 'accountId' | 'personId' | 'signedInAt'>,
  now: Date,
): Promise<void> {
  const since = new Date(now.getTime() - rightsPolicy.freshProofMs);
  if (signedInAt >= since) return;
  if (personId !== null) {
    const face = await db
      .selectFrom('real_person_check')
      .select('check_id')
      .where('account_id', '=', accountId)
      .where('person_id', '=', personId)
      .where('state', '=', 'accepted')
      .where('ended_at', '>=', since)
      .executeTakeFirst();
    if (face !== undefined) return;
  }
  throw new AppError('fresh-proof-needed', { params: { minutes: rightsPolicy.freshProofMs / MINUTE_MS } });
}
