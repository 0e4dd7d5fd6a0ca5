import { API } from '@suizheng/domain/contract/api.ts';
import { TOKEN_REFUSALS, TokenAnswer, TokenForm, TokenRefused } from '@suizheng/domain/contract/oauth.ts';
import type { Access, Resource } from '@suizheng/domain/contract/resource.ts';
import { PROBLEMS, type ProblemCode } from '@suizheng/domain/errors/catalog.ts';
import { Problem } from '@suizheng/domain/errors/problem.ts';
import { SERVICE_IDS, SERVICES } from '@suizheng/domain/policy/services.ts';
import { z } from 'zod';

// biome-ignore lint/suspicious/noExplicitAny: resources of every shape
type AnyResource = Resource<any, any, any, any>;
type Json = Record<string, unknown>;

/** Refusals that any resource may answer with, whatever it declares. */
const ALWAYS: readonly ProblemCode[] = ['malformed-request', 'internal', 'busy', 'too-many-requests'];
const WITH_BODY: readonly ProblemCode[] = ['unsupported-media-type', 'too-large'];

const OF_CLIENTS: readonly ProblemCode[] = ['token-refused', 'service-not-in-token'];

const SECURITY: Readonly<Record<Access, readonly Json[]>> = {
  public: [],
  account: [{ session: [] }],
  staff: [{ staff: [] }],
  reader: [{ reader: [] }],
  'reader-or-public': [{ reader: [] }, {}],
  client: [{ client: [] }],
};

/** The OpenAPI 3.1 description, made from the same resources that serve and check the requests. */
export function openApi(version: string): Json {
  const schemas: Json = {};
  const paths: Record<string, Json> = {};
  for (const resource of API) {
    paths[resource.path] = {
      ...paths[resource.path],
      [resource.method.toLowerCase()]: operation(resource, schemas),
    };
  }
  paths['/api/v1/oauth/token'] = { post: tokenOperation(schemas) };
  schemaOf(Problem, schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: '随证 Suizheng',
      version,
      description:
        'Official electronic credentials: apply, prove, settle, issue, present, verify. ' +
        'Every refusal is application/problem+json with a code, the wrong fields, the next step and a trace id.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'sz_session' },
        staff: { type: 'http', scheme: 'bearer', description: 'szs_…' },
        reader: { type: 'http', scheme: 'bearer', description: 'szr_…' },
        client: {
          type: 'oauth2',
          description:
            'Client credentials by private_key_jwt (RFC 7523) or mutual TLS (RFC 8705). The issuer, which an assertion names as its audience, stands in /.well-known/oauth-authorization-server (RFC 8414). In a sandbox POST /api/v1/trial-clients gives a client at once.',
          flows: {
            clientCredentials: {
              tokenUrl: '/api/v1/oauth/token',
              scopes: Object.fromEntries(SERVICE_IDS.map((id) => [id, SERVICES[id].text.en])),
            },
          },
        },
      },
    },
  };
}

function operation(resource: AnyResource, schemas: Json): Json {
  return {
    operationId: resource.id,
    summary: resource.summary,
    tags: [resource.path.split('/')[3]],
    security: resource.service === undefined ? SECURITY[resource.access] : [{ client: [resource.service] }],
    parameters: [
      ...parameters(resource.params, 'path', schemas),
      ...parameters(resource.query, 'query', schemas),
      ...(resource.idempotent === true ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(resource.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(resource.body, schemas) } },
          },
        }),
    responses: { ...answer(resource, schemas), ...refusals(resource) },
  };
}

/** The one operation that speaks OAuth 2 instead of JSON and problem details. */
function tokenOperation(schemas: Json): Json {
  const json = (schema: z.ZodType) => ({ 'application/json': { schema: schemaOf(schema, schemas) } });
  const byStatus = Map.groupBy(Object.entries(TOKEN_REFUSALS), ([, { status }]) => status);
  return {
    operationId: 'requestToken',
    summary: 'An access token for ten minutes, by a signed assertion or by the certificate of the connection',
    tags: ['oauth'],
    security: [],
    parameters: [],
    requestBody: {
      required: true,
      content: { 'application/x-www-form-urlencoded': { schema: schemaOf(TokenForm, schemas) } },
    },
    responses: {
      200: { description: 'The token (RFC 6749 §5.1)', content: json(TokenAnswer) },
      ...Object.fromEntries(
        [...byStatus].map(([status, same]) => [
          String(status),
          {
            description: same.map(([error, { description }]) => `${error}: ${description}`).join(' '),
            content: json(TokenRefused),
          },
        ]),
      ),
    },
  };
}

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'A fresh key for each act; a repetition under the same key gets the first answer.',
  schema: { type: 'string', minLength: 1, maxLength: 128 },
};

function parameters(schema: z.ZodObject | undefined, place: 'path' | 'query', schemas: Json): Json[] {
  if (schema === undefined) return [];
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !(field as z.ZodType).safeParse(undefined).success,
    schema: schemaOf(field as z.ZodType, schemas),
  }));
}

function answer(resource: AnyResource, schemas: Json): Json {
  const headers = {
    'X-Trace-Id': { schema: { type: 'string', pattern: '^[0-9a-f]{32}$' } },
    ...(resource.idempotent === true ? { 'Idempotency-Replayed': { schema: { type: 'string' } } } : {}),
    ...(resource.status === 303 ? { Location: { schema: { type: 'string', pattern: '^/' } } } : {}),
  };
  const content =
    resource.produces !== undefined
      ? { [resource.produces]: { schema: { type: 'string', format: 'binary' } } }
      : resource.answer !== undefined && resource.status !== 303
        ? { 'application/json': { schema: schemaOf(resource.answer, schemas) } }
        : undefined;
  return {
    [resource.status]: { description: resource.summary, headers, ...(content ? { content } : {}) },
  };
}

function refusals(resource: AnyResource): Json {
  const codes = [
    ...resource.problems,
    ...ALWAYS,
    ...(resource.body === undefined ? [] : WITH_BODY),
    ...(resource.access === 'client' ? OF_CLIENTS : []),
  ];
  const byStatus = Map.groupBy(new Set(codes), (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      String(status),
      {
        description: same.map((code) => `${code}: ${PROBLEMS[code].title.en}`).join('; '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

/** JSON Schema of a zod schema; what bears an id becomes a component and is referred to. */
function schemaOf(schema: z.ZodType, components: Json): Json {
  // Inside a wrapper, so that a schema with an id is a definition like any other.
  const { $defs = {}, properties } = z.toJSONSchema(z.object({ it: schema }), {
    io: 'input',
    unrepresentable: 'any',
  }) as unknown as { $defs?: Record<string, Json>; properties: { it: Json } };
  for (const [id, definition] of Object.entries($defs)) {
    const { id: _id, ...rest } = definition;
    components[id] = referred(rest);
  }
  return referred(properties.it) as Json;
}

function referred(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(referred);
  if (typeof node !== 'object' || node === null) return node;
  // The format says it better than zod's expression for the same.
  const { pattern: _pattern, ...rest } = node as Json;
  const kept = rest.format === 'uuid' || rest.format === 'date-time' ? rest : (node as Json);
  return Object.fromEntries(
    Object.entries(kept).map(([key, value]) =>
      key === '$ref' && typeof value === 'string'
        ? [key, value.replace('#/$defs/', '#/components/schemas/')]
        : [key, referred(value)],
    ),
  );
}
