import type { SealedField } from './fields.ts';

/** On a phone (bound to a holder key) or printed (bound to the person by comparing them). */
export type Medium = 'electronic' | 'paper';

/** Where the revocation status stands: the list's number and the entry's index in it. */
export type StatusReference = { list: number; index: number };

/** What the issuer signs. Times are Unix seconds (CWT NumericDate, whole seconds). */
export type CredentialClaims = {
  /** The procedure's small integer code. */
  type: number;
  medium: Medium;
  /** CWT cti, 12 random bytes: also the nonce of the sealed fields, so never reused with other contents. */
  credentialId: Uint8Array;
  /** Serial of the GB/T 36904 identifier, a positive safe integer; the rest of the identifier is in the trust list. */
  serial: number;
  issuedAt: number;
  expiresAt: number;
  /** After this moment the face must be checked again (B5); null on paper. */
  presentUntil: number | null;
  status: StatusReference;
  /** x ‖ y, 64 bytes; null on paper. */
  holderKey: Uint8Array | null;
  /** Epoch of the field keys. */
  epoch: number;
  sealed: SealedField[];
};
