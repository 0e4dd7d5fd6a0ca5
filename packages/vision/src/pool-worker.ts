import { parentPort, workerData } from 'node:worker_threads';
import { createReader } from './document/create-reader.ts';
import { measureDocument } from './document/measure-document.ts';
import { createEngine } from './engine/create-engine.ts';
import { measureCheck } from './measure-check.ts';
import { measurePortrait } from './measure-portrait.ts';
import type { Embedding, Frame, PortraitOrigin } from './measurement.ts';
import { VisionError } from './vision-error.ts';

/** What the pool asks of a worker. */
export type PoolRequest =
  | { readonly kind: 'portrait'; readonly image: Uint8Array; readonly origin: PortraitOrigin | undefined }
  | { readonly kind: 'document'; readonly image: Uint8Array }
  | { readonly kind: 'check'; readonly frames: readonly Frame[]; readonly reference: Embedding | undefined };

/** What a worker answers: `ready` once, then one message a request. */
export type PoolAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'error'; readonly code: string; readonly message: string };

const port = parentPort;
if (!port) throw new VisionError('worker-failed', 'pool-worker runs only as a worker thread');
const say = (answer: PoolAnswer): void => port.postMessage(answer);
const fail = (error: unknown): void =>
  say({
    kind: 'error',
    code: error instanceof VisionError ? error.code : 'worker-failed',
    message: error instanceof Error ? error.message : 'unknown failure',
  });

try {
  const { modelsDir } = workerData as { modelsDir: string };
  const engine = await createEngine(modelsDir);
  // Loaded with the first photo of a card: most checks need none.
  let loaded: ReturnType<typeof createReader> | undefined;
  const reader = () => {
    loaded ??= createReader(modelsDir);
    return loaded;
  };
  port.on('message', (request: PoolRequest) => {
    const work =
      request.kind === 'check'
        ? measureCheck(engine, request.frames, request.reference)
        : request.kind === 'document'
          ? reader().then((read) => measureDocument(engine, request.image, read))
          : measurePortrait(engine, request.image, request.origin);
    work.then((result) => say({ kind: 'result', result }), fail);
  });
  say({ kind: 'ready' });
} catch (error) {
  fail(error);
}
