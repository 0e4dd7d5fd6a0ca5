import type { CardState, RealNameCheckRequest } from '@suizheng/domain/contract/registers.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { fieldErrors } from '@suizheng/domain/errors/problem.ts';
import type { IdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import { identityNumber } from '@suizheng/domain/procedures/form-fields.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import type { Unavailable } from '../../gateways/call-policy.ts';
import { registerFor } from '../../gateways/permit-register.ts';
import type { Ask } from './ask.ts';
import { countTry, giveBack, textCounts } from './count-subject.ts';

/** What asking a register about a number takes. */
export type RegisterContext = Pick<Context, 'db' | 'keys' | 'mode' | 'limits' | 'population' | 'permits'>;

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

/** What a register says to name and number; `right` takes the count of a try back with the answer that it was right. */
export type Asked =
  | { readonly kind: 'no-match' }
  | {
      readonly kind: 'match';
      readonly cardState: CardState;
      readonly right: (trx: Kysely<Database>) => Promise<void>;
    };

/**
 * Asks the document's register whether these belong together, counted before and given back where the register gives no
 * answer. Throws `too-many-requests`, `register-unavailable`.
 */
export async function askOnce(
  context: RegisterContext,
  ask: Ask,
  document: IdentityDocument,
  asked: RealNameCheckRequest,
): Promise<Asked> {
  const { limits } = context;
  const counts = textCounts(context, ask, asked.number);
  await countTry(context, counts, ask.now);
  const answer = await registerFor(context, document).checkRealName(asked);
  if (answer.kind === 'unavailable') {
    await giveBack(context, counts.all, ask.now);
    throw registerAway(answer);
  }
  if (answer.kind !== 'match') return { kind: 'no-match' };
  const right = (db: Kysely<Database>) => giveBack({ db, limits }, counts.misses, ask.now);
  return { kind: 'match', cardState: answer.cardState, right };
}

/** A register that gave no usable answer: when to come again, and why, the circuit's state among the reasons (V5). */
export function registerAway({ reason, retryAfter }: Unavailable): AppError {
  return new AppError('register-unavailable', { params: { seconds: retryAfter ?? 5, because: reason } });
}
