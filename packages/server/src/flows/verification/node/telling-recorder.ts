import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import type { Context } from '../../../context.ts';
import type { LookRecorder } from '../look-recorder.ts';
import type { NewLook } from '../record-looks.ts';
import type { RefusedScans } from '../refused-scans.ts';
import { type Kept, lookLine, readLine, refusedLine } from './look-line.ts';
import type { RecentCodes } from './recent-codes.ts';
import type { Spool } from './spool.ts';

/** Looks that no spool took, because the disk refused: in memory, bounded, sent first. */
export type Homeless = {
  take(): Kept[];
  putBack(kept: Kept[]): void;
  counts(): { waiting: number; lost: number };
};

/**
 * Tells: a look is in the spool before its answer goes out, so that a killed process loses none, and the answer waits
 * for nothing else. It knows the codes presented here; those of other nodes are found when looks reach the database.
 */
export function createTellingRecorder(
  { log }: Pick<Context, 'log'>,
  { spool, codes, scans }: { spool: Spool; codes: RecentCodes; scans: RefusedScans },
): LookRecorder & { readonly homeless: Homeless } {
  const homeless = createHomeless();
  const keep = (line: string, kept: () => Kept) => {
    try {
      spool.append(line);
    } catch (error) {
      if (homeless.counts().waiting === 0)
        log.error(
          { code: (error as { code?: string }).code ?? null },
          'looks are kept in memory: the disk refuses',
        );
      homeless.add(kept());
    }
  };
  return {
    homeless,
    look(look) {
      const doubled = codes.meet(look);
      const { looksForCode } = verificationPolicy.strangers;
      if (look.readerId === null && codes.meetStranger(look.codeId) >= looksForCode) return HEARD;
      const told: NewLook = doubled ? { ...look, reason: 'already-presented' } : look;
      keep(lookLine(told), () => ({ kind: 'look', look: told }));
      return doubled ? DOUBLED : HEARD;
    },
    refused(scan) {
      if (scan.actor.kind === 'stranger') scans.count(scan.reason);
      else keep(refusedLine(scan), () => ({ kind: 'refused', scan }));
      return HEARD;
    },
  };
}

const HEARD = { doubled: false, heard: true } as const;
const DOUBLED = { doubled: true, heard: true } as const;

/** Takes the codes of a spool's last minutes in again, so that a restarted node still knows what was presented to it. */
export function recallCodes(spool: Spool, codes: RecentCodes, since: Date): number {
  let count = 0;
  for (const line of spool.left()) {
    const kept = readLine(line);
    if (kept?.kind !== 'look' || kept.look.at < since) continue;
    codes.meet(kept.look);
    count += 1;
  }
  return count;
}

function createHomeless() {
  let waiting: Kept[] = [];
  let lost = 0;
  const bound = () => {
    const over = waiting.length - verificationPolicy.pendingLooks.atMost;
    if (over <= 0) return;
    waiting.splice(0, over);
    lost += over;
  };
  return {
    add(kept: Kept) {
      waiting.push(kept);
      bound();
    },
    take() {
      const taken = waiting;
      waiting = [];
      return taken;
    },
    putBack(kept: Kept[]) {
      waiting = [...kept, ...waiting];
      bound();
    },
    counts: () => ({ waiting: waiting.length, lost }),
  };
}
