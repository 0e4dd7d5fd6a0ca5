import { describe, expect, it } from 'vitest';
import { mayRest, nothingKnown } from './at-rest.ts';

const face = { yaw: 0, pitch: 8, eyes: 0.32, mouth: 0.03, size: 0.4, centre: [0.5, 0.5] as const };

describe('a face that may be taken for the resting one', () => {
  it('any, while nothing is known', () => {
    expect(mayRest({ ...face, pitch: 25 }, nothingKnown(), 0)).toBe(true);
  });

  it('not with shut eyes: a blink could then never be seen', () => {
    expect(mayRest({ ...face, eyes: 0.18 }, { ...nothingKnown(), widestEyes: 0.32 }, 0)).toBe(false);
  });

  it('not bowed or turned against the first rest, until the person has plainly moved for good', () => {
    const known = { ...nothingKnown(), rest: face };
    expect(mayRest({ ...face, pitch: 25 }, known, 500)).toBe(false);
    expect(mayRest({ ...face, yaw: -20 }, known, 500)).toBe(false);
    expect(mayRest({ ...face, yaw: -20 }, known, 3_500)).toBe(true);
  });
});
