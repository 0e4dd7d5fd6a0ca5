import { expect, it } from 'vitest';
import { curlOf } from './curl-of.ts';
import {
  callersOf,
  concernsParties,
  matchesSearch,
  type Operation,
  problemCodes,
  scopeOf,
} from './open-api.ts';

const operation: Operation = {
  operationId: 'checkRealName',
  summary: 'Do name and number belong together?',
  method: 'POST',
  path: '/api/v1/services/real-name-checks',
  group: 'services',
  security: [{ client: ['real-name-check'] }],
  parameters: [{ name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string' } }],
  requestBody: {
    content: { 'application/json': { schema: { type: 'object', properties: { name: { type: 'string' } } } } },
  },
  responses: {},
};

it('V1: what concerns relying parties is told from the rest', () => {
  expect(concernsParties(operation)).toBe(true);
  expect(concernsParties({ path: '/api/v1/parties/{id}', security: [{ session: [] }] })).toBe(true);
  expect(concernsParties({ path: '/api/v1/readers/current/pack', security: [{ reader: [] }] })).toBe(true);
  expect(concernsParties({ path: '/api/v1/applications', security: [{ session: [] }] })).toBe(false);
  expect(concernsParties({ path: '/api/v1/counter/parties', security: [{ staff: [] }] })).toBe(false);
});

it('V1: the search finds every word in any of name, address and summary', () => {
  expect(matchesSearch(operation, 'real-name POST')).toBe(true);
  expect(matchesSearch(operation, 'number together')).toBe(true);
  expect(matchesSearch(operation, 'number photo')).toBe(false);
});

it('V1: callers, scope and refusals are read off the description', () => {
  expect(callersOf(operation)).toEqual(['client']);
  expect(callersOf({ security: [] })).toEqual(['public']);
  expect(callersOf({ security: [{ reader: [] }, {}] })).toEqual(['reader', 'public']);
  expect(scopeOf(operation)).toBe('real-name-check');
  expect(problemCodes('not-found: Not found; quota-used: The day is used up')).toEqual([
    'not-found',
    'quota-used',
  ]);
});

it('V1: the call to copy bears token, key of the act and body', () => {
  const told = curlOf(operation, {}, 'https://id.example');
  expect(told).toContain("curl 'https://id.example/api/v1/services/real-name-checks'");
  expect(told).toContain("-H 'Authorization: Bearer ACCESS-TOKEN'");
  expect(told).toContain("-H 'Idempotency-Key: FRESH-FOR-EACH-ACT'");
  expect(told).toContain('"name": "张晓晓"');
});
