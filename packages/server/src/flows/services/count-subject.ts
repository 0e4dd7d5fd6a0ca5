import { servicePolicy } from '@suizheng/domain/policy/service-policy.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import { countAttempt, giveBackAttempt } from '../accounts/count-attempt.ts';
import type { Ask } from './ask.ts';

/** What is counted: tries about one subject, which is a keyed hash. */
export type Counted = {
  readonly kind: string;
  readonly subject: Buffer;
  readonly limits: readonly { readonly most: number; readonly withinMs: number }[];
};

/** Tries about a number or an identifier: `all` are counted before anything is asked, `misses` given back when the answer is right. */
export type Counts = { readonly all: readonly Counted[]; readonly misses: readonly Counted[] };

/** Questions about texts: wrong ones count, real-name and card-status checks together, for they ask one oracle. */
export function textCounts(context: Pick<Context, 'keys'>, { client }: Ask, about: string): Counts {
  const subject = subjectOf(context, about);
  const { ofParty, ofAll } = servicePolicy.misses;
  const misses = [
    { kind: 'service-misses-of', subject: ofBoth(client.partyId, subject), limits: ofParty },
    { kind: 'service-misses-about', subject, limits: ofAll },
  ];
  return { all: misses, misses };
}

/** Questions about faces: all of a party's count, and the wrong ones of all parties. */
export function faceCounts(context: Pick<Context, 'keys'>, { client }: Ask, number: string): Counts {
  const subject = subjectOf(context, number);
  const { ofParty, missesOfAll } = servicePolicy.faces;
  const misses = [{ kind: 'service-face-misses', subject, limits: missesOfAll }];
  const faces = { kind: 'service-faces-of', subject: ofBoth(client.partyId, subject), limits: ofParty };
  return { all: [faces, ...misses], misses };
}

/**
 * Counts a question before it is asked of anybody; throws `too-many-requests` with the seconds to wait. Of a thousand
 * guesses at one moment no more are asked than of a thousand one after the other.
 */
export async function countTry(
  context: Pick<Context, 'db' | 'limits'>,
  { all }: Counts,
  now: Date,
): Promise<void> {
  if (!context.limits) return;
  for (const { kind, subject, limits } of all) await countAttempt(context, kind, subject, limits, now);
}

/** Takes counts back: the answer was right, or there was none. */
export async function giveBack(
  context: { readonly db: Kysely<Database> } & Pick<Context, 'limits'>,
  counted: readonly Counted[],
  now: Date,
): Promise<void> {
  if (!context.limits) return;
  for (const { kind, subject, limits } of counted) {
    await giveBackAttempt(context, kind, subject, limits, now);
  }
}

/** The keyed hash under which questions are counted. */
function subjectOf({ keys }: Pick<Context, 'keys'>, about: string): Buffer {
  return keys.blindIndex('resident-number', about);
}

const ofBoth = (partyId: string, subject: Buffer): Buffer => Buffer.concat([Buffer.from(partyId), subject]);
