/** What a face may be asked to do. */
export type FaceAction = 'right' | 'left' | 'blink' | 'mouth' | 'nod';

/** The measures of a face that show an action. */
export interface FaceState {
  readonly yaw: number;
  readonly pitch: number;
  readonly eyeOpenness: number;
  readonly noseLength: number;
  readonly mouthOpen: number;
}

/** One frame with the place it claims in the challenge. */
export interface StepFrame {
  readonly step: number | 'lead';
  readonly moment: 'before' | 'peak' | 'after';
  readonly atMs: number;
  readonly face: FaceState | null;
}

/** What a peak must differ from the same face at rest. */
export interface ActionScale {
  /** Degrees to a side. */
  readonly turn: number;
  /** Degrees downwards. */
  readonly nod: number;
  /** Gap of the lips over the mouth's width. */
  readonly mouth: number;
  /** Share of the resting eye's openness that must go. */
  readonly blink: number;
  /** Share of the peak's own strength that may be there before and after it. */
  readonly rest: number;
}

/** Milliseconds: for one step, for the whole check, and how far two clocks may disagree. */
export interface StepTimes {
  readonly stepMs: number;
  readonly totalMs: number;
  readonly skewMs: number;
}

type StepReason =
  | { readonly code: 'frames-missing' | 'steps-out-of-order' }
  | { readonly code: 'step-not-seen'; readonly step: number; readonly action: FaceAction };

type TimeReason =
  | { readonly code: 'times-impossible' }
  | { readonly code: 'deadline-missed'; readonly step: number | null };

/** Were the steps seen, each at its own peak and not before or after it? Measured against the first rest. */
export function judgeSteps(
  frames: readonly StepFrame[],
  steps: readonly FaceAction[],
  scale: ActionScale,
): StepReason[] {
  const only = (step: number | 'lead', moment: StepFrame['moment']): StepFrame | null => {
    const found = frames.filter((frame) => frame.step === step && frame.moment === moment);
    return found.length === 1 ? found[0]! : null;
  };
  const lead = only('lead', 'before');
  if (!lead || steps.length === 0 || frames.length > 1 + 3 * steps.length)
    return [{ code: 'frames-missing' }];
  const reasons: StepReason[] = [];
  let last = lead;
  const shown: (FaceAction | null)[] = [];
  steps.forEach((action, step) => {
    const before = only(step, 'before') ?? last;
    const peak = only(step, 'peak');
    const after = only(step, 'after');
    const strengthOf = (frame: StepFrame | null): Strengths | null =>
      frame?.face && lead.face ? strengthsOf(frame.face, lead.face, scale) : null;
    const full = strengthOf(peak)?.[action] ?? 0;
    // At rest: the step's own action mostly gone, and no other to be seen.
    const rests = (frame: StepFrame | null): boolean => {
      const strengths = strengthOf(frame);
      if (!strengths) return false;
      const shown = shownAction(strengths);
      // Anyone may blink at any moment, and lips are measured roughly: up to twice the scale they are at rest.
      const lips = shown === 'mouth' && strengths.mouth < 2;
      const quiet = shown === null || shown === 'blink' || shown === action || lips;
      return quiet && strengths[action] <= scale.rest * full;
    };
    const shows = strengthOf(peak);
    shown.push(shows && shownAction(shows));
    if (shown[step] !== action || !rests(before) || !rests(after))
      reasons.push({ code: 'step-not-seen', step, action });
    if (after) last = after;
  });
  const misplaced = shown.some(
    (action, step) => action !== null && action !== steps[step] && steps.includes(action),
  );
  return misplaced ? [{ code: 'steps-out-of-order' }, ...reasons] : reasons;
}

/** Do the claimed times rise in the order of the steps, fit the server's clock, and keep the deadlines? */
export function judgeTimes(
  frames: readonly StepFrame[],
  { steps, elapsedMs }: { readonly steps: readonly FaceAction[]; readonly elapsedMs?: number },
  time: StepTimes,
): TimeReason[] {
  const order = { before: 0, peak: 1, after: 2 };
  const place = (frame: StepFrame): number =>
    frame.step === 'lead' ? -1 : frame.step * 3 + order[frame.moment];
  const asClaimed = [...frames].sort((a, b) => place(a) - place(b));
  const impossible = asClaimed.some((frame, i) => {
    const stepExists =
      frame.step === 'lead' || (Number.isInteger(frame.step) && steps[frame.step] !== undefined);
    return !stepExists || !(frame.atMs >= 0) || (i > 0 && frame.atMs <= asClaimed[i - 1]!.atMs);
  });
  const end = asClaimed.at(-1)?.atMs ?? 0;
  const reasons: TimeReason[] = [];
  if (impossible || (elapsedMs !== undefined && end > elapsedMs + time.skewMs))
    reasons.push({ code: 'times-impossible' });
  if (Math.max(end, elapsedMs ?? 0) > time.totalMs) reasons.push({ code: 'deadline-missed', step: null });
  let since = asClaimed[0]?.atMs ?? 0;
  steps.forEach((_, step) => {
    const done = frames.find((frame) => frame.step === step && frame.moment === 'after')?.atMs;
    if (done === undefined) return;
    if (done - since > time.stepMs) reasons.push({ code: 'deadline-missed', step });
    since = done;
  });
  return reasons;
}

type Strengths = Readonly<Record<FaceAction, number>>;

/** How far the face does each action against the same face at rest; 1 is enough. */
function strengthsOf(face: FaceState, rest: FaceState, scale: ActionScale): Strengths {
  const turn = (face.yaw - rest.yaw) / scale.turn;
  return {
    right: turn,
    left: -turn,
    nod: (face.pitch - rest.pitch) / scale.nod,
    mouth: (face.mouthOpen - rest.mouthOpen) / scale.mouth,
    blink: (1 - lidsOf(face) / Math.max(lidsOf(rest), 0.01)) / scale.blink,
  };
}

/** How open the eyes are, had the picture not been tilted: that shortens eyes and nose alike. */
function lidsOf({ eyeOpenness, noseLength }: FaceState): number {
  return eyeOpenness / Math.max(noseLength, 0.01);
}

/**
 * The one action a face shows. A turned head distorts the lips' measure and a bowed or turned one sinks the
 * lids, so a turn outranks the mouth and all outrank a blink; an opening jaw bows the head a little, so mouth
 * and nod are weighed against each other.
 */
function shownAction(strengths: Strengths): FaceAction | null {
  const { right, left, nod, mouth, blink } = strengths;
  const turn = Math.max(right, left);
  if (turn >= 1 && turn >= nod) return right > left ? 'right' : 'left';
  if (mouth >= 1 && mouth >= nod) return 'mouth';
  if (nod >= 1) return 'nod';
  return blink >= 1 ? 'blink' : null;
}
