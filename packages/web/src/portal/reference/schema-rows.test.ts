import { expect, it } from 'vitest';
import { exampleOf } from './example-of.ts';
import type { JsonSchema } from './open-api.ts';
import { fieldRows, typeName } from './schema-rows.ts';

const schemas: Record<string, JsonSchema> = {
  Check: {
    type: 'object',
    required: ['id', 'verdict'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      verdict: { enum: ['match', 'no-match'] },
      by: { anyOf: [{ $ref: '#/components/schemas/By' }, { type: 'null' }] },
    },
  },
  By: { type: 'object', required: ['label'], properties: { label: { type: 'string', maxLength: 60 } } },
  Tree: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      under: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
    },
  },
};
const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

it('V1: the reference tells every field with its path, type, limits and whether it is needed', () => {
  expect(fieldRows({ type: 'array', items: ref('Check') }, schemas)).toMatchObject([
    { path: '[].id', type: 'string (uuid)', required: true },
    { path: '[].verdict', type: '"match" | "no-match"', required: true },
    { path: '[].by', type: 'By | null', required: false },
    { path: '[].by.label', type: 'string', required: true, limits: ['length ≤ 60'] },
  ]);
});

it('V1: a schema that contains itself ends', () => {
  expect(fieldRows(ref('Tree'), schemas).map(({ path }) => path)).toEqual(['name', 'under']);
  expect(JSON.stringify(exampleOf(ref('Tree'), schemas)).length).toBeLessThan(2_000);
});

it('V1: types of the description in a few characters', () => {
  expect(typeName({ type: 'array', items: ref('Check') }, schemas)).toBe('Check[]');
  expect(typeName({ type: ['string', 'null'] }, schemas)).toBe('string | null');
  expect(typeName({ const: true }, schemas)).toBe('true');
  expect(typeName({}, schemas)).toBe('any');
});

it('V1: an example takes what the schema itself gives, and something plain otherwise', () => {
  expect(exampleOf({ type: 'string', example: 'bank.account' }, schemas)).toBe('bank.account');
  expect(exampleOf(ref('Check'), schemas)).toEqual({
    id: '3f0c1d9e-5b7a-4c2e-9d41-8a6f2b1c0e57',
    verdict: 'match',
    by: { label: 'Gate 3' },
  });
});
