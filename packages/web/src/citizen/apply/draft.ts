import type { FieldFaultCode } from '@suizheng/domain/errors/field-faults.ts';
import { readSession, writeSession } from '../../shared/session-value.ts';

/** What a person has answered so far; lives in this tab only and is purged once it is sent. */
export type Draft = {
  /** Whether the account holder applies for themself or for a companion on this phone (applicant ≠ subject). */
  readonly who?: 'me' | 'companion';
  /** The fields of the procedure's form, by name, as typed. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Keep name and number on the account, so that the next form comes filled in. */
  readonly remember?: boolean;
  /** Idempotency key, and the holder key where a credential is bound to it, of this very set of answers: a second press sends nothing twice. */
  readonly act?: { readonly key: string; readonly holderKey?: string };
  /** Codes of the faults that the server found, by field, to be shown on the page that asks for it. */
  readonly faults?: Readonly<Record<string, FieldFaultCode>>;
};

const key = (procedure: string) => `draft.${procedure}`;

/** The draft of a procedure, empty when nothing was typed. */
export function readDraft(procedure: string): Draft {
  return readSession<Draft>(key(procedure)) ?? {};
}

/** Changes answers; the act they belonged to is void, since different answers are a different application. */
export function changeDraft(procedure: string, answers: Omit<Draft, 'act'>): Draft {
  const { act: _, ...kept } = readDraft(procedure);
  const next = { ...kept, faults: {}, ...answers };
  writeSession(key(procedure), next);
  return next;
}

/** Changes one or more fields of the form. */
export function changeAnswers(procedure: string, answers: Readonly<Record<string, string>>): Draft {
  return changeDraft(procedure, { answers: { ...readDraft(procedure).answers, ...answers } });
}

/** Notes the act under which the present answers are sent. */
export function beginAct(procedure: string, act: NonNullable<Draft['act']>): void {
  writeSession(key(procedure), { ...readDraft(procedure), act });
}

/** Forgets the answers: they were sent, or given up. */
export function purgeDraft(procedure: string): void {
  writeSession(key(procedure), undefined);
}
