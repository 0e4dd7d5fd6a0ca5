import { AppError, type FieldError } from '@suizheng/domain/errors/app-error.ts';
import type { FieldFaultCode } from '@suizheng/domain/errors/field-faults.ts';
import { fieldErrors } from '@suizheng/domain/errors/problem.ts';
import {
  type IdentityDocument,
  parseIdentityDocument,
} from '@suizheng/domain/identifiers/identity-document.ts';
import { type CounterLevel, counterReaches } from '@suizheng/domain/policy/counter-level.ts';
import { expiryDate, identityNumber } from '@suizheng/domain/procedures/form-fields.ts';
import {
  type DocumentKind,
  isRegistered,
  type Mode,
  type PaperProof,
  type Procedure,
  type Subject,
  type UnregisteredDocument,
} from '@suizheng/domain/procedures/procedure.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import { z } from 'zod';

/** What an officer sends to issue paper (contract/counter.ts, issuePaper). */
export type PaperRequest = {
  readonly procedure: string;
  readonly name: string;
  readonly document: { readonly kind: DocumentKind; readonly number: string };
  /** The second document of the same person, where the paper bears two (L2). */
  readonly linked?: { readonly number: string; readonly expires: string } | undefined;
  readonly proof: { readonly kind: string; readonly issuedBy: string; readonly reference: string };
};

/** The same, checked: numbers in canonical form, a proof that the procedure accepts for the document. */
export type PaperInput = {
  readonly procedure: Procedure;
  readonly proof: PaperProof;
  readonly number: string;
  readonly linked: NonNullable<Subject['linked']> | null;
};

/** Longest number that a credential carries whole (domain/credential/field-bytes.ts). */
const LONGEST_NUMBER = 31;

/**
 * Checks counter, proof and documents against the procedure's data (B8, L2); throws `not-found`, the level of counter that
 * is needed, or `validation-failed` naming each field.
 */
export function checkPaper(
  mode: Mode,
  request: PaperRequest,
  { counterLevel, now }: { counterLevel: CounterLevel; now: Date },
): PaperInput {
  const procedure = credentialProcedureById(request.procedure);
  if (!procedure?.credential.paperProofs) throw new AppError('not-found');
  const { paperFrom } = procedure.credential;
  if (paperFrom && !counterReaches(counterLevel, paperFrom))
    throw new AppError(`${paperFrom}-counter-needed`);
  const fields: FieldError[] = [];
  const proof = procedure.credential.paperProofs.find(({ id }) => id === request.proof.kind);
  if (!proof) fields.push({ field: 'proof.kind', code: 'field.invalid' });
  // An embassy speaks for its passports, a household register for resident cards: data of the procedure.
  else if (!proof.documents.includes(request.document.kind)) {
    fields.push({ field: 'document.kind', code: 'field.invalid' });
  }
  const number = canonicalNumber(mode, request.document);
  if (typeof number !== 'string') fields.push(number);
  const linked = canonicalLinked(mode, procedure.credential.paperLinks, request.linked, now);
  if (Array.isArray(linked)) fields.push(...linked);
  if (fields.length > 0 || typeof number !== 'string' || !proof || Array.isArray(linked)) {
    throw new AppError('validation-failed', { fields });
  }
  return { procedure, proof, number, linked };
}

/** The second document in canonical form, or what is wrong with it; null where the paper bears one document only. */
function canonicalLinked(
  mode: Mode,
  document: IdentityDocument | undefined,
  typed: PaperRequest['linked'],
  now: Date,
): NonNullable<Subject['linked']> | FieldError[] | null {
  if (document === undefined)
    return typed === undefined ? null : [{ field: 'linked', code: 'linked.surplus' }];
  if (typed === undefined) return [{ field: 'linked', code: 'linked.missing' }];
  const form = z.object({ number: identityNumber(document, mode, false), expires: expiryDate(now) });
  const parsed = form.safeParse(typed);
  return parsed.success ? { document, ...parsed.data } : fieldErrors(parsed.error, 'linked');
}

/** What a person is found by: the number alone where a register holds the document; else kind, number and name, for two states may print the same number. */
export function indexOf(kind: DocumentKind, number: string, name: string): string {
  return isRegistered(kind) ? number : `${kind}:${number}:${name}`;
}

function canonicalNumber(mode: Mode, document: PaperRequest['document']): string | FieldError {
  const field = 'document.number';
  const { kind } = document;
  if (document.number === '') return { field, code: 'resident-id.empty' };
  if (!isRegistered(kind)) return canonicalOther(kind, document.number) ?? { field, code: 'field.invalid' };
  const parsed = parseIdentityDocument(kind, document.number, mode);
  return parsed.ok ? parsed.value.number : { field, code: `${kind}.${parsed.reason}` as FieldFaultCode };
}

/** A passport's or another document's number as it is printed, without spaces; null for what cannot be one. */
export function canonicalOther(kind: UnregisteredDocument, typed: string): string | null {
  const number = typed.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  // ICAO 9303: a passport number is 9 characters of A–Z and 0–9; some states print fewer or more.
  const form = kind === 'passport' ? /^[A-Z0-9]{5,15}$/ : /^[\p{Script=Han}A-Z0-9()/.-]{3,}$/u;
  return form.test(number) && number.length <= LONGEST_NUMBER ? number : null;
}
