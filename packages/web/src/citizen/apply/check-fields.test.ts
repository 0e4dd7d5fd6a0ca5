import { railTemporaryId } from '@suizheng/domain/procedures/rail-temporary-id/procedure.ts';
import type { Text } from '@suizheng/domain/text/locale.ts';
import { describe, expect, it } from 'vitest';
import { checkFields, faultOf } from './check-fields.ts';

const form = railTemporaryId.form({ sandbox: true }, new Date());
const hans = (text: Text) => text['zh-Hans'];
const english = (text: Text) => text.en;

describe('checking one page of a form', () => {
  it('A11: names the faults of this page’s fields only, before anything is sent', () => {
    const faults = checkFields(
      form,
      { name: '', number: '990000199003070013', city: '' },
      ['name', 'number'],
      hans,
    );
    expect(faults.map(({ field }) => field)).toEqual(['name']);
  });

  it('says the reason and the next step as the language joins sentences', () => {
    const input = { name: '', number: '1', city: '' };
    expect(faultOf(checkFields(form, input, ['name'], hans), 'name')).not.toMatch(/ /);
    expect(faultOf(checkFields(form, input, ['name'], english), 'name')).toMatch(/\. \w/);
  });

  it('B4: another document is told as that', () => {
    const [fault] = checkFields(form, { name: '陈大文', number: 'H01234567', city: '' }, ['number'], hans);
    expect(fault!.text).toContain('不是居民身份证号码');
  });
});
