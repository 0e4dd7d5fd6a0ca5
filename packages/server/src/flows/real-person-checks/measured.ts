import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { VisionError, type VisionErrorCode } from '@suizheng/vision/vision-error.ts';

/** Runs a measurement; a full queue, a lost worker or one that hangs becomes `busy`, which is worth a retry and loses nothing. */
export async function measured<T>(measure: () => Promise<T>): Promise<T> {
  try {
    return await measure();
  } catch (error) {
    throw error instanceof VisionError && PASSING.includes(error.code)
      ? new AppError('busy', { cause: error })
      : error;
  }
}

const PASSING: readonly VisionErrorCode[] = ['pool-busy', 'pool-closed', 'worker-failed', 'too-slow'];

/** What a failed measurement failed of, by the code of vision; `unknown` for anything else. */
export function failureOf(error: unknown): VisionErrorCode | 'unknown' {
  const cause = error instanceof AppError ? error.cause : error;
  return cause instanceof VisionError ? cause.code : 'unknown';
}
