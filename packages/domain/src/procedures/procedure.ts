import type { z } from 'zod';
import type { IdentityDocument } from '../identifiers/identity-document.ts';
import type { CounterLevel, LOWEST_COUNTER } from '../policy/counter-level.ts';
import type { Rule } from '../policy/decision.ts';
import type { Facts } from '../policy/facts.ts';
import type { Ladder } from '../policy/ladder.ts';
import type { Level } from '../policy/level.ts';
import type { Text } from '../text/locale.ts';

/** Whether synthetic people (area 990000) are accepted. */
export type Mode = { readonly sandbox: boolean };

/** The person a procedure is about, as the form names them: name and number of a document (A9). */
export type SubjectIdentity = {
  readonly name: string;
  readonly number: string;
  /** The kind of document that bears the number; a resident identity card where absent. */
  readonly document?: IdentityDocument;
};

/** The last day a document is valid, YYYY-MM-DD as it prints it, or `long-term` for one without such a day. */
export type DocumentExpiry = string;

/** The person an application is about, and the document's last day where the form asks for it: the register compares it too. */
export type Subject = SubjectIdentity & {
  readonly expires?: DocumentExpiry;
  /** A second document that is said to be the same person's (L1): the register is asked about it, and whether it is. */
  readonly linked?: {
    readonly document: IdentityDocument;
    readonly number: string;
    readonly expires: DocumentExpiry;
  };
};

