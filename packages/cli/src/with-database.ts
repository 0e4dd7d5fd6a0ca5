import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Io } from './verb.ts';

/**
 * Runs this command again with DATABASE_URL set to the embedded database: the running one, else one started for as
 * long as the command takes. The launcher owns that database, so its program does it; answers the command's exit code.
 */
export const withDatabase = (argv: string[], io: Io): Promise<number> =>
  new Promise((resolve, reject) => {
    const launcher = fileURLToPath(new URL('../../launch/src/with-database.ts', import.meta.url));
    const main = fileURLToPath(new URL('./main.ts', import.meta.url));
    const args = [launcher, process.execPath, main, ...argv];
    const child = spawn(process.execPath, args, { stdio: 'inherit', env: io.env });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
