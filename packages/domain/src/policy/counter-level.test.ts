import { expect, it } from 'vitest';
import { COUNTER_LEVELS, counterReaches, LOWEST_COUNTER } from './counter-level.ts';

it('L2: a counter does what its own level and every lower one may do', () => {
  for (const [at, has] of COUNTER_LEVELS.entries())
    expect(COUNTER_LEVELS.map((needs) => counterReaches(has, needs))).toEqual(
      COUNTER_LEVELS.map((_, needs) => needs <= at),
    );
  expect(COUNTER_LEVELS[0]).toBe(LOWEST_COUNTER);
});
