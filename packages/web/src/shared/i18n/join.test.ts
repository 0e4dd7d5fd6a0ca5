import { expect, it } from 'vitest';
import { joinNames, joinSentences } from './join.ts';

it('sentences stand apart in English only', () => {
  expect(joinSentences('Too long.', 'Shorten it.')).toBe('Too long. Shorten it.');
  expect(joinSentences('太长。', '请缩短。')).toBe('太长。请缩短。');
});

it('names in one line begin with one capital, and keep those of abbreviations', () => {
  expect(joinNames(['Opening an account', 'Public service'])).toBe('Opening an account, public service');
  expect(joinNames(['name', 'ID number'])).toBe('Name, ID number');
  expect(joinNames(['姓名', '证件号码'])).toBe('姓名、证件号码');
  expect(joinNames(['A device was revoked', 'A client of yours was revoked'])).toBe(
    'A device was revoked, a client of yours was revoked',
  );
  expect(joinNames([])).toBe('');
});
