import { FIELD_FAULTS } from '@suizheng/domain/errors/field-faults.ts';
import { fieldErrors } from '@suizheng/domain/errors/problem.ts';
import type { Text } from '@suizheng/domain/text/locale.ts';
import type { z } from 'zod';
import { joinSentences } from '../../shared/i18n/join.ts';
import type { Fault } from '../../shared/kit/error-summary.tsx';

/** Runs the domain's own schema over what was typed and words the faults of the named fields (A11: before anything is sent). */
export function checkFields(
  schema: z.ZodType,
  input: object,
  fields: readonly string[],
  word: (text: Text) => string,
): Fault[] {
  const parsed = schema.safeParse(input);
  if (parsed.success) return [];
  const faults = new Map<string, string>();
  for (const { field, code } of fieldErrors(parsed.error)) {
    if (!fields.includes(field) || faults.has(field)) continue;
    const { reason, next } = FIELD_FAULTS[code];
    faults.set(field, joinSentences(word(reason), word(next)));
  }
  return [...faults].map(([field, text]) => ({ field, text }));
}

/** The words of one field among the faults. */
export function faultOf(faults: readonly Fault[], field: string): string | undefined {
  return faults.find((fault) => fault.field === field)?.text;
}
