import type { IdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import { DOCUMENT_KINDS, type DocumentKind } from '@suizheng/domain/procedures/procedure.ts';
import { CREDENTIAL_PROCEDURES, credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';

/** Documents that some proof of the procedure can speak for. */
export function documentsFor(procedure: string): readonly DocumentKind[] {
  const proofs = credentialProcedureById(procedure)?.credential.paperProofs ?? [];
  return DOCUMENT_KINDS.filter((kind) => proofs.some(({ documents }) => documents.includes(kind)));
}

/** The paper form that bears this document's number, and the document as that form names it (T7). */
export function paperFor(document: IdentityDocument): { procedure?: string; kind: DocumentKind } {
  const kind = DOCUMENT_KINDS.find((one) => one === document) ?? 'other';
  const procedure = CREDENTIAL_PROCEDURES.find(({ id }) => documentsFor(id).includes(kind))?.id;
  return procedure === undefined ? { kind } : { procedure, kind };
}
