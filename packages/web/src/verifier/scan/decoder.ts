import type { DecodeAnswer } from './decode.worker.ts';

/** Reads QR codes off pictures, in a worker; one picture at a time. */
export type Decoder = {
  /** The text of the code in the picture, or null; rejects when the reader cannot be loaded. Takes the pixels. */
  decode(picture: ImageData): Promise<string | null>;
  close(): void;
};

/** Starts the reader's worker. */
export function startDecoder(): Decoder {
  return decoderOf(new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' }));
}

/** What a decoder needs of its worker. */
export type DecoderWorker = Pick<Worker, 'onmessage' | 'onerror' | 'terminate'> & {
  postMessage(message: unknown, transfer: Transferable[]): void;
};

/** A decoder over its worker. */
export function decoderOf(worker: DecoderWorker): Decoder {
  const waiting = new Map<number, { resolve(text: string | null): void; reject(error: Error): void }>();
  let last = 0;
  // A worker whose script cannot be had says so once, perhaps before anything is asked of it, and never answers.
  let broken = false;
  worker.onmessage = ({ data }: MessageEvent<DecodeAnswer>) => {
    const waiter = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.failed) waiter?.reject(notLoaded());
    else waiter?.resolve(data.text);
  };
  worker.onerror = () => {
    broken = true;
    for (const { reject } of waiting.values()) reject(notLoaded());
    waiting.clear();
  };
  return {
    decode(picture) {
      if (broken) return Promise.reject(notLoaded());
      last += 1;
      const id = last;
      const pixels = picture.data.buffer as ArrayBuffer;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, pixels, width: picture.width, height: picture.height }, [pixels]);
      });
    },
    close() {
      worker.terminate();
      for (const { resolve } of waiting.values()) resolve(null);
    },
  };
}

const notLoaded = () => new Error('the QR reader could not be loaded');
