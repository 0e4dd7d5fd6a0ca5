import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { endProcess, isAlive, markOf, type ProcessMark } from './process-mark.ts';

/** The repository's root folder, absolute. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** The folders of one installation. */
export interface DataDir {
  path: string;
  database: string;
  logs: string;
  run: string;
}

/** The data folder named by SUIZHENG_DATA (default `.suizheng` in the repository) with its parts, created if missing. */
export const openDataDir = (env: NodeJS.ProcessEnv): DataDir => {
  const path = resolve(env.SUIZHENG_DATA ?? join(root, '.suizheng'));
  // 0711: the database's own user must be able to pass through; what is secret inside has its own mode.
  mkdirSync(path, { recursive: true, mode: 0o711 });
  const dir = { path, database: join(path, 'database'), logs: join(path, 'logs'), run: join(path, 'run') };
  mkdirSync(dir.logs, { recursive: true, mode: 0o700 });
  mkdirSync(dir.run, { recursive: true, mode: 0o700 });
  return dir;
};

interface Holder extends ProcessMark {
  url: string;
}

const readHolder = (file: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
};

/**
 * Takes the data folder for this process. Answers how to give it back, or the launcher that holds it: one that is
 * just stopping gets `patienceMs` to finish.
 */
export const takeDataDir = async (
  dir: DataDir,
  url: string,
  patienceMs = 4_000,
): Promise<{ taken: true; giveBack(): void } | { taken: false; holder: Holder }> => {
  const file = join(dir.run, 'launcher.json');
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify({ ...markOf(process.pid), url }), { flag: 'wx' });
      return { taken: true, giveBack: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (!holder || !isAlive(holder)) rmSync(file, { force: true });
    else if (performance.now() > until) return { taken: false, holder };
    else await sleep(100);
  }
};

/** Ends the programs that an earlier launcher left behind when it was killed; answers their names. */
export const endLeftBehind = async (dir: DataDir): Promise<string[]> => {
  const marks = readdirSync(dir.run)
    .filter((file) => file.endsWith('.json') && file !== 'launcher.json')
    .map((file) => ({ file: join(dir.run, file), mark: readHolder(join(dir.run, file)) }));
  const left = marks.filter(({ mark }) => mark && isAlive(mark));
  await Promise.all(left.map(({ mark }) => mark && endProcess(mark)));
  for (const { file } of marks) rmSync(file, { force: true });
  return left.map(({ file }) => basename(file, '.json'));
};

/** The keys with which our server speaks to the sandbox's register and gateway: made once for each data folder. */
export const sandboxKeys = (dir: DataDir): { REGISTER_API_KEY: string; SMS_API_KEY: string } => {
  const file = join(dir.path, 'sandbox-keys.json');
  if (!existsSync(file)) {
    const key = (): string => randomBytes(24).toString('base64url');
    writeFileSync(file, JSON.stringify({ REGISTER_API_KEY: key(), SMS_API_KEY: key() }), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as { REGISTER_API_KEY: string; SMS_API_KEY: string };
};
