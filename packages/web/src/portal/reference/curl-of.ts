import { exampleOf } from './example-of.ts';
import { callersOf, type Operation } from './open-api.ts';
import type { Schemas } from './schema-rows.ts';

/** A call of the operation for a terminal, with values that are to be replaced in capitals. */
export function curlOf(operation: Operation, schemas: Schemas, origin: string): string {
  const { method, parameters = [], requestBody } = operation;
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase());
  const query = parameters
    .filter(({ in: place, required }) => place === 'query' && required)
    .map(({ name }) => `${name}=${name.toUpperCase()}`)
    .join('&');
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const value = content === undefined ? undefined : exampleOf(content.schema, schemas);
  const isForm = type === 'application/x-www-form-urlencoded';
  const form = isForm
    ? Object.entries(value as object).map(([key, one]) => `--data-urlencode '${key}=${String(one)}'`)
    : [];
  const headers = [
    ...callersOf(operation)
      .flatMap((caller) => CREDENTIALS[caller] ?? [])
      .slice(0, 1),
    ...(parameters.some(({ name }) => name === 'Idempotency-Key')
      ? ['Idempotency-Key: FRESH-FOR-EACH-ACT']
      : []),
    ...(type === undefined || isForm ? [] : [`Content-Type: ${type}`]),
  ];
  const lines = [
    `curl${method === 'GET' || (method === 'POST' && type !== undefined) ? '' : ` -X ${method}`} '${origin}${path}${query === '' ? '' : `?${query}`}'`,
    ...headers.map((header) => `-H '${header}'`),
    ...form,
    ...(value === undefined || isForm ? [] : [`-d '${JSON.stringify(value, null, 2)}'`]),
  ];
  return lines.join(' \\\n  ');
}

const CREDENTIALS: Readonly<Record<string, string>> = {
  client: 'Authorization: Bearer ACCESS-TOKEN',
  reader: 'Authorization: Bearer DEVICE-TOKEN',
  session: 'Cookie: SESSION',
  staff: 'Authorization: Bearer STAFF-TOKEN',
};
