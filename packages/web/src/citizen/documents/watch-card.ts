import { type DocumentRule, type DocumentSide, judgeCard } from '@suizheng/domain/policy/document-photo.ts';
import type { CardMeasurement } from '@suizheng/vision/guide/document/measure-card.ts';
import type { Ask, Sight } from './card-worker.ts';
import { pixelsOf } from './picture.ts';

/** What to tell the person at the camera. */
export type Advice = Extract<DocumentRule, keyof typeof ADVISED> | 'hold';
const ADVISED = {
  'not-found': 1,
  'not-whole': 1,
  'too-small': 1,
  tilted: 1,
  glare: 1,
  'too-dark': 1,
  blurred: 1,
  'wrong-side': 1,
} as const;

/** What the camera page shows of one look: advice, and the card's corners as shares of the picture. */
export type Seen = { readonly advice: Advice; readonly corners: CardMeasurement['corners'] | null };

/** Pixels of the picture that is looked at all the time. */
const QUICK = 320;
/** Pixels of the picture that is looked at once more before it is taken by itself. */
const FULL = 1600;
/** A pause between two looks, so that the phone stays cool: at most about 9 a second. */
const PAUSE_MS = 60;
/** The card must lie still this long, its corners within this share of the picture. */
const STILL_MS = 650;
const STILL_WITHIN = 0.012;
/** How much redder the upper left of a card is where its other side is shown. */
const OTHER_SIDE = 0.1;

/**
 * Watches the camera until a card lies still and nothing is wrong with it, also in the full picture; resolves then.
 * Rejects when `signal` ends it, and where the browser has no workers: there is the shutter.
 */
export async function watchCard(
  video: HTMLVideoElement,
  side: DocumentSide,
  show: (seen: Seen) => void,
  signal: AbortSignal,
): Promise<void> {
  const worker = new Worker(new URL('./card-worker.ts', import.meta.url), {
    type: 'module',
    name: 'card-guide',
  });
  const stop = () => worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  const canvas = document.createElement('canvas');
  const look = async (most: number): Promise<Sight | null> => {
    const pixels = pixelsOf(video, canvas, most);
    return pixels && ask(worker, pixels, signal);
  };
  try {
    let stillSince = 0;
    let before: Seen['corners'] = null;
    for (;;) {
      const sight = await look(QUICK);
      if (sight) {
        const scale = Math.max(video.videoWidth, video.videoHeight) / QUICK;
        const advice = adviceOf(sight, side, Math.max(1, scale));
        const corners = sight.card?.corners ?? null;
        show({ advice, corners: advice === 'not-found' ? null : corners });
        const now = performance.now();
        if (advice !== 'hold' || !isStill(before, corners)) stillSince = now;
        before = corners;
        if (advice === 'hold' && now - stillSince >= STILL_MS) {
          const full = await look(FULL);
          const last = full ? adviceOf(full, side, 0) : 'not-found';
          if (last === 'hold') return;
          show({ advice: last, corners });
          stillSince = performance.now();
        }
      }
      await pause(PAUSE_MS, signal);
    }
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/** The first thing to mend. In the small picture (`scale` > 0) lengths are scaled up and sharpness cannot be told. */
export function adviceOf({ light, card }: Sight, side: DocumentSide, scale: number): Advice {
  const seen =
    card && scale > 0 ? { ...card, lengthPx: card.lengthPx * scale, sharpness: 1, glare: card.glare } : card;
  const [first] = judgeCard(light, seen);
  if (first) return first in ADVISED ? (first as Advice) : 'not-found';
  return side === 'front' && card && Math.max(...card.redMark) > OTHER_SIDE ? 'wrong-side' : 'hold';
}

function isStill(a: Seen['corners'], b: Seen['corners']): boolean {
  if (!a || !b) return false;
  return a.every(
    ([x, y], i) => Math.abs(x - b[i]![0]) < STILL_WITHIN && Math.abs(y - b[i]![1]) < STILL_WITHIN,
  );
}

function ask(worker: Worker, { width, height, data }: ImageData, signal: AbortSignal): Promise<Sight> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data: sight }: MessageEvent<Sight>) => resolve(sight);
    worker.onerror = () => reject(new Error('the card guide does not start'));
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.postMessage({ width, height, data } satisfies Ask, [data.buffer]);
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
