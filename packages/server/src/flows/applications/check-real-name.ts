import { AppError, type FieldError } from '@suizheng/domain/errors/app-error.ts';
import type { Subject } from '@suizheng/domain/procedures/procedure.ts';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { registerFor } from '../../gateways/permit-register.ts';
import type { RealNameOutcome } from '../../gateways/person-register.ts';
import { countAttempt, giveBackAttempt } from '../accounts/count-attempt.ts';
import { SIGN_IN_POLICY } from '../accounts/sign-in-policy.ts';
import { checkLinked, type LinkedOutcome } from './check-linked.ts';

type CheckContext = Pick<Context, 'db' | 'population' | 'permits' | 'clock' | 'limits'>;

/** The account's own real-name checks and mismatches of its applications are counted together: they ask one oracle. */
const KIND = 'real-names-of';
const { realNameChecksOfAccount: LIMITS } = SIGN_IN_POLICY.limits;

/**
 * Real-name check 实名认证 of a subject at the register of their document, outside any transaction; the document's last
 * day is compared where the form asked for it (A4), a second document and whether both are one person's where it names
 * one (L1). Passes, or throws: `too-many-requests`, `register-unavailable`, or
 * `validation-failed` naming the fields; `asked` are the form's. Only mismatches count against the limit in the end: who
 * travels with a family applies for many in an hour. But each is counted before the register is asked and given back
 * after: of a thousand guesses at one moment no more are asked than of a thousand one after the other.
 */
export async function checkRealName(
  context: CheckContext,
  accountId: string,
  subject: Subject,
  asked: readonly string[],
  actor: Actor,
): Promise<void> {
  const counted = Buffer.from(accountId);
  const now = context.clock();
  if (context.limits) await countAttempt(context, KIND, counted, LIMITS, now);
  const answer = await askRegisters(context, subject);
  if (context.limits && (answer.kind === 'match' || answer.kind === 'unavailable'))
    await giveBackAttempt(context, KIND, counted, LIMITS, now);
  if (answer.kind === 'match') return;
  if (answer.kind === 'unavailable') {
    throw new AppError('register-unavailable', { params: { seconds: answer.retryAfter ?? 5 } });
  }
  await appendAudit(context.db, actor, 'real-name.no-match', { kind: 'account', id: accountId });
  throw new AppError('validation-failed', { fields: wrongFields(answer.kind, asked) });
}

async function askRegisters(
  context: Pick<Context, 'population' | 'permits'>,
  { name, number, document, expires, linked }: Subject,
): Promise<RealNameOutcome | LinkedOutcome> {
  const first = await registerFor(context, document).checkRealName({
    name,
    number,
    ...(expires === undefined ? {} : { expiry: expires }),
  });
  return first.kind !== 'match' || linked === undefined
    ? first
    : checkLinked(context, { name, number }, linked);
}

/** One answer for "no such person" and "another name": anything finer would tell who has which number. */
function wrongFields(differs: string, asked: readonly string[]): readonly FieldError[] {
  if (differs === 'linked-differs') return [{ field: 'input.residence', code: 'linked.mismatch' }];
  if (differs === 'expiry-differs') return [{ field: 'input.expires', code: 'expires.differs' }];
  // Who was not asked for a name cannot correct it: the register's own entry has changed.
  if (!asked.includes('number')) return [{ field: 'input', code: 'holder.no-match' }];
  return [
    { field: 'input.name', code: 'name-number.mismatch' },
    { field: 'input.number', code: 'name-number.mismatch' },
  ];
}
