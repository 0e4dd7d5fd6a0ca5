import { civilDate, DAY_MS } from './calendar.ts';
import { CALENDAR_ENDS, HOLIDAYS } from './holidays.ts';

/** Every day off and every weekend day worked, by civil date. */
const EXCEPTIONS: ReadonlyMap<string, boolean> = new Map(
  HOLIDAYS.flatMap(({ off: [first, last], worked }) => [
    ...daysFrom(first, last).map((day) => [day, false] as const),
    ...worked.map((day) => [day, true] as const),
  ]),
);

/**
 * True when offices work on that day of the Chinese calendar (Asia/Shanghai): the State Council's arrangements where
 * there are any (holidays.ts), else Monday to Friday.
 */
export function isWorkingDay(day: Date): boolean {
  const arranged = EXCEPTIONS.get(civilDate(day));
  if (arranged !== undefined) return arranged;
  const weekday = new Date(day.getTime() + 8 * 3_600_000).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** Days left until the calendar's data ends, none when it has; the console warns when they are few. */
export function calendarDaysLeft(now: Date): number {
  const end = Date.parse(`${CALENDAR_ENDS}T00:00:00+08:00`) + DAY_MS;
  return Math.max(0, Math.floor((end - now.getTime()) / DAY_MS));
}

/** Civil dates from the first to the last, both included. */
function daysFrom(first: string, last: string): string[] {
  const count = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  return Array.from({ length: count }, (_, n) =>
    new Date(Date.parse(first) + n * DAY_MS).toISOString().slice(0, 10),
  );
}
