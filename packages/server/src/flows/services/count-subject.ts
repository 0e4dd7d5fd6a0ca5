import type { servicePolicy } from '@suizheng/domain/policy/service-policy.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import { countAttempt, giveBackAttempt } from '../accounts/count-attempt.ts';

/** What is counted: tries about one subject, which is a keyed hash. */
export type Counted = {
  readonly kind: string;
  readonly subject: Buffer;
  readonly limits: (typeof servicePolicy)['missesAboutSubject'];
};

/** The keyed hash under which questions about a number are counted, by whomever they were asked. */
export function subjectOf({ keys }: Pick<Context, 'keys'>, number: string): Buffer {
  return keys.blindIndex('resident-number', number);
}

/**
 * Counts a question before it is asked of anybody; throws `too-many-requests` with the seconds to wait. Of a thousand
 * guesses at one moment no more are asked than of a thousand one after the other.
 */
export async function countSubject(
  context: Pick<Context, 'db' | 'limits'>,
  { kind, subject, limits }: Counted,
  now: Date,
): Promise<void> {
  if (context.limits) await countAttempt(context, kind, subject, limits, now);
}

/** Takes the count back: the answer was right, or there was none. */
export async function uncountSubject(
  context: { readonly db: Kysely<Database> } & Pick<Context, 'limits'>,
  { kind, subject, limits }: Counted,
  now: Date,
): Promise<void> {
  if (context.limits) await giveBackAttempt(context, kind, subject, limits, now);
}
