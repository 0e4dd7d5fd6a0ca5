import { Gauge, type Registry } from 'prom-client';
import type { VerificationDesk } from '../flows/verification/desk.ts';

/** What the figure of both kinds of process says. */
export const DIRECTORY_AGE =
  'Seconds since it was heard which clients, readers and parties may call; -1 before the first time';

/** Milliseconds as seconds; -1 for what never happened. */
export const secondsOf = (ms: number): number => (Number.isFinite(ms) ? ms / 1_000 : -1);

/** What verification keeps in memory: looks that wait for the database, looks that were lost, and whether it is away. */
export function addDeskMetrics(
  registry: Registry,
  desk: Pick<VerificationDesk, 'pending' | 'guard' | 'directory'>,
): void {
  const figure = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  figure('suizheng_looks_waiting', 'Looks that wait for the database', () => desk.pending.counts().waiting);
  figure('suizheng_looks_dropped', 'Looks lost because too many waited', () => desk.pending.counts().dropped);
  figure('suizheng_verifying_from_memory', '1 while the database is away', () =>
    desk.guard.isAway() ? 1 : 0,
  );
  figure('suizheng_directory_age_seconds', DIRECTORY_AGE, () => secondsOf(desk.directory.ageMs()));
}
