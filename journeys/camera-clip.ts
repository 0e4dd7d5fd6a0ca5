import { writeFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import sharp from 'sharp';

/** What Chromium's fake camera plays, at 30 frames a second, again and again. */
const FRAME = { width: 1280, height: 720 };
const PAPER = { r: 226, g: 224, b: 218 };

type Rectangle = { x: number; y: number; width: number; height: number };

/** The QR of a PDF as a picture, cut out of the page as a camera held over it would see it. */
export async function qrPicture(pdf: Uint8Array, side = 560): Promise<Buffer> {
  const runs = darkRuns(pdf);
  const left = Math.min(...runs.map(({ x }) => x));
  const right = Math.max(...runs.map(({ x, width }) => x + width));
  const bottom = Math.min(...runs.map(({ y }) => y));
  const size = right - left;
  const quiet = size * 0.07;
  const rects = runs.map(
    ({ x, y, width, height }) =>
      `<rect x="${x - left}" y="${y - bottom}" width="${width}" height="${height}"/>`,
  );
  const box = `${-quiet} ${-quiet} ${size + 2 * quiet} ${size + 2 * quiet}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="${box}"><rect x="${-quiet}" y="${-quiet}" width="100%" height="100%" fill="#fff"/>${rects.join('')}</svg>`;
  return sharp(Buffer.from(svg)).blur(0.6).png().toBuffer();
}

/** Writes a clip in which the picture is shown for a while and then taken away for longer (seconds). */
export async function writeClip(
  file: string,
  picture: Buffer,
  { shown, away }: { shown: number; away: number },
): Promise<void> {
  const empty = sharp({ create: { ...FRAME, channels: 3, background: PAPER } });
  const [withCode, without] = await Promise.all([
    empty
      .clone()
      .composite([{ input: picture }])
      .jpeg({ quality: 88 })
      .toBuffer(),
    empty.clone().jpeg({ quality: 88 }).toBuffer(),
  ]);
  const frames = [...Array<Buffer>(shown * 30).fill(withCode), ...Array<Buffer>(away * 30).fill(without)];
  writeFileSync(file, Buffer.concat(frames));
}

/** The dark runs of the page's QR: of all rectangles that are filled, those of the commonest height. */
function darkRuns(pdf: Uint8Array): Rectangle[] {
  const rectangles = streams(Buffer.from(pdf)).flatMap((text) =>
    [...text.matchAll(/(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re/g)].map((match) => {
      const [x = 0, y = 0, width = 0, height = 0] = match.slice(1).map(Number);
      return { x, y, width, height };
    }),
  );
  const heights = Map.groupBy(rectangles, ({ height }) => height.toFixed(2));
  const commonest = [...heights.values()].sort((a, b) => b.length - a.length)[0];
  if (!commonest || commonest.length < 200) throw new Error('no QR on this page');
  return commonest;
}

function streams(pdf: Buffer): string[] {
  const texts: string[] = [];
  for (let at = pdf.indexOf('stream\n'); at !== -1; at = pdf.indexOf('stream\n', at + 1)) {
    const end = pdf.indexOf('\nendstream', at);
    try {
      texts.push(inflateSync(pdf.subarray(at + 'stream\n'.length, end)).toString('latin1'));
    } catch {
      // Not deflated: a font or a picture.
    }
  }
  return texts;
}
