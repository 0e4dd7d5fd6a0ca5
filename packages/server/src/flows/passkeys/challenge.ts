import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import type { PasskeyChallengeTable } from '../../db/tables/sign-in.ts';

/** What a challenge is for. */
export type ChallengePurpose = PasskeyChallengeTable['purpose'];

/** A fresh challenge of 32 bytes that works once, until it expires. Those past their time go at the same occasion. */
export async function newChallenge(
  { db, random }: Pick<Context, 'db' | 'random'>,
  purpose: ChallengePurpose,
  ownerId: string | null,
  { now, forMs }: { now: Date; forMs: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = Uint8Array.from(random(32));
  await db.deleteFrom('passkey_challenge').where('expires_at', '<', now).execute();
  await db
    .insertInto('passkey_challenge')
    .values({
      challenge_hash: hashOf(Buffer.from(challenge).toString('base64url')),
      purpose,
      owner_id: ownerId,
      expires_at: new Date(now.getTime() + forMs),
    })
    .execute();
  return challenge;
}

/**
 * Uses the challenge that a passkey has signed, named by its `clientDataJSON` (base64url): answers it once, then null,
 * as for one that is unknown, expired or for something else.
 */
export async function takeChallenge(
  db: Kysely<Database>,
  clientDataJSON: string,
  purpose: ChallengePurpose,
  now: Date,
): Promise<{ challenge: string; ownerId: string | null } | null> {
  const challenge = challengeIn(clientDataJSON);
  if (challenge === null) return null;
  const taken = await db
    .deleteFrom('passkey_challenge')
    .where('challenge_hash', '=', hashOf(challenge))
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .returning('owner_id')
    .executeTakeFirst();
  return taken === undefined ? null : { challenge, ownerId: taken.owner_id };
}

function challengeIn(clientDataJSON: string): string | null {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as {
      challenge?: unknown;
    };
    return typeof challenge === 'string' ? challenge : null;
  } catch {
    return null;
  }
}

function hashOf(challenge: string): Buffer {
  return createHash('sha256').update(challenge).digest();
}
