import { expect, it } from 'vitest';
import { compareReading } from './document-reading.ts';

const known = { name: '张晓晓', number: '990000200103070047' };
const read = (name: string | null, number: string | null, score = 0.99) => ({
  name: name === null ? null : { text: name, score },
  number: number === null ? null : { text: number, score },
});

it('A5: what was read is the same as the register’s, another, or not to be told', () => {
  expect(compareReading(read('张晓晓', known.number), known)).toEqual({ name: 'same', number: 'same' });
  expect(compareReading(read('李雨桐', '11010519491231002X'), known)).toEqual({
    name: 'other',
    number: 'other',
  });
  expect(compareReading(read(null, null), known)).toEqual({ name: 'unread', number: 'unread' });
  expect(compareReading(null, known)).toEqual({ name: 'unread', number: 'unread' });
});

it('a misread digit breaks the check character, so it accuses nobody', () => {
  expect(compareReading(read('张晓晓', '990000200103070017'), known).number).toBe('unread');
});

it('a rare character that the model does not know, or takes for its twin, accuses nobody', () => {
  expect(compareReading(read('郑', null), { ...known, name: '郑㛃' }).name).toBe('unread');
  expect(compareReading(read('杨或', null, 0.9), { ...known, name: '杨彧' }).name).toBe('unread');
});

it('a dot between the parts of a name may be read in any way', () => {
  const name = '阿依古丽·买买提';
  expect(compareReading(read('阿依古丽.买买提', null), { ...known, name }).name).toBe('same');
  expect(compareReading(read('阿依古丽买买提', null), { ...known, name }).name).toBe('same');
});
