import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { goneWithin, isAlive, markOf, type ProcessMark, signal } from './process-mark.ts';

/** A program to keep running. `probe` answers whether it serves; `beforeSpawn` clears the way for each (re)start. */
export interface ServiceSpec {
  name: string;
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  /** Where the process number is kept, so that a later launcher finds a child that outlived its launcher. */
  markFile?: string;
  uid?: number;
  stopSignal?: NodeJS.Signals;
  adopt?: ProcessMark;
  probe(): Promise<boolean>;
  beforeSpawn?(): Promise<void>;
}

/** A supervised program. `whenReady` rejects when it cannot come up; after that, crashes are mended, not thrown. */
export interface Service {
  readonly name: string;
  readonly pid: number;
  whenReady(timeoutMs?: number): Promise<void>;
  restart(): Promise<void>;
  kill9(): Promise<void>;
  stop(): Promise<void>;
}

const LARGE_LOG = 20_000_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
// Who lived this long is no crash loop: the next restart is quick again.
const STEADY_MS = 10_000;

const openLog = (file: string): number => {
  mkdirSync(dirname(file), { recursive: true });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGE_LOG) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
};

const lastLines = (file: string, from: number, count: number): string => {
  if (!existsSync(file)) return '(the log is gone)';
  const text = readFileSync(file).subarray(from).toString('utf8').trim();
  return text.split('\n').slice(-count).join('\n    ');
};

/** Starts a program, restarts it with growing pauses when it dies, and stops it when asked. */
export const supervise = (spec: ServiceSpec, log: (line: string) => void): Service => {
  let mark: ProcessMark | undefined = spec.adopt;
  let child: ChildProcess | undefined;
  let wanted = true;
  let everReady = false;
  let pause = FIRST_PAUSE_MS;
  let upSince = performance.now();
  let logStart = 0;
  let failure: Error | undefined;
  let exited: Promise<void> = Promise.resolve();

  const start = async (): Promise<void> => {
    await spec.beforeSpawn?.();
    const out = openLog(spec.logFile);
    logStart = statSync(spec.logFile).size;
    const who = spec.uid === undefined ? {} : { uid: spec.uid, gid: spec.uid };
    // Its own process group: Ctrl-C must reach the launcher alone, which then stops things in order.
    const born = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: spec.env,
      stdio: ['ignore', out, out],
      detached: true,
      ...who,
    });
    closeSync(out);
    child = born;
    upSince = performance.now();
    exited = new Promise((resolve) => {
      const ended = (why: string): void => {
        if (child === born) died(why);
        resolve();
      };
      born.once('error', (error) => ended(error.message));
      born.once('exit', (code, sig) => ended(sig ? `ended by ${sig}` : `exit code ${code}`));
    });
    mark = born.pid === undefined ? undefined : markOf(born.pid);
    if (mark && spec.markFile) writeFileSync(spec.markFile, JSON.stringify(mark));
  };

  const died = (why: string): void => {
    mark = undefined;
    child = undefined;
    if (!wanted) return;
    const logged = `${why}; last lines of ${spec.logFile}:\n    ${lastLines(spec.logFile, logStart, everReady ? 6 : 30) || '(empty)'}`;
    if (!everReady) {
      failure = new Error(`${spec.name} could not start: ${logged}`);
      return;
    }
    if (performance.now() - upSince > STEADY_MS) pause = FIRST_PAUSE_MS;
    log(`! ${spec.name} stopped (${logged}\n  restarting it in ${pause} ms`);
    setTimeout(() => {
      if (wanted) start().catch((error: Error) => died(error.message));
    }, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  };

  // An adopted process is not our child: its end is noticed by looking.
  const watchAdopted = async (adopted: ProcessMark): Promise<void> => {
    while (wanted && isAlive(adopted)) await sleep(250);
    if (!wanted || mark !== adopted) return;
    if (everReady) died('it was taken over from an earlier run and has gone');
    else start().catch((error: Error) => died(error.message)); // it was already stopping when we met it
  };

  if (spec.adopt) void watchAdopted(spec.adopt);
  else start().catch((error: Error) => died(error.message));

  const whenReady = async (timeoutMs = 60_000): Promise<void> => {
    const until = performance.now() + timeoutMs;
    for (;;) {
      if (failure) throw failure;
      if (mark && (await spec.probe().catch(() => false))) break;
      if (performance.now() > until) {
        throw new Error(`${spec.name} did not answer within ${timeoutMs / 1000} s; see ${spec.logFile}`);
      }
      await sleep(40);
    }
    everReady = true;
  };

  const stop = async (): Promise<void> => {
    wanted = false;
    const target = mark;
    if (target) {
      signal(target.pid, spec.stopSignal ?? 'SIGTERM');
      if (!(await goneWithin(target, 10_000))) {
        log(`! ${spec.name} did not stop within 10 s and is ended by force`);
        signal(target.pid, 'SIGKILL');
        await goneWithin(target, 5_000);
      }
    }
    await exited;
    if (spec.markFile) rmSync(spec.markFile, { force: true });
  };

  return {
    name: spec.name,
    get pid() {
      return mark?.pid ?? child?.pid ?? 0;
    },
    whenReady,
    stop,
    kill9: async () => {
      const target = mark;
      if (!target) return;
      signal(target.pid, 'SIGKILL');
      await goneWithin(target, 5_000);
      await exited;
    },
    restart: async () => {
      await stop();
      wanted = true;
      await start();
      await whenReady();
    },
  };
};

/** Where the mark of a service lies inside a data folder's `run` folder. */
export const markFileOf = (runDir: string, name: string): string => join(runDir, `${name}.json`);
