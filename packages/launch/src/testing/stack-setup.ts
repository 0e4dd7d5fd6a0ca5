import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { type Stack, startStack } from './stack.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where a test worker asks for what it needs: `/stacks/<worker>` answers where its own product runs. */
    desk: string;
  }
}

/** Where a product under test is: the server's origin, the sandbox world's origin, the database and the data folder. */
export type StackAddress = Pick<Stack, 'url' | 'sandboxUrl' | 'databaseUrl' | 'dataDir'>;

/** Of this run: projects of journeys that follow one another use the same products. */
const shared = globalThis as { journeysDesk?: { asked: number; desk: Promise<Desk> } };
type Desk = { readonly url: string; stop(): Promise<void> };

/** Once for all journeys, whatever project they belong to. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.journeysDesk ??= { asked: 0, desk: openDesk() };
  const mine = shared.journeysDesk;
  mine.asked += 1;
  const desk = await mine.desk;
  project.provide('desk', desk.url);
  return async () => {
    mine.asked -= 1;
    if (mine.asked === 0) await desk.stop();
  };
}

/**
 * Files that run side by side each have a product of their own, so that no trip sees another's faults, queues or clocks;
 * the first starts now, another when a second worker asks for one.
 */
async function openDesk(): Promise<Desk> {
  const stacks = new Map([['1', startStack()]]);
  // One start after the other: both would build the same web app.
  const start = async (): Promise<Stack> => {
    await Promise.allSettled(stacks.values());
    return startStack();
  };
  const desk = createServer(async ({ url = '' }, answer) => {
    const worker = url.replace('/stacks/', '');
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
  const url = `http://127.0.0.1:${(desk.address() as AddressInfo).port}`;
  const stop = async (): Promise<void> => {
    desk.close();
    desk.closeAllConnections();
    await Promise.all([...stacks.values()].map((asked) => asked.then((stack) => stack.stop())));
  };
  try {
    await stacks.get('1');
    return { url, stop };
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
}
