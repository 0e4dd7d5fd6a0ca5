import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fullBucket, takeCall } from './token-bucket.ts';

it('V1: a minute’s calls may come at once, the next one has to wait until one has flowed back', () => {
  const bucket = fullBucket(60, 0);
  for (let i = 0; i < 60; i++) expect(takeCall(bucket, 60, 0)).toMatchObject({ fits: true, left: 59 - i });
  expect(takeCall(bucket, 60, 0)).toMatchObject({ fits: false, left: 0, waitMs: 1_000, fullMs: 60_000 });
  expect(takeCall(bucket, 60, 999).fits).toBe(false);
  expect(takeCall(bucket, 60, 1_000).fits).toBe(true);
});

it('V1: whatever the pauses, no stretch of time lets more through than a full bucket and what flowed in', () => {
  const pauses = fc.array(fc.nat(3_000), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), pauses, (perMinute, waits) => {
      const bucket = fullBucket(perMinute, 0);
      let now = 0;
      let passed = 0;
      for (const wait of waits) {
        now += wait;
        const taken = takeCall(bucket, perMinute, now);
        if (taken.fits) passed += 1;
        else expect(takeCall({ ...bucket }, perMinute, now + Math.ceil(taken.waitMs)).fits).toBe(true);
      }
      expect(passed).toBeLessThanOrEqual(perMinute + (now * perMinute) / 60_000 + 1e-6);
    }),
  );
});

it('V1: a clock that is set back fills nothing', () => {
  const bucket = fullBucket(1, 100_000);
  expect(takeCall(bucket, 1, 100_000).fits).toBe(true);
  expect(takeCall(bucket, 1, 0).fits).toBe(false);
  expect(takeCall(bucket, 1, 100_001).fits).toBe(false);
});
