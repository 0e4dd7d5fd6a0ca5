import { maskIdentityNumber } from '@suizheng/domain/identifiers/identity-document.ts';
import type { Subject } from '@suizheng/domain/procedures/procedure.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Context } from '../../context.ts';
import { openJson, openPerson, type PersonRow } from '../../db/people.ts';
import { type PaperApplication, paperSubject } from '../settle/paper-application.ts';

type Linked = NonNullable<Subject['linked']>;

/** A second document as whoever looks sees it: its kind, and its number with the middle hidden. */
export type MaskedDocument = { readonly document: Linked['document']; readonly number: string };

/** What is kept of the application that named the documents; `sealed` is its input, empty once that was deleted. */
type TypedRow = Pick<PersonRow, 'person_id' | 'data_key' | 'sealed'> & {
  readonly application_id: string;
  readonly procedure: string;
  readonly medium: 'electronic' | 'paper';
  readonly person_sealed: Buffer;
};

/** The second document that a credential links with the holder's (L1, L2), masked; null where it names one alone, or what was typed is deleted. */
export function linkedDocument(keys: Context['keys'], row: TypedRow): MaskedDocument | null {
  const procedure = procedureById(row.procedure);
  if (procedure?.outcome !== 'credential' || !procedure.credential.paperLinks) return null;
  if (row.sealed.length === 0 || row.data_key.length === 0) return null;
  const typed = openJson(keys, row.data_key, `application:${row.application_id}`, row.sealed);
  const { linked } =
    row.medium === 'paper'
      ? paperSubject(typed as PaperApplication)
      : procedure.subject(typed, openPerson(keys, { ...row, sealed: row.person_sealed }));
  return linked ? maskedDocument(linked) : null;
}

/** Both documents that an application or its credential links, the holder's own first, masked; empty where it names one alone. */
export function linkedDocuments(keys: Context['keys'], row: TypedRow): MaskedDocument[] {
  const linked = linkedDocument(keys, row);
  if (linked === null) return [];
  const { number, document = 'resident-id' } = openPerson(keys, { ...row, sealed: row.person_sealed });
  return [maskedDocument({ document, number }), linked];
}

/** A document with its number's middle hidden. */
export function maskedDocument({ document, number }: MaskedDocument): MaskedDocument {
  return { document, number: maskIdentityNumber(document, number) };
}
