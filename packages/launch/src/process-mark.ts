import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** One running process, told apart from a later one that was given the same number: `started` is opaque text. */
export interface ProcessMark {
  pid: number;
  started: string;
}

/** When the process began, as opaque text; undefined when there is none, or only a zombie nobody collected. */
const startOf = (pid: number): string | undefined => {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
};

/** The mark of a running process, or undefined when no such process lives. */
export const markOf = (pid: number): ProcessMark | undefined => {
  const started = startOf(pid);
  return started === undefined ? undefined : { pid, started };
};

/** Whether exactly this process (not a later one with its number) still runs. */
export const isAlive = (mark: ProcessMark): boolean => startOf(mark.pid) === mark.started;

/** Sends a signal; a process that is already gone is no error. */
export const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/** Waits until the process is gone; answers false when it outlives `timeoutMs`. */
export const goneWithin = async (mark: ProcessMark, timeoutMs: number): Promise<boolean> => {
  const until = performance.now() + timeoutMs;
  while (isAlive(mark)) {
    if (performance.now() > until) return false;
    await sleep(25);
  }
  return true;
};

/** Asks a process to end (SIGTERM), waits `graceMs`, then ends it (SIGKILL). */
export const endProcess = async (mark: ProcessMark, graceMs = 5_000): Promise<void> => {
  if (!isAlive(mark)) return;
  signal(mark.pid, 'SIGTERM');
  if (await goneWithin(mark, graceMs)) return;
  signal(mark.pid, 'SIGKILL');
  await goneWithin(mark, 5_000);
};

/** The processes working in `folder` (their current directory); empty where the system does not tell. */
export const processesIn = (folder: string): number[] => {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === folder && startOf(pid) !== undefined;
      } catch {
        return false;
      }
    });
};
