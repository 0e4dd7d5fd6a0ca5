import { FIELD_FAULTS } from '@suizheng/domain/errors/field-faults.ts';
import { fieldErrors } from '@suizheng/domain/errors/problem.ts';
import type { Text } from '@suizheng/domain/text/locale.ts';
import type { z } from 'zod';
import { ApiProblem } from './api/api-problem.ts';
import type { Fault } from './kit/error-summary.tsx';

/** Words for what is missing, by field; they win over the general ones. */
export type OwnWords = Readonly<Record<string, string>>;

/** What the contract's own schema finds wrong, one fault a field (A11: before anything is sent). */
export function schemaFaults(
  schema: z.ZodType,
  input: object,
  word: (text: Text) => string,
  own: OwnWords,
): Fault[] {
  const parsed = schema.safeParse(input);
  if (parsed.success) return [];
  return oneEach(
    fieldErrors(parsed.error).map(({ field, code }) => {
      const { reason, next } = FIELD_FAULTS[code];
      return { field, text: own[field] ?? sentence(word(reason), word(next)) };
    }),
  );
}

/** What the server found wrong with fields; empty when it refused for another reason. */
export function serverFaults(error: unknown): Fault[] {
  if (!(error instanceof ApiProblem)) return [];
  return oneEach(error.fields().map(({ field, reason, next }) => ({ field, text: sentence(reason, next) })));
}

/** The words of one field among the faults. */
export function faultOf(faults: readonly Fault[], field: string): string | undefined {
  return faults.find((fault) => fault.field === field)?.text;
}

function oneEach(faults: readonly Fault[]): Fault[] {
  return faults.filter((fault, at) => faults.findIndex(({ field }) => field === fault.field) === at);
}

/** Chinese sentences follow each other without a space. */
function sentence(reason: string, next: string): string {
  return /^\p{Script=Latin}/u.test(next) ? `${reason} ${next}` : reason + next;
}
