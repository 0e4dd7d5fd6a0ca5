import { DAY_MS, HOUR_MS, MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';

/** Which words say how long is left, and the number in them; past the deadline how long ago it was. */
export type TimeLeft = {
  readonly key: 'minutes' | 'hours' | 'days' | 'overMinutes' | 'overHours' | 'overDays';
  readonly n: number;
};

/** Whole minutes below two hours, whole hours below two days, then days: never more than there is, never less than passed. */
export function timeLeft(due: Date, now: Date): TimeLeft {
  const ms = due.getTime() - now.getTime();
  const [far, round] = ms > 0 ? [ms, Math.floor] : [-ms, Math.ceil];
  if (far < 2 * HOUR_MS) return { key: ms > 0 ? 'minutes' : 'overMinutes', n: round(far / MINUTE_MS) };
  if (far < 2 * DAY_MS) return { key: ms > 0 ? 'hours' : 'overHours', n: round(far / HOUR_MS) };
  return { key: ms > 0 ? 'days' : 'overDays', n: round(far / DAY_MS) };
}
