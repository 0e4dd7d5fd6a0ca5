import type { Fields } from './fields.ts';

/** Reasons to accept. */
export const ACCEPTED_REASONS = ['valid', 'valid-offline', 'paper-compare-person'] as const;

/** Reasons to refuse; those of another scope have their own verdict. */
export const REFUSED_REASONS = [
  'malformed',
  'unsupported-version',
  'unknown-issuer',
  'unknown-type',
  'issuer-key-expired',
  'bad-issuer-signature',
  'bad-holder-signature',
  'expired',
  'not-yet-valid',
  'code-expired',
  'code-from-future',
  'face-recheck-due',
  'revoked',
  'suspended',
  'status-unknown',
  'data-too-old',
  'device-clock-wrong',
  'already-presented',
] as const;

/** Reasons of a reader in whose scope the credential is not valid (B6, T4). */
export const OUT_OF_SCOPE_REASONS = ['not-valid-here', 'not-valid-for-border'] as const;

export type AcceptedReason = (typeof ACCEPTED_REASONS)[number];
export type RefusedReason = (typeof REFUSED_REASONS)[number];
export type OutOfScopeReason = (typeof OUT_OF_SCOPE_REASONS)[number];

/** The closed list of V6: every verdict gives exactly one of these. */
export type VerdictReason = AcceptedReason | RefusedReason | OutOfScopeReason;

/** Every reason, for schemas and tables. */
export const VERDICT_REASONS: readonly VerdictReason[] = [
  ...ACCEPTED_REASONS,
  ...REFUSED_REASONS,
  ...OUT_OF_SCOPE_REASONS,
];

/** Why a text is no code of ours. */
export type MalformedDetail =
  | 'empty'
  | 'too-long'
  | 'prefix'
  | 'base45'
  | 'cbor'
  | 'presentation'
  | 'credential'
  | 'claims'
  | 'medium';

/** Signs beside a verdict; words always stand next to the colour. */
export type VerdictColour = 'green' | 'amber' | 'red';

/** The colour class of each reason: amber asks the person at the gate for something. */
export const VERDICT_COLOURS: { readonly [R in VerdictReason]: VerdictColour } = {
  valid: 'green',
  'valid-offline': 'amber',
  'paper-compare-person': 'amber',
  malformed: 'red',
  'unsupported-version': 'red',
  'unknown-issuer': 'red',
  'unknown-type': 'red',
  'issuer-key-expired': 'red',
  'bad-issuer-signature': 'red',
  'bad-holder-signature': 'red',
  expired: 'red',
  'not-yet-valid': 'red',
  'code-expired': 'red',
  'code-from-future': 'red',
  'face-recheck-due': 'red',
  revoked: 'red',
  suspended: 'red',
  'status-unknown': 'red',
  'data-too-old': 'red',
  'device-clock-wrong': 'red',
  'already-presented': 'red',
  'not-valid-here': 'red',
  'not-valid-for-border': 'red',
};

/** Facts that both signatures cover; present only when they do. Times are Unix seconds. */
export type Proven = {
  /** The procedure's id. */
  type: string;
  medium: 'electronic' | 'paper';
  /** Hex of the credential's 12-byte cti: the same for the credential's whole life. */
  credentialId: string;
  /** Hex, 32 characters, of SHA-256 over what the holder signed: the same code gives the same id at every gate. */
  codeId: string;
};

/** The answer to one code. Nothing from bytes that no signature covers ever appears here. */
export type Verification =
  | (Proven & {
      verdict: 'accepted' | 'accepted-offline';
      reason: AcceptedReason;
      validUntil: number;
      /** GB/T 36904-2018 identifier; only for an enrolled reader. */
      certificateId?: string;
      /** Only what the reader's purposes opened; empty for a stranger. */
      fields: Fields;
      /** Age of the status list and of the trust list in seconds. */
      statusAge: number;
      trustAge: number;
    })
  | (Proven & { verdict: 'not-valid-here'; reason: OutOfScopeReason })
  | ({
      verdict: 'refused';
      reason: RefusedReason;
      detail?: MalformedDetail;
      statusAge?: number;
    } & Partial<Proven>);

/** The same answer by someone who could not hear the latest: amber at best, never green. */
export function unheard(verification: Verification): Verification {
  if (verification.verdict !== 'accepted') return verification;
  return { ...verification, verdict: 'accepted-offline', reason: unheardReason(verification.reason) };
}

/** The reason that stands for the same where the latest could not be heard. */
export function unheardReason<R extends VerdictReason>(reason: R): R | 'valid-offline' {
  return reason === 'valid' ? 'valid-offline' : reason;
}
