import { join } from 'node:path';
import { type Postgres, startPostgres } from '../postgres.ts';
import { removeTemporaryDataDir, temporaryDataDir } from './temporary-dir.ts';

/** A cluster of its own for tests or measurements; `discard` stops it and removes its files. */
export interface ThrowawayPostgres {
  url: string;
  postgres: Postgres;
  discard(): Promise<void>;
}

/** Starts a fresh cluster in a temporary folder. `durable: false` (the tests' way) skips fsync; benchmarks need `true`. */
export const throwawayPostgres = async (options: { durable: boolean }): Promise<ThrowawayPostgres> => {
  const folder = await temporaryDataDir();
  const postgres = await startPostgres({
    dataDir: join(folder, 'database'),
    durable: options.durable,
    log: () => {},
  });
  const discard = async (): Promise<void> => {
    await postgres.stop();
    await removeTemporaryDataDir(folder);
  };
  return { url: postgres.url, postgres, discard };
};
