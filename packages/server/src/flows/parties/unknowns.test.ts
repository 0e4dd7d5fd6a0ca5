import { expect, it } from 'vitest';
import { createUnknowns } from './unknowns.ts';

it('V1: what nobody has is remembered for a moment, and no more of it than the policy says', () => {
  let ms = 0;
  const unknowns = createUnknowns({ forMs: 10, atMost: 2 }, () => ms);
  for (const key of ['a', 'b', 'c']) unknowns.add(key);
  expect(['a', 'b', 'c'].map((key) => unknowns.has(key))).toEqual([false, true, true]);
  unknowns.forget('b');
  ms = 9;
  expect(['b', 'c'].map((key) => unknowns.has(key))).toEqual([false, true]);
  ms = 10;
  expect(unknowns.has('c')).toBe(false);
});
