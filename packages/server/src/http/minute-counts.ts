import { AppError } from '@suizheng/domain/errors/app-error.ts';

/** Requests a minute that a verification node lets through: of one reader, of one network without a token, of lists. */
export type NodeLimits = { readonly reader: number; readonly stranger: number; readonly lists: number };

const MINUTE_MS = 60_000;

/** Counts of this minute; the lightest limit there is, for a process that answers thousands a second. */
export type MinuteCounts = {
  /** Counts one; answers null where it is within the limit, else the whole seconds until the next minute. */
  take(who: string, atMost: number, nowMs: number): number | null;
};

/** Begins anew every minute. A count lives in this process alone: behind n nodes a limit is n times as wide. */
export function createMinuteCounts(): MinuteCounts {
  let counts = new Map<string, number>();
  let since = Number.NEGATIVE_INFINITY;
  return {
    take(who, atMost, nowMs) {
      if (nowMs - since >= MINUTE_MS) {
        counts = new Map();
        since = nowMs;
      }
      const count = (counts.get(who) ?? 0) + 1;
      counts.set(who, count);
      return count <= atMost ? null : Math.max(1, Math.ceil((since + MINUTE_MS - nowMs) / 1_000));
    },
  };
}

/** Lets one more of somebody's requests through, or throws `too-many-requests`. */
export type Admit = (who: string, atMost: number) => void;

/** Counts by this machine's clock. */
export function createAdmission(): Admit {
  const counts = createMinuteCounts();
  return (who, atMost) => {
    const seconds = counts.take(who, atMost, performance.now());
    if (seconds !== null) throw new AppError('too-many-requests', { params: { seconds } });
  };
}
