import { describe, expect, it } from 'vitest';
import { type DecoderWorker, decoderOf } from './decoder.ts';

const worker = (): DecoderWorker => ({
  onmessage: null,
  onerror: null,
  terminate: () => undefined,
  postMessage: () => undefined,
});
const fail = (of: DecoderWorker) => of.onerror?.call(of as Worker, new Event('error') as ErrorEvent);
const picture = { data: new Uint8ClampedArray(4), width: 1, height: 1 } as unknown as ImageData;

describe('the QR reader', () => {
  it('V3: a reader that cannot be loaded refuses each picture, whether it failed before it was asked or after', async () => {
    const early = worker();
    const decoder = decoderOf(early);
    fail(early);
    await expect(decoder.decode(picture)).rejects.toThrow('could not be loaded');

    const late = worker();
    const asked = decoderOf(late).decode(picture);
    fail(late);
    await expect(asked).rejects.toThrow('could not be loaded');
  });
});
