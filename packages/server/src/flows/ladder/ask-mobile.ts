import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { SubjectIdentity } from '@suizheng/domain/procedures/procedure.ts';
import type { Context } from '../../context.ts';
import { registerFor } from '../../gateways/permit-register.ts';

/**
 * Asks the person's register whether a mobile is the one on file: null when it is, else what differs. Throws
 * `register-unavailable`. Never inside a transaction.
 */
export async function askMobile(
  context: Pick<Context, 'population' | 'permits'>,
  { number, document }: SubjectIdentity,
  mobile: string,
): Promise<'mobile-differs' | 'no-mobile-on-file' | null> {
  const answer = await registerFor(context, document).checkMobile({ number, mobile });
  if (answer.kind === 'unavailable') {
    throw new AppError('register-unavailable', { params: { seconds: answer.retryAfter ?? 5 } });
  }
  if (answer.kind === 'match') return null;
  return answer.kind === 'mobile-differs' ? 'mobile-differs' : 'no-mobile-on-file';
}
