import type { MaybePromise } from '@suizheng/domain/credential/crypto-port.ts';
import { unheardReason, type VerdictReason } from '@suizheng/domain/credential/verdict.ts';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { DatabaseAway, type DatabaseGuard } from './database-guard.ts';
import { isPresentation, type NewLook } from './new-look.ts';
import type { PendingLooks } from './pending-looks.ts';
import { isDouble, recordLiveLook } from './record-looks.ts';
import type { RefusedScans } from './refused-scans.ts';

/** A scan of something that proves nothing: no look, since nothing is taken over from its bytes. */
export type RefusedScan = {
  /** The id that the caller was told. */
  readonly evidenceId: string;
  readonly actor: Actor;
  readonly reason: VerdictReason;
  readonly at: Date;
};

/** What became of a look: whether the code was shown before, and whether everybody's looks could be heard of. */
export type LookOutcome = { readonly doubled: boolean; readonly heard: boolean };

/**
 * Where looks go. One implementation waits for the database and so knows of every gate; the other keeps them where a
 * dead process does not lose them, answers at once, and tells the database later (ADR 0007).
 */
export type LookRecorder = {
  look(look: NewLook): MaybePromise<LookOutcome>;
  refused(scan: RefusedScan): MaybePromise<Pick<LookOutcome, 'heard'>>;
};

/** Waits: the database compares at once. While it is away looks wait in the memory of this process. */
export function createWaitingRecorder(
  { db, log }: Pick<Context, 'db' | 'log'>,
  { guard, pending, scans }: { guard: DatabaseGuard; pending: PendingLooks; scans: RefusedScans },
): LookRecorder {
  return {
    async look(look) {
      try {
        const reason = await guard.ask(() => recordLiveLook(db, look));
        return { doubled: reason !== look.reason, heard: true };
      } catch (error) {
        if (!(error instanceof DatabaseAway)) throw error;
        const doubled = isPresentation(look) && isDouble(look, pending.presentationsOf(look.codeId));
        const reason = doubled ? 'already-presented' : unheardReason(look.reason);
        pending.add({ ...look, reason, online: false });
        return { doubled, heard: false };
      }
    },
    async refused({ actor, evidenceId, reason }) {
      if (actor.kind === 'stranger') {
        scans.count(reason);
        return { heard: !guard.isAway() };
      }
      try {
        await guard.ask(() =>
          appendAudit(db, actor, CODE_REFUSED, { kind: 'look', id: evidenceId }, { reason }),
        );
        return { heard: true };
      } catch (error) {
        if (!(error instanceof DatabaseAway)) throw error;
        log.warn({ reason, evidenceId }, 'refusal not recorded');
        return { heard: false };
      }
    },
  };
}

/** Audit action of a scan that proved nothing. */
export const CODE_REFUSED = 'code-refused';
