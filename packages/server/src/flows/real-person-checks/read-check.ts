import type { CheckView } from '@suizheng/domain/contract/real-person-checks.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Context } from '../../context.ts';
import { checkOf } from '../../db/checks.ts';
import type { SignedIn } from '../accounts/session.ts';
import { viewCheck } from './check-view.ts';

/** Where a check of the account stands; throws `not-found` for anybody else's. */
export async function readCheck(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { accountId }: Pick<SignedIn, 'accountId'>,
  checkId: string,
  locale: Locale,
): Promise<CheckView> {
  const row = await checkOf(db, accountId, checkId);
  if (!row) throw new AppError('not-found');
  return viewCheck(row, clock(), locale);
}
