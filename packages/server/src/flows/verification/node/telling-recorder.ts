import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import type { LookRecorder } from '../look-recorder.ts';
import type { RefusedScans } from '../refused-scans.ts';
import type { Homeless } from './homeless.ts';
import { lookLine, readLine, refusedLine } from './look-line.ts';
import type { RecentCodes } from './recent-codes.ts';
import type { Spool } from './spool.ts';

/**
 * Tells: a look is in the spool before its answer goes out, so that a killed process loses none, and the answer waits
 * for nothing else. Looks of one turn of the event loop are written together: what one gate waits for, sixteen do.
 * It knows the codes presented here; those of other nodes are found when looks reach the database.
 */
export function createTellingRecorder({
  spool,
  homeless,
  codes,
  scans,
}: {
  spool: Spool;
  homeless: Homeless;
  codes: RecentCodes;
  scans: RefusedScans;
}): LookRecorder {
  let turn: { readonly lines: string[]; readonly written: Promise<void> } | null = null;

  const write = (lines: readonly string[]) => {
    const kept = spool.append(lines);
    if (kept < lines.length) homeless.add(lines.slice(kept));
  };
  /** Resolves once the line is where a dead process does not lose it. */
  const keep = (line: string): Promise<void> => {
    if (turn !== null) {
      turn.lines.push(line);
      return turn.written;
    }
    const lines = [line];
    const written = new Promise<void>((resolve) => {
      setImmediate(() => {
        turn = null;
        write(lines);
        resolve();
      });
    });
    turn = { lines, written };
    return written;
  };
  return {
    async look(look) {
      const doubled = codes.meet(look);
      const { looksForCode } = verificationPolicy.strangers;
      if (look.readerId === null && codes.meetStranger(look.codeId) >= looksForCode) return HEARD;
      await keep(lookLine(doubled ? { ...look, reason: 'already-presented' } : look));
      return doubled ? DOUBLED : HEARD;
    },
    async refused(scan) {
      if (scan.actor.kind === 'stranger') scans.count(scan.reason);
      else await keep(refusedLine(scan));
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
