import type { Engine } from './engine/engine.ts';
import type { CheckMeasurement, Embedding, Frame } from './measurement.ts';

/** Most frames one check may hold; beyond it the caller has a bug or an attacker. */
export const maxFrames = 40;

/** Measures every frame by itself and against the others; throws `too-many-frames` only. */
export async function measureCheck(
  engine: Engine,
  frames: readonly Frame[],
  reference?: Embedding,
): Promise<CheckMeasurement> {
  void [engine, frames, reference];
  throw new Error('not built yet');
}
