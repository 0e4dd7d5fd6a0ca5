import type { LookFlag, LookInput } from '@suizheng/domain/contract/verification.ts';
import type { Actor, Context } from '../../context.ts';
import { flagsOf } from './look-flags.ts';
import type { EnrolledReader } from './reader-token.ts';
import { recordLooks } from './record-looks.ts';

/**
 * Takes over the looks that a gate made while nobody heard of them (V4). A repetition records nothing twice, and the
 * order in which gates sync changes nothing: both looks at a code are flagged, each gate hears of its own.
 */
export async function syncLooks(
  { db }: Pick<Context, 'db'>,
  reader: EnrolledReader,
  looks: readonly LookInput[],
  { actor, now }: { actor: Actor; now: Date },
): Promise<{ accepted: number; flags: LookFlag[] }> {
  await recordLooks(
    db,
    looks.map((look) => ({
      lookId: look.lookId,
      cti: Buffer.from(look.credentialId, 'base64url'),
      codeId: Buffer.from(look.codeId, 'base64url'),
      readerId: reader.readerId,
      // A gate's clock that runs ahead must not make looks of tomorrow.
      at: new Date(Math.min(Date.parse(look.at), now.getTime())),
      receivedAt: now,
      reason: look.reason,
      purpose: look.purpose !== null && reader.purposes.includes(look.purpose) ? look.purpose : null,
      online: look.online,
      actor,
    })),
  );
  return { accepted: looks.length, flags: await flagsOf({ db }, reader.readerId, now) };
}
