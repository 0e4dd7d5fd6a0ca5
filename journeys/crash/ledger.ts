import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import type { CounterCredentialView } from '@suizheng/domain/contract/counter.ts';
import type { Answer, Request } from './call.ts';

/** A promise of the server: what was asked under an Idempotency-Key, and the answer word for word. */
export type Promised = { readonly request: Request; readonly status: number; readonly text: string };

/** Everything that the server acknowledged to anybody: what must be there afterwards, whatever was killed. */
export type Ledger = {
  readonly promised: Promised[];
  /** By application id: the newest state that its applicant was told, and the session to ask again with. */
  readonly applications: Map<string, { view: ApplicationView; cookie: string }>;
  /** By credential id. */
  readonly papers: Map<string, CounterCredentialView>;
  /** Credential ids whose revocation was acknowledged. */
  readonly revoked: Set<string>;
  /** Cookies of sessions that were opened. */
  readonly sessions: string[];
  /** Requests that never got a decision, and answers that nobody should get. */
  readonly wrong: string[];
};

/** An empty ledger. */
export const openLedger = (): Ledger => ({
  promised: [],
  applications: new Map(),
  papers: new Map(),
  revoked: new Set(),
  sessions: [],
  wrong: [],
});

/** How many things were acknowledged so far. */
export const acknowledged = ({ promised, revoked, sessions }: Ledger): number =>
  promised.length + revoked.size + sessions.length;

/** Keeps the first answer to a creating request; repeats are compared with it. */
export const keepPromise = (ledger: Ledger, request: Request, { status, text }: Answer<unknown>): void =>
  void ledger.promised.push({ request, status, text });
