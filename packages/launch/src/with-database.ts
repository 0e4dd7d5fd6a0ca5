// with-database.ts COMMAND ARG…: runs a command with DATABASE_URL set to the embedded database of SUIZHENG_DATA.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { openDataDir } from './data-dir.ts';
import { runningPostgresUrl, startPostgres } from './postgres.ts';

const [command, ...args] = process.argv.slice(2);
if (!command) {
  console.error('Usage: with-database.ts COMMAND ARG…');
  process.exit(2);
}

const run = (databaseUrl: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, DATABASE_URL: databaseUrl };
    const child = spawn(command, args, { stdio: 'inherit', env });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });

// The command gets the same Ctrl-C from the terminal; what we started must still be stopped after it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

const dir = openDataDir(process.env);
const running = runningPostgresUrl(dir.database);
if (running) {
  process.exitCode = await run(running);
} else {
  const logFile = join(dir.logs, 'database.log');
  const postgres = await startPostgres({
    dataDir: dir.database,
    logFile,
    log: (line) => console.error(line),
  });
  try {
    process.exitCode = await run(postgres.url);
  } finally {
    await postgres.stop();
  }
}
