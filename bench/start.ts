import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '@suizheng/launch/ports.ts';
import { removeTemporaryDataDir, temporaryDataDir } from '@suizheng/launch/testing/temporary-dir.ts';

/** Seconds from the call of `npm start`'s program to its line `ready …`. */
export type StartBench = {
  /** With packages, models and web app in place, and no data: the database is made. */
  start_cold_s: number;
  /** The same again on the data that the first start left. */
  start_warm_s: number;
};

const WARM_ROUNDS = 3;
const launcher = join(import.meta.dirname, '..', 'packages', 'launch', 'start.mjs');

/** Starts the product, takes the time until it is ready, and stops it again. */
const timeStart = async (dataDir: string): Promise<number> => {
  const ports = { PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) };
  const { DATABASE_URL: _unset, ...env } = process.env;
  const since = performance.now();
  const child = spawn(process.execPath, [launcher], {
    env: { ...env, ...ports, SUIZHENG_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = new Promise<number>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk;
        if (/^ready /m.test(said)) resolve((performance.now() - since) / 1000);
      });
    }
  });
  const seconds = await Promise.race([ready, gone.then(() => undefined)]);
  child.kill('SIGTERM');
  await gone;
  if (seconds === undefined) throw new Error(`npm start did not become ready:\n${said}`);
  return seconds;
};

/** Measures a first start without data and later ones (the median of three). A start beforehand builds the web app. */
export async function benchStart(): Promise<StartBench> {
  const [first, second] = [await temporaryDataDir(), await temporaryDataDir()];
  try {
    await timeStart(first);
    const cold = await timeStart(second);
    const warm: number[] = [];
    for (let round = 0; round < WARM_ROUNDS; round += 1) warm.push(await timeStart(second));
    warm.sort((a, b) => a - b);
    return { start_cold_s: cold, start_warm_s: warm[Math.floor(WARM_ROUNDS / 2)]! };
  } finally {
    await removeTemporaryDataDir(first);
    await removeTemporaryDataDir(second);
  }
}
