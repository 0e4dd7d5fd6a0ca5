import type { JsonSchema } from './open-api.ts';
import { resolve, type Schemas } from './schema-rows.ts';

const DEEPEST = 6;

/** What stands in an example for strings of each format. */
const FORMATS: Readonly<Record<string, string>> = {
  uuid: '3f0c1d9e-5b7a-4c2e-9d41-8a6f2b1c0e57',
  'date-time': '2026-11-22T01:03:00.000Z',
  date: '2026-11-22',
  uri: 'https://example.org/hook',
  binary: '…',
};

/** A value that the schema could have, for reading: what it names itself where it does, else something plain. */
export function exampleOf(schema: JsonSchema, schemas: Schemas, name = '', depth = 0): unknown {
  const plain = resolve(schema, schemas);
  const own = schema.example ?? plain.example ?? plain.examples?.[0];
  if (own !== undefined) return own;
  if (plain.const !== undefined) return plain.const;
  if (plain.default !== undefined) return plain.default;
  if (plain.enum) return plain.enum[0];
  const choices = plain.anyOf ?? plain.oneOf;
  if (choices?.[0]) return exampleOf(choices[0], schemas, name, depth);
  if (depth > DEEPEST) return null;
  if (plain.properties)
    return Object.fromEntries(
      Object.entries(plain.properties).map(([key, field]) => [
        key,
        exampleOf(field, schemas, key, depth + 1),
      ]),
    );
  if (plain.items) return [exampleOf(plain.items, schemas, name, depth + 1)];
  const type = Array.isArray(plain.type) ? plain.type[0] : plain.type;
  if (type === 'integer' || type === 'number') return Math.max(plain.minimum ?? 1, 1);
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  if (type === 'object') return {};
  return FORMATS[plain.format ?? ''] ?? NAMED[name] ?? '…';
}

/** Fields whose names say what stands in them; people and numbers are those of the sandbox. */
const NAMED: Readonly<Record<string, string>> = {
  name: '张晓晓',
  number: '990000200103070024',
  mobile: '16100000001',
  label: 'Gate 3',
  purpose: 'bank.account',
  url: 'https://example.org/hook',
};
