import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import type { Context } from '../../../context.ts';
import type { Spool } from './spool.ts';

/** Lines on their way to the database: either they arrived, or they wait again. */
export type TakenLines = { readonly lines: readonly string[]; done(): void; putBack(): void };

/** Lines that no disk took, in memory alone: bounded, sent first, and put on the disk as soon as it takes them. */
export type Homeless = {
  add(lines: readonly string[]): void;
  take(): TakenLines;
  /** Tries the disk again, at once and for all of them, those on their way too (twice does no harm); answers how many stay. */
  settle(): number;
  /** `waiting`: in memory alone at this moment. `lost`: more than fitted. */
  counts(): { readonly waiting: number; readonly lost: number };
};

const { batch: BATCH } = verificationPolicy.nodes.spool;

/** The spool's folder is told how many there are, so that the next start can say what a dead process took with it. */
export function createHomeless({ log }: Pick<Context, 'log'>, spool: Spool): Homeless {
  let waiting: string[] = [];
  /** On their way to the database, until it is known what became of them. */
  let taken: readonly string[] = [];
  let lost = 0;

  const bound = () => {
    const over = waiting.length - verificationPolicy.pendingLooks.atMost;
    if (over > 0) {
      waiting.splice(0, over);
      lost += over;
    }
    spool.noteHomeless(taken.length + waiting.length);
  };
  return {
    add(lines) {
      if (waiting.length + taken.length === 0)
        log.error({ code: spool.lastFault() }, 'looks are kept in memory: the disk refuses');
      waiting.push(...lines);
      bound();
    },
    take() {
      const lines = waiting;
      taken = lines;
      waiting = [];
      // Settled meanwhile: then nothing is on its way any more.
      const end = (again: readonly string[]) => {
        if (taken !== lines || lines.length === 0) return;
        taken = [];
        waiting = [...again, ...waiting];
        bound();
      };
      return { lines, done: () => end([]), putBack: () => end(lines) };
    },
    settle() {
      const all = [...taken, ...waiting];
      let kept = 0;
      while (kept < all.length) {
        const some = all.slice(kept, kept + BATCH);
        const took = spool.append(some);
        kept += took;
        if (took < some.length) break;
      }
      if (kept === 0) return all.length;
      taken = [];
      waiting = all.slice(kept);
      bound();
      log.info({ settled: kept, waiting: waiting.length }, 'the disk takes looks again');
      return waiting.length;
    },
    counts: () => ({ waiting: taken.length + waiting.length, lost }),
  };
}
