import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { HOUR_MS, MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';

/** Beijing time to the minute, as every text can show it: 2026-11-23 09:03. */
const BEIJING = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** Since when applications count towards the limit. */
export const countedSince = (now: Date): Date => new Date(now.getTime() - partyPolicy.applications.withinMs);

/**
 * Refuses with `too-many-applications`, naming when one may go on, where the times since `countedSince` are as many as
 * policy allows: withdrawing and applying anew makes work for officers that nobody is to make without end.
 */
export function refuseTooMany(times: readonly Date[], now: Date): void {
  const { most, withinMs } = partyPolicy.applications;
  if (times.length < most) return;
  // The one whose age makes room for another.
  const newestFirst = [...times].sort((a, b) => b.getTime() - a.getTime());
  // Whole minutes, and none too early: what is named is when it works.
  const from = Math.ceil((newestFirst[most - 1]!.getTime() + withinMs) / MINUTE_MS) * MINUTE_MS;
  throw new AppError('too-many-applications', {
    params: {
      most,
      hours: Math.round(withinMs / HOUR_MS),
      from: BEIJING.format(from),
      seconds: Math.max(1, Math.ceil((from - now.getTime()) / 1_000)),
    },
  });
}
