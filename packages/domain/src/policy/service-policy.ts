import { DAY_MS } from './calendar.ts';

/** At most so many within a window of so many milliseconds. */
type Most = { readonly most: number; readonly withinMs: number };

/** Figures of the services that answer about people (V2); an agency changes them here. */
export const servicePolicy = {
  /**
   * Wrong answers about one number, all relying parties together: enough for slips of the pen, too few to guess who bears
   * it. A right answer is not counted.
   */
  missesAboutSubject: [{ most: 30, withinMs: DAY_MS }] as readonly Most[],
  /** Faces that one party may show for one number: each wrong one teaches something, whatever the answer says. */
  facesOfPartyAboutSubject: [{ most: 5, withinMs: DAY_MS }] as readonly Most[],
  /** Faces shown for one number by all parties together, wrong ones only. */
  faceMissesAboutSubject: [{ most: 15, withinMs: DAY_MS }] as readonly Most[],
  /** Wrong names for one credential's identifier, all parties together. */
  missesAboutCredential: [{ most: 30, withinMs: DAY_MS }] as readonly Most[],
  /** Characters of a portrait as base64: about 1 MB of JPEG. */
  portraitCharacters: 1_400_000,
  /**
   * An answer leaves at a whole multiple of these milliseconds after the question came, so that what had to be done for it
   * cannot be read off the time it took. Looking at two faces takes longer than comparing two texts.
   */
  answersEveryMs: { text: 50, face: 500 },
} as const;
