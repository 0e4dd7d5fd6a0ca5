import { guardianCode } from '@suizheng/domain/contract/guardians.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CODE_ALPHABET, drawCode } from './guardian-policy.ts';

it('A12: every drawn code is taken as it is typed: in any case, with blanks and a dash', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) => {
      const code = drawCode(() => bytes);
      const typed = ` ${code.slice(0, 4).toLowerCase()} - ${code.slice(4)}`;
      expect(guardianCode.parse(typed)).toBe(code);
    }),
  );
});

it('every character is equally likely, and none is taken for another', () => {
  expect(CODE_ALPHABET).toHaveLength(32);
  expect(new Set(CODE_ALPHABET).size).toBe(32);
  expect(CODE_ALPHABET).not.toMatch(/[01IO]/);
});
