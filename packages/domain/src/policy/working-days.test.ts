import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { civilDate, DAY_MS, MINUTE_MS } from './calendar.ts';
import { deadlineOf } from './deadline.ts';
import { CALENDAR_ENDS, HOLIDAYS } from './holidays.ts';
import { calendarDaysLeft, isWorkingDay } from './working-days.ts';

const noon = (day: string) => new Date(`${day}T12:00:00+08:00`);
const within = {
  min: new Date('2025-01-01T00:00:00+08:00'),
  max: new Date(`${CALENDAR_ENDS}T23:59:59+08:00`),
};
const instants = fc.date({ ...within, noInvalidDate: true });

describe('the Chinese working-day calendar', () => {
  it('D3: is that of an independent source on every day of 2025 and 2026', async () => {
    // That source goes by the machine's own days, from the moment it is loaded.
    vi.stubEnv('TZ', 'UTC');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { isWorkday } = await import('chinese-days');
    for (let at = noon('2025-01-01').getTime(); civilDate(new Date(at)) <= CALENDAR_ENDS; at += DAY_MS) {
      const day = civilDate(new Date(at));
      expect(`${day} ${isWorkingDay(new Date(at))}`).toBe(`${day} ${isWorkday(day)}`);
    }
  });

  it('D3: a Sunday made up for a holiday is worked, a weekday inside one is not', () => {
    expect(isWorkingDay(noon('2026-02-28'))).toBe(true);
    expect(isWorkingDay(noon('2026-10-07'))).toBe(false);
    expect(HOLIDAYS.flatMap(({ worked }) => worked).every((day) => isWorkingDay(noon(day)))).toBe(true);
  });

  it('a day is the day of Shanghai: its first and its last instant answer alike', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const start = new Date(`${civilDate(at)}T00:00:00+08:00`);
        expect(isWorkingDay(start)).toBe(isWorkingDay(at));
        expect(isWorkingDay(new Date(start.getTime() + DAY_MS - 1))).toBe(isWorkingDay(at));
      }),
    );
  });

  it('beyond the data only weekends are off, and how long the data lasts is told', () => {
    expect(isWorkingDay(noon('2027-10-01'))).toBe(true);
    expect(isWorkingDay(noon('2027-10-02'))).toBe(false);
    expect(calendarDaysLeft(noon(CALENDAR_ENDS))).toBe(0);
    expect(calendarDaysLeft(new Date('2026-11-21T09:00:00+08:00'))).toBe(40);
    expect(calendarDaysLeft(noon('2027-05-01'))).toBe(0);
  });
});

describe('deadlines', () => {
  const days = fc.integer({ min: 1, max: 30 });

  it('D3: n working days are the end of a working day, with n working days after the start up to it', () => {
    fc.assert(
      fc.property(instants, days, (from, workingDays) => {
        const due = deadlineOf({ workingDays }, from);
        expect(due.getTime() > from.getTime()).toBe(true);
        expect((due.getTime() + 8 * 3_600_000) % DAY_MS).toBe(0);
        let counted = 0;
        const start = Date.parse(`${civilDate(from)}T00:00:00+08:00`);
        for (let day = start + DAY_MS; day < due.getTime(); day += DAY_MS)
          if (isWorkingDay(new Date(day))) counted += 1;
        expect(counted).toBe(workingDays);
        expect(isWorkingDay(new Date(due.getTime() - 1))).toBe(true);
      }),
    );
  });

  it('D3: whoever applies later or is given more days is never due earlier', () => {
    fc.assert(
      fc.property(instants, fc.nat(40 * DAY_MS), days, fc.nat(5), (from, later, workingDays, more) => {
        const due = deadlineOf({ workingDays }, from).getTime();
        expect(
          deadlineOf({ workingDays }, new Date(from.getTime() + later)).getTime(),
        ).toBeGreaterThanOrEqual(due);
        expect(deadlineOf({ workingDays: workingDays + more }, from).getTime()).toBeGreaterThanOrEqual(due);
      }),
    );
  });

  it('minutes are minutes, by day and by night', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 10_000 }), (from, minutes) => {
        expect(deadlineOf({ minutes }, from).getTime() - from.getTime()).toBe(minutes * MINUTE_MS);
      }),
    );
  });

  it('D3: handed in on the last working day before the Spring Festival of 2026, one working day ends on the 24th', () => {
    expect(deadlineOf({ workingDays: 1 }, noon('2026-02-14')).toISOString()).toBe('2026-02-24T16:00:00.000Z');
  });
});
