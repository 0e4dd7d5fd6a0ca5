import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate, migratorScript } from '../product.ts';
import { throwawayPostgres } from './throwaway-postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The migrated template database; its cluster also takes the copies. */
    templateUrl: string;
  }
}

/** Once for all flow tests: a cluster, and in it one migrated database that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, discard } = await throwawayPostgres({ durable: false });
  try {
    const logFile = join(tmpdir(), `suizheng-migrate-${process.pid}.log`);
    if (existsSync(migratorScript)) await migrate(url, process.env, logFile);
    rmSync(logFile, { force: true });
    project.provide('templateUrl', url);
  } catch (error) {
    await discard();
    throw error;
  }
  return discard;
}
