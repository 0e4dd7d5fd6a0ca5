import { parseIdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import { isUscc } from '@suizheng/domain/identifiers/uscc.ts';
import { expect, test } from 'vitest';
import { checkOrganisation, ORGANISATIONS } from '../organisations/organisations.ts';
import { permitHolders } from './holders.ts';

const holders = permitHolders([{ id: 'm51', sex: 'male' }]);

test('A9: every permit is synthetic and well formed: accepted in the sandbox, refused in production', () => {
  for (const { document, number } of holders) {
    expect(parseIdentityDocument(document!, number, { sandbox: true })).toMatchObject({
      ok: true,
      value: { number },
    });
    expect(parseIdentityDocument(document!, number, { sandbox: false })).toMatchObject({ ok: false });
  }
  expect(new Set(holders.map(({ document }) => document)).size).toBe(3);
});

test('one person may hold two documents, with one face and one telephone', () => {
  const [travel, residence] = holders.filter(({ name }) => name === '陳家豪');
  expect(travel!.document).toBe('home-return-permit');
  expect(residence).toMatchObject({ document: 'residence-permit', portrait: 'm51', mobile: travel!.mobile });
  expect(new Set(holders.map(({ number }) => number)).size).toBe(holders.length);
});

test('A7: every organisation has a well-formed code in an area that is allocated to nobody', () => {
  for (const { uscc } of ORGANISATIONS) {
    expect(isUscc(uscc)).toBe(true);
    expect(uscc.slice(2, 8)).toBe('990000');
  }
  expect(new Set(ORGANISATIONS.map(({ uscc }) => uscc)).size).toBe(ORGANISATIONS.length);
});

test('A7: code and name must belong together; brackets and spaces are no difference', () => {
  const [first, second] = ORGANISATIONS;
  const ask = (uscc: string, name: string) => checkOrganisation({ uscc, name });
  expect(ask(first!.uscc, ` ${first!.name.split('').join(' ')}`)).toEqual({
    result: 'match',
    state: 'active',
  });
  expect(ask(first!.uscc, second!.name)).toEqual({ result: 'no-match', differs: 'name' });
  expect(ask('91990000MA00DE99X1', first!.name)).toEqual({
    result: 'no-match',
    differs: 'unknown-organisation',
  });
});
