import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftBehind, openDataDir } from '../data-dir.ts';
import { removePostgresFiles, runningPostgresPid } from '../postgres.ts';
import { markOf, signal } from '../process-mark.ts';

const PREFIX = 'suizheng-test-';

/** Ends and removes what a killed test run left: the folder's name carries the number of the process that made it. */
const sweep = async (): Promise<void> => {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    if (markOf(Number(name.slice(PREFIX.length).split('-')[0]))) continue;
    await removeTemporaryDataDir(join(tmpdir(), name));
  }
};

/** A data folder for one test run, reachable for the database's user; those of killed runs are cleaned away first. */
export const temporaryDataDir = async (): Promise<string> => {
  await sweep();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o711);
  return folder;
};

/** Ends what still runs on a temporary data folder and removes it. */
export const removeTemporaryDataDir = async (folder: string): Promise<void> => {
  await endLeftBehind(openDataDir({ SUIZHENG_DATA: folder }));
  const database = join(folder, 'database');
  const postmaster = runningPostgresPid(database);
  if (postmaster !== undefined) signal(postmaster, 'SIGKILL');
  removePostgresFiles(database);
  rmSync(folder, { recursive: true, force: true });
};
