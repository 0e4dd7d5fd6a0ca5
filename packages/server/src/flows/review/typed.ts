import type { CaseView } from '@suizheng/domain/contract/review.ts';
import type { Subject } from '@suizheng/domain/procedures/procedure.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { openJson, openPerson } from '../../db/people.ts';
import type { CaseRow } from './held-case.ts';

/** What a machine read on the document, where one did: each field as printed. */
const Read = z
  .object({
    name: z.string().nullish(),
    number: z.string().nullish(),
    expires: z.string().nullish(),
  })
  .loose();

/** The person whom the application names, as typed; a form that asks for no name is about the person on record. */
export function subjectOf(keys: Context['keys'], row: CaseRow): Subject {
  const input = openJson(keys, row.data_key, `application:${row.application_id}`, row.sealed);
  return procedureById(row.procedure)!.subject(
    input,
    openPerson(keys, { ...row, sealed: row.person_sealed }),
  );
}

/** Name, number and the document's expiry as typed, each beside what was read on the photos. */
export function fieldsOf(
  keys: Context['keys'],
  row: CaseRow,
  reads: readonly unknown[],
): CaseView['subject'] {
  const { name, number, expires = null } = subjectOf(keys, row);
  const found = reads.flatMap((read) => {
    const parsed = Read.safeParse(read);
    return parsed.success ? [parsed.data] : [];
  });
  const readOf = (field: 'name' | 'number' | 'expires') =>
    found.map((read) => read[field]).find((text) => text) ?? null;
  const fields: CaseView['subject'] = [
    { field: 'name', typed: name, read: readOf('name') },
    { field: 'number', typed: number, read: readOf('number') },
    { field: 'expires', typed: expires, read: readOf('expires') },
  ];
  return fields.filter((one) => one.typed !== null || one.read !== null);
}
