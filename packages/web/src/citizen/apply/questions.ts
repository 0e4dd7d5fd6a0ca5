import type { FieldKind, Procedure, Question } from '@suizheng/domain/procedures/procedure.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { servicePage } from '../service/service-page.ts';
import type { Draft } from './draft.ts';

type Answers = Readonly<Record<string, string>>;
export type Field = Question['fields'][number];

/** The pages of a procedure's form, in order; none for a procedure that does not exist. */
export const questionsOf = (procedure: string): readonly Question[] =>
  procedureById(procedure)?.questions ?? [];

/** The fields of a page that are asked, given the other answers (`onlyWhen`). */
export const askedFields = ({ fields }: Question, answers: Answers): readonly Field[] =>
  fields.filter(({ onlyWhen }) => !onlyWhen || onlyWhen.is.includes(answers[onlyWhen.field] ?? ''));

/** The pages that ask anything, given the answers so far. */
const askedQuestions = (procedure: string, answers: Answers): readonly Question[] =>
  questionsOf(procedure).filter((question) => askedFields(question, answers).length > 0);

/** The page that asks for a field, by its id. */
export const questionOf = (procedure: string, field: string): string | undefined =>
  questionsOf(procedure).find(({ fields }) => fields.some(({ name }) => name === field))?.id;

/** Whether the form is first asked for whom it is: a level is always the account holder's own. */
export const asksWho = (procedure: Pick<Procedure, 'outcome'> | undefined): boolean =>
  procedure?.outcome === 'credential';

/** Addresses before and after a page of the form; `who` comes first where it is asked, `check` last. */
export function neighbours(
  procedure: string,
  page: string,
  answers: Answers = {},
): { before: string; after: string } {
  const ids = [
    ...(asksWho(procedureById(procedure)) ? ['who'] : []),
    ...askedQuestions(procedure, answers).map(({ id }) => id),
    'check',
  ];
  const at = ids.indexOf(page);
  const to = (id: string | undefined) => (id === undefined ? undefined : `/apply/${procedure}/${id}`);
  return {
    before: to(ids[at - 1]) ?? servicePage(procedure),
    after: to(ids[at + 1]) ?? `/apply/${procedure}/check`,
  };
}

/** Where a form begins. */
export function firstPage(procedure: string): string {
  return `/apply/${procedure}/${asksWho(procedureById(procedure)) ? 'who' : (questionsOf(procedure)[0]?.id ?? 'check')}`;
}

/** The first page without an answer, if any: a link into the middle of the trip starts there. */
export function firstMissing(procedure: string, { who, answers = {} }: Draft): string | undefined {
  if (!who && asksWho(procedureById(procedure))) return 'who';
  return askedQuestions(procedure, answers).find((question) =>
    askedFields(question, answers).some(({ name }) => !answers[name]),
  )?.id;
}

/** What is sent: the answers to the fields that are asked, and no others. */
export function inputOf(procedure: string, answers: Answers): Answers {
  const names = questionsOf(procedure)
    .flatMap((question) => askedFields(question, answers))
    .map(({ name }) => name);
  return Object.fromEntries(names.flatMap((name) => (name in answers ? [[name, answers[name]!]] : [])));
}

/** What was typed in the first field of this kind, whatever the form calls it. */
export function typedIn(procedure: string, kind: FieldKind, answers: Answers): string {
  const field = questionsOf(procedure)
    .flatMap(({ fields }) => fields)
    .find((candidate) => candidate.kind === kind);
  return (field && answers[field.name]) ?? '';
}

/** Name and number as typed, whatever the form calls its fields. */
export const subjectTyped = (procedure: string, answers: Answers) => ({
  name: typedIn(procedure, 'person-name', answers),
  number: typedIn(procedure, 'resident-id', answers),
});
