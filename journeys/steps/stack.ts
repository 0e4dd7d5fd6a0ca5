import { inject } from 'vitest';
import type { StackAddress } from '../../packages/launch/src/testing/stack-setup.ts';

const desk = inject('desk');
const answer = await fetch(`${desk}/stacks/${process.env.VITEST_POOL_ID ?? '1'}`);
if (!answer.ok) throw new Error(`no product to travel in: ${await answer.text()}`);

/** The product under test. Files that run side by side have one each; nothing that one does is seen by the other. */
export const stack = (await answer.json()) as StackAddress;

let mine = false;

/**
 * Does this while nobody else films: a face is followed at the pace of the camera, and two at once are too much for a
 * machine of two cores.
 */
export async function inTurn<T>(film: () => Promise<T>): Promise<T> {
  // Whoever has the turn already goes on: a person who begins anew sits down anew.
  if (mine) return film();
  const over = new AbortController();
  await fetch(`${desk}/turn`, { signal: over.signal });
  mine = true;
  try {
    return await film();
  } finally {
    mine = false;
    over.abort();
  }
}

/** Before work that takes a whole core for seconds: a camera that films beside it would miss a blink. */
export const whenNobodyFilms = (): Promise<void> => inTurn(async () => {});
