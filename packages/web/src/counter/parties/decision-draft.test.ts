import { SERVICE_IDS, SERVICES } from '@suizheng/domain/policy/services.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { draftOf, ownLimits } from './decision-draft.ts';

const asked = { purposes: ['rail.entry'], services: [...SERVICE_IDS], limits: {} };

it('V1: what nobody changed is left to the usual limits', () => {
  expect(ownLimits(draftOf(asked))).toEqual({});
});

it('V1: a party’s own limits stay with a change that leaves them alone', () => {
  const limits = { 'credential-check': { perMinute: 7, perDay: 70 } };
  expect(ownLimits(draftOf({ ...asked, limits }))).toEqual(limits);
});

it('V1: typed limits come out as numbers, of chosen services only, and what is no number as null', () => {
  fc.assert(
    fc.property(
      fc.subarray([...SERVICE_IDS]),
      fc.oneof(
        fc.integer({ min: 1, max: 9_999_999 }).map(String),
        fc.constantFrom('', '0', '-1', '1.5', 'x'),
      ),
      (services, typed) => {
        const draft = draftOf(asked);
        const limits = Object.fromEntries(
          SERVICE_IDS.map((id) => [id, { ...draft.limits[id], perMinute: typed }]),
        ) as typeof draft.limits;
        for (const [id, own] of Object.entries(ownLimits({ services, limits }))) {
          expect(services).toContain(id);
          expect(own.perMinute).toBe(/^[1-9]\d*$/.test(typed) ? Number(typed) : null);
          expect(own.perDay).toBe(SERVICES[id as keyof typeof SERVICES].limits.perDay);
        }
      },
    ),
  );
});
