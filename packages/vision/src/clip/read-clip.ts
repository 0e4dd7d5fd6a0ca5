import { spawn } from 'node:child_process';

/** A clip that could not be read: no ffmpeg on this machine, or bytes that are no video. */
export type ClipProblem = 'ffmpeg-missing' | 'clip-unreadable';

/** One still of a clip as JPEG bytes. */
export interface ClipStill {
  readonly atMs: number;
  readonly image: Uint8Array;
}

/** Longest stretch of a clip that is looked at, and the most pictures a second. */
const most = { seconds: 60, fps: 30 };

/**
 * Decodes a clip's first minute into JPEG stills, at most 30 a second and none twice running. Raw `.mjpeg` files are taken as 30 frames a second. Needs `ffmpeg` on the PATH.
 */
export async function readClip(file: string): Promise<ClipStill[] | ClipProblem> {
  const rate = /\.mjpe?g$/i.test(file) ? ['-f', 'mjpeg', '-framerate', '30'] : [];
  const filter = `fps=${most.fps},scale='min(1280,iw)':'min(1280,ih)':force_original_aspect_ratio=decrease`;
  const output = ['-vf', filter, '-f', 'image2pipe', '-c:v', 'mjpeg', '-q:v', '3', '-'];
  const input = [
    '-protocol_whitelist',
    'file',
    '-t',
    String(most.seconds),
    ...rate,
    '-i',
    `file:${file}`,
    '-an',
  ];
  const ffmpeg = spawn('ffmpeg', ['-v', 'quiet', '-nostdin', ...input, ...output], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const chunks: Uint8Array[] = [];
  const ended = new Promise<boolean>((resolve) => {
    ffmpeg.once('error', () => resolve(false));
    ffmpeg.once('close', () => resolve(true));
  });
  ffmpeg.stdout.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  if (!(await ended)) return 'ffmpeg-missing';
  const images = splitJpegs(Buffer.concat(chunks));
  // A slower clip is filled up with copies by the constant rate: a camera would not show those.
  const stills = images
    .map((image, index) => ({ atMs: Math.round((index * 1000) / most.fps), image }))
    .filter(({ image }, index) => index === 0 || Buffer.compare(image, images[index - 1]!) !== 0);
  return stills.length === 0 ? 'clip-unreadable' : stills;
}

/** Cuts concatenated JPEGs apart: a marker pair "end, start" occurs nowhere inside one. */
export function splitJpegs(bytes: Buffer): Uint8Array[] {
  const border = Buffer.from([0xff, 0xd9, 0xff, 0xd8]);
  const images = [];
  let from = 0;
  while (from < bytes.length) {
    const found = bytes.indexOf(border, from);
    const to = found < 0 ? bytes.length : found + 2;
    images.push(new Uint8Array(bytes.subarray(from, to)));
    from = to;
  }
  return images;
}
