import { Worker } from 'node:worker_threads';
import type { DocumentMeasurement } from './document/measurement.ts';
import type {
  CheckMeasurement,
  Embedding,
  Frame,
  PortraitMeasurement,
  PortraitOrigin,
} from './measurement.ts';
import type { PoolAnswer, PoolRequest } from './pool-worker.ts';
import { VisionError, type VisionErrorCode } from './vision-error.ts';

/** The measuring functions behind a bounded queue, each call in a worker thread. */
export interface VisionPool {
  /** Rejects with `VisionError` `pool-busy` when the queue is full, `worker-failed` when a worker died, `too-slow`. */
  measurePortrait(image: Uint8Array, origin?: PortraitOrigin): Promise<PortraitMeasurement>;
  /** As `measurePortrait`; a whole check is one job on one worker. */
  measureCheck(frames: readonly Frame[], reference?: Embedding): Promise<CheckMeasurement>;
  /** As `measurePortrait`, a photo of a card. */
  measureDocument(image: Uint8Array): Promise<DocumentMeasurement>;
  /** Rejects what waits, ends the workers. */
  close(): Promise<void>;
}

/** Where the models are, how many workers, how many jobs may wait (default 8 a worker), how long one may take (ms). */
export interface VisionPoolOptions {
  readonly modelsDir: string;
  readonly size: number;
  readonly queue?: number;
  readonly jobMs: number;
}

interface Job {
  readonly request: PoolRequest;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: VisionError) => void;
}

interface Place {
  worker: Worker;
  job: Job | null;
  /** Ends a job that takes too long, and the worker with it. */
  limit?: NodeJS.Timeout;
}

/** Starts the workers and waits until their models are loaded; rejects with `models-missing` if they are not there. */
export async function createVisionPool(options: VisionPoolOptions): Promise<VisionPool> {
  const { modelsDir, size, queue: most = size * 8, jobMs } = options;
  const waiting: Job[] = [];
  const places = new Set<Place>();
  let closed = false;

  const give = (): void => {
    for (const place of places) {
      if (place.job || waiting.length === 0) continue;
      place.job = waiting.shift()!;
      place.worker.postMessage(place.job.request);
      place.limit = setTimeout(() => {
        lose(place, new VisionError('too-slow', 'a measurement took too long'));
        // Native code that hangs ends only with the process; its thread is left behind, its place is not.
        void place.worker.terminate();
      }, jobMs).unref();
    }
  };
  const lose = (
    place: Place,
    why = new VisionError('worker-failed', 'the measuring worker ended unexpectedly'),
  ): void => {
    if (!places.delete(place)) return;
    clearTimeout(place.limit);
    place.job?.reject(why);
    if (closed) return;
    // A dead worker is replaced; if that fails too and none is left, waiting jobs must not hang.
    open().catch(() => {
      if (places.size > 0) return;
      const error = new VisionError('worker-failed', 'no measuring worker is left');
      for (const job of waiting.splice(0)) job.reject(error);
    });
  };
  const open = async (): Promise<void> => {
    const worker = await startWorker(modelsDir);
    const place: Place = { worker, job: null };
    places.add(place);
    worker.on('message', (answer: PoolAnswer) => {
      const { job } = place;
      place.job = null;
      clearTimeout(place.limit);
      if (answer.kind === 'result') job?.resolve(answer.result);
      else if (answer.kind === 'error')
        job?.reject(new VisionError(answer.code as VisionErrorCode, answer.message));
      give();
    });
    worker.on('error', () => lose(place));
    worker.on('exit', () => lose(place));
    if (closed) await worker.terminate();
    else give();
  };
  const ask = <T>(request: PoolRequest): Promise<T> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new VisionError('pool-closed', 'the vision pool is closed'));
      if (waiting.length >= most)
        return reject(new VisionError('pool-busy', 'too many face checks are waiting; try again shortly'));
      waiting.push({ request, resolve: resolve as (result: unknown) => void, reject });
      give();
    });
  const close = async (): Promise<void> => {
    closed = true;
    for (const job of waiting.splice(0))
      job.reject(new VisionError('pool-closed', 'the vision pool is closed'));
    await Promise.all([...places].map((place) => place.worker.terminate()));
  };

  try {
    await Promise.all(Array.from({ length: size }, open));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    measurePortrait: (image, origin) => ask({ kind: 'portrait', image, origin }),
    measureCheck: (frames, reference) => ask({ kind: 'check', frames, reference }),
    measureDocument: (image) => ask({ kind: 'document', image }),
    close,
  };
}

function startWorker(modelsDir: string): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./pool-worker.ts', import.meta.url), { workerData: { modelsDir } });
    worker.once('error', (cause) =>
      reject(new VisionError('worker-failed', 'a measuring worker did not start', { cause })),
    );
    worker.once('exit', () => reject(new VisionError('worker-failed', 'a measuring worker did not start')));
    worker.once('message', (answer: PoolAnswer) => {
      if (answer.kind !== 'error') return resolve(worker);
      reject(new VisionError(answer.code as VisionErrorCode, answer.message));
      void worker.terminate();
    });
  });
}
