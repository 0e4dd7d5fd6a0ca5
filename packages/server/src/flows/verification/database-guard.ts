import type { Log } from '../../context.ts';
import { isDatabaseAway } from '../../db/database-away.ts';

/** The database did not answer, or is not asked at the moment. */
export class DatabaseAway extends Error {
  constructor(cause?: unknown) {
    super('database away', { cause });
    this.name = 'DatabaseAway';
  }
}

/** Asks the database on behalf of people who must not wait for it. */
export type DatabaseGuard = {
  /** Runs the work; rejects with DatabaseAway when it cannot be reached in time, with the work's own error otherwise. */
  ask<T>(work: () => Promise<T>): Promise<T>;
  /** True from a failure until the next success. */
  isAway(): boolean;
};

/** After a failure nobody asks for `restMs`: a gate's verdict must not wait for a dead database at every scan. */
export function createDatabaseGuard(
  log: Log,
  policy: { restMs: number; waitMs: number },
  monotonicMs: () => number = () => performance.now(),
): DatabaseGuard {
  let awaySince: number | null = null;
  let restUntil = 0;

  function failed(error: unknown): never {
    const { code } = error as { code?: string };
    if (awaySince === null) log.warn({ code: code ?? null }, 'database away: verifying from memory');
    awaySince ??= monotonicMs();
    restUntil = monotonicMs() + policy.restMs;
    throw new DatabaseAway(error);
  }

  return {
    isAway: () => awaySince !== null,
    async ask(work) {
      if (monotonicMs() < restUntil) throw new DatabaseAway();
      const timer = Promise.withResolvers<never>();
      const timeout = setTimeout(() => timer.reject(new DatabaseAway()), policy.waitMs);
      try {
        const answer = await Promise.race([work(), timer.promise]);
        if (awaySince !== null) {
          log.info({ awayMs: Math.round(monotonicMs() - awaySince) }, 'database is back');
          awaySince = null;
        }
        return answer;
      } catch (error) {
        if (error instanceof DatabaseAway || isDatabaseAway(error)) failed(error);
        throw error;
      } finally {
        clearTimeout(timeout);
      }
    },
  };
}
