import { randomUUID } from 'node:crypto';
import { API } from '@suizheng/domain/contract/api.ts';
import type { Access, Resource } from '@suizheng/domain/contract/resource.ts';
import fc from 'fast-check';
import { z } from 'zod';

/** A request as bytes on the wire, with who sends it; `cut` bytes are kept back and the connection is ended. */
export type WireRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer | null;
  readonly access: Access;
  readonly cut: number;
};

// biome-ignore lint/suspicious/noExplicitAny: resources of every shape
type AnyResource = Resource<any, any, any, any>;
export type Schema = {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  minimum?: number;
  minLength?: number;
};

/** Values that a person could have meant, by the name of the field: they carry a request past the first check. */
export const PLAUSIBLE: Readonly<Record<string, unknown>> = {
  mobile: '19912345678',
  code: '123456',
  name: '张晓晓',
  number: '990000199003070013',
  procedure: 'rail-temporary-id',
  input: { name: '张晓晓', number: '990000199003070013', city: '杭州' },
  holderKey: `B${'A'.repeat(86)}`,
  link: 'A'.repeat(43),
  scope: 'rail',
  purposes: ['entry'],
  status: 'revoked',
  expires: '2031-05-03',
  birthDate: '1990-03-07',
  portrait: '/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBg==',
  uscc: '91350100M000100Y43',
  at: '2026-11-21T01:03:00.000Z',
  version: 'face-2026-11',
  legalBasis: 'railway-safety-64',
  explanation: '进站时核实旅客身份',
  note: '已电话核实',
  url: 'https://receiver.example/suizheng',
  encryptionKey: `B${'A'.repeat(86)}`,
};

const awkwardText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    '\udfff\ud800',
    '\ufeff',
    '\u202e1234',
    "'; drop table person; --",
    '{{7*7}}',
    '../../../etc/passwd',
    '<script>alert(1)</script>',
    '%00%ff',
    'NaN',
    '9'.repeat(400),
    '张'.repeat(3_000),
    '😀'.repeat(500),
    'x'.repeat(20_000),
    '990000199003070013',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.base64String({ maxLength: 200 }),
);
const awkwardKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '',
  '\0',
  '\ud800',
  'id',
);
const awkward: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: awkwardText },
  fc.constantFrom(null, true, false, 0, -1, -0, 1e21, 2 ** 53, 0.1, [], {}, [[]], [null]),
  fc.double(),
  fc.jsonValue({ maxDepth: 4 }),
  fc.dictionary(awkwardKey, awkwardText, { maxKeys: 4 }).map((value) => JSON.parse(JSON.stringify(value))),
  fc.integer({ min: 5, max: 3_000 }).map((depth) => JSON.parse('['.repeat(depth) + ']'.repeat(depth))),
);

/** A value of the schema's form, with something wrong in it now and then. */
function fromSchema(schema: Schema, name: string): fc.Arbitrary<unknown> {
  const meant: fc.Arbitrary<unknown>[] = name in PLAUSIBLE ? [fc.constant(PLAUSIBLE[name])] : [];
  if (schema.const !== undefined) meant.push(fc.constant(schema.const));
  else if (schema.enum) meant.push(fc.constantFrom(...schema.enum));
  else if (schema.oneOf ?? schema.anyOf) {
    meant.push(fc.oneof(...(schema.oneOf ?? schema.anyOf)!.map((part) => fromSchema(part, name))));
  } else if (schema.type === 'object') {
    const parts = Object.entries(schema.properties ?? {}).map(([key, part]) => [key, fromSchema(part, key)]);
    meant.push(fc.record(Object.fromEntries(parts), { requiredKeys: [] }));
    meant.push(fc.record(Object.fromEntries(parts)));
  } else if (schema.type === 'array') {
    meant.push(fc.array(fromSchema(schema.items ?? {}, name), { maxLength: 3 }));
  } else if (schema.type === 'boolean') meant.push(fc.boolean());
  else if (schema.type === 'integer' || schema.type === 'number')
    meant.push(fc.integer({ min: -2, max: 100 }));
  else meant.push(fc.uuid(), fc.string({ maxLength: 30 }));
  return fc.oneof({ weight: 5, arbitrary: fc.oneof(...meant) }, { weight: 1, arbitrary: awkward });
}

/** JSON text of a value, sometimes damaged: cut, doubled keys, wrong bytes, nested past all sense. */
function damaged(value: fc.Arbitrary<unknown>): fc.Arbitrary<Buffer | null> {
  const text = value.map((it) => JSON.stringify(it) ?? 'null');
  const bytes = text.map((it) => Buffer.from(it));
  return fc.oneof(
    { weight: 20, arbitrary: bytes },
    fc.tuple(bytes, fc.nat(400)).map(([it, end]) => it.subarray(0, end)),
    text.map((it) => Buffer.from(it.replace('{', '{"id":1,"id":2,"__proto__":{"admin":true},'))),
    fc.tuple(bytes, fc.uint8Array({ maxLength: 9 }), fc.nat(100)).map(([it, noise, at]) => {
      return Buffer.concat([it.subarray(0, at), noise, it.subarray(at)]);
    }),
    text.map((it) => Buffer.from(it, 'utf16le')),
    text.map((it) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(it)])),
    fc.integer({ min: 10, max: 20_000 }).map((depth) => Buffer.from(`${'{"a":'.repeat(depth)}1`)),
    fc.uint8Array({ maxLength: 300 }).map((it) => Buffer.from(it)),
    fc.constant(null),
  );
}

