import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

/** One picture to look at: RGBA pixels. */
export type DecodeRequest = {
  readonly id: number;
  readonly pixels: ArrayBuffer;
  readonly width: number;
  readonly height: number;
};

/** The text of the QR in it, null when there is none; `failed` when the reader itself could not be loaded. */
export type DecodeAnswer = { readonly id: number; readonly text: string | null; readonly failed?: true };

interface WorkerScope {
  onmessage: ((event: MessageEvent<DecodeRequest>) => void) | null;
  postMessage(answer: DecodeAnswer): void;
}
declare const self: WorkerScope;

const options: ReaderOptions = {
  formats: ['QRCode'],
  maxNumberOfSymbols: 1,
  tryHarder: true,
  tryInvert: false,
  textMode: 'Plain',
};

// Our own copy of the reader, never the library's default address on somebody else's server.
prepareZXingModule({ overrides: { locateFile: () => wasm } });

self.onmessage = ({ data: { id, pixels, width, height } }) => {
  readBarcodes(new ImageData(new Uint8ClampedArray(pixels), width, height), options).then(
    ([found]) => self.postMessage({ id, text: found?.isValid ? found.text : null }),
    () => self.postMessage({ id, text: null, failed: true }),
  );
};
