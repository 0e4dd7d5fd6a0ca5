import type { DecodeAnswer } from './decode.worker.ts';

/** Reads QR codes off pictures, in a worker; one picture at a time. */
export type Decoder = {
  /** The text of the code in the picture, or null; rejects when the reader cannot be loaded. Takes the pixels. */
  decode(picture: ImageData): Promise<string | null>;
  close(): void;
};

/** Starts the reader's worker. */
export function startDecoder(): Decoder {
  const worker = new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, { resolve(text: string | null): void; reject(error: Error): void }>();
  let last = 0;
  worker.onmessage = ({ data }: MessageEvent<DecodeAnswer>) => {
    const waiter = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.failed) waiter?.reject(new Error('the QR reader could not be loaded'));
    else waiter?.resolve(data.text);
  };
  worker.onerror = () => {
    for (const { reject } of waiting.values()) reject(new Error('the QR reader could not be loaded'));
    waiting.clear();
  };
  return {
    decode(picture) {
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
