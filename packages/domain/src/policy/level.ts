/** The assurance ladder (SERVICES.md A): phone proven → name and number match → a live face matches. */
export const LEVELS = ['registered', 'real-name', 'real-person'] as const;
export type Level = (typeof LEVELS)[number];

/** True when `held` is at least `needed`. */
export function reaches(held: Level, needed: Level): boolean {
  return LEVELS.indexOf(held) >= LEVELS.indexOf(needed);
}

/** The ways a person can prove who the subject is, in the order they are offered. */
export const RUNGS = ['real-person', 'document-review', 'counter'] as const;
export type Rung = (typeof RUNGS)[number];
