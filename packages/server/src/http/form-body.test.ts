import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseForm } from './form-body.ts';

const read = (text: string) => parseForm(Buffer.from(text));

it('V1: a form is read as every browser and client library writes it', () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 30 })
    .map((it) => it.replaceAll('\0', '').toWellFormed());
  fc.assert(
    fc.property(
      fc.dictionary(
        text.filter((name) => name !== ''),
        text,
        { maxKeys: 8 },
      ),
      (values) => {
        const form = read(new URLSearchParams(values).toString())!;
        const given = Object.entries(values).filter(([, value]) => value !== '');
        expect([...form].sort()).toEqual(given.sort());
      },
    ),
  );
});

it('V1: a parameter that comes twice makes the whole form unreadable, even when one of the two is empty', () => {
  expect(read('scope=a&scope=b')).toBeNull();
  expect(read('scope=&scope=b')).toBeNull();
  expect(read('scope=a&%73cope=b')).toBeNull();
});

it('V1: broken escapes, other encodings, NUL and too many parameters are no form', () => {
  expect(read('a=%')).toBeNull();
  expect(read('a=%ff')).toBeNull();
  expect(parseForm(Buffer.from([0x61, 0x3d, 0xff]))).toBeNull();
  expect(read('a=%00')).toBeNull();
  expect(read(Array.from({ length: 40 }, (_, i) => `p${i}=1`).join('&'))).toBeNull();
  expect([...read('a=1&&b&c=')!]).toEqual([['a', '1']]);
});
