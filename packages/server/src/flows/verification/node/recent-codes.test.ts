import { expect, it } from 'vitest';
import { createRecentCodes } from './recent-codes.ts';

const START = Date.parse('2026-11-22T08:00:00Z');
const code = Buffer.alloc(16, 7);
let ids = 0;
const nextId = (): string => {
  ids += 1;
  return String(ids);
};
const look = (readerId: string | null, seconds: number, reason: 'valid' | 'expired' = 'valid') => ({
  lookId: nextId(),
  codeId: code,
  readerId,
  at: new Date(START + seconds * 1_000),
  reason,
});

it('V4: a second gate is refused at once, the same gate within its grace is not, strangers make no double', () => {
  const codes = createRecentCodes(90_000, () => 0, 5);
  expect(codes.meet(look(null, 0))).toBe(false);
  expect(codes.meet(look('b', 0, 'expired'))).toBe(false);
  expect(codes.meet(look('a', 1))).toBe(false);
  expect(codes.meet(look('a', 5))).toBe(false);
  expect(codes.meet(look('b', 6))).toBe(true);
  expect(codes.meet(look('a', 30))).toBe(true);
});

it('V4: codes are remembered for longer than they live, then forgotten, and so are strangers’ looks', () => {
  let now = 0;
  const codes = createRecentCodes(90_000, () => now, 5);
  codes.meet(look('a', 0));
  expect(codes.meetStranger(code)).toBe(0);
  expect(codes.meetStranger(code)).toBe(1);
  now = 100_000;
  expect(codes.meet(look('b', 100))).toBe(true);
  expect(codes.meetStranger(code)).toBe(2);
  now = 500_000;
  expect(codes.meet(look('c', 500))).toBe(false);
  expect(codes.meetStranger(code)).toBe(0);
  expect(codes.size()).toBe(1);
});
