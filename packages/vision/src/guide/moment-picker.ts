import { isDoing, type RestFace, type Strengths, strengthsOf, unrestOf } from './action-strength.ts';
import type { Action, Moment } from './challenge.ts';
import type { GuideSample } from './face-sample.ts';
import { framingOf, type Guidance } from './guidance.ts';
import { createRestFinder } from './rest-finder.ts';

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

interface Shot<Picture> {
  readonly atMs: number;
  readonly picture: Picture;
}

interface StepShots<Picture> {
  before: (Shot<Picture> & { unrest: number }) | null;
  peak: (Shot<Picture> & { strength: number }) | null;
  after: (Shot<Picture> & { unrest: number }) | null;
  /** The fullest attempt that never counted, or a picture of what was in the way. */
  attempt: (Shot<Picture> & { strength: number }) | null;
  /** False after an interruption, until the face is seen at rest again. */
  armed: boolean;
  begun: boolean;
}

/** Least time between two pictures kept only as evidence of a problem. */
const evidenceMs = 400;

/** How far from rest a picture may be to show rest: at best, and at all. */
const resting = { quiet: 0.3, loose: 0.6 };

/** Longest wait for a quieter picture once an action is over. */
const settleMs = 250;

/** A face lost for longer than this breaks off the action it was doing. */
const lostMs = 600;

/** Makes a picker for these steps. Other actions between or before the asked one are ignored. */
export function createMomentPicker<Picture>(steps: readonly Action[]): MomentPicker<Picture> {
  const finder = createRestFinder();
  const shots: StepShots<Picture>[] = [];
  let lead: Shot<Picture> | null = null;
  let rest: RestFace | null = null;
  let steadyLow: { since: number; pitch: number } | null = null;
  let lastSeen = 0;
  let evidence: Shot<Picture>[] = [];
  let latest = null as Shot<Picture> | null;

  const openStep = (): void => {
    shots.push({ before: null, peak: null, after: null, attempt: null, armed: true, begun: false });
  };
  /** The action under way does not count: it must be done again, from rest. */
  const abandon = (): void => {
    const open = shots.at(-1);
    if (open) Object.assign(open, { before: null, peak: null, armed: false, begun: false });
  };
  const state = (guidance: Guidance, progress = 0): GuideState => {
    const step = shots.length > steps.length ? 'done' : shots.length === 0 ? 'lead' : shots.length - 1;
    const eyesNeeded = step === 'lead' || (step !== 'done' && steps[step] === 'blink');
    return { guidance, step, eyesNeeded, progress };
  };

  /** A rest found on a bowed head shows when the face steadily lies higher: begin again from there. */
  const restWasWrong = (strengths: Strengths, atMs: number, pitch: number): boolean => {
    if (shots.length !== 1 || strengths.nod > -0.9) {
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
    const action = steps[shots.length - 1]!;
    const open = shots.at(-1)!;
    const strengths = strengthsOf(sample.face!, reference);
    const strength = strengths[action];
    const take = (): Shot<Picture> => ({ atMs: sample.atMs, picture: capture() });
    if (restWasWrong(strengths, sample.atMs, sample.face!.pitch)) {
      shots.length = 0;
      rest = null;
      lead = null;
      finder.reset();
      return state('hold-still');
    }
    const unrest = unrestOf(strengths);
    const still = unrest < resting.loose;
    if (open.begun && open.peak && (still || open.after)) {
      // Back from the action: the quietest of the next pictures, then on.
      const after = open.after;
      const quieter = !after || unrest < after.unrest;
      if (quieter) open.after = { ...take(), unrest };
      if (unrest < resting.quiet || !quieter || sample.atMs - (after?.atMs ?? sample.atMs) > settleMs)
        openStep();
      return state(shots.length > steps.length ? 'good' : 'do-step', 1);
    }
    if (isDoing(action, strengths) && open.armed) open.begun = true;
    if (open.begun) {
      if (!open.peak || (isDoing(action, strengths) && strength > open.peak.strength))
        open.peak = { ...take(), strength };
      return state('return-to-rest', 1);
    }
    if (still) {
      // The latest quiet picture; a less quiet one, already on its way, only for want of a better.
      if (unrest < resting.quiet || !open.before || open.before.unrest >= resting.quiet)
        open.before = { ...take(), unrest };
      open.armed = true;
    } else {
      // Another step's action here is worth showing too: it tells the server of a wrong order.
      const fullest = Math.max(...steps.map((one) => strengths[one]));
      if (fullest > (open.attempt?.strength ?? 0.2) + 0.1) open.attempt = { ...take(), strength: fullest };
    }
    return state('do-step', Math.max(0, Math.min(1, strength)));
  };

  return {
    feed(sample, capture) {
      if (shots.length > steps.length) return state('good', 1);
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
        abandon();
        const open = shots.at(-1);
        if (open) open.attempt = { ...evidence.at(-1)!, strength: Number.POSITIVE_INFINITY };
      }
      if (problem && (shots.length === 0 || !sample.face || problem === 'several-faces')) {
        finder.reset();
        if (sample.atMs - lastSeen > lostMs) abandon();
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
      const [first = null, second = null, third = null] = lead ? [] : evidence;
      add('lead', 'before', lead ?? first);
      steps.forEach((_, step) => {
        const one = shots[step];
        const peak = one?.peak ?? one?.attempt ?? (step === 0 ? second : null);
        // The face went on resting after a failed attempt: that rest was not before it.
        add(step, 'before', one?.before && (!peak || one.before.atMs < peak.atMs) ? one.before : null);
        add(step, 'peak', peak);
        const last =
          step === shots.length - 1 && latest !== null && latest.atMs > picked.at(-1)!.atMs ? latest : null;
        add(step, 'after', one?.after ?? last ?? (step === 0 ? third : null));
      });
      return picked;
    },
  };
}
