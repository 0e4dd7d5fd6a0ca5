import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from './calendar.ts';
import { waitAfterDelivery, webhookPolicy } from './webhooks.ts';

const { tries, firstWaitMs, longestWaitMs, jitter, longestAskedMs } = webhookPolicy.retry;

it('V1: the tries of a delivery fill a day', () => {
  const waits = Array.from({ length: tries - 1 }, (_, n) => waitAfterDelivery(n + 1, 0, 0));
  const whole = waits.reduce((sum, wait) => sum + wait, 0);
  expect(whole).toBeGreaterThan(DAY_MS - 4 * HOUR_MS);
  expect(whole).toBeLessThan(DAY_MS + 4 * HOUR_MS);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
});

it('V1: chance takes off a share, a receiver that asks for more time gets it within reason', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(10 * HOUR_MS),
      (n, chance, asked) => {
        const wait = waitAfterDelivery(n, chance, asked);
        expect(wait).toBeGreaterThanOrEqual(firstWaitMs * (1 - jitter));
        expect(wait).toBeGreaterThanOrEqual(Math.min(asked, longestAskedMs));
        expect(wait).toBeLessThanOrEqual(Math.max(longestWaitMs, longestAskedMs));
      },
    ),
  );
});
