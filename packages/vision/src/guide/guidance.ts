import type { GuideSample } from './face-sample.ts';

/** What to tell the person now; texts live in the web app. */
export type Guidance =
  | 'no-face'
  | 'several-faces'
  | 'too-dark'
  | 'move-closer'
  | 'move-back'
  | 'centre-face'
  | 'look-straight'
  | 'hold-still'
  | 'do-step'
  | 'do-more'
  | 'return-to-rest'
  | 'good';

/** Bounds of a usable picture; sizes as shares of the picture. */
export interface FramingLimits {
  readonly minSize: number;
  readonly maxSize: number;
  readonly maxOffCentre: number;
  readonly minBrightness: number;
}

/** Generous on purpose: the server's policy decides, this only guides. */
export const framingLimits: FramingLimits = {
  minSize: 0.2,
  maxSize: 0.8,
  maxOffCentre: 0.28,
  minBrightness: 0.12,
};

/** What is wrong with the framing, or null when the picture will do. */
export function framingOf(sample: GuideSample, limits: FramingLimits = framingLimits): Guidance | null {
  const { face, faces, brightness } = sample;
  if (faces > 1) return 'several-faces';
  if (!face || faces === 0) return brightness < limits.minBrightness ? 'too-dark' : 'no-face';
  if (brightness < limits.minBrightness) return 'too-dark';
  if (face.size < limits.minSize) return 'move-closer';
  if (face.size > limits.maxSize) return 'move-back';
  const [x, y] = face.centre;
  if (Math.abs(x - 0.5) > limits.maxOffCentre || Math.abs(y - 0.5) > limits.maxOffCentre)
    return 'centre-face';
  return null;
}
