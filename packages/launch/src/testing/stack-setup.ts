import type { TestProject } from 'vitest/node';
import { startStack } from './stack.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The product under test: the server's origin, the sandbox world's origin, the database and the data folder. */
    stack: { url: string; sandboxUrl: string; databaseUrl: string; dataDir: string };
  }
}

/** Once for all journeys: the whole product on free ports, as `inject('stack')`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, sandboxUrl, databaseUrl, dataDir, stop } = await startStack();
  project.provide('stack', { url, sandboxUrl, databaseUrl, dataDir });
  return stop;
}
