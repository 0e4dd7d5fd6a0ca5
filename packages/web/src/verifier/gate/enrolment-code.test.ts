import { describe, expect, it } from 'vitest';
import { enrolmentCodeOf, takeCodeFromAddress } from './enrolment-code.ts';

const ORIGIN = 'https://id.example.cn';
const CODE = 'ABCD-EFGH-JKMN-PQRS';

describe('the enrolment code', () => {
  it('V1: is read from the QR of this site, and from the code itself', () => {
    expect(enrolmentCodeOf(`${ORIGIN}/verifier/enrol#${CODE}`, ORIGIN)).toBe(CODE);
    expect(enrolmentCodeOf(` ${CODE}\n`, ORIGIN)).toBe(CODE);
  });

  it('V1: is not taken from another site’s QR, nor from a credential’s', () => {
    for (const text of [
      `https://evil.example/verifier/enrol#${CODE}`,
      `${ORIGIN}/verifier/enrol?code=${CODE}`,
      `${ORIGIN}/verifier/enrol#%zz`,
      `${ORIGIN}/verifier/#${CODE}`,
      'SZ1:6BFOXN*TS0BI$ZD',
      '',
    ]) {
      expect(enrolmentCodeOf(text, ORIGIN), text).toBeNull();
    }
  });

  it('V1: leaves the address bar and the history as soon as it was read', () => {
    const left: unknown[] = [];
    const page = {
      location: {
        href: `${ORIGIN}/verifier/enrol#${CODE}`,
        origin: ORIGIN,
        pathname: '/verifier/enrol',
        search: '',
      },
      history: { state: null, replaceState: (...change: unknown[]) => void left.push(change) },
    } as unknown as Window;
    expect(takeCodeFromAddress(page)).toBe(CODE);
    expect(left).toEqual([[null, '', '/verifier/enrol']]);
  });
});
