import { afterAll, inject } from 'vitest';
import type { StackAddress } from '../../packages/launch/src/testing/stack-setup.ts';

const desk = inject('desk');
const answer = await fetch(`${desk}/stacks`, { method: 'POST' });
if (!answer.ok) throw new Error(`no product to travel in: ${await answer.text()}`);

/** The product under test: this file's own, which nobody has used before. */
export const stack = (await answer.json()) as StackAddress;

// Registered before the file's own, and therefore run after them.
afterAll(async () => {
  await fetch(`${desk}${stack.end}`, { method: 'DELETE' });
});
