import { DAY_MS, HOUR_MS } from '@suizheng/domain/policy/calendar.ts';

/** Records of one month are visible to the holder (B7; source 000 says a month: the longest one). */
export const RECORDS_KEPT_MS = 31 * DAY_MS;

/** Applications that one account may begin: a travelling party fits in, filling the tables does not. */
export const APPLICATIONS_OF_ACCOUNT = [
  { most: 60, withinMs: HOUR_MS },
  { most: 200, withinMs: DAY_MS },
] as const;