const mediaType = fc.oneof(
  { weight: 8, arbitrary: fc.constant('application/json') },
  fc.constantFrom(
    'application/json; charset=utf-8',
    'application/json; charset=utf-16',
    'application/json;charset',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    '/',
    ';',
    'application/json, text/plain',
    'x'.repeat(500),
  ),
);
/** What a header may bear; bytes that no parser lets pass are tried now and then. */
const headerText = fc.oneof(
  { weight: 40, arbitrary: fc.stringMatching(/^[ -~]{0,80}$/) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii' }).map((it) => it.replace(/[\r\n]/g, '~')) },
);
const oddHeaders = fc.array(
  fc.tuple(
    fc.constantFrom(
      'accept-language',
      'accept',
      'traceparent',
      'if-none-match',
      'x-forwarded-for',
      'content-encoding',
      'accept-encoding',
      'range',
      'expect',
    ),
    headerText,
  ),
  { maxLength: 3 },
);
const method = fc.oneof({
  weight: 1,
  arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'PROPFIND'),
});

function pathOf(resource: AnyResource): fc.Arbitrary<string> {
  const place = fc.oneof(
    { weight: 3, arbitrary: fc.uuid() },
    fc.constantFrom(
      '0',
      '3',
      '%00',
      '%zz',
      '%',
      '..',
      '%2e%2e',
      '.',
      '-1',
      'current',
      `${'9'.repeat(300)}`,
      'é',
      '{id}',
    ),
    fc.string({ unit: 'binary-ascii', maxLength: 40 }).map(encodeURIComponent),
  );
  const places = [...resource.path.matchAll(/\{\w+\}/g)].length;
  const query = fc.oneof(
    { weight: 4, arbitrary: fc.constant(resource.query ? '?q=%E6%9D%AD' : '') },
    fc.constantFrom(
      '?',
      '?q',
      '?q=%00',
      '?q=%ff',
      '?q=a&q=b',
      '?q[]=1',
      '?__proto__=1',
      `?q=${'a'.repeat(3_000)}`,
      '?%',
    ),
  );
  return fc.tuple(fc.array(place, { minLength: places, maxLength: places }), query).map(([values, tail]) => {
    const rest = [...values];
    // Spaces and bytes above ASCII would end the request line: the client's own doing, tried elsewhere.
    return `${resource.path.replaceAll(/\{\w+\}/g, () => rest.shift()!)}${tail}`.replace(
      /[^\x21-\x7e]/g,
      '~',
    );
  });
}

function requestOf(resource: AnyResource): fc.Arbitrary<WireRequest> {
  const schema = resource.body
    ? (z.toJSONSchema(resource.body, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Schema)
    : {};
  const key = fc.oneof(
    { weight: 6, arbitrary: fc.constant(null).map(() => randomUUID() as string) },
    fc.constantFrom('', ' ', 'same-key', 'x'.repeat(200)),
    headerText,
  );
  return fc
    .record({
      method: fc.oneof({ weight: 9, arbitrary: fc.constant(resource.method as string) }, method),
      path: pathOf(resource),
      body: damaged(fromSchema(schema, '')),
      type: mediaType,
      key,
      odd: oddHeaders,
      cut: fc.oneof({ weight: 30, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 20 })),
      access: fc.oneof(
        { weight: 8, arbitrary: fc.constant(resource.access) },
        fc.constantFrom<Access>('public', 'staff', 'reader', 'account'),
      ),
    })
    .map(({ type, key: idempotencyKey, odd, body, ...rest }) => ({
      ...rest,
      body: resource.body || body === null ? body : null,
      headers: [['content-type', type], ['idempotency-key', idempotencyKey], ...odd],
    }));
}

/** Requests against every resource of the API, most of them wrong in some way. */
export const malformedRequest: fc.Arbitrary<WireRequest> = fc.oneof(
  // What takes a body can be got wrong in more ways.
  ...API.map((resource) => ({ weight: resource.body ? 3 : 1, arbitrary: requestOf(resource) })),
);

/** Texts that are no valid code of ours: noise, other people's QR codes, and codes cut or changed. */
export const foreignCode: fc.Arbitrary<string> = fc.oneof(
  awkwardText.map((text) => text.replaceAll('\0', '0').toWellFormed().slice(0, 8_000)),
  fc.webUrl(),
  fc.stringMatching(/^[0-9A-Z $%*+./:-]{0,400}$/),
  fc.stringMatching(/^SZ[0-9]:[0-9A-Z $%*+./:-]{0,500}$/),
  fc.base64String({ maxLength: 1_000 }),
);
