import type { DroppedLook, LookFlag, LookInput } from '@suizheng/domain/contract/verification.ts';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { believeLooks } from './believe-looks.ts';
import { flagsOf } from './look-flags.ts';
import type { EnrolledReader } from './reader-token.ts';
import { recordLooks } from './record-looks.ts';

/**
 * Takes over the looks that a gate made while nobody heard of them (V4). A repetition records nothing twice, and the
 * order in which gates sync changes nothing: both looks at a code are flagged, each gate hears of its own. Looks that
 * cannot have happened are dropped, named in the answer with the reason, and counted in the audit log.
 */
export async function syncLooks(
  { db }: Pick<Context, 'db'>,
  reader: EnrolledReader,
  looks: readonly LookInput[],
  { actor, now }: { actor: Actor; now: Date },
): Promise<{ accepted: number; dropped: DroppedLook[]; flags: LookFlag[] }> {
  const { believed, dropped } = await believeLooks({ db }, reader, looks);
  await recordLooks(
    db,
    believed.map((look) => ({
      lookId: look.lookId,
      cti: look.cti,
      codeId: look.code,
      readerId: reader.readerId,
      // A gate's clock that runs ahead must not make looks of tomorrow.
      at: new Date(Math.min(Date.parse(look.at), now.getTime())),
      receivedAt: now,
      reason: look.reason,
      // Its purposes may have changed since.
      purpose: look.purpose !== null && reader.purposes.includes(look.purpose) ? look.purpose : null,
      online: look.online,
      actor,
    })),
  );
  if (dropped.length > 0) {
    const reasons = Object.fromEntries(
      [...Map.groupBy(dropped, ({ reason }) => reason)].map(([reason, some]) => [reason, some.length]),
    );
    await appendAudit(db, actor, 'looks-dropped', { kind: 'reader', id: reader.readerId }, reasons);
  }
  return { accepted: believed.length, dropped, flags: await flagsOf({ db }, reader.readerId, now) };
}
