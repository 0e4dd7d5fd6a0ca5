import { type RestFace, type Strengths, strengthsOf } from './action-strength.ts';
import type { Action, Moment } from './challenge.ts';
import type { GuideSample } from './face-sample.ts';
import { framingOf, type Guidance } from './guidance.ts';
import { createRestFinder } from './rest-finder.ts';
import { createStepFollower, type Shot, type StepFollower } from './step-follower.ts';

/** A picture the picker chose, with the place it takes in the check. */
export interface PickedMoment<Picture> {
  readonly step: number | 'lead';
  readonly moment: Moment;
  readonly atMs: number;
  readonly picture: Picture;
}

/** Where the person stands after a sample. */
export interface GuideState {
  readonly guidance: Guidance;
  /** The step asked for now: its index, or `lead` while the resting face is sought, or `done`. */
  readonly step: number | 'lead' | 'done';
  /** Whether the next sample needs the eyelid model: to learn the open eye, and to see a blink. */
  readonly eyesNeeded: boolean;
  /** How far the asked action is done, 0..1, for a progress ring. */
  readonly progress: number;
}

/** Chooses the telling moments of a challenge from a stream of light measurements. */
export interface MomentPicker<Picture> {
  /**
   * Takes one sample, times rising. `capture` is called at once and only when the picture may be needed; it may
   * give a promise (of JPEG bytes, say), which the picker holds without waiting.
   */
  feed(sample: GuideSample, capture: () => Picture): GuideState;
  /** The chosen pictures in order of time; with steps unfinished, the best there are, for the server to judge. */
  finish(): readonly PickedMoment<Picture>[];
}

/** Least time between two pictures kept only as evidence of a problem. */
const evidenceMs = 400;

/** A face lost for longer than this breaks off the action it was doing. */
const lostMs = 600;

/**
 * Makes a picker for these steps. Other actions between or before the asked one are ignored. With `known`, the resting
 * face that the server has a picture of already, none is looked for: the server measures every step from that one.
 */
export function createMomentPicker<Picture>(
  steps: readonly Action[],
  known?: RestFace,
): MomentPicker<Picture> {
  const finder = createRestFinder();
  const followers: StepFollower<Picture>[] = [];
  let lead: Shot<Picture> | null = null;
  let rest: RestFace | null = known ?? null;
  let steadyLow: { since: number; pitch: number } | null = null;
  let lastSeen = 0;
  let evidence: Shot<Picture>[] = [];
  let latest = null as Shot<Picture> | null;

  /** Past the last step one more is opened: then all is done. */
  const openStep = (): void => {
    followers.push(createStepFollower(steps[followers.length] ?? 'nod', steps));
  };
  if (known) openStep();

  const state = (guidance: Guidance, progress = 0): GuideState => {
    const step =
      followers.length > steps.length ? 'done' : followers.length === 0 ? 'lead' : followers.length - 1;
    const eyesNeeded = step === 'lead' || (step !== 'done' && steps[step] === 'blink');
    return { guidance, step, eyesNeeded, progress };
  };

  /** A rest found on a bowed head shows when the face steadily lies higher: begin again from there. */
  const restWasWrong = (strengths: Strengths, atMs: number, pitch: number): boolean => {
    if (known || followers.length !== 1 || strengths.nod > -0.9) {
      steadyLow = null;
      return false;
    }
    if (!steadyLow || Math.abs(pitch - steadyLow.pitch) > 3) steadyLow = { since: atMs, pitch };
    return atMs - steadyLow.since >= 250;
  };

  const seek = (sample: GuideSample, capture: () => Picture): GuideState => {
    const found = finder.feed(sample.face!, sample.atMs);
    if (typeof found === 'string') return state(found);
    rest = found;
    lead = { atMs: sample.atMs, picture: capture() };
    openStep();
    return state('do-step');
  };

  const follow = (sample: GuideSample, capture: () => Picture, reference: RestFace): GuideState => {
    const strengths = strengthsOf(sample.face!, reference);
    if (restWasWrong(strengths, sample.atMs, sample.face!.pitch)) {
      followers.length = 0;
      rest = null;
      lead = null;
      finder.reset();
      return state('hold-still');
    }
    const { guidance, progress, done } = followers.at(-1)!.feed(strengths, sample.atMs, capture);
    if (done) openStep();
    if (done && followers.length <= steps.length) return state('do-step', 1);
    return state(guidance, progress);
  };

  return {
    feed(sample, capture) {
      if (followers.length > steps.length) return state('good', 1);
      const problem = framingOf(sample);
      if (rest && sample.atMs - (latest?.atMs ?? 0) >= evidenceMs)
        latest = { atMs: sample.atMs, picture: capture() };
      if (
        sample.atMs - (evidence.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY) >= evidenceMs &&
        (problem || !rest)
      ) {
        // What to show the server if nothing better comes: the first sights and the latest.
        evidence = [...evidence.slice(0, 2), { atMs: sample.atMs, picture: capture() }];
      }
      if (problem === 'several-faces') {
        const open = followers.at(-1);
        open?.interrupt();
        open?.note(evidence.at(-1)!, Number.POSITIVE_INFINITY);
      }
      if (problem && (followers.length === 0 || !sample.face || problem === 'several-faces')) {
        finder.reset();
        if (sample.atMs - lastSeen > lostMs) followers.at(-1)?.interrupt();
        return state(problem);
      }
      lastSeen = sample.atMs;
      return rest ? follow(sample, capture, rest) : seek(sample, capture);
    },
    finish() {
      const picked: PickedMoment<Picture>[] = [];
      const add = (step: number | 'lead', moment: Moment, shot: Shot<Picture> | null): void => {
        if (shot) picked.push({ step, moment, atMs: shot.atMs, picture: shot.picture });
      };
      // Of a check that knows its resting face already, the lead was sent before.
      const [first = null, second = null, third = null] = lead || known ? [] : evidence;
      if (!known) add('lead', 'before', lead ?? first);
      steps.forEach((_, step) => {
        const { before = null, peak = null, after = null } = followers[step]?.shots() ?? {};
        add(step, 'before', before);
        add(step, 'peak', peak ?? (step === 0 ? second : null));
        const newest = picked.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
        const last = step === followers.length - 1 && latest !== null && latest.atMs > newest ? latest : null;
        add(step, 'after', after ?? last ?? (step === 0 ? third : null));
      });
      return picked;
    },
  };
}
