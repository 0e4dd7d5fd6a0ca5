import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { decodeImage, frameLimits, portraitLimits } from './decode-image.ts';

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c08060' } });

test('B2: a JPEG frame is decoded to upright RGB, its EXIF rotation applied', async () => {
  const bytes = await picture(120, 80).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const decoded = await decodeImage(bytes, frameLimits);
  expect(decoded.ok && [decoded.pixels.width, decoded.pixels.height]).toEqual([80, 120]);
  expect(decoded.ok && decoded.pixels.data.length).toBe(80 * 120 * 3);
});

test('B2: grey and CMYK pictures become RGB', async () => {
  for (const bytes of [
    await picture(80, 80).greyscale().jpeg().toBuffer(),
    await picture(80, 80).toColourspace('cmyk').jpeg().toBuffer(),
  ]) {
    const decoded = await decodeImage(bytes, frameLimits);
    expect(decoded.ok && decoded.pixels.data.length).toBe(80 * 80 * 3);
  }
});

test('B2: a PNG that calls itself a photograph is refused as a frame and taken as a portrait', async () => {
  const bytes = await picture(80, 80).png().toBuffer();
  expect(await decodeImage(bytes, frameLimits)).toEqual({ ok: false, refusal: 'unsupported-format' });
  expect((await decodeImage(bytes, portraitLimits)).ok).toBe(true);
});

test('B2: every hostile or broken picture is refused with its reason, never thrown', async () => {
  const jpeg = await picture(200, 200).jpeg().toBuffer();
  const cases: [Uint8Array, string][] = [
    [new Uint8Array(0), 'not-an-image'],
    [new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'not-an-image'],
    [await picture(1, 1).jpeg().toBuffer(), 'too-few-pixels'],
    [await picture(4000, 1100).jpeg({ quality: 1 }).toBuffer(), 'too-many-pixels'],
    [new Uint8Array(frameLimits.maxBytes + 1), 'too-many-bytes'],
    [jpeg.subarray(0, jpeg.length >> 1), 'damaged'],
    [jpeg.subarray(0, 30), 'damaged'],
    [Buffer.concat([jpeg.subarray(0, 20), Buffer.alloc(2000, 0xab)]), 'damaged'],
  ];
  for (const [bytes, refusal] of cases)
    expect(await decodeImage(bytes, frameLimits)).toEqual({ ok: false, refusal });
});

test('B2: a decompression bomb is refused by its header, before a pixel is made', async () => {
  expect(await decodeImage(pngHeader(60_000, 60_000), portraitLimits)).toEqual({
    ok: false,
    refusal: 'too-many-pixels',
  });
});

/** A valid PNG that promises many pixels and holds a few bytes. */
function pngHeader(width: number, height: number): Uint8Array {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([signature, ...parts]);
}

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
