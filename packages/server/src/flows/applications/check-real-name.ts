import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { SubjectIdentity } from '@suizheng/domain/procedures/procedure.ts';
import { sql } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import { SIGN_IN_POLICY } from '../accounts/sign-in-policy.ts';

/** The account's own real-name checks and those for its applications are counted together: both ask the same oracle. */
const KIND = 'real-names-of';

/**
 * Real-name check 实名认证 of a subject at the register, outside any transaction. Passes, or throws: `too-many-requests`,
 * `register-unavailable`, or `validation-failed` naming both fields. Only mismatches stay counted: who travels with a
 * family applies more than once an hour.
 */
export async function checkRealName(
  context: Pick<Context, 'db' | 'population' | 'clock'>,
  accountId: string,
  subject: SubjectIdentity,
  actor: Actor,
): Promise<void> {
  const counted = Buffer.from(accountId);
  const { realNameChecksOfAccount: limits } = SIGN_IN_POLICY.limits;
  // Counted before the question, so that many at once cannot slip past the limit.
  await countAttempt(context, KIND, counted, limits, context.clock());
  const answer = await context.population.checkRealName({ name: subject.name, number: subject.number });
  if (answer.kind === 'unavailable' || answer.kind === 'match') {
    await context.db
      .updateTable('attempt_count')
      .set({ count: sql`greatest(count - 1, 0)` })
      .where('subject', '=', counted)
      .where('kind', '=', KIND)
      .execute();
    if (answer.kind === 'match') return;
    throw new AppError('register-unavailable', { params: { seconds: answer.retryAfter ?? 5 } });
  }
  await appendAudit(context.db, actor, 'real-name.no-match', { kind: 'account', id: accountId });
  // One answer for "no such person" and "another name": anything finer would tell who has which number.
  throw new AppError('validation-failed', {
    fields: [
      { field: 'input.name', code: 'name-number.mismatch' },
      { field: 'input.number', code: 'name-number.mismatch' },
    ],
  });
}
