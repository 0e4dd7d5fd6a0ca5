import { DAY_MS } from './calendar.ts';

/** At most so many within a window of so many milliseconds. */
type Most = { readonly most: number; readonly withinMs: number };

/** Figures of the services that answer about people (V2); an agency changes them here. */
export const servicePolicy = {
  /**
   * Wrong answers about one number or one credential's identifier: enough for slips of the pen, too few to guess who bears
   * it. A right answer is not counted. One party's share is small, so that none can have a person refused everywhere.
   */
  misses: {
    ofParty: [{ most: 10, withinMs: DAY_MS }] as readonly Most[],
    ofAll: [{ most: 60, withinMs: DAY_MS }] as readonly Most[],
  },
  /**
   * Faces shown for one number. Each of a party's counts, for each teaches something, whatever the answer says; of all
   * parties together the wrong ones.
   */
  faces: {
    ofParty: [{ most: 5, withinMs: DAY_MS }] as readonly Most[],
    missesOfAll: [{ most: 40, withinMs: DAY_MS }] as readonly Most[],
  },
  /** Characters of a portrait as base64: about 1 MB of JPEG. */
  portraitCharacters: 1_400_000,
  /**
   * An answer leaves at a whole multiple of these milliseconds after the question came, so that what had to be done for it
   * cannot be read off the time it took. Looking at two faces takes longer than comparing two texts.
   */
  answersEveryMs: { text: 50, face: 500 },
} as const;
