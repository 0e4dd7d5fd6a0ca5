import type { Sight, Tracker } from './tracker.ts';
import type { Answer, Ask } from './tracker-worker.ts';

/** A tracker that runs beside the page, so that the picture on screen never stutters; `close` ends it. */
export type TrackerClient = {
  measure(picture: HTMLCanvasElement, eyes: boolean): Promise<Sight>;
  close(): void;
};

const BASE = '/face/';
const PATIENCE_MS = 20_000;

/** Starts the tracker in a worker, or on the page where workers cannot draw; rejects when neither works: then there is the manual way. */
export async function startTracker(): Promise<TrackerClient> {
  const patience = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('the face guide took too long')), PATIENCE_MS);
  });
  return Promise.race([typeof OffscreenCanvas === 'undefined' ? onPage() : inWorker(), patience]);
}

async function onPage(): Promise<TrackerClient> {
  const { loadTracker } = await import('./tracker.ts');
  const tracker: Tracker = await loadTracker(BASE);
  return { measure: (picture, eyes) => tracker.measure(picture, eyes), close: () => {} };
}

async function inWorker(): Promise<TrackerClient> {
  const worker = new Worker(new URL('./tracker-worker.ts', import.meta.url), {
    type: 'module',
    name: 'face-guide',
  });
  const ask = (message: Ask, handOver: Transferable[] = []) =>
    new Promise<Sight | null>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Answer>) =>
        data.ok ? resolve(data.sight) : reject(new Error(data.why));
      worker.onerror = () => reject(new Error('the face guide does not start'));
      worker.postMessage(message, handOver);
    });
  try {
    await ask({ kind: 'load', base: BASE });
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return {
    async measure(picture, eyes) {
      const bitmap = await createImageBitmap(picture);
      const sight = await ask({ kind: 'measure', picture: bitmap, eyes }, [bitmap]);
      return sight ?? { faces: 0, face: null, brightness: 0 };
    },
    close: () => worker.terminate(),
  };
}
