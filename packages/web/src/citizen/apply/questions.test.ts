import { describe, expect, it } from 'vitest';
import { eachOnce } from './check-fields.ts';
import {
  askedFields,
  firstMissing,
  firstPage,
  inputOf,
  neighbours,
  questionOf,
  questionsOf,
} from './questions.ts';

const identity = () => questionsOf('registration').find(({ id }) => id === 'identity')!;
const names = (document: string) => askedFields(identity(), { document }).map(({ name }) => name);

describe('the pages of a form', () => {
  it('B1: a credential is first asked for whom it is, a level is the holder’s own', () => {
    expect(firstPage('rail-temporary-id')).toBe('/apply/rail-temporary-id/who');
    expect(firstPage('registration')).toBe('/apply/registration/document');
    expect(firstPage('step-up')).toBe('/apply/step-up/expiry');
  });

  it('A1: pages follow one another from the service’s own page to the check', () => {
    expect(neighbours('registration', 'document')).toEqual({
      before: '/register',
      after: '/apply/registration/identity',
    });
    expect(neighbours('registration', 'terms').after).toBe('/apply/registration/check');
    expect(neighbours('step-up', 'expiry')).toEqual({ before: '/level', after: '/apply/step-up/check' });
    expect(neighbours('rail-temporary-id', 'who').before).toBe('/services/rail-temporary-id');
  });

  it('A9: a permit’s last day is asked for, the resident card’s is not', () => {
    expect(names('resident-id')).toEqual(['name', 'number']);
    expect(names('taiwan-permit')).toEqual(['name', 'number', 'expires']);
  });

  it('A9: an answer that is not asked for any more is not sent', () => {
    const answers = {
      document: 'resident-id',
      name: '张晓晓',
      number: '1',
      expires: '2031-01-01',
      terms: 't',
    };
    expect(inputOf('registration', answers)).not.toHaveProperty('expires');
    expect(inputOf('registration', { ...answers, document: 'taiwan-permit' })).toEqual({
      ...answers,
      document: 'taiwan-permit',
    });
  });

  it('A11: a link into the middle of the trip starts at the first page without an answer', () => {
    expect(firstMissing('registration', {})).toBe('document');
    expect(
      firstMissing('registration', { answers: { document: 'taiwan-permit', name: 'a', number: 'b' } }),
    ).toBe('identity');
    expect(firstMissing('rail-temporary-id', { answers: { name: 'a' } })).toBe('who');
    expect(questionOf('registration', 'number')).toBe('identity');
  });

  it('A11: a sentence that two fields share is listed once', () => {
    const faults = ['name', 'number'].map((field) => ({ field, text: '不一致' }));
    expect(eachOnce([...faults, { field: 'city', text: '没有填' }]).map(({ field }) => field)).toEqual([
      'name',
      'city',
    ]);
  });
});
