import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCertificateId, parseCertificateId } from './certificate-id.ts';
import { maskMobile, parseMobile } from './mobile.ts';
import { maskPersonName, parsePersonName } from './person-name.ts';
import { maskResidentId, parseResidentId, residentIdCheckCharacter } from './resident-id.ts';
import { isUscc, usccCheckCharacter } from './uscc.ts';

const real = { sandbox: false };

describe('resident identity card number (GB 11643-1999)', () => {
  it('accepts the published vector and takes it apart', () => {
    expect(parseResidentId('11010519491231002x', real)).toEqual({
      ok: true,
      value: { number: '11010519491231002X', area: '110105', birthDate: '1949-12-31', sex: 'female' },
    });
  });

  it('names what is wrong', () => {
    const reason = (text: string, mode = real) => {
      const result = parseResidentId(text, mode);
      return result.ok ? 'ok' : result.reason;
    };
    expect(reason('1101051949123100')).toBe('length');
    expect(reason('11010519491231A02X')).toBe('characters');
    expect(reason('110105194912310020')).toBe('check-character');
    expect(reason(`11010519490231002${residentIdCheckCharacter('11010519490231002')}`)).toBe('birth-date');
    expect(reason(`00010519491231002${residentIdCheckCharacter('00010519491231002')}`)).toBe('area');
  });

  it('B4: other documents are recognised as such, not called malformed', () => {
    for (const text of ['H01234567', 'M0123456701', '01234567', '911124198108030024']) {
      expect(parseResidentId(text, real)).toEqual({ ok: false, reason: 'other-document' });
    }
    const permit = `81000019900101001${residentIdCheckCharacter('81000019900101001')}`;
    expect(parseResidentId(permit, real)).toEqual({ ok: false, reason: 'other-document' });
  });

  it('accepts synthetic people only in sandbox mode', () => {
    const number = `99000019900307001${residentIdCheckCharacter('99000019900307001')}`;
    expect(parseResidentId(number, { sandbox: true }).ok).toBe(true);
    expect(parseResidentId(number, real)).toEqual({ ok: false, reason: 'sandbox-area' });
  });

  it('catches every single wrong digit and every swap of neighbours', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999 }),
        fc.nat(16),
        fc.integer({ min: 1, max: 9 }),
        (sequence, at, add) => {
          const first = `11010519491231${String(sequence).padStart(3, '0')}`;
          const number = first + residentIdCheckCharacter(first);
          const digit = (Number(number[at]) + add) % 10;
          expect(parseResidentId(number.slice(0, at) + digit + number.slice(at + 1), real).ok).toBe(false);
        },
      ),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (text) => typeof parseResidentId(text, real).ok === 'boolean',
      ),
    );
  });

  it('is shown with its middle hidden', () => {
    expect(maskResidentId('99000019900307001X')).toBe('9900**********001X');
  });
});

describe('certificate identifier (GB/T 36904-2018)', () => {
  const parts = {
    type: '11100000000013338W011',
    issuer: '11430000006122244L',
    serial: '20230000403',
    version: '001',
  };
  const text = '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U';

  it('writes and reads the published vector', () => {
    expect(formatCertificateId(parts)).toBe(text);
    expect(parseCertificateId(text)).toEqual(parts);
  });

  it('refuses a changed character', () => {
    expect(parseCertificateId(text.replace('403', '404'))).toBeNull();
  });
});

describe('unified social credit code (GB 32100-2015)', () => {
  it('accepts the published vector and refuses a wrong check character', () => {
    expect(isUscc('91350100M000100Y43')).toBe(true);
    expect(isUscc('91350100M000100Y44')).toBe(false);
    expect(usccCheckCharacter('91350100M000100Y4')).toBe('3');
  });
});

describe('mobile and name', () => {
  it('reads a mobile number as people type it', () => {
    expect(parseMobile('+86 138-0013-8000')).toBe('13800138000');
    expect(parseMobile('86138 0013 8000')).toBe('13800138000');
    expect(parseMobile('12800138000')).toBeNull();
    expect(maskMobile('13800138000')).toBe('138****8000');
  });

  it('reads a name as the card prints it', () => {
    expect(parsePersonName(' 张 晓晓 ')).toEqual({ ok: true, value: '张晓晓' });
    expect(parsePersonName('买买提•吐尔逊')).toEqual({ ok: true, value: '买买提·吐尔逊' });
    expect(parsePersonName('   ')).toEqual({ ok: false, reason: 'empty' });
    expect(parsePersonName('张<b>')).toEqual({ ok: false, reason: 'characters' });
    expect(maskPersonName('张晓晓')).toBe('张*晓');
    expect(maskPersonName('张晓')).toBe('张*');
  });
});
