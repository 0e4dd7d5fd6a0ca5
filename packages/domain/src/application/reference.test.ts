import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applicationReference, parseReference, referenceCode } from './reference.ts';

describe('an application’s reference at the counter (A6)', () => {
  it('stands for its application, typed or scanned', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        for (const text of [
          applicationReference(id),
          applicationReference(id).toLowerCase(),
          referenceCode(id),
        ]) {
          const range = parseReference(text)!;
          expect(range.from <= id && id <= range.to).toBe(true);
        }
      }),
    );
  });

  it('forgives O for 0 and I for 1', () => {
    const id = '00000000-0000-4000-8000-000000000000';
    expect(
      parseReference(
        applicationReference(id).replaceAll('0', 'O').slice(0, 10) + applicationReference(id).slice(10),
      ),
    ).toEqual(parseReference(applicationReference(id)));
  });

  it('finds every mistyped character', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.nat(8),
        fc.constantFrom(...'23456789ABCDEFGHJKMNPQRSTVWXYZ'),
        (id, at, other) => {
          const text = applicationReference(id).replace('-', '');
          fc.pre(text[at] !== other);
          expect(parseReference(text.slice(0, at) + other + text.slice(at + 1))).toBeNull();
        },
      ),
    );
  });

  it('is no resident number, and other texts are no reference', () => {
    for (const text of ['', '990000199003070013', 'SZA1:', '1.2.156.3005.2.1', 'ABCDE-FGHIJ-K']) {
      expect(parseReference(text)).toBeNull();
    }
  });
});
