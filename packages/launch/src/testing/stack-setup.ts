import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '../product.ts';
import { copyDatabase, type TestDatabase } from './copy-database.ts';
import { type Stack, startStack } from './stack.ts';
import { type ThrowawayPostgres, throwawayPostgres } from './throwaway-postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /**
     * Where a test file asks for a product of its own: POST `/stacks/of/<its process>` answers where it runs, DELETE of
     * its `desk` stops it, POST of its `desk` with `/kill` ends its server as a power cut would, with `/ready` waits
     * until it is back.
     */
    desk: string;
  }
}

/** Where a product under test is: the server's origin, the sandbox world's origin, the database and the data folder. */
export type StackAddress = Pick<Stack, 'url' | 'sandboxUrl' | 'databaseUrl' | 'dataDir'> & {
  /** The product at the desk: where it is ended. */
  desk: string;
};

const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
};

/** One cluster for all products, each with a database of its own, copied from one that was migrated: a start costs half. */
const openCluster = async (): Promise<ThrowawayPostgres> => {
  const cluster = await throwawayPostgres({ durable: false });
  const logFile = join(tmpdir(), `suizheng-stacks-${process.pid}-${new URL(cluster.url).port}.log`);
  try {
    await migrate(cluster.url, process.env, logFile);
    return cluster;
  } catch (error) {
    await cluster.discard();
    throw error;
  } finally {
    rmSync(logFile, { force: true });
  }
};

/**
 * Every file of journeys travels in a product of its own: no trip sees what another left in its queues, counts and
 * clocks, in whatever order they run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stacks = new Map<string, { stack: Stack; database: TestDatabase; asker: number }>();
  // What one start has compiled the next finds ready: half of a start is that.
  const compiled = mkdtempSync(join(tmpdir(), 'suizheng-compiled-'));
  let cluster: Promise<ThrowawayPostgres> | undefined;
  let starts = 0;
  let last: Promise<unknown> = Promise.resolve();
  /** A file of which every trip is skipped, or that does not load, never gives its product back: its process ends. */
  const closeLeft = async (): Promise<void> => {
    const left = [...stacks].filter(([, { asker }]) => isGone(asker));
    await Promise.allSettled(left.map(([desk]) => close(desk)));
  };
  const start = async (asker: number): Promise<StackAddress> => {
    await closeLeft();
    cluster ??= openCluster();
    const database = await copyDatabase((await cluster).url);
    try {
      const stack = await startStack({ env: { DATABASE_URL: database.url, NODE_COMPILE_CACHE: compiled } });
      starts += 1;
      const desk = `/stacks/${starts}`;
      stacks.set(desk, { stack, database, asker });
      const { url, sandboxUrl, dataDir } = stack;
      return { url, sandboxUrl, databaseUrl: database.url, dataDir, desk };
    } catch (error) {
      await database.drop();
      throw error;
    }
  };
  const open = (asker: number): Promise<StackAddress> => {
    // One start after the other: both would build the same web app.
    const next = last.then(() => start(asker));
    last = next.catch(() => {});
    return next;
  };
  const close = async (desk: string): Promise<void> => {
    const found = stacks.get(desk);
    stacks.delete(desk);
    await found?.stack.stop();
    await found?.database.drop();
  };
  const act = async (method: string, path: string): Promise<StackAddress | undefined> => {
    const asker = /^\/stacks\/of\/(\d+)$/.exec(path)?.[1];
    if (asker) return open(Number(asker));
    if (method === 'DELETE') return void (await close(path));
    const [, desk = '', what] = /^(.*)\/(kill|ready)$/.exec(path) ?? [];
    const stack = stacks.get(desk)?.stack;
    if (!stack) throw new Error(`nothing at the desk is called ${path}`);
    return void (await (what === 'kill' ? stack.kill9('server') : stack.whenReady('server')));
  };
  const desk = createServer(async ({ method = '', url = '' }, answer) => {
    try {
      answer.end(JSON.stringify((await act(method, url)) ?? null));
    } catch (error) {
      answer.writeHead(503).end((error as Error).message);
    }
  });
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  project.provide('desk', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  return async () => {
    desk.close();
    desk.closeAllConnections();
    await last;
    // Whatever one of them says, the others and the cluster end too.
    await Promise.allSettled([...stacks.keys()].map(close));
    await cluster?.then(({ discard }) => discard()).catch(() => {});
    rmSync(compiled, { recursive: true, force: true });
  };
}
