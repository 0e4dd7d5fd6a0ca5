import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const require = createRequire(import.meta.url);
const wasmBinary = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasmBinary).buffer }, fireImmediately: false });

/** True where pages can be rendered (poppler-utils). */
export const canRenderPages = spawnSync('pdftoppm', ['-v']).error === undefined;

/** The first page of a PDF as PNG, in dots an inch. */
export function renderPage(pdf: Uint8Array, dpi: number): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'suizheng-page-'));
  try {
    writeFileSync(join(folder, 'page.pdf'), pdf);
    execFileSync('pdftoppm', ['-r', String(dpi), '-png', '-singlefile', 'page.pdf', 'page'], { cwd: folder });
    return readFileSync(join(folder, 'page.png'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Pixels to a point where the page is drawn without a renderer. */
const SCALE = 4;
const A5 = { width: 420, height: 596 };

/**
 * Draws nothing but the filled rectangles of a PDF's content, for machines without a renderer: what a code is made of.
 * Knows the operators that pdfkit writes: `cm` with a translation, `re`, `q`, `Q`.
 */
export async function renderRectangles(pdf: Uint8Array): Promise<Buffer> {
  const pixels = Buffer.alloc(A5.width * SCALE * A5.height * SCALE, 255);
  for (const content of contentStreams(Buffer.from(pdf))) {
    const saved: [number, number][] = [];
    let at: [number, number] = [0, 0];
    for (const line of content.split('\n')) {
      const words = line.trim().split(/\s+/);
      const operator = words.pop();
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = words.map(Number);
      if (operator === 'q') saved.push(at);
      else if (operator === 'Q') at = saved.pop() ?? [0, 0];
      else if (operator === 'cm' && a === 1 && d === 1) at = [at[0] + e, at[1] + f];
      else if (operator === 're' && words.length === 4) fill(pixels, at[0] + a, at[1] + b, c, d);
    }
  }
  const raw = { width: A5.width * SCALE, height: A5.height * SCALE, channels: 1 } as const;
  return sharp(pixels, { raw }).png().toBuffer();
}

function* contentStreams(pdf: Buffer): Generator<string> {
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    const end = pdf.indexOf('\nendstream', at);
    try {
      const text = inflateSync(pdf.subarray(at + 7, end)).toString('latin1');
      if (/ re$/m.test(text)) yield text;
    } catch {
      // A font or a picture.
    }
  }
}

/** Only what is small: bands and frames are not part of a code. */
function fill(pixels: Buffer, x: number, y: number, width: number, height: number): void {
  if (height > 5) return;
  const stride = A5.width * SCALE;
  for (let row = Math.round(y * SCALE); row < Math.round((y + height) * SCALE); row += 1) {
    pixels.fill(0, row * stride + Math.round(x * SCALE), row * stride + Math.round((x + width) * SCALE));
  }
}

/** The texts of the QR codes in a picture. */
export async function readQr(picture: Uint8Array): Promise<string[]> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const image = { data: new Uint8ClampedArray(data), width: info.width, height: info.height } as ImageData;
  const found = await readBarcodes(image, { formats: ['QRCode'], tryHarder: true });
  return found.map((code) => code.text);
}
