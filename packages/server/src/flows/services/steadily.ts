import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Does the work and lets the answer, or the refusal, go at the next whole multiple of `everyMs` since it began: what was
 * found on the way cannot be read off the time.
 */
export async function steadily<T>(everyMs: number, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  try {
    return await work();
  } finally {
    await sleep(everyMs - ((performance.now() - began) % everyMs));
  }
}