/** Documents whose number a paper form can bear; those of IDENTITY_DOCUMENTS are asked of their register, the others are an officer's to judge. */
export const DOCUMENT_KINDS = [
  'resident-id',
  'home-return-permit',
  'taiwan-permit',
  'passport',
  'other',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
/** Those that no register holds. */
export type UnregisteredDocument = Exclude<DocumentKind, IdentityDocument>;

/** Whether a register can be asked about that document: it then bears its holder's number for life. */
export function isRegistered(kind: DocumentKind): kind is Exclude<DocumentKind, UnregisteredDocument> {
  return kind !== 'passport' && kind !== 'other';
}

/** A proof on which the counter issues the paper form, and the documents it can speak for (B8). */
export type PaperProof = {
  readonly id: string;
  readonly text: Text;
  readonly documents: readonly DocumentKind[];
};

/**
 * A field that a credential can disclose; `number` is that of the document by which the holder is known, `documentType`
 * its kind, `linkedNumber` that of a second document of theirs (L1).
 */
export const DISCLOSED_FIELDS = ['name', 'number', 'documentType', 'linkedNumber'] as const;
export type DisclosedField = (typeof DISCLOSED_FIELDS)[number];

/** A use a relying party can make of a credential, with the fields that use may see (B6, T5). */
export type Purpose = {
  readonly id: string;
  /** The scope it is a use of: one of those the credential is valid in. */
  readonly scope: string;
  readonly text: Text;
  readonly reveals: readonly DisclosedField[];
};

/** What the outcome of a procedure is when it is a credential. */
export type CredentialPolicy = {
  /** Small number that stands for the type inside a QR; never reused. */
  readonly code: number;
  /** Certificate type code of GB/T 36904-2018: organisation code and 3-digit sequence, 21 characters. */
  readonly certificateType: string;
  readonly validForMs: number;
  /** How long one QR stays fresh (B5). */
  readonly codeForMs: number;
  /** How long after a face check the credential can be shown before the face is checked again (B5). */
  readonly presentForMs: number;
  /** Where it is accepted (B6, T4): a verifier of another scope hears "not valid here" and no more. */
  readonly scopes: readonly string[];
  readonly purposes: readonly Purpose[];
  /** Proofs on which the counter issues the paper form (B8); absent when there is no paper form. */
  readonly paperProofs?: readonly PaperProof[];
  /** The lowest level of counter that issues the paper form (L2); every counter where absent. */
  readonly paperFrom?: Exclude<CounterLevel, typeof LOWEST_COUNTER>;
  /** The second document whose number the paper form bears too (L2). */
  readonly paperLinks?: IdentityDocument;
};

/** How a field is asked for; each kind has one control in the web app and one parser in form-fields.ts. */
export type FieldKind =
  | 'person-name'
  | 'resident-id'
  | 'city'
  | 'document-kind'
  | 'identity-number'
  | 'expiry-date'
  | 'choice'
  | 'terms';

/** One question page of the form: what is asked, why, and the fields of the form it fills. */
export type Question = {
  readonly id: string;
  readonly title: Text;
  /** The title when the subject is somebody other than the account's holder; `title` where absent. */
  readonly titleForCompanion?: Text;
  readonly why: Text;
  readonly fields: readonly {
    readonly name: string;
    readonly kind: FieldKind;
    readonly label: Text;
    readonly hint: Text;
    /** The document that bears a number or an expiry date, where the form does not let people choose one. */
    readonly document?: IdentityDocument;
    /** The kinds to choose among, for a `document-kind`; every kind where absent. */
    readonly documents?: readonly IdentityDocument[];
    /** What can be chosen, for a `choice`. */
    readonly options?: readonly { readonly id: string; readonly text: Text; readonly detail?: Text }[];
    /** How to find out what is asked, for who has not got it at hand (T2). */
    readonly help?: Text;
    /** Asked only when that other field of the form has one of these values; left out of the form otherwise. */
    readonly onlyWhen?: { readonly field: string; readonly is: readonly string[] };
  }[];
};

/** One worked example: the same data feeds the tests, the demo and the docs. */
export type Example<Input> = {
  readonly title: string;
  readonly input: unknown;
  /** The account's holder, for a procedure that is about them and asks for no name. */
  readonly holder?: SubjectIdentity;
  readonly now: Date;
  readonly facts: Facts;
  readonly expect:
    | { readonly kind: 'invalid'; readonly fields: readonly string[] }
    | { readonly kind: 'issue'; readonly subject: Subject; readonly parsed?: Input }
    | { readonly kind: 'refuse' | 'refer' | 'await'; readonly rule: string };
};

/** What every procedure is made of, whatever its outcome. */
type Common<Input> = {
  readonly id: string;
  readonly version: number;
  /** Level the applicant's account must hold to apply (A8). */
  readonly level: Level;
  /** Parses the form's input; messages of issues are codes of errors/field-faults.ts. */
  readonly form: (mode: Mode, now: Date) => z.ZodType<Input>;
  /** The form's pages, in order; the web app draws them from here, so a new procedure needs no new screen. */
  readonly questions: readonly Question[];
  /** Who it is about: named by the form, or the account's own holder, who is null below `real-name`. */
  subject(input: Input, holder: SubjectIdentity | null): Subject;
  /** The ways to prove the subject, in the order they are offered (A1–A6, A12). */
  readonly ladder: Ladder;
  /** An application nobody finishes lapses after this time; what was typed is then deleted. */
  readonly lapsesAfterMs: number;
  readonly rules: readonly Rule<Facts>[];
  readonly text: {
    readonly name: Text;
    /** What the paper form is called, where it is not the name. */
    readonly paperName?: Text;
    /** Where its counters are, where those are not the police counters of stations. */
    readonly counters?: Text;
    readonly short: Text;
    readonly summary: Text;
    readonly needs: readonly Text[];
    readonly takes: Text;
    readonly scope: Text;
    readonly quota: Text;
    readonly hotline: string;
  };
  readonly examples: readonly Example<Input>[];
};

/** A procedure whose outcome is a credential. */
export type CredentialProcedure<Input = unknown> = Common<Input> & {
  readonly outcome: 'credential';
  readonly credential: CredentialPolicy;
};

/** A procedure whose outcome is the level of the applicant's own account, as high as the accepted proofs give it. */
export type LevelProcedure<Input = unknown> = Common<Input> & {
  readonly outcome: 'level';
  /** For accounts below this level; one that holds it is told so (`level-held`). */
  readonly below: Level;
};

/** A procedure 办事事项: data and a few pure functions. The engine runs every procedure alike. */
export type Procedure<Input = unknown> = CredentialProcedure<Input> | LevelProcedure<Input>;

/** Declares a procedure with its input type inferred from its form. */
export function defineProcedure<Input>(procedure: CredentialProcedure<Input>): CredentialProcedure<Input>;
export function defineProcedure<Input>(procedure: LevelProcedure<Input>): LevelProcedure<Input>;
export function defineProcedure<Input>(procedure: Procedure<Input>): Procedure<Input> {
  return procedure;
}
