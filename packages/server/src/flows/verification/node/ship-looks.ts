import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import type { Context } from '../../../context.ts';
import { wasUndone } from '../../../db/repeat-undone.ts';
import { DatabaseAway, type DatabaseGuard } from '../database-guard.ts';
import { recordLines } from '../record-looks.ts';
import { recordRefusals } from '../record-refusals.ts';
import type { Homeless } from './homeless.ts';
import { isLook, isWhole, readLine } from './look-line.ts';
import type { Spool } from './spool.ts';

/** Sends what a node keeps to the database, in the background. */
export type Shipper = {
  /** Sends everything that waits; stops quietly where the database is away. Answers how many were sent. */
  ship(): Promise<number>;
  /** Lines that could not be read, and looks that the database will never take. */
  counts(): { readonly damaged: number; readonly refused: number };
};

const { batch: BATCH } = verificationPolicy.nodes.spool;

/**
 * Ships batch by batch, in order. A batch may go twice (a process that died before it noted the first time): looks and
 * refused scans are known by their ids. Doubles across nodes are found in the database, by the transaction that brings the later look.
 */
export function createShipper(
  { db, clock, log }: Pick<Context, 'db' | 'clock' | 'log'>,
  { guard, spool, homeless }: { guard: DatabaseGuard; spool: Spool; homeless: Homeless },
): Shipper {
  let shipping: Promise<number> | null = null;
  let damaged = 0;
  let refused = 0;

  async function write(lines: readonly string[]): Promise<void> {
    await recordLines(db, lines.filter(isLook), clock());
    const scans = lines.filter((line) => !isLook(line)).map(readLine);
    await recordRefusals(
      db,
      scans.flatMap((kept) => (kept?.kind === 'refused' ? [kept.scan] : [])),
      clock(),
    );
  }

  /** One look that the database refuses must not hold up all behind it: the batch is halved until it stands alone. */
  async function send(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    try {
      await guard.ask(() => write(lines));
    } catch (error) {
      // Undone to end a deadlock: nothing is wrong with the lines, the next round sends them again.
      if (error instanceof DatabaseAway || wasUndone(error)) throw error;
      if (lines.length === 1) {
        refused += 1;
        log.error({ code: (error as { code?: string }).code ?? null }, 'a look that the database refuses');
        return;
      }
      const half = lines.length >> 1;
      await send(lines.slice(0, half));
      await send(lines.slice(half));
    }
  }

  async function shipAll(): Promise<number> {
    let sent = 0;
    try {
      const first = homeless.take();
      try {
        const { lines } = first;
        for (let i = 0; i < lines.length; i += BATCH) await send(lines.slice(i, i + BATCH));
        first.done();
        sent += lines.length;
      } catch (error) {
        // What went through already goes again: it is known by its id.
        first.putBack();
        throw error;
      }
      for (let batch = spool.take(BATCH); batch !== null; batch = spool.take(BATCH)) {
        const whole = batch.lines.filter(isWhole);
        await send(whole);
        damaged += batch.lines.length - whole.length;
        batch.done();
        sent += batch.lines.length;
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
