import { type RealPersonFace, type RealPersonFrame, realPersonPolicy } from './real-person-check.ts';

/** What is wrong with one picture of a person, whoever it shows: it says nothing about who they are. */
export type PictureFault =
  | 'unreadable'
  | 'no-face'
  | 'several-faces'
  | 'face-too-small'
  | 'too-dark'
  | 'too-bright'
  | 'too-blurred';

/** One measured picture, as far as the judge reads it (vision's `PortraitMeasurement` is assignable). */
export type MeasuredPicture =
  | { readonly ok: false }
  | {
      readonly ok: true;
      readonly others: RealPersonFrame['others'];
      readonly face: Pick<RealPersonFace, 'presence' | 'widthPx' | 'brightness' | 'sharpness'> | null;
    };

/** Judges whether a picture will do to compare a person by, by the figures of the real-person check; null when it will. */
export function judgePicture(
  measured: MeasuredPicture,
  { picture, secondFace } = realPersonPolicy,
): PictureFault | null {
  if (!measured.ok) return 'unreadable';
  const { face, others } = measured;
  if (face === null || face.presence < picture.minPresence) return 'no-face';
  const second = others.some(
    ({ score, presence, width }) =>
      score >= secondFace.score && presence >= secondFace.presence && width >= secondFace.width,
  );
  if (second) return 'several-faces';
  if (face.widthPx < picture.minWidthPx) return 'face-too-small';
  if (face.brightness < picture.minBrightness) return 'too-dark';
  if (face.brightness > picture.maxBrightness) return 'too-bright';
  return face.sharpness < picture.minSharpness ? 'too-blurred' : null;
}
