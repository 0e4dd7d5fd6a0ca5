import type { JsonSchema } from './open-api.ts';

export type Schemas = Readonly<Record<string, JsonSchema>>;

/** One line of a table of fields: `path` with dots and [] from the outermost. */
export type FieldRow = {
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly limits: readonly string[];
  readonly description?: string | undefined;
};

/** How deep fields of fields are told. */
const DEEPEST = 5;

/** The fields of a schema, outer ones before their own. */
export function fieldRows(schema: JsonSchema, schemas: Schemas): readonly FieldRow[] {
  return rowsOf(schema, schemas, '', []);
}

function rowsOf(schema: JsonSchema, schemas: Schemas, base: string, above: readonly object[]): FieldRow[] {
  const { object, through } = unfold(schema, schemas);
  if (object?.properties === undefined || above.includes(object.properties) || above.length > DEEPEST)
    return [];
  const inside = [...above, object.properties];
  const start = `${base}${through}`;
  return Object.entries(object.properties).flatMap(([name, field]) => {
    const path = start === '' ? name : `${start}.${name}`;
    return [
      {
        path,
        type: typeName(field, schemas),
        required: object.required?.includes(name) ?? false,
        limits: limitsOf(field, schemas),
        description: field.description ?? resolve(field, schemas).description,
      },
      ...rowsOf(field, schemas, path, inside),
    ];
  });
}

/** The object that a schema holds, itself or as the items of its lists; `through` is [] for each list passed. */
function unfold(schema: JsonSchema, schemas: Schemas): { object?: JsonSchema; through: string } {
  const plain = resolve(schema, schemas);
  if (plain.properties !== undefined) return { object: plain, through: '' };
  if (plain.items !== undefined) {
    const { object, through } = unfold(plain.items, schemas);
    return { ...(object === undefined ? {} : { object }), through: `[]${through}` };
  }
  const choices = plain.anyOf ?? plain.oneOf ?? [];
  const objects = choices
    .map((choice) => unfold(choice, schemas))
    .filter(({ object }) => object !== undefined);
  if (objects.length === 0) return { through: '' };
  const properties = Object.assign({}, ...objects.map(({ object }) => object?.properties ?? {}));
  const [first] = objects;
  const required = (first?.object?.required ?? []).filter((name) =>
    objects.every(({ object }) => object?.required?.includes(name)),
  );
  return { object: { properties, required }, through: first?.through ?? '' };
}

/** Follows references to the schema itself. */
export function resolve(schema: JsonSchema, schemas: Schemas): JsonSchema {
  if (schema.allOf?.length === 1 && schema.allOf[0]) return resolve(schema.allOf[0], schemas);
  if (schema.$ref === undefined) return schema;
  const found = schemas[schema.$ref.replace('#/components/schemas/', '')];
  return found === undefined ? {} : resolve(found, schemas);
}

/** A type in a few characters: string (uuid), Check[], "a" | "b". */
export function typeName(schema: JsonSchema, schemas: Schemas): string {
  const name = schema.$ref?.replace('#/components/schemas/', '');
  const plain = resolve(schema, schemas);
  const choices = plain.anyOf ?? plain.oneOf;
  if (choices) return [...new Set(choices.map((choice) => typeName(choice, schemas)))].join(' | ');
  if (plain.const !== undefined) return JSON.stringify(plain.const);
  if (plain.enum) return plain.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (plain.items) return `${typeName(plain.items, schemas)}[]`;
  if (plain.properties) return name ?? 'object';
  const type = Array.isArray(plain.type) ? plain.type.join(' | ') : String(plain.type ?? 'any');
  return plain.format === undefined || plain.format === 'safeint' ? type : `${type} (${plain.format})`;
}

function limitsOf(schema: JsonSchema, schemas: Schemas): string[] {
  const {
    minLength,
    maxLength,
    minimum,
    maximum,
    minItems,
    maxItems,
    pattern,
    default: standard,
  } = resolve(schema, schemas);
  const bound = (low: number | undefined, high: number | undefined, what: string): string[] => {
    const least = low === undefined || low <= Number.MIN_SAFE_INTEGER ? undefined : low;
    const most = high === undefined || high >= Number.MAX_SAFE_INTEGER ? undefined : high;
    if (least === undefined && most === undefined) return [];
    if (least === undefined) return [`${what} ≤ ${most}`];
    return [most === undefined ? `${what} ≥ ${least}` : `${what} ${least}–${most}`];
  };
  return [
    ...bound(minLength, maxLength, 'length'),
    ...bound(minimum, maximum, 'value'),
    ...bound(minItems, maxItems, 'items'),
    ...(pattern === undefined || pattern.length > 60 ? [] : [`pattern ${pattern}`]),
    ...(standard === undefined ? [] : [`default ${JSON.stringify(standard)}`]),
  ];
}
