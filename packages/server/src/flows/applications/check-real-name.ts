import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { SubjectIdentity } from '@suizheng/domain/procedures/procedure.ts';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import { SIGN_IN_POLICY } from '../accounts/sign-in-policy.ts';

type CheckContext = Pick<Context, 'db' | 'population' | 'clock' | 'limits'>;

/** The account's own real-name checks and mismatches of its applications are counted together: they ask one oracle. */
const KIND = 'real-names-of';
const { realNameChecksOfAccount: LIMITS } = SIGN_IN_POLICY.limits;

/**
 * Real-name check 实名认证 of a subject at the register, outside any transaction. Passes, or throws: `too-many-requests`,
 * `register-unavailable`, or `validation-failed` naming both fields. Only mismatches count against the limit: who
 * travels with a family applies for many in an hour.
 */
export async function checkRealName(
  context: CheckContext,
  accountId: string,
  subject: SubjectIdentity,
  actor: Actor,
): Promise<void> {
  const counted = Buffer.from(accountId);
  if (context.limits) await refuseWhenUsed(context, counted);
  const answer = await context.population.checkRealName({ name: subject.name, number: subject.number });
  if (answer.kind === 'match') return;
  if (answer.kind === 'unavailable') {
    throw new AppError('register-unavailable', { params: { seconds: answer.retryAfter ?? 5 } });
  }
  await appendAudit(context.db, actor, 'real-name.no-match', { kind: 'account', id: accountId });
  if (context.limits) await countAttempt(context, KIND, counted, LIMITS, context.clock());
  // One answer for "no such person" and "another name": anything finer would tell who has which number.
  throw new AppError('validation-failed', {
    fields: [
      { field: 'input.name', code: 'name-number.mismatch' },
      { field: 'input.number', code: 'name-number.mismatch' },
    ],
  });
}

/** Asked before the register is: a used-up account learns nothing more, not even from a right guess. */
async function refuseWhenUsed({ db, clock }: CheckContext, counted: Buffer): Promise<void> {
  const now = clock();
  const rows = await db
    .selectFrom('attempt_count')
    .select(['window_ms', 'window_start', 'count'])
    .where('subject', '=', counted)
    .where('kind', '=', KIND)
    .execute();
  for (const { most, withinMs } of LIMITS) {
    const row = rows.find((one) => Number(one.window_ms) === withinMs);
    const waitMs = row ? row.window_start.getTime() + withinMs - now.getTime() : 0;
    if (!row || row.count < most || waitMs <= 0) continue;
    throw new AppError('too-many-requests', { params: { seconds: Math.ceil(waitMs / 1_000) } });
  }
}
