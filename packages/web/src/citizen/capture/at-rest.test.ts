import { describe, expect, it } from 'vitest';
import { isNear, mayRest, nothingKnown } from './at-rest.ts';

const face = { yaw: 0, pitch: 8, eyes: 0.32, mouth: 0.03, size: 0.4, centre: [0.5, 0.5] as const };

describe('a face that may be taken for the resting one', () => {
  it('any, while nothing is known', () => {
    expect(mayRest({ ...face, pitch: 25 }, nothingKnown())).toBe(true);
  });

  it('not with shut eyes: a blink could then never be seen', () => {
    expect(mayRest({ ...face, eyes: 0.18 }, { ...nothingKnown(), widestEyes: 0.32 })).toBe(false);
  });

  it('in the same pose, or it is another rest', () => {
    expect(isNear({ yaw: 4, pitch: 10 }, face)).toBe(true);
    expect(isNear({ ...face, pitch: 25 }, face)).toBe(false);
    expect(isNear({ ...face, yaw: -20 }, face)).toBe(false);
  });
});
