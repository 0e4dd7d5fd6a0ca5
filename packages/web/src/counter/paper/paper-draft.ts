import type { CounterCredentialView, issuePaper } from '@suizheng/domain/contract/counter.ts';
import type { IdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import type { DocumentKind, Procedure } from '@suizheng/domain/procedures/procedure.ts';
import { CREDENTIAL_PROCEDURES, credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import { useSyncExternalStore } from 'react';
import type { z } from 'zod';

/** What the officer has typed so far. */
export type PaperDraft = {
  readonly procedure: string;
  readonly name: string;
  readonly kind: DocumentKind | null;
  readonly number: string;
  /** The second document, for a paper that bears two (L2). */
  readonly linkedNumber: string;
  readonly linkedExpires: string;
  readonly proof: string | null;
  readonly issuedBy: string;
  readonly reference: string;
};

/** Draft, the key of this one act of issuing (a repetition issues nothing new), and what came of it. */
export type PaperAct = {
  readonly draft: PaperDraft;
  readonly key: string;
  readonly issued: CounterCredentialView | null;
};

/** Procedures that have a paper form. */
export const PAPER_PROCEDURES: readonly Procedure[] = CREDENTIAL_PROCEDURES.filter(
  ({ credential }) => (credential.paperProofs?.length ?? 0) > 0,
);

const listeners = new Set<() => void>();
let act = fresh();

function fresh(): PaperAct {
  return {
    draft: {
      procedure: PAPER_PROCEDURES[0]?.id ?? '',
      name: '',
      kind: 'resident-id',
      number: '',
      linkedNumber: '',
      linkedExpires: '',
      proof: null,
      issuedBy: '',
      reference: '',
    },
    key: crypto.randomUUID(),
    issued: null,
  };
}

function set(next: PaperAct): void {
  act = next;
  for (const listener of listeners) listener();
}

/** Changes the draft; a changed one is another act. It lives in memory only: a reload forgets the person. */
export function changeDraft(change: Partial<PaperDraft>): void {
  set({ draft: { ...act.draft, ...change }, key: crypto.randomUUID(), issued: null });
}

/** Notes what was issued. */
export function noteIssued(issued: CounterCredentialView): void {
  set({ ...act, issued });
}

/** Begins with the next person. */
export function newDraft(): void {
  set(fresh());
}

/** The act as React state. */
export function usePaperAct(): PaperAct {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => act,
  );
}

/** The second document that the draft's paper bears, if it bears one. */
export function linksOf({ procedure }: Pick<PaperDraft, 'procedure'>): IdentityDocument | undefined {
  return credentialProcedureById(procedure)?.credential.paperLinks;
}

/** The draft as the contract wants it; `undefined` stands for what is not chosen yet. */
export function bodyOf(draft: PaperDraft) {
  return {
    procedure: draft.procedure,
    name: draft.name,
    document: { kind: draft.kind ?? undefined, number: draft.number },
    ...(linksOf(draft) ? { linked: { number: draft.linkedNumber, expires: draft.linkedExpires } } : {}),
    proof: { kind: draft.proof ?? undefined, issuedBy: draft.issuedBy, reference: draft.reference },
  } as z.input<NonNullable<typeof issuePaper.body>>;
}
