import { disturbanceOf, isDoing, type Strengths } from './action-strength.ts';
import type { Action } from './challenge.ts';
import type { Guidance } from './guidance.ts';

/** A picture with the time it was taken, milliseconds since the challenge was shown. */
export interface Shot<Picture> {
  readonly atMs: number;
  readonly picture: Picture;
}

/** The telling pictures of one step, as far as there are any. */
export interface StepShots<Picture> {
  readonly before: Shot<Picture> | null;
  readonly peak: Shot<Picture> | null;
  readonly after: Shot<Picture> | null;
}

/** What a step makes of one sample. */
export interface Following {
  readonly guidance: Guidance;
  /** How far the action is done, 0..1. */
  readonly progress: number;
  readonly done: boolean;
}

/** Watches for one action: from rest to its fullest and back, as often as it takes. */
export interface StepFollower<Picture> {
  /** Takes the strengths of one sample, times rising; `take` makes its picture and is called only when it may be needed. */
  feed(strengths: Strengths, atMs: number, take: () => Picture): Following;
  /** The movement under way does not count: it must be done again, from rest. */
  interrupt(): void;
  /** The fullest attempt that never counted, or a picture of what was in the way. */
  note(attempt: Shot<Picture>, strength: number): void;
  /** The movement that counts; of an unfinished step the best there is. */
  shots(): StepShots<Picture>;
}

type Rest<Picture> = Shot<Picture> & { readonly own: number };
type Peak<Picture> = Shot<Picture> & { readonly strength: number };

/** How much of the action may be left at rest: at best, and at all; shares of the guide's scale. */
const resting = { quiet: 0.3, loose: 0.6 };
/** The same as shares of the peak: well within the half that the server allows. */
const share = { quiet: 0.2, loose: 0.35, before: 0.42 };
/** From here on another action shows: the server would see it at 1. */
const disturbed = 0.7;
/** Longest wait for a quieter picture once an action is over. */
const settleMs = 250;
/** A resting picture is taken anew so often: each costs a slow phone time. */
const retakeMs = 250;
/** So long a fuller movement is asked for; then a faint one is taken that the server probably sees. */
const patienceMs = 4500;
/** Something else shown for so long is no passing movement: the person is told to look straight. */
const astrayMs = 1500;

/** Makes the follower of one step; other actions of the challenge are noted as attempts, for the server to judge. */
export function createStepFollower<Picture>(action: Action, steps: readonly Action[]): StepFollower<Picture> {
  let before: Rest<Picture> | null = null;
  let peak: Peak<Picture> | null = null;
  let after: Rest<Picture> | null = null;
  let faint: { before: Rest<Picture> | null; peak: Peak<Picture>; after: Rest<Picture> } | null = null;
  let attempt: Peak<Picture> | null = null;
  let armed = true;
  let since: number | null = null;
  let astraySince: number | null = null;

  /** A movement is over: true when it will do. Otherwise it is kept for want of a better, and asked for again. */
  const conclude = (seen: Peak<Picture>, end: Rest<Picture>): boolean => {
    const sound = before === null || before.own <= share.before * seen.strength;
    if (sound && seen.strength >= 1) return true;
    if (sound && seen.strength > (faint?.peak.strength ?? 0)) faint = { before, peak: seen, after: end };
    before = end;
    peak = null;
    after = null;
    return false;
  };
  const asking = (): Guidance => (faint ? 'do-more' : 'do-step');

  return {
    feed(strengths, atMs, take) {
      since ??= atMs;
      const own = strengths[action];
      const alone = disturbanceOf(action, strengths) < disturbed;
      if (peak) {
        const back = alone && own <= share.loose * peak.strength;
        if (back || after) {
          // Back from the action: the quietest of the next pictures, then on.
          const last: Rest<Picture> | null = after;
          const quieter = back && (!last || own < last.own);
          const end: Rest<Picture> = quieter || !last ? { atMs, picture: take(), own } : last;
          after = end;
          const settled =
            (back && own <= share.quiet * peak.strength) ||
            !quieter ||
            atMs - (last?.atMs ?? atMs) > settleMs;
          if (!settled) return { guidance: 'return-to-rest', progress: 1, done: false };
          const done = conclude(peak, end);
          return { guidance: done ? 'good' : asking(), progress: done ? 1 : 0, done };
        }
        if (isDoing(action, strengths) && own > peak.strength)
          peak = { atMs, picture: take(), strength: own };
        const full = peak.strength >= 1;
        return {
          guidance: full ? 'return-to-rest' : asking(),
          progress: full ? 1 : Math.max(0, own),
          done: false,
        };
      }
      if (faint && atMs - since >= patienceMs) {
        ({ before, peak, after } = faint);
        return { guidance: 'good', progress: 1, done: true };
      }
      if (armed && isDoing(action, strengths)) {
        peak = { atMs, picture: take(), strength: own };
        return own >= 1
          ? { guidance: 'return-to-rest', progress: 1, done: false }
          : { guidance: asking(), progress: own, done: false };
      }
      if (alone && own <= resting.loose) {
        // The latest quiet picture; a less quiet one, already on its way, only for want of a better.
        const due = !before || (atMs - before.atMs >= retakeMs && own <= resting.quiet);
        if (due || (before && before.own > resting.quiet)) before = { atMs, picture: take(), own };
        armed = true;
      } else {
        // Another step's action here is worth showing too: it tells the server of a wrong order.
        const fullest = Math.max(...steps.map((one) => strengths[one]));
        if (fullest > (attempt?.strength ?? 0.2) + 0.1)
          attempt = { atMs, picture: take(), strength: fullest };
      }
      astraySince = alone ? null : (astraySince ?? atMs);
      const astray = astraySince !== null && atMs - astraySince >= astrayMs;
      return {
        guidance: astray ? 'look-straight' : asking(),
        progress: Math.max(0, Math.min(1, own)),
        done: false,
      };
    },
    interrupt() {
      before = null;
      peak = null;
      after = null;
      armed = false;
    },
    note(shot, strength) {
      attempt = { ...shot, strength };
    },
    shots: () => {
      if (after && peak) return { before, peak, after };
      const best = faint ?? { before, peak: peak ?? attempt, after };
      // The face went on resting after a failed attempt: that rest was not before it.
      const late = best.before !== null && best.peak !== null && best.before.atMs >= best.peak.atMs;
      return late ? { ...best, before: null } : best;
    },
  };
}
