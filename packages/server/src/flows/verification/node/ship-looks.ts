import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import type { Context } from '../../../context.ts';
import { appendAudits } from '../../../db/audit-log.ts';
import { DatabaseAway, type DatabaseGuard } from '../database-guard.ts';
import { CODE_REFUSED } from '../look-recorder.ts';
import { recordLooks } from '../record-looks.ts';
import { type Kept, readLine } from './look-line.ts';
import type { Spool } from './spool.ts';
import type { Homeless } from './telling-recorder.ts';

/** Sends what a node keeps to the database, in the background. */
export type Shipper = {
  /** Sends everything that waits; stops quietly where the database is away. Answers how many were sent. */
  ship(): Promise<number>;
  /** Lines that could not be read, and looks that the database will never take. */
  counts(): { readonly damaged: number; readonly refused: number };
};

const { batch: BATCH } = verificationPolicy.nodes.spool;

/**
 * Ships batch by batch, in order. A batch may go twice (a process that died before it noted the first time): looks are
 * known by their ids. Doubles across nodes are found in the database, by the transaction that brings the later look.
 */
export function createShipper(
  { db, clock, log }: Pick<Context, 'db' | 'clock' | 'log'>,
  { guard, spool, homeless }: { guard: DatabaseGuard; spool: Spool; homeless: Homeless },
): Shipper {
  let shipping: Promise<number> | null = null;
  let damaged = 0;
  let refused = 0;

  async function write(kept: readonly Kept[]): Promise<void> {
    const receivedAt = clock();
    const looks = kept.flatMap((one) => (one.kind === 'look' ? [{ ...one.look, receivedAt }] : []));
    const scans = kept.flatMap((one) => (one.kind === 'refused' ? [one.scan] : []));
    await recordLooks(db, looks);
    await appendAudits(
      db,
      scans.map(({ actor, evidenceId, reason, at }) => ({
        actor,
        action: CODE_REFUSED,
        object: { kind: 'look', id: evidenceId },
        detail: { reason, at: at.toISOString() },
      })),
    );
  }

  /** One look that the database refuses must not hold up all behind it: the batch is halved until it stands alone. */
  async function send(kept: readonly Kept[]): Promise<void> {
    if (kept.length === 0) return;
    try {
      await guard.ask(() => write(kept));
    } catch (error) {
      if (error instanceof DatabaseAway) throw error;
      if (kept.length === 1) {
        refused += 1;
        log.error({ code: (error as { code?: string }).code ?? null }, 'a look that the database refuses');
        return;
      }
      const half = kept.length >> 1;
      await send(kept.slice(0, half));
      await send(kept.slice(half));
    }
  }

  async function shipAll(): Promise<number> {
    let sent = 0;
    try {
      const first = homeless.take();
      try {
        for (let i = 0; i < first.length; i += BATCH) await send(first.slice(i, i + BATCH));
        sent += first.length;
      } catch (error) {
        // What went through already goes again: it is known by its id.
        homeless.putBack(first);
        throw error;
      }
      for (let batch = spool.take(BATCH); batch !== null; batch = spool.take(BATCH)) {
        const kept = batch.lines.map(readLine);
        await send(kept.filter((one) => one !== null));
        damaged += kept.filter((one) => one === null).length;
        batch.done();
        sent += kept.length;
      }
    } catch (error) {
      if (!(error instanceof DatabaseAway)) throw error;
    }
    return sent;
  }

  return {
    ship() {
      shipping ??= shipAll().finally(() => {
        shipping = null;
      });
      return shipping;
    },
    counts: () => ({ damaged, refused }),
  };
}
