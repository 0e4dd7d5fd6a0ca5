import type { RestFace } from './action-strength.ts';
import type { GuideFace } from './face-sample.ts';
import type { Guidance } from './guidance.ts';

/** Looks for the face at rest: straight, mouth shut, and steady for a while. */
export interface RestFinder {
  /** Feeds one well-framed face; answers the resting face once found, else what the person should do. */
  feed(face: GuideFace, atMs: number): RestFace | Guidance;
  /** Forgets: the face went away. */
  reset(): void;
}

const steadyMs = 450;
/** Fewer cannot tell steady from moving; more would ask a slow phone's owner to sit like a statue. */
const leastSamples = 3;
/** How long ago samples may be that are weighed together: so many of a slow phone's fit in. */
const longestMs = 2000;
/** How near the picture that stands for the rest must be to the middle of all: degrees, and shares. */
const typical = { pose: 2, mouth: 0.04, eyes: 0.93 };

/**
 * Makes a finder; it wants at least 3 samples over 0.45 s that hardly differ, eyes measured in each. The last of them
 * is the answer, once it is a typical one: the server measures the whole check from that single picture.
 */
export function createRestFinder(): RestFinder {
  let recent: { face: GuideFace; atMs: number }[] = [];
  return {
    feed(face, atMs) {
      if (Math.abs(face.yaw) > 14 || face.mouth > 0.3) {
        recent = [];
        return 'look-straight';
      }
      recent = [...recent, { face, atMs }].filter((one) => atMs - one.atMs <= longestMs);
      const first = recent.findLastIndex((one) => atMs - one.atMs >= steadyMs);
      if (first < 0 || recent.length < leastSamples) return 'hold-still';
      const window = recent.slice(Math.min(first, recent.length - leastSamples));
      const values = (read: (one: GuideFace) => number): number[] => window.map((one) => read(one.face));
      const moved = (read: (one: GuideFace) => number): number =>
        Math.max(...values(read)) - Math.min(...values(read));
      const aside = (read: (one: GuideFace) => number): number => Math.abs(read(face) - median(values(read)));
      const steady =
        moved((one) => one.yaw) < 6 && moved((one) => one.pitch) < 6 && moved((one) => one.mouth) < 0.1;
      const { yaw, pitch, eyes, mouth } = face;
      const open = window.flatMap((one) => one.face.eyes ?? []);
      if (!steady || eyes === null || open.length < leastSamples) return 'hold-still';
      const isTypical =
        aside((one) => one.yaw) < typical.pose &&
        aside((one) => one.pitch) < typical.pose &&
        aside((one) => one.mouth) < typical.mouth &&
        eyes >= median(open) * typical.eyes;
      return isTypical ? { yaw, pitch, eyes, mouth } : 'hold-still';
    },
    reset() {
      recent = [];
    },
  };
}

/** The middle value; of an even count the upper one. Throws `RangeError` on none. */
export function median(values: readonly number[]): number {
  const value = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  if (value === undefined) throw new RangeError('no values');
  return value;
}
