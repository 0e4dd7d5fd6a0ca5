import { inAll, type Text } from '../text/locale.ts';

/** The assurance ladder (SERVICES.md A): phone proven → name and number match → a live face matches. */
export const LEVELS = ['registered', 'real-name', 'real-person'] as const;
export type Level = (typeof LEVELS)[number];

/** The levels as people name them. */
export const LEVEL_TEXTS: Readonly<Record<Level, Text>> = {
  registered: inAll('已登录', '已登入', '已登入', 'signed in'),
  'real-name': inAll('实名认证', '實名認證', '實名驗證', 'real-name'),
  'real-person': inAll('实人认证', '真人認證', '真人驗證', 'real-person'),
};

/** True when `held` is at least `needed`. */
export function reaches(held: Level, needed: Level): boolean {
  return LEVELS.indexOf(held) >= LEVELS.indexOf(needed);
}

/**
 * The ways to prove who the subject is: the face (A1), the mobile on file with the register (A2), a mobile that a third
 * party vouches for (A3), photos of the document looked at by a reviewer (A5), face-sign at a counter (A6). Which of
 * them a procedure takes, in which order and how often, is its ladder (ladder.ts).
 */
export const RUNGS = [
  'real-person',
  'mobile-on-file',
  'vouched-mobile',
  'document-review',
  'counter',
] as const;
export type Rung = (typeof RUNGS)[number];
