import { VERDICT_REASONS } from '@suizheng/domain/credential/verdict.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lookLine, readLine, refusedLine } from './look-line.ts';

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((array) => Buffer.from(array));
const look = fc.record({
  lookId: fc.uuid(),
  cti: bytes(12),
  codeId: bytes(16),
  readerId: fc.option(fc.uuid()),
  at: fc.date({ noInvalidDate: true }),
  reason: fc.constantFrom(...VERDICT_REASONS),
  purpose: fc.option(
    fc
      .string({ minLength: 1, maxLength: 64, unit: 'grapheme' })
      .filter((text) => text.isWellFormed() && text !== '-'),
  ),
  online: fc.boolean(),
  trace: fc.option(fc.stringMatching(/^[0-9a-f]{32}$/)),
});

it('V5: a look comes back from its line as it was', () => {
  fc.assert(
    fc.property(look, ({ trace, ...rest }) => {
      const actor = {
        kind: rest.readerId === null ? 'stranger' : 'reader',
        id: rest.readerId ?? 'stranger',
        traceId: trace,
      } as const;
      const line = lookLine({ ...rest, actor });
      expect(line).toMatch(/^[\x20-\x7e]+$/);
      expect(readLine(line)).toEqual({ kind: 'look', look: { ...rest, actor } });
    }),
  );
});

it('V5: a line with any character changed, or cut short, is no line', () => {
  const scan = {
    evidenceId: '7d9c2f6e-6a41-4a52-9f10-7c2f5b1f9d11',
    actor: { kind: 'reader', id: '0b2a1c3d-1111-4222-8333-444455556666', traceId: null },
    reason: 'malformed',
    at: new Date('2026-11-22T00:00:00Z'),
  } as const;
  const line = refusedLine(scan);
  expect(readLine(line)).toEqual({ kind: 'refused', scan });
  fc.assert(
    fc.property(fc.nat(line.length - 1), fc.stringMatching(/^[0-9a-z]$/), (at, other) => {
      fc.pre(line[at] !== other);
      expect(readLine(line.slice(0, at) + other + line.slice(at + 1))).toBeNull();
      expect(readLine(line.slice(0, at))).toBeNull();
    }),
  );
});
