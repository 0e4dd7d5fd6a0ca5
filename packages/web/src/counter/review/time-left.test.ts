import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeLeft } from './time-left.ts';

const now = new Date('2026-11-21T09:03:00+08:00');
const due = (ms: number) => new Date(now.getTime() + ms);
const UNIT = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

describe('the time left until a deadline', () => {
  it('never promises more than there is, and never hides how late it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30 * UNIT.days, max: 30 * UNIT.days }), (ms) => {
        const { key, n } = timeLeft(due(ms), now);
        const unit = UNIT[key.replace('over', '').toLowerCase() as keyof typeof UNIT];
        expect(key.startsWith('over')).toBe(ms <= 0);
        if (ms > 0) expect(n * unit).toBeLessThanOrEqual(ms);
        else expect(n * unit).toBeGreaterThanOrEqual(-ms);
      }),
    );
  });

  it('speaks of minutes when it is near, of hours and days when it is not', () => {
    expect(timeLeft(due(25 * UNIT.minutes), now)).toEqual({ key: 'minutes', n: 25 });
    expect(timeLeft(due(7.5 * UNIT.hours), now)).toEqual({ key: 'hours', n: 7 });
    expect(timeLeft(due(3 * UNIT.days), now)).toEqual({ key: 'days', n: 3 });
    expect(timeLeft(due(-90_000), now)).toEqual({ key: 'overMinutes', n: 2 });
  });
});
