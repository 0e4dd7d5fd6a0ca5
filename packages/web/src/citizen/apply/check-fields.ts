import { FIELD_FAULTS, type FieldFaultCode } from '@suizheng/domain/errors/field-faults.ts';
import { fieldErrors } from '@suizheng/domain/errors/problem.ts';
import type { Text } from '@suizheng/domain/text/locale.ts';
import type { z } from 'zod';
import { joinSentences } from '../../shared/i18n/join.ts';
import type { Fault } from '../../shared/kit/error-summary.tsx';

/** A fault by its code, to be worded in whatever language is shown. */
export type FoundFault = { readonly field: string; readonly code: FieldFaultCode };

/** Runs the domain's own schema over what was typed and finds the faults of the named fields (A11: before anything is sent). */
export function findFaults(schema: z.ZodType, input: object, fields: readonly string[]): FoundFault[] {
  const parsed = schema.safeParse(input);
  if (parsed.success) return [];
  const faults = new Map<string, FoundFault>();
  for (const { field, code } of fieldErrors(parsed.error)) {
    if (fields.includes(field) && !faults.has(field)) faults.set(field, { field, code });
  }
  return [...faults.values()];
}

/** Reason and next step of each fault, in the person's language. */
export function wordFaults(found: readonly FoundFault[], word: (text: Text) => string): Fault[] {
  return found.map(({ field, code }) => {
    const { reason, next } = FIELD_FAULTS[code];
    return { field, text: joinSentences(word(reason), word(next)) };
  });
}

/** Both at once, for a form whose words need not outlive a change of language. */
export function checkFields(
  schema: z.ZodType,
  input: object,
  fields: readonly string[],
  word: (text: Text) => string,
): Fault[] {
  return wordFaults(findFaults(schema, input, fields), word);
}

/** A sentence that two fields share is listed once, and leads to the first of them. */
export function eachOnce(faults: readonly Fault[]): Fault[] {
  return faults.filter(({ text }, at) => faults.findIndex((other) => other.text === text) === at);
}

/** True for a code that this build has words for. */
export const isFaultCode = (code: string): code is FieldFaultCode => Object.hasOwn(FIELD_FAULTS, code);

/** The words of one field among the faults. */
export function faultOf(faults: readonly Fault[], field: string): string | undefined {
  return faults.find((fault) => fault.field === field)?.text;
}
