import type { Signer } from '@suizheng/domain/credential/crypto-port.ts';
import type { FieldKey } from '@suizheng/domain/credential/fields.ts';
import type { IssuerKey } from '@suizheng/domain/credential/trust-list.ts';

/** What is looked up by a keyed hash, each kind under its own key. */
export type IndexKind =
  | 'resident-number'
  | 'mobile'
  | 'sms-code'
  | 'address'
  /** A mobile within one visit at a counter: its codes sign nobody in. */
  | 'counter-mobile'
  | 'organisation-invitation'
  | 'guardian-code';

/** Sealing of personal data at rest: a data key per person or account, itself wrapped by the installation's master key. */
export type SealingKeys = {
  /** Keyed hash, 32 bytes, of a normalised value: equal values can be found, no value can be read from it. */
  blindIndex(kind: IndexKind, value: string): Buffer;
  /** A fresh data key, wrapped: what the row stores. Destroying it destroys all that it sealed. */
  newDataKey(): Buffer;
  /** Seals bytes under a wrapped data key; `place` binds them to where they stand (`application:<id>`). */
  seal(dataKey: Uint8Array, place: string, plain: Uint8Array): Buffer;
  /** The inverse; throws when the bytes were not sealed there under that key. */
  open(dataKey: Uint8Array, place: string, sealed: Uint8Array): Buffer;
};

/** Keys that sign, and the keys of disclosed fields. */
export type SigningKeys = {
  /** The key that signs credentials now. */
  credentialSigner(): Signer;
  /** The key that signs the audit log's checkpoints. */
  auditSigner(): Signer;
  /** Every audit key that ever signed, as x ‖ y, by kid in hex. */
  auditPublicKeys(): ReadonlyMap<string, Uint8Array>;
  /** Keys of a credential type's fields in the present epoch. */
  fieldKeys(type: number): { readonly epoch: number; readonly keys: readonly FieldKey[] };
};

/** What verifiers trust: the root, the keys in force, and the keys that open fields. */
export type PublishingKeys = {
  /** Signs trust lists and device grants; its public half is pinned when a reader is enrolled. */
  trustRoot(): Signer & { readonly publicKey: Uint8Array };
  /** The key that signs status lists now. */
  statusSigner(): Signer;
  /** Every issuer and status key that may still count, newest first; the same arrays until a key changes. */
  issuerKeys(): readonly IssuerKey[];
  /** Keys of a credential type's fields in the present and the previous epoch. */
  openingKeys(type: number): readonly FieldKey[];
};

/** The keys of access tokens (RFC 9068), which only this installation reads. */
export type TokenKeys = {
  /** The key that signs access tokens now. */
  tokenSigner(): Signer;
  /** Every key whose tokens may still count, as x ‖ y, by kid in hex; the same map until a key changes. */
  tokenPublicKeys(): ReadonlyMap<string, Uint8Array>;
};

/** Everything secret that flows use, without ever seeing it. */
export type Keys = SealingKeys & SigningKeys & PublishingKeys & TokenKeys;
