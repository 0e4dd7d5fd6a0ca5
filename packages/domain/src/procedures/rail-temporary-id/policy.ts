import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../policy/calendar.ts';

/** Figures of the rail temporary ID (SERVICES.md B3, B5; sources 000 and FACTS): change them here, nowhere else. */
export const policy = {
  validForMs: 24 * HOUR_MS,
  /** Quota and re-application window bind this medium; paper at the counter is not counted (B3, FACTS). */
  limitedMedium: 'electronic',
  perMonth: 3,
  reapplyInLastHours: 3,
  codeForMs: 60 * SECOND_MS,
  presentForMs: 30 * MINUTE_MS,
  faceTries: 3,
  lapsesAfterMs: DAY_MS,
} as const;
