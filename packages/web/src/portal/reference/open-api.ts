/** A JSON Schema as the API's description writes it; only what the pages read. */
export type JsonSchema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly additionalProperties?: boolean | JsonSchema;
};

export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
};

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;
type Method = 'get' | 'post' | 'put' | 'delete';

/** One operation as /openapi.json tells it. */
export type RawOperation = {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
};

export type OpenApi = {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<Method, RawOperation>>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
};

/** An operation with its address. */
export type Operation = RawOperation & {
  readonly method: string;
  readonly path: string;
  readonly group: string;
};

/** Every operation, in the order of the description. */
export function operationsOf(api: OpenApi): readonly Operation[] {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...(operation as RawOperation),
      method: method.toUpperCase(),
      path,
      group: (operation as RawOperation).tags?.[0] ?? path.split('/')[3] ?? path,
    })),
  );
}

const OF_PARTIES =
  /^\/api\/v1\/(oauth|trial-clients|services|parties|verifications|readers|trust-list|status-lists)(\/|$)/;

/** True for what a relying party's people, systems and devices call themselves. */
export function concernsParties({ path, security = [] }: Pick<Operation, 'path' | 'security'>): boolean {
  return OF_PARTIES.test(path) || security.some((way) => 'client' in way || 'reader' in way);
}

/** True when every word typed occurs in the operation's id, address or summary. */
export function matchesSearch(operation: Operation, typed: string): boolean {
  const told =
    `${operation.operationId} ${operation.method} ${operation.path} ${operation.summary}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => told.includes(word));
}

/** Who may call: the names of the ways to prove it, `public` where none is needed. */
export function callersOf({ security = [] }: Pick<Operation, 'security'>): readonly string[] {
  if (security.length === 0) return ['public'];
  return security.map((way) => Object.keys(way)[0] ?? 'public');
}

/** The scope that a token must name, where the operation asks for one. */
export function scopeOf({ security = [] }: Pick<Operation, 'security'>): string | undefined {
  return security.flatMap((way) => way.client ?? [])[0];
}

/** The codes of the refusals of one status, read off its description ("code: words; code: words"). */
export function problemCodes(description: string): readonly string[] {
  return description.split('; ').flatMap((part) => /^([a-z][a-z0-9-]*): /.exec(part)?.[1] ?? []);
}
