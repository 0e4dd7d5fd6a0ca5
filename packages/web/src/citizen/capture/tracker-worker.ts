import { loadTracker, type Sight, type Tracker } from './tracker.ts';

/** What the page asks of the worker; a picture is handed over, not copied. */
export type Ask =
  | { readonly kind: 'load'; readonly base: string }
  | { readonly kind: 'measure'; readonly picture: ImageBitmap; readonly eyes: boolean };
/** What it answers, in the order asked. */
export type Answer =
  | { readonly ok: true; readonly sight: Sight | null }
  | { readonly ok: false; readonly why: string };

let tracker: Tracker | undefined;

const answer = async (ask: Ask): Promise<Sight | null> => {
  if (ask.kind === 'load') {
    tracker = await loadTracker(ask.base);
    return null;
  }
  try {
    return (await tracker?.measure(ask.picture, ask.eyes)) ?? null;
  } finally {
    ask.picture.close();
  }
};

self.onmessage = async ({ data }: MessageEvent<Ask>) => {
  try {
    self.postMessage({ ok: true, sight: await answer(data) } satisfies Answer);
  } catch (error) {
    self.postMessage({ ok: false, why: String(error) } satisfies Answer);
  }
};
