import { z } from 'zod';
import { LEVEL_TEXTS, type Level } from '../policy/level.ts';
import { fill, type Locale } from '../text/locale.ts';
import type { AppError, FieldError } from './app-error.ts';
import { PROBLEMS } from './catalog.ts';
import { FIELD_FAULTS, type FieldFaultCode } from './field-faults.ts';

/** RFC 9457 problem details, with the field, the reason, the next step and a trace id (A11). */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    next: z.string(),
    traceId: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    errors: z
      .array(z.object({ field: z.string(), code: z.string(), reason: z.string(), next: z.string() }))
      .optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** Words for a refusal in the person's language. */
export function toProblem(error: AppError, locale: Locale, traceId: string): Problem {
  const entry = PROBLEMS[error.code];
  return {
    type: `urn:suizheng:problem:${error.code}`,
    title: fill(entry.title[locale], inWords(error.params, locale)),
    status: entry.status,
    code: error.code,
    next: fill(entry.next[locale], inWords(error.params, locale)),
    traceId,
    ...(Object.keys(error.params).length > 0 ? { params: { ...error.params } } : {}),
    ...(error.fields.length > 0
      ? { errors: error.fields.map((field) => toFieldProblem(field, locale)) }
      : {}),
  };
}

/** A level stands in `params` as its code and in sentences by its name. */
function inWords(params: AppError['params'], locale: Locale): AppError['params'] {
  const { level } = params;
  return level !== undefined && level in LEVEL_TEXTS
    ? { ...params, level: LEVEL_TEXTS[level as Level][locale] }
    : params;
}

function toFieldProblem({ field, code }: FieldError, locale: Locale) {
  return { field, code, reason: FIELD_FAULTS[code].reason[locale], next: FIELD_FAULTS[code].next[locale] };
}

/** Turns a schema's issues into field errors; `prefix` is the part of the request they belong to. */
export function fieldErrors(
  error: z.ZodError | { issues: readonly z.core.$ZodIssue[] },
  prefix = '',
): FieldError[] {
  return error.issues.flatMap((issue) => {
    const path = [...(prefix === '' ? [] : [prefix]), ...issue.path.map(String)];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: [...path, key].join('.').slice(0, 120),
        code: 'field.unknown' as const,
      }));
    }
    return [{ field: path.join('.').slice(0, 120), code: faultOf(issue) }];
  });
}

function faultOf(issue: z.core.$ZodIssue): FieldFaultCode {
  if (issue.message in FIELD_FAULTS) return issue.message as FieldFaultCode;
  return issue.code === 'invalid_type' && isMissing(issue) ? 'field.required' : 'field.invalid';
}

/** Issues name the input only when asked to (reportInput); else zod's own message tells that there was none. */
function isMissing(issue: z.core.$ZodIssue): boolean {
  return 'input' in issue ? issue.input === undefined : issue.message.endsWith('received undefined');
}
