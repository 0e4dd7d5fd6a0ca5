import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Purpose } from '@suizheng/domain/procedures/procedure.ts';
import { purposeById } from '@suizheng/domain/procedures/purposes.ts';
import type { Context } from '../../context.ts';
import { countCall } from '../parties/count-call.ts';
import type { Ask } from './ask.ts';

/**
 * Lets a question in: its purpose is one of the party's, and the call is counted before anything is asked of anybody.
 * Throws `not-allowed` naming the purpose, and what `countCall` throws.
 */
export async function admit(
  context: Pick<Context, 'db' | 'limits'>,
  { client, purpose: id, service, now }: Ask,
): Promise<Pick<Purpose, 'id' | 'scope'>> {
  const purpose = client.purposes.includes(id) ? purposeById(id) : undefined;
  if (!purpose) {
    throw new AppError('not-allowed', { fields: [{ field: 'purpose', code: 'purpose.not-yours' }] });
  }
  if (context.limits) await countCall(context, client, service, now);
  return purpose;
}
