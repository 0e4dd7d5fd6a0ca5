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
const leastSamples = 4;

/** Makes a finder; it wants at least 4 samples over 0.45 s that hardly differ, 3 of them with eyes measured. */
export function createRestFinder(): RestFinder {
  let recent: { face: GuideFace; atMs: number }[] = [];
  return {
    feed(face, atMs) {
      if (Math.abs(face.yaw) > 14 || face.mouth > 0.3) {
        recent = [];
        return 'look-straight';
      }
      recent = [...recent, { face, atMs }].filter((one) => atMs - one.atMs <= steadyMs + 400);
      const first = recent.findLastIndex((one) => atMs - one.atMs >= steadyMs);
      if (first < 0) return 'hold-still';
      const window = recent.slice(first);
      const moved = (read: (one: GuideFace) => number): number => {
        const values = window.map((one) => read(one.face));
        return Math.max(...values) - Math.min(...values);
      };
      const steady =
        window.length >= leastSamples &&
        moved((one) => one.yaw) < 6 &&
        moved((one) => one.pitch) < 6 &&
        moved((one) => one.mouth) < 0.1;
      const eyes = window.flatMap((one) => one.face.eyes ?? []);
      if (!steady || eyes.length < 3) return 'hold-still';
      return {
        yaw: median(window.map((one) => one.face.yaw)),
        pitch: median(window.map((one) => one.face.pitch)),
        eyes: median(eyes),
        mouth: median(window.map((one) => one.face.mouth)),
      };
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
