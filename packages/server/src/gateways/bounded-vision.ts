import { VisionError } from '@suizheng/vision/vision-error.ts';
import type { Context } from '../context.ts';
import type { CallEvent } from './call-policy.ts';

/** How long anything asked of the face models may take, and who hears of each call. */
export type VisionBounds = {
  /** Milliseconds from asking to the answer. */
  readonly withinMs: number;
  readonly onCall?: (event: CallEvent) => void;
  readonly log: Context['log'];
};

/**
 * The same vision, but nothing asked of it waits for ever: what is not measured in time rejects with `VisionError`
 * `too-slow`, whatever the models, their queue or their loading hang on. Each call is told for the measures.
 */
export function boundVision(
  vision: Context['vision'],
  { withinMs, onCall = () => {}, log }: VisionBounds,
): Context['vision'] {
  const bounded = async <T>(operation: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const told = (outcome: CallEvent['outcome']) => {
      const elapsedMs = performance.now() - began;
      onCall({ target: 'vision', operation, outcome, attempts: 1, elapsedMs, requestId: '' });
    };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new VisionError('too-slow', 'a measurement was not done in time')),
        withinMs,
      );
    });
    try {
      const measured = await Promise.race([work(), late]);
      told('ok');
      return measured;
    } catch (error) {
      const code = error instanceof VisionError ? error.code : 'failed';
      told(code === 'too-slow' ? 'timeout' : code === 'pool-busy' ? 'rate-limited' : 'server-error');
      if (code === 'too-slow') log.error({ operation, code }, 'a measurement was not done in time');
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    measurePortrait: (...args) => bounded('portrait', () => vision.measurePortrait(...args)),
    measureCheck: (...args) => bounded('check', () => vision.measureCheck(...args)),
    measureDocument: (...args) => bounded('document', () => vision.measureDocument(...args)),
  };
}
