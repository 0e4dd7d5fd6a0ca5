import type { FieldKind, Question } from '@suizheng/domain/procedures/procedure.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Draft } from './draft.ts';

/** The pages of a procedure's form, in order; none for a procedure that does not exist. */
export const questionsOf = (procedure: string): readonly Question[] =>
  procedureById(procedure)?.questions ?? [];

/** The page that asks for a field, by its id. */
export const questionOf = (procedure: string, field: string): string | undefined =>
  questionsOf(procedure).find(({ fields }) => fields.some(({ name }) => name === field))?.id;

/** The pages before and after one; `who` comes first, `check` last. */
export function neighbours(procedure: string, question: string): { before: string; after: string } {
  const ids = ['who', ...questionsOf(procedure).map(({ id }) => id), 'check'];
  const at = ids.indexOf(question);
  return { before: ids[at - 1] ?? 'who', after: ids[at + 1] ?? 'check' };
}

/** The first page without an answer, if any: a link into the middle of the trip starts there. */
export function firstMissing(procedure: string, { who, answers = {} }: Draft): string | undefined {
  if (!who) return 'who';
  return questionsOf(procedure).find(({ fields }) => fields.some(({ name }) => !answers[name]))?.id;
}

/** Name and number as typed, whatever the form calls its fields. */
export function subjectTyped(procedure: string, answers: Readonly<Record<string, string>>) {
  const typed = (kind: FieldKind): string => {
    const field = questionsOf(procedure)
      .flatMap(({ fields }) => fields)
      .find((candidate) => candidate.kind === kind);
    return (field && answers[field.name]) ?? '';
  };
  return { name: typed('person-name'), number: typed('resident-id') };
}
