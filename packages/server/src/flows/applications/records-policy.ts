import { DAY_MS } from '@suizheng/domain/policy/calendar.ts';

/** Records of one month are visible to the holder (B7; source 000 says a month: the longest one). */
export const RECORDS_KEPT_MS = 31 * DAY_MS;
