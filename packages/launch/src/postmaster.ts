import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { markOf, type ProcessMark, processesIn } from './process-mark.ts';

// postmaster.pid: line 1 process number, 2 data folder, 3 start time, 4 port, … 8 status (PostgreSQL "lock file").
const readLock = (cluster: string): { pid: number; folder: string } | undefined => {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, folder] = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(pid), folder: folder ?? '' };
};

/** The postmaster that serves this cluster now; a process that merely got its old number is not it. */
export const livingPostmaster = (cluster: string): ProcessMark | undefined => {
  const lock = readLock(cluster);
  const mark = lock && markOf(lock.pid);
  if (!mark) return undefined;
  if (process.platform !== 'linux') return mark;
  return processesIn(realpathSync(cluster)).includes(mark.pid) ? mark : undefined;
};

/**
 * Makes way for a new postmaster after the last one was killed: waits for its sessions to notice (they end by
 * themselves), then removes a lock that names a process which is not PostgreSQL: a zombie, or a number used again.
 */
export const clearStaleLock = async (cluster: string, timeoutMs = 30_000): Promise<void> => {
  const lock = readLock(cluster);
  if (!lock || livingPostmaster(cluster)) return;
  const folder = realpathSync(cluster);
  const until = performance.now() + timeoutMs;
  while (processesIn(folder).length > 0) {
    if (performance.now() > until) {
      throw new Error(
        `processes ${processesIn(folder).join(', ')} still use the database in ${cluster}; end them and start again`,
      );
    }
    await sleep(50);
  }
  // Only where the system can tell (Linux) is it certain that nobody uses the cluster any more.
  if (process.platform === 'linux') rmSync(join(cluster, 'postmaster.pid'), { force: true });
};
