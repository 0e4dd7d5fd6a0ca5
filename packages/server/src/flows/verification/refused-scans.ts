import type { VerdictReason } from '@suizheng/domain/credential/verdict.ts';
import type { Context } from '../../context.ts';
import { appendAudits } from '../../db/audit-log.ts';
import { DatabaseAway, type DatabaseGuard } from './database-guard.ts';

/**
 * Scans by strangers that prove nothing, counted by reason: whoever holds a phone to anything must not be able to fill
 * the audit log, which is kept for ever. A process that dies takes at most the count of its last minute with it.
 */
export type RefusedScans = {
  count(reason: VerdictReason): void;
  /** Writes the counts as one audit event a reason; keeps them while the database is away. Answers how many scans. */
  flush(): Promise<number>;
};

/** Counts that begin with the first scan after the last flush. */
export function createRefusedScans(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  guard: DatabaseGuard,
): RefusedScans {
  let counts = new Map<VerdictReason, number>();
  let since: Date | null = null;
  const add = (reason: VerdictReason, count: number) => counts.set(reason, (counts.get(reason) ?? 0) + count);

  return {
    count(reason) {
      since ??= clock();
      add(reason, 1);
    },
    async flush() {
      if (since === null) return 0;
      const [taken, from, to] = [counts, since, clock()];
      [counts, since] = [new Map(), null];
      const entries = [...taken].map(([reason, count]) => ({
        actor: { kind: 'stranger', id: 'strangers', traceId: null } as const,
        action: CODES_REFUSED,
        object: { kind: 'look', id: 'none' },
        detail: { reason, count, from: from.toISOString(), to: to.toISOString() },
      }));
      try {
        await guard.ask(() => appendAudits(db, entries));
      } catch (error) {
        since = from;
        for (const [reason, count] of taken) add(reason, count);
        if (error instanceof DatabaseAway) return 0;
        throw error;
      }
      return entries.reduce((sum, { detail }) => sum + detail.count, 0);
    },
  };
}

/** Audit action of scans that were counted. */
export const CODES_REFUSED = 'codes-refused';
