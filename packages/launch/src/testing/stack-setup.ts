import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { type Stack, startStack } from './stack.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where a test file asks for a product of its own: POST `/stacks` answers where it runs, DELETE of its `end` stops it. */
    desk: string;
  }
}

/** Where a product under test is: the server's origin, the sandbox world's origin, the database and the data folder. */
export type StackAddress = Pick<Stack, 'url' | 'sandboxUrl' | 'databaseUrl' | 'dataDir'> & {
  /** What ends it, at the desk. */
  end: string;
};

/**
 * Every file of journeys travels in a product of its own: no trip sees what another left in its queues, counts and
 * clocks, in whatever order they run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stacks = new Map<string, Stack>();
  let starts = 0;
  let last: Promise<unknown> = Promise.resolve();
  // One start after the other: both would build the same web app.
  const start = (): Promise<Stack> => {
    const next = last.then(() => startStack());
    last = next.catch(() => {});
    return next;
  };
  const open = async (): Promise<StackAddress> => {
    const stack = await start();
    starts += 1;
    const end = `/stacks/${starts}`;
    stacks.set(end, stack);
    const { url, sandboxUrl, databaseUrl, dataDir } = stack;
    return { url, sandboxUrl, databaseUrl, dataDir, end };
  };
  const close = async (end: string): Promise<void> => {
    const stack = stacks.get(end);
    stacks.delete(end);
    await stack?.stop();
  };
  const desk = createServer(async ({ method, url = '' }, answer) => {
    try {
      answer.end(method === 'POST' ? JSON.stringify(await open()) : await close(url));
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
    await Promise.all([...stacks.keys()].map(close));
  };
}
