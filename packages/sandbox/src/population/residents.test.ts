import { parsePersonName } from '@suizheng/domain/identifiers/person-name.ts';
import { parseResidentId } from '@suizheng/domain/identifiers/resident-id.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ageOn, cardExpires, cardStateOn, comparableName, shanghaiDay, syntheticNumber } from './people.ts';
import { residents } from './residents.ts';

const manifest = [
  { id: 'f22', sex: 'female' },
  { id: 'm12', sex: 'female' },
  { id: 'x1', sex: 'male' },
] as const;
const people = residents(manifest);

test('every resident has a valid number of the reserved area that agrees with sex and birth date', () => {
  for (const { number, sex, birthDate } of people) {
    expect(parseResidentId(number, { sandbox: true })).toMatchObject({
      ok: true,
      value: { sex, birthDate, area: '990000' },
    });
    expect(parseResidentId(number, { sandbox: false })).toMatchObject({ ok: false });
  }
});

test('numbers, mobiles and ids are each a person’s own', () => {
  for (const key of ['number', 'mobile', 'id'] as const) {
    const values = people.map((person) => person[key]).filter((value) => value !== null);
    expect(new Set(values).size).toBe(values.length);
  }
});

test('names are names as cards print them, with middle dots and rare characters among them', () => {
  for (const { name } of people) expect(parsePersonName(name)).toEqual({ ok: true, value: name });
  expect(people.some(({ name }) => name.includes('·'))).toBe(true);
  expect(people.some(({ name }) => [...name].length < name.length)).toBe(true);
});

test('ages reach from 6 to 85 and every card state occurs', () => {
  const ages = people.map(({ birthDate }) => ageOn(birthDate, '2026-11-21'));
  expect(Math.min(...ages)).toBe(6);
  expect(Math.max(...ages)).toBe(85);
  expect(ages.filter((age) => age >= 70).length).toBeGreaterThanOrEqual(3);
  expect(new Set(people.map((person) => cardStateOn(person, '2026-11-21')))).toEqual(
    new Set(['valid', 'lost', 'expired', 'none']),
  );
});

test('a portrait is used only where the manifest agrees on the sex, and a new portrait brings a person', () => {
  expect(people.find(({ name }) => name === '张晓晓')?.portrait).toBe('f22');
  expect(people.find(({ name }) => name === '王建国')?.portrait).toBeNull();
  expect(people.find(({ portrait }) => portrait === 'x1')?.sex).toBe('male');
  expect(residents([]).every(({ portrait }) => portrait === null)).toBe(true);
});

test('a card’s last day follows the holder’s age at issue', () => {
  expect(cardExpires('2015-01-01', '2026-01-01')).toBe('2031-01-01');
  expect(cardExpires('2005-01-01', '2026-01-01')).toBe('2036-01-01');
  expect(cardExpires('1990-01-01', '2024-02-29')).toBe('2044-02-29');
  expect(cardExpires('2010-01-01', '2024-02-29')).toBe('2029-02-28');
  expect(cardExpires('1980-01-01', '2026-01-01')).toBe('long-term');
});

test('the day is the one in Shanghai', () => {
  expect(shanghaiDay(Date.UTC(2026, 10, 21, 16, 0))).toBe('2026-11-22');
});

test('a name is the same however its dot and spaces are typed', () => {
  for (const typed of ['阿依古丽•买买提', '阿依古丽・买买提', '阿依古丽 · 买买提', '阿依古丽．买买提']) {
    expect(comparableName(typed)).toBe('阿依古丽·买买提');
  }
  expect(comparableName('张 晓晓')).not.toBe(comparableName('张小晓'));
});

test('any birth date, sex and order make a valid number', () => {
  const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(
      day,
      fc.constantFrom('female', 'male'),
      fc.integer({ min: 0, max: 499 }),
      (date, sex, order) => {
        const birthDate = date.toISOString().slice(0, 10);
        const parsed = parseResidentId(syntheticNumber(birthDate, sex, order), { sandbox: true });
        expect(parsed).toMatchObject({ ok: true, value: { sex, birthDate } });
      },
    ),
  );
});
