import type { IdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import type { VisitPurpose } from '@suizheng/domain/policy/counter.ts';
import { useSyncExternalStore } from 'react';
import { readSession, writeSession } from '../../shared/session-value.ts';
import { useOfficer } from '../session/officer-gate.tsx';

/** What an officer has typed for the person in front of them, and the visit once the document was seen. */
export type Desk = {
  readonly purpose: VisitPurpose;
  readonly query: string;
  readonly kind: IdentityDocument;
  readonly name: string;
  readonly number: string;
  readonly expires: string;
  readonly visitId: string | null;
  readonly mobile: string;
  readonly uscc: string;
  readonly organisation: string;
  readonly certificateSeen: boolean;
};

/** A scanned letter; it lives in memory only, for it is larger than the browser keeps for a visit. */
export type LetterFile = { readonly name: string; readonly bytes: number; readonly data: string };

const KEY = 'draft.desk';
const EMPTY: Desk = {
  purpose: 'face-sign',
  query: '',
  kind: 'resident-id',
  name: '',
  number: '',
  expires: '',
  visitId: null,
  mobile: '',
  uscc: '',
  organisation: '',
  certificateSeen: false,
};
type Kept = { readonly officer: string; readonly desk: Desk };

const listeners = new Set<() => void>();
let kept: Kept | undefined = readSession<Kept>(KEY);
let letter: LetterFile | null = null;

function set(next: Kept | undefined): void {
  kept = next;
  writeSession(KEY, next);
  for (const listener of listeners) listener();
}

/** Keeps or drops the scanned letter. */
export function setLetter(next: LetterFile | null): void {
  letter = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/**
 * The desk of the officer who is signed in: it outlives a reload and a session that ended by itself, and belongs to this
 * officer alone. A sign-out forgets it.
 */
export function useDesk(): {
  desk: Desk;
  letter: LetterFile | null;
  change: (change: Partial<Desk>) => void;
  /** The next person: everything of this one is forgotten. */
  clear: () => void;
} {
  const { id } = useOfficer();
  const held = useSyncExternalStore(subscribe, () => kept);
  const scanned = useSyncExternalStore(subscribe, () => letter);
  // What a sign-out has taken out of the window is not brought back from memory.
  const stands = held?.officer === id && readSession(KEY) !== undefined;
  const desk = stands ? { ...EMPTY, ...held.desk } : EMPTY;
  return {
    desk,
    letter: stands ? scanned : null,
    change: (changed) => set({ officer: id, desk: { ...desk, ...changed } }),
    clear: () => {
      letter = null;
      set(undefined);
    },
  };
}
