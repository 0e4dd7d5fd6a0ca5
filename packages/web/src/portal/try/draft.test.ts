import {
  checkCardStatus,
  checkCredential,
  checkPerson,
  checkRealName,
} from '@suizheng/domain/contract/services.ts';
import { expect, it } from 'vitest';
import { bodyOf, type Draft, missingIn, TRY_SERVICES, type TryService } from './draft.ts';

const draft: Draft = {
  service: 'real-name-check',
  purpose: 'bank.account',
  person: 'match',
  name: '',
  number: '',
  code: 'SZ1:ABC',
  portrait: { file: 'a.jpg', base64: '/9j/4AAQ', bytes: 6 },
};
const RESOURCES = {
  'credential-check': checkCredential,
  'real-name-check': checkRealName,
  'real-person-check': checkPerson,
  'card-status-check': checkCardStatus,
};

it('V2: what the page sends is what each service takes, at its own path', () => {
  for (const service of Object.keys(TRY_SERVICES) as TryService[]) {
    expect(TRY_SERVICES[service]).toBe(RESOURCES[service].path);
    expect(RESOURCES[service].body?.safeParse(bodyOf({ ...draft, service })).success, service).toBe(true);
  }
});

it('V2: what is missing is named before anything is sent', () => {
  expect(missingIn(draft)).toEqual([]);
  const own: Draft = { ...draft, person: 'other', service: 'real-person-check', portrait: null };
  expect(missingIn(own).map(({ field }) => field)).toEqual(['name', 'number', 'portrait']);
  expect(missingIn({ ...draft, service: 'credential-check', code: ' ' })).toEqual([
    { field: 'code', what: 'code' },
  ]);
});
