import { DAY_MS } from './calendar.ts';

type Most = { readonly most: number; readonly withinMs: number };

/** Figures of the question whether two documents are one person's (L3); how long it waits: `partyPolicy.consentWaitMs`. */
export const linkCheckPolicy = {
  /** Questions of one party about one number; counted whoever bears it, and whether anybody does. */
  ofPartyAboutNumber: [{ most: 5, withinMs: DAY_MS }] as readonly Most[],
  /** Text messages to one holder about such questions, all parties together; further ones are in the inbox alone. */
  messagesToHolder: [{ most: 6, withinMs: DAY_MS }] as readonly Most[],
  /** Requests that the holder's list shows. */
  listed: 50,
} as const;
