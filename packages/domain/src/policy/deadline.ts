import { DAY_MS, MINUTE_MS } from './calendar.ts';
import { isWorkingDay } from './working-days.ts';

/** A time by which people must have decided: minutes, or whole working days of the Chinese calendar. */
export type Within = { readonly minutes: number } | { readonly workingDays: number };

/** The instant a deadline falls on: so many minutes later, or the end (Asia/Shanghai) of the n-th working day after. */
export function deadlineOf(within: Within, from: Date): Date {
  if ('minutes' in within) return new Date(from.getTime() + within.minutes * MINUTE_MS);
  const OFFSET = 8 * 3_600_000;
  let day = Math.floor((from.getTime() + OFFSET) / DAY_MS);
  for (let left = within.workingDays; left > 0; ) {
    day += 1;
    if (isWorkingDay(new Date(day * DAY_MS - OFFSET))) left -= 1;
  }
  return new Date((day + 1) * DAY_MS - OFFSET);
}
