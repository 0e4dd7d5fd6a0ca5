/** A value now, or a promise of it: node:crypto answers at once, WebCrypto does not. */
export type MaybePromise<T> = T | Promise<T>;

/** A P-256 public key as x ‖ y, 64 bytes (SEC 1 uncompressed point without its leading 0x04). */
export type P256PublicKey = Uint8Array;

/** An ECDSA P-256 signature as r ‖ s, 64 bytes (RFC 9053 §2.1). */
export type P256Signature = Uint8Array;

/** The few primitives that credentials need; the caller passes node:crypto's or WebCrypto's. Nothing here throws on bad keys, signatures or ciphertexts. */
export type CryptoPort = {
  /** ES256 check with a key seen for the first time (a holder's key): true only for a valid signature by a point on the curve. */
  verifyP256(publicKey: P256PublicKey, data: Uint8Array, signature: P256Signature): MaybePromise<boolean>;
  /** The same with a long-lived key; the imported key is cached by the identity of the array (a trust list's own array). */
  verifyKnownP256(
    publicKey: P256PublicKey,
    data: Uint8Array,
    signature: P256Signature,
  ): MaybePromise<boolean>;
  /** SHA-256 in lower-case hex: for identifiers, where node makes the text faster than the bytes. */
  sha256Hex(data: Uint8Array): MaybePromise<string>;
  /** AES-256-GCM with a 12-byte nonce and a 12-byte tag appended to the ciphertext. */
  aesGcmSeal(
    key: Uint8Array,
    nonce: Uint8Array,
    aad: Uint8Array,
    plaintext: Uint8Array,
  ): MaybePromise<Uint8Array>;
  /** The inverse of aesGcmSeal; null when the tag does not match. */
  aesGcmOpen(
    key: Uint8Array,
    nonce: Uint8Array,
    aad: Uint8Array,
    sealed: Uint8Array,
  ): MaybePromise<Uint8Array | null>;
};

/** Signs with one key that stays where it is (key store, HSM, phone); `kid` goes into the protected header. */
export type Signer = {
  kid: Uint8Array;
  sign(data: Uint8Array): MaybePromise<P256Signature>;
};
