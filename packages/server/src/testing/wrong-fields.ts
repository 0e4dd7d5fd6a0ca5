import type { Resource } from '@suizheng/domain/contract/resource.ts';
import { z } from 'zod';
import { PLAUSIBLE, type Schema } from './malformed-requests.ts';

// biome-ignore lint/suspicious/noExplicitAny: resources of every shape
type AnyResource = Resource<any, any, any, any>;

/** One way to get one field wrong: the whole body with that field spoiled, and how. */
export type WrongField = { readonly field: string; readonly how: string; readonly body: unknown };

/** Where one word means different things: what a person could have meant in that request. */
const JWK = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) };
const IN_RESOURCE: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  createClient: { jwks: { keys: [JWK] }, certificate: '-----BEGIN CERTIFICATE-----' },
  createTrialClient: { jwk: JWK },
  readGuardianAsk: { code: 'ABCD2345' },
  decideGuardianAsk: { code: 'ABCD2345' },
  // By code; by identifier and name instead is tried where the field is wrong.
  checkCredential: { identifier: undefined, name: undefined, purpose: 'bank.account' },
};

const WRONG: Readonly<Record<string, unknown>> = {
  missing: undefined,
  null: null,
  empty: '',
  blank: '   ',
  'a number': 7,
  'an object': { a: 1 },
  'a list': ['x'],
  'too long': '长'.repeat(500_000),
  'odd characters': '\u202e<script>😀\u0007',
  'another format': 'x-9-x',
};

/** A body that the resource's schema accepts, made of values a person could have meant; throws naming what it lacks. */
export function plausibleBody(resource: AnyResource): unknown {
  const schema = z.toJSONSchema(resource.body, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
  }) as Schema;
  const plausible = { ...PLAUSIBLE, ...IN_RESOURCE[resource.id] };
  const body = sample(schema, '', { defs: schema.$defs ?? {}, plausible });
  const parsed = resource.body.safeParse(body);
  if (parsed.success) return body;
  const fields = parsed.error.issues.map((issue: z.core.$ZodIssue) => issue.path.join('.')).join(', ');
  throw new Error(`${resource.id}: testing/malformed-requests.ts knows no plausible value for ${fields}`);
}

/** Every way of `WRONG` on every field of a good body, nested ones too, as far as the schema itself finds it wrong. */
export function wrongFields(resource: AnyResource, body: unknown): WrongField[] {
  return [
    ...pathsOf(body).flatMap((path) =>
      Object.entries(WRONG).map(([how, value]) => ({
        field: path.join('.'),
        how,
        body: replaced(body, path, value),
      })),
    ),
    ...(isObject(body) ? [{ field: 'surplus', how: 'unknown', body: { ...body, surplus: 1 } }] : []),
  ].filter((wrong) => !resource.body.safeParse(JSON.parse(JSON.stringify(wrong.body))).success);
}

type Known = {
  readonly defs: Readonly<Record<string, Schema>>;
  readonly plausible: Readonly<Record<string, unknown>>;
};

function sample(schema: Schema, name: string, known: Known): unknown {
  const { defs, plausible } = known;
  if (schema.$ref) return sample(defs[schema.$ref.replace('#/$defs/', '')] ?? {}, name, known);
  if (name in plausible && schema.enum === undefined) return plausible[name];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const one = (schema.oneOf ?? schema.anyOf)?.[0];
  if (one) return sample(one, name, known);
  if (schema.type === 'object') {
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([key, part]) => [key, sample(part, key, known)]),
    );
  }
  if (schema.type === 'array') return [sample(schema.items ?? {}, name, known)];
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.format === 'uuid') return '0b0f9d1e-5c1f-4a68-9f6e-2f3f0d1a7b55';
  return 'x'.repeat(Math.max(1, schema.minLength ?? 1));
}

function pathsOf(value: unknown, at: readonly string[] = []): string[][] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => [[...at, key], ...pathsOf(part, [...at, key])]);
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  return { ...(value as object), [key]: replaced((value as Record<string, unknown>)[key], rest, by) };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
