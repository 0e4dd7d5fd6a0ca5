import { afterAll, inject } from 'vitest';
import type { StackAddress } from '../../packages/launch/src/testing/stack-setup.ts';

const desk = inject('desk');

/** Asks the desk where products are started and stopped; throws its words when it refuses. */
const ask = async (path: string, method = 'POST'): Promise<unknown> => {
  const answer = await fetch(`${desk}${path}`, { method });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`the product under test: ${text}`);
  return JSON.parse(text);
};

/** The product under test: this file's own, which nobody has used before. */
export const stack = (await ask(`/stacks/of/${process.pid}`)) as StackAddress;

/** Ends the server as a power cut would; answers when it is gone. It comes back by itself. */
export const killServer = (): Promise<unknown> => ask(`${stack.desk}/kill`);

/** Answers when the server is there again. */
export const serverIsReady = (): Promise<unknown> => ask(`${stack.desk}/ready`);

// Registered before the file's own, and therefore run after them.
afterAll(() => ask(stack.desk, 'DELETE'));
