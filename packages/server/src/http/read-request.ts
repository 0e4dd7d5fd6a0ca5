import type { Resource } from '@suizheng/domain/contract/resource.ts';
import { AppError, type FieldError } from '@suizheng/domain/errors/app-error.ts';
import { fieldErrors } from '@suizheng/domain/errors/problem.ts';
import type { z } from 'zod';
import { isStorable } from './json-body.ts';

// biome-ignore lint/suspicious/noExplicitAny: resources of every shape
type AnyResource = Resource<any, any, any, any>;

/** Wrong fields named in one answer. */
const MOST_FAULTS = 50;

/**
 * Parses params, query and body by the resource's schemas. A path that cannot name anything of ours is
 * `not-found`; everything else wrong is `validation-failed` with every field named at once (A11).
 */
export function readRequest(
  resource: AnyResource,
  request: { params: unknown; query: unknown; body: unknown },
): { params: unknown; query: unknown; body: unknown } {
  const params = resource.params?.safeParse(request.params);
  if (params?.success === false) throw new AppError('not-found');
  const query = resource.query?.safeParse(request.query);
  // A missing body is read as an empty one, so that each missing field is named.
  const body = resource.body?.safeParse(request.body ?? {});
  const fields = [
    ...unstorable(request.query),
    ...(query?.success === false ? named(query.error, 'query') : []),
    ...(body?.success === false ? named(body.error, 'body') : []),
  ];
  if (fields.length > 0) throw new AppError('validation-failed', { fields: fields.slice(0, MOST_FAULTS) });
  return { params: params?.data, query: query?.data, body: body?.data };
}

/** A fault of the whole part has no path: it is named by the part. */
function named(error: z.ZodError, part: string): FieldError[] {
  return fieldErrors(error).map(({ field, code }) => ({
    field: field === '' ? part : field.toWellFormed(),
    code,
  }));
}

function unstorable(query: unknown): FieldError[] {
  return Object.entries((query ?? {}) as Record<string, unknown>)
    .filter(([key, value]) => ![key, value].flat().every((text) => isStorable(String(text))))
    .map(([key]) => ({ field: key.slice(0, 120).toWellFormed(), code: 'field.invalid' }));
}
