import type { Moment } from './guide/challenge.ts';

/** One still of a check as the browser sent it: which moment it claims to show, when, and JPEG bytes. */
export interface Frame {
  /** Index into the challenge's steps, or `lead` for the face at rest before the first step. */
  readonly step: number | 'lead';
  readonly moment: Moment;
  /** Milliseconds since the challenge was shown, by the sender's clock. */
  readonly atMs: number;
  readonly image: Uint8Array;
}

/** A face's 512 numbers, of unit length; biometric data: never log, never put into a stored measurement. */
export type Embedding = Float32Array;

/** Why an image was not measured. An expected outcome, never an exception. */
export type ImageRefusal =
  | 'not-an-image'
  | 'unsupported-format'
  | 'damaged'
  | 'too-many-bytes'
  | 'too-many-pixels'
  | 'too-few-pixels';

/** What one face looks like in one image. Plain numbers without any verdict; policy judges them. */
export interface FaceMeasurement {
  /** The detector's score, 0..1. */
  readonly score: number;
  /** The mesh model's own belief that it looks at a face, 0..1. */
  readonly presence: number;
  /** Degrees; positive turns the face to the image's right. */
  readonly yaw: number;
  /** Degrees; positive bows the face down. */
  readonly pitch: number;
  /** Degrees; positive tilts clockwise in the image. */
  readonly roll: number;
  /** Eye height over eye width (EAR), mean of both eyes; about 0.3 open, below 0.2 closed. */
  readonly eyeOpenness: number;
  /** Probability that an eye is closed, the smaller of the two eyes, 0..1. */
  readonly eyesClosed: number;
  /** Length of the nose over the distance of the eyes' outer corners, in the picture: a tilted photograph shortens it. */
  readonly noseLength: number;
  /** Gap between the lips over the mouth's width; 0 when shut. */
  readonly mouthOpen: number;
  /** Passive anti-spoof model: probability that this is a live face and no print or screen, 0..1. */
  readonly live: number;
  /** Face width over image width, 0..1. */
  readonly width: number;
  /** Face height over image height, 0..1. */
  readonly height: number;
  /** Face width in pixels of the image. */
  readonly widthPx: number;
  /** Centre of the face, 0..1 of the image. */
  readonly centre: readonly [x: number, y: number];
  /** Mean luma of the face, 0..1. */
  readonly brightness: number;
  /** Standard deviation of the face's luma, 0..1. */
  readonly contrast: number;
  /** Mean absolute Laplacian of the face's luma at 112 px, 0..1; low means blurred. */
  readonly sharpness: number;
}

/** Something the detector took for one more face; cars and windows are among them, at lower scores. */
export interface OtherFace {
  /** The detector's score, 0..1. */
  readonly score: number;
  /** The mesh model's own belief that it looks at a face, 0..1. */
  readonly presence: number;
  /** Its width over the largest face's. */
  readonly width: number;
}

/** One examined frame. `face` is the largest face, or null when there is none or the image was refused. */
export interface FrameMeasurement {
  readonly step: number | 'lead';
  readonly moment: Moment;
  readonly atMs: number;
  readonly refusal: ImageRefusal | null;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly faces: number;
  /** The other faces of the picture. */
  readonly others: readonly OtherFace[];
  readonly face: FaceMeasurement | null;
  /** Cosine with the reference face, or null without reference or face. */
  readonly match: number | null;
  /** SHA-256 of the received bytes, hex: lets the caller refuse an image it has seen in another session. */
  readonly digest: string;
  /** 256-bit gradient hash of the picture, hex: near for re-encoded copies of one picture. */
  readonly fingerprint: string | null;
}

/** Two examined frames and how far apart they are; `a` and `b` are indices into `frames`. */
export interface FramePair {
  readonly a: number;
  readonly b: number;
}

/** Everything measured in one real-person check. JSON-able: holds no image and no embedding. */
export interface CheckMeasurement {
  /** Name and version of the engine's manifest. */
  readonly engine: string;
  readonly frames: readonly FrameMeasurement[];
  /** Cosine of each frame's face with the frame before it that had a face, in order of time. */
  readonly identity: readonly (FramePair & { readonly similarity: number })[];
  /** The smallest cosine between any two frames' faces, or null with fewer than two. */
  readonly identityMin: number | null;
  /**
   * Each frame `b` against the most frontal one `a`: what a plane's best homography leaves over, as RMS over
   * face width, and the difference in yaw. A photograph, bent only by perspective, leaves almost nothing.
   */
  readonly parallax: readonly (FramePair & { readonly residual: number; readonly yaw: number })[];
  /** Mean absolute difference of the face's place in luma, 0..1, from frame to next frame in time. */
  readonly changes: readonly (FramePair & { readonly difference: number })[];
  /** The two most alike frames of all, by the same measure; near 0 for a re-encoded copy. */
  readonly closest: (FramePair & { readonly difference: number }) | null;
  /**
   * How much the finest detail around the face stands in a grid (`gridStrength`), the median of three frames:
   * about 3–5 for a camera's view of a person, far more for a filmed screen; null when the frames are too small.
   */
  readonly grid: number | null;
  /** Pairs of the very same bytes. */
  readonly repeats: readonly FramePair[];
  /** Match with the reference over all frames with a face, or null without either. */
  readonly match: {
    readonly median: number;
    readonly min: number;
    readonly max: number;
    readonly frames: number;
  } | null;
}

/** Where a portrait comes from: what a stranger sends may cost less memory and time than what a register keeps. */
export type PortraitOrigin = 'register' | 'camera';

/** What one portrait (the register's photograph) holds, or why it cannot serve as a reference. */
export type PortraitMeasurement =
  | { readonly ok: false; readonly refusal: ImageRefusal }
  | {
      readonly ok: true;
      readonly engine: string;
      readonly widthPx: number;
      readonly heightPx: number;
      readonly faces: number;
      /** The other faces of the picture. */
      readonly others: readonly OtherFace[];
      /** The largest face, null when none was found. */
      readonly face: FaceMeasurement | null;
      /** Of the largest face, null when none was found. */
      readonly embedding: Embedding | null;
    };
