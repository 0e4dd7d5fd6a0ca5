import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { type Stack, startStack } from './stack.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /**
     * Where a test worker asks for what it needs: `/stacks/<worker>` answers where its own product runs, `/turn` answers
     * when it is this caller's turn to film and is open until the caller hangs up.
     */
    desk: string;
  }
}

/** Where a product under test is: the server's origin, the sandbox world's origin, the database and the data folder. */
export type StackAddress = Pick<Stack, 'url' | 'sandboxUrl' | 'databaseUrl' | 'dataDir'>;

/** One caller after the other: the next one hears when the one before has hung up. */
const takingTurns = () => {
  const waiting: ServerResponse[] = [];
  const next = (): void => void waiting[0]?.writeHead(200).flushHeaders();
  return (caller: ServerResponse): void => {
    caller.on('close', () => {
      const first = waiting[0] === caller;
      waiting.splice(waiting.indexOf(caller), 1);
      if (first) next();
    });
    if (waiting.push(caller) === 1) next();
  };
};

/**
 * Once for all journeys. Files that run side by side each have a product of their own, so that no trip sees another's
 * faults, queues or clocks; the first starts now, another when a second worker asks for one.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stacks = new Map([['1', startStack()]]);
  // One start after the other: both would build the same web app.
  const start = async (): Promise<Stack> => {
    await Promise.allSettled(stacks.values());
    return startStack();
  };
  const turn = takingTurns();
  const desk = createServer(async ({ url = '' }, answer) => {
    const worker = /^\/stacks\/(\w+)$/.exec(url)?.[1];
    if (worker === undefined) return turn(answer);
    const asked = stacks.get(worker) ?? start();
    stacks.set(worker, asked);
    try {
      const { url, sandboxUrl, databaseUrl, dataDir } = await asked;
      answer.end(JSON.stringify({ url, sandboxUrl, databaseUrl, dataDir } satisfies StackAddress));
    } catch (error) {
      answer.writeHead(503).end((error as Error).message);
    }
  });
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  project.provide('desk', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  const stop = async (): Promise<void> => {
    desk.close();
    desk.closeAllConnections();
    await Promise.all([...stacks.values()].map((asked) => asked.then((stack) => stack.stop())));
  };
  try {
    await stacks.get('1');
    return stop;
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
}
