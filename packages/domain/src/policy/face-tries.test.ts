import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from './calendar.ts';
import { FRAUD_REASONS, faceTriesPolicy, triesOpenFrom } from './face-tries.ts';

const START = Date.parse('2026-11-21T01:00:00Z');
const windows = faceTriesPolicy.aboutByOthers;

describe('tries that outlive an application', () => {
  it('A8: whoever tries at every moment that is open never makes more than a window allows', () => {
    const waits = fc.array(fc.integer({ min: 0, max: 2 * DAY_MS }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(waits, (gaps) => {
        const made: Date[] = [];
        let now = START;
        for (const gap of gaps) {
          now += gap;
          now = triesOpenFrom(windows, made, new Date(now))?.getTime() ?? now;
          made.push(new Date(now));
        }
        for (const { most, withinMs } of windows)
          for (const one of made) {
            const end = one.getTime();
            const within = made.filter((at) => at.getTime() > end - withinMs && at.getTime() <= end);
            expect(within.length).toBeLessThanOrEqual(most);
          }
      }),
    );
  });

  it('A11: the instant that is told is open, and a millisecond before it is not', () => {
    const made = Array.from({ length: 6 }, (_, i) => new Date(START + i * 1_000));
    const opens = triesOpenFrom(windows, made, new Date(START + 10_000))!;
    expect(opens).toEqual(new Date(START + DAY_MS));
    expect(triesOpenFrom(windows, made, opens)).toBeNull();
    expect(triesOpenFrom(windows, made, new Date(opens.getTime() - 1))).toEqual(opens);
  });

  it('A8: a person’s own accounts have room that strangers cannot use up', () => {
    expect(faceTriesPolicy.aboutByHolder[0].most).toBeGreaterThanOrEqual(
      faceTriesPolicy.aboutByOthers[0].most,
    );
    expect(FRAUD_REASONS).toContain('review-face-not-live');
  });
});
