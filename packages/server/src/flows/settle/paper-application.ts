import { type DocumentKind, isRegistered, type Subject } from '@suizheng/domain/procedures/procedure.ts';

/** What the counter keeps sealed of a paper application: enough to print the same document again. */
export type PaperApplication = {
  readonly name: string;
  readonly number: string;
  readonly document: DocumentKind;
  /** The second document of the same person (L2). */
  readonly linked?: NonNullable<Subject['linked']>;
  readonly proof: { readonly kind: string; readonly issuedBy: string; readonly reference: string };
  readonly counter: string;
  /** JPEG of the register's portrait in base64, where there was one. */
  readonly portrait: string | null;
};

/** Whom a paper application is about, as a phone's form would have named them. */
export function paperSubject({ name, number, document, linked }: PaperApplication): Subject {
  return {
    name,
    number,
    ...(isRegistered(document) && document !== 'resident-id' ? { document } : {}),
    ...(linked === undefined ? {} : { linked }),
  };
}
