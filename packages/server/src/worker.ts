// The worker of the product: seals the audit log, tells decisions, and sweeps up what time has ended.
import { setTimeout as sleep } from 'node:timers/promises';
import { openContext } from './app/open-context.ts';
import { readConfig } from './config.ts';
import { isDatabaseAway } from './db/database-away.ts';
import { TIMES_MS } from './http/limits.ts';
import { startJobs } from './jobs/start-jobs.ts';
import { createLog } from './log.ts';

const config = settings();
const log = createLog(config.logLevel);
const open = openContext({ ...config, visionWorkers: 1 }, log, { vision: 'when-asked' });
let jobs: Awaited<ReturnType<typeof startJobs>> | undefined;
let stopping = false;
/** Lets the jobs at work finish, at most 10 s; what is cut off is done again by the next worker. */
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), TIMES_MS.drain).unref();
  await jobs?.stop();
  await open.close();
};
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

await databaseAnswers();
if (!stopping) {
  jobs = await startJobs(open.context, { dataDir: config.dataDir });
  log.info({ mode: config.mode }, 'working');
}

/** A worker that starts before the database waits for it; what is wrong with it is thrown. */
async function databaseAnswers(): Promise<void> {
  for (let tries = 0; !stopping; tries += 1) {
    try {
      await open.context.pool.query('select 1');
      return;
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      if (tries === 0) log.warn({}, 'waiting for the database');
      await sleep(500);
    }
  }
}

function settings() {
  try {
    return readConfig(process.env);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}
