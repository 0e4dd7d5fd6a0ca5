/** What a person may be asked to do; `right` and `left` are sides of the raw, unmirrored camera frame. */
export type RealPersonAction = 'right' | 'left' | 'blink' | 'mouth' | 'nod';

/** Why a real-person check was not simply accepted; closed, machine-readable, translated elsewhere. */
export type RealPersonReason =
  | { readonly code: 'step-not-seen'; readonly step: number; readonly action: RealPersonAction }
  | { readonly code: 'deadline-missed'; readonly step: number | null }
  | { readonly code: RealPersonReasonCode };

/** The codes that carry nothing but themselves. */
export type RealPersonReasonCode =
  | 'frames-missing'
  | 'image-unreadable'
  | 'no-face'
  | 'several-faces'
  | 'face-too-small'
  | 'too-dark'
  | 'too-bright'
  | 'too-blurred'
  | 'steps-out-of-order'
  | 'times-impossible'
  | 'frames-repeated'
  | 'frames-static'
  | 'spoof-suspected'
  | 'identity-changed'
  | 'reference-missing'
  | 'no-match'
  | 'match-uncertain';

/** `review` means a person decides; `refuse` ends this try. */
export interface RealPersonVerdict {
  readonly outcome: 'accept' | 'review' | 'refuse';
  readonly reasons: readonly RealPersonReason[];
}

/** What was asked, and what the server itself knows of the time it took. */
export interface RealPersonChallenge {
  readonly steps: readonly RealPersonAction[];
  /** Milliseconds from showing the challenge to the frames' arrival, by the server's clock, when known. */
  readonly elapsedMs?: number;
  /** True when one of these frames' digests was seen in another session. */
  readonly seenBefore?: boolean;
}

/** One examined frame, as far as the judge needs it (`FrameMeasurement` of vision is assignable). */
export interface RealPersonFrame {
  readonly step: number | 'lead';
  readonly moment: 'before' | 'peak' | 'after';
  readonly atMs: number;
  readonly refusal: string | null;
  readonly faces: number;
  readonly face: {
    readonly presence: number;
    readonly yaw: number;
    readonly pitch: number;
    readonly eyeOpenness: number;
    readonly eyesClosed: number;
    readonly mouthOpen: number;
    readonly live: number;
    readonly widthPx: number;
    readonly brightness: number;
    readonly contrast: number;
    readonly sharpness: number;
  } | null;
}

/** One check's measurements, as far as the judge needs them (`CheckMeasurement` of vision is assignable). */
export interface RealPersonMeasurement {
  readonly frames: readonly RealPersonFrame[];
  readonly identityMin: number | null;
  readonly parallax: readonly { readonly residual: number; readonly yaw: number }[];
  readonly changes: readonly { readonly difference: number }[];
  readonly repeats: readonly unknown[];
  readonly match: { readonly median: number; readonly min: number; readonly frames: number } | null;
}

/** Every threshold of the check; an agency changes these, not the code. */
export interface RealPersonPolicy {
  /** Cosine with the register's portrait: from `accept` on it is the person, from `review` on a human looks. */
  readonly match: { readonly accept: number; readonly review: number };
}

/** Judges measurements against what was asked. Pure: the same input gives the same verdict for ever. */
export function judgeRealPersonCheck(
  measurement: RealPersonMeasurement,
  challenge: RealPersonChallenge,
  policy: RealPersonPolicy,
): RealPersonVerdict {
  void [measurement, challenge, policy];
  return { outcome: 'refuse', reasons: [{ code: 'frames-missing' }] };
}
