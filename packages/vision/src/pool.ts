import type { CheckMeasurement, Embedding, Frame, PortraitMeasurement } from './measurement.ts';

/** The measuring functions behind a bounded queue, each call in a worker thread. */
export interface VisionPool {
  /** Rejects with `VisionError` `pool-busy` when the queue is full, `worker-failed` when a worker died. */
  measurePortrait(image: Uint8Array): Promise<PortraitMeasurement>;
  /** As `measurePortrait`; a whole check is one job on one worker. */
  measureCheck(frames: readonly Frame[], reference?: Embedding): Promise<CheckMeasurement>;
  /** Rejects what waits, ends the workers. */
  close(): Promise<void>;
}

/** Where the models are, how many workers, how many jobs may wait (default 8 a worker). */
export interface VisionPoolOptions {
  readonly modelsDir: string;
  readonly size: number;
  readonly queue?: number;
}

/** Starts the workers and waits until their models are loaded; rejects with `models-missing` if they are not there. */
export async function createVisionPool(options: VisionPoolOptions): Promise<VisionPool> {
  void options;
  throw new Error('not built yet');
}
