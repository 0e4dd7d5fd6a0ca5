import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { VisionError } from '@suizheng/vision/vision-error.ts';

/** Runs a measurement; a full queue or a lost worker becomes `busy`, which is worth a retry and loses nothing. */
export async function measured<T>(measure: () => Promise<T>): Promise<T> {
  try {
    return await measure();
  } catch (error) {
    const passing =
      error instanceof VisionError && ['pool-busy', 'pool-closed', 'worker-failed'].includes(error.code);
    throw passing ? new AppError('busy', { cause: error }) : error;
  }
}
