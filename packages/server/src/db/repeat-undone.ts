/** SQLSTATE 40001 and 40P01: of those that waited for each other in a circle, or would not fit, the database undid this one. */
const UNDONE: readonly unknown[] = ['40001', '40P01'];
const TIMES = 4;

/** True for an error that says: nothing was wrong with the work, and nothing of it was done. */
export function wasUndone(error: unknown): boolean {
  return UNDONE.includes((error as { code?: unknown }).code);
}

/** True where another transaction wrote first what may be there once: whoever looks again finds it. */
export function isTaken(error: unknown): boolean {
  return (error as { code?: unknown }).code === '23505';
}

/**
 * Does work again that the database undid to end a deadlock: two people who touched the same rows in another order are no
 * error of either. For a whole transaction or a single statement that does nothing else than write to the database.
 */
export async function repeatUndone<T>(work: () => Promise<T>): Promise<T> {
  for (let time = 1; ; time += 1) {
    try {
      return await work();
    } catch (error) {
      if (time === TIMES || !wasUndone(error)) throw error;
    }
  }
}
