import type { AccountView } from '@suizheng/domain/contract/account.ts';
import { AppError, type FieldError } from '@suizheng/domain/errors/app-error.ts';
import { fieldErrors } from '@suizheng/domain/errors/problem.ts';
import { residentIdNumber } from '@suizheng/domain/procedures/form-fields.ts';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { findOrCreatePerson } from '../../db/people.ts';
import { askMobile } from '../ladder/ask-mobile.ts';
import { accountMobile, viewAccount } from './account-view.ts';
import { claimAccount } from './claim-account.ts';
import { countAttempt } from './count-attempt.ts';
import type { SignedIn } from './session.ts';
import type { SignInPolicy } from './sign-in-policy.ts';

/**
 * Real-name check 实名认证 of the account holder: name and number agree with the register, and the account's mobile is
 * the one on file (A2) → level `real-name`; `mobile-not-on-file` leads to the registration with its other ways.
 * A level is never lowered, and an account that belongs to a person never changes to another (`wrong-state`).
 */
export async function proveRealName(
  context: Pick<Context, 'db' | 'keys' | 'mode' | 'population' | 'permits'> & { signInPolicy: SignInPolicy },
  signedIn: SignedIn,
  {
    name,
    number: typed,
    ip,
    actor,
    now,
  }: { name: string; number: string; ip: string; actor: Actor; now: Date },
): Promise<AccountView> {
  const { db, keys, population } = context;
  const number = parseNumber(context, typed);
  const mobile = await accountMobile(context, signedIn.accountId);
  if (mobile === null) throw new AppError('mobile-not-on-file', { params: { by: 'registration' } });
  const { limits } = context.signInPolicy;
  const account = Buffer.from(signedIn.accountId);
  await countAttempt(context, 'real-names-of', account, limits.realNameChecksOfAccount, now);
  await countAttempt(
    context,
    'real-names-from',
    keys.blindIndex('address', ip),
    limits.realNameChecksFromAddress,
    now,
  );
  const checked = await population.checkRealName({ name, number });
  if (checked.kind === 'unavailable') {
    throw new AppError('register-unavailable', { params: { seconds: checked.retryAfter ?? 5 } });
  }
  // One answer for "no such person" and "another name": anything finer would tell who has which number.
  if (checked.kind !== 'match') {
    throw refused([
      { field: 'name', code: 'name-number.mismatch' },
      { field: 'number', code: 'name-number.mismatch' },
    ]);
  }
  const differs = await askMobile(context, { name, number }, mobile);
  if (differs !== null) throw new AppError('mobile-not-on-file', { params: { by: 'registration' } });
  await db.transaction().execute(async (trx) => {
    const person = await findOrCreatePerson(trx, keys, { name, number }, now);
    const row = await trx
      .selectFrom('account')
      .select(['level', 'person_id'])
      .where('account_id', '=', signedIn.accountId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (row.person_id !== null && row.person_id !== person.person_id) throw new AppError('wrong-state');
    if (row.level !== 'registered') return;
    await claimAccount(trx, signedIn, { level: true, now });
    await trx
      .updateTable('account')
      .set({ level: 'real-name', person_id: person.person_id })
      .where('account_id', '=', signedIn.accountId)
      .execute();
    await appendAudit(trx, actor, 'account.prove-real-name', { kind: 'account', id: signedIn.accountId });
  });
  return viewAccount(context, signedIn.accountId, signedIn);
}

function parseNumber({ mode }: Pick<Context, 'mode'>, typed: string): string {
  const parsed = residentIdNumber(mode).safeParse(typed);
  if (parsed.success) return parsed.data;
  throw refused(fieldErrors(parsed.error, 'number'));
}

function refused(fields: readonly FieldError[]): AppError {
  return new AppError('validation-failed', { fields });
}
