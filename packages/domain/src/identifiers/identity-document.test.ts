import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD_FAULTS } from '../errors/field-faults.ts';
import { parseForeignerResidence } from './foreigner-residence.ts';
import {
  IDENTITY_DOCUMENTS,
  type IdentityDocument,
  identityDocumentOf,
  maskIdentityNumber,
  parseIdentityDocument,
} from './identity-document.ts';
import { residentIdCheckCharacter } from './resident-id.ts';

const real = { sandbox: false };
const sandbox = { sandbox: true };
const checked = (first17: string) => first17 + residentIdCheckCharacter(first17);
const reason = (kind: IdentityDocument, text: string, mode = real) => {
  const parsed = parseIdentityDocument(kind, text, mode);
  return parsed.ok ? 'ok' : parsed.reason;
};

const eightDigits = fc.integer({ min: 0, max: 98_999_999 }).map((n) => String(n).padStart(8, '0'));
const twoDigits = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'));
const birthDate = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('home return permit 回乡证', () => {
  it('A9: H or M and 8 lifelong digits, with or without the two of the re-issue, are one person’s number', () => {
    fc.assert(
      fc.property(fc.constantFrom('H', 'M', 'h', 'm'), eightDigits, twoDigits, (letter, digits, issue) => {
        const number = letter.toUpperCase() + digits;
        for (const typed of [
          letter + digits,
          `${letter}${digits}${issue}`,
          ` ${letter} ${digits} ${issue} `,
        ]) {
          expect(parseIdentityDocument('home-return-permit', typed, real)).toEqual({
            ok: true,
            value: { number },
          });
        }
      }),
    );
  });

  it('names what is wrong', () => {
    for (const typed of ['H1234567', 'H123456789', 'A12345678', 'H1234567O', 'H12345678012']) {
      expect(reason('home-return-permit', typed)).toBe('form');
    }
    expect(reason('home-return-permit', '11010519491231002X')).toBe('other-document');
    expect(reason('home-return-permit', '01234567')).toBe('other-document');
    expect(reason('home-return-permit', ' ')).toBe('empty');
  });
});

describe('Taiwan permit 台胞证', () => {
  it('A9: 8 lifelong digits, also as the old booklet prints them with count and issuer', () => {
    fc.assert(
      fc.property(eightDigits, twoDigits, (digits, issue) => {
        for (const typed of [digits, digits + issue, `${digits}${issue}(B)`, `${digits} ${issue}（b）`]) {
          expect(parseIdentityDocument('taiwan-permit', typed, real)).toEqual({
            ok: true,
            value: { number: digits },
          });
        }
      }),
    );
  });

  it('names what is wrong', () => {
    for (const typed of ['1234567', '123456789', '1234567A', '01234567(B)'])
      expect(reason('taiwan-permit', typed)).toBe('form');
    expect(reason('taiwan-permit', 'H01234567')).toBe('other-document');
    expect(reason('taiwan-permit', '11010519491231002X')).toBe('other-document');
  });
});

describe('residence permit 港澳台居民居住证', () => {
  it('A9: the rule of the ID number with areas 810000, 820000 and 830000 tells the birth date', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('810000', '820000', '830000'),
        birthDate,
        fc.integer({ min: 0, max: 999 }),
        (area, born, order) => {
          const number = checked(`${area}${born.replaceAll('-', '')}${String(order).padStart(3, '0')}`);
          expect(parseIdentityDocument('residence-permit', number.toLowerCase(), real)).toEqual({
            ok: true,
            value: { number, birthDate: born },
          });
          expect(reason('resident-id', number)).toBe('other-document');
        },
      ),
    );
  });

  it('names what is wrong', () => {
    expect(reason('residence-permit', checked('81010119900101001'))).toBe('area');
    expect(reason('residence-permit', '11010519491231002X')).toBe('other-document');
    expect(reason('residence-permit', checked('81000019900231001'))).toBe('birth-date');
    const right = checked('83000019900101001');
    const wrong = right.slice(0, 17) + (right[17] === '0' ? '1' : '0');
    expect(reason('residence-permit', wrong)).toBe('check-character');
    expect(reason('residence-permit', '8300001990010100')).toBe('length');
  });
});

describe('every identity document', () => {
  const synthetic: Record<IdentityDocument, string> = {
    'resident-id': checked('99000019900307001'),
    'residence-permit': checked('81990019900307001'),
    'home-return-permit': 'H99000001',
    'taiwan-permit': '99000001',
  };

  it('synthetic people are accepted in sandbox mode only', () => {
    for (const kind of IDENTITY_DOCUMENTS) {
      expect(reason(kind, synthetic[kind], sandbox)).toBe('ok');
      expect(reason(kind, synthetic[kind], real)).toMatch(/^sandbox-(area|number)$/);
    }
  });

  it('a number is of one kind at most', () => {
    for (const kind of IDENTITY_DOCUMENTS) expect(identityDocumentOf(synthetic[kind], sandbox)).toBe(kind);
    expect(identityDocumentOf('12345', sandbox)).toBeNull();
    fc.assert(
      fc.property(fc.stringMatching(/^[HM]?\d{8,18}X?$/), (text) => {
        const kinds = IDENTITY_DOCUMENTS.filter((kind) => parseIdentityDocument(kind, text, sandbox).ok);
        expect(kinds.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('A11: whatever is typed, the answer is a number or a reason that has words', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...IDENTITY_DOCUMENTS),
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.stringMatching(/^[HMX\d() -]{0,20}$/),
          ...Object.values(synthetic).map((number) => fc.constant(number)),
        ),
        fc.boolean(),
        (kind, text, inSandbox) => {
          const parsed = parseIdentityDocument(kind, text, { sandbox: inSandbox });
          if (!parsed.ok) expect(FIELD_FAULTS).toHaveProperty([`${kind}.${parsed.reason}`]);
        },
      ),
    );
  });

  it('is shown with its middle hidden', () => {
    expect(IDENTITY_DOCUMENTS.map((kind) => maskIdentityNumber(kind, synthetic[kind]))).toEqual([
      `9900**********${synthetic['resident-id'].slice(-4)}`,
      `8199**********${synthetic['residence-permit'].slice(-4)}`,
      'H9*****01',
      '99****01',
    ]);
  });
});

describe('foreigner’s permanent residence ID', () => {
  it('reads the published vector of 2023 and the form before it', () => {
    expect(parseForeignerResidence('911124198108030024')).toEqual({
      number: '911124198108030024',
      nationality: '124',
      birthDate: '1981-08-03',
    });
    expect(parseForeignerResidence('can110081080310')).toMatchObject({ nationality: 'CAN' });
  });

  it('refuses a wrong check character, a day that is none and another document', () => {
    for (const text of ['911124198108030025', 'CAN110081133310', '11010519491231002X', 'H01234567']) {
      expect(parseForeignerResidence(text)).toBeNull();
    }
  });
});
