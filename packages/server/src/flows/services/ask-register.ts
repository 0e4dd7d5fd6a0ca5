import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { fieldErrors } from '@suizheng/domain/errors/problem.ts';
import type { IdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import { identityNumber } from '@suizheng/domain/procedures/form-fields.ts';
import type { Context } from '../../context.ts';
import type { Unavailable } from '../../gateways/call-policy.ts';

/** The canonical number of that kind of document; throws `validation-failed` naming what is wrong with what was typed. */
export function parseServiceNumber(
  { mode }: Pick<Context, 'mode'>,
  document: IdentityDocument,
  typed: string,
): string {
  const parsed = identityNumber(document, mode).safeParse(typed);
  if (parsed.success) return parsed.data;
  throw new AppError('validation-failed', { fields: fieldErrors(parsed.error, 'number') });
}

/** A register that gave no usable answer: when to come again, and why, the circuit's state among the reasons (V5). */
export function registerAway({ reason, retryAfter }: Unavailable): AppError {
  return new AppError('register-unavailable', { params: { seconds: retryAfter ?? 5, because: reason } });
}
