/**
 * Everything a credential's payload carries, in one place. CWT claims have their registered labels
 * (RFC 8392, RFC 8747); ours are one private claim (labels below −65536 are for private use), an
 * array in this order, because one label of five bytes is cheaper than ten.
 *
 * | label          | claim                | form                                                          |
 * |----------------|----------------------|---------------------------------------------------------------|
 * | 4              | exp                  | uint, Unix seconds                                            |
 * | 6              | iat                  | uint, Unix seconds                                            |
 * | 7              | cti                  | 12 bytes; also the nonce of the sealed fields                 |
 * | 8              | cnf (electronic)     | {3 (kid): x ‖ y}: the key itself, 64 bytes, is its identifier |
 * | −65537 [0]     | version              | 1                                                             |
 * | −65537 [1]     | type                 | the procedure's code                                          |
 * | −65537 [2]     | medium               | 0 electronic, 1 paper                                         |
 * | −65537 [3]     | presentUntil         | seconds after iat; 0 on paper                                 |
 * | −65537 [4]     | serial               | of the GB/T 36904 identifier                                  |
 * | −65537 [5] [6] | status list, index   | the list's address is in the trust list's realm, so the text form of claim 65535 (22 bytes more) is not needed |
 * | −65537 [7]     | epoch                | of the field keys                                             |
 * | −65537 [8…]    | field code, sealed   | pairs in rising order of code: ciphertext ‖ 12-byte tag       |
 */
export const CLAIM = { exp: 4, iat: 6, cti: 7, cnf: 8, suizheng: -65537 } as const;

/** Member of cnf that holds the key (RFC 8747 §3.1). */
export const CNF_KID = 3;

/** Version of the payload; another one is refused as `unsupported-version`. */
export const VERSION = 1;

/** Number of fixed members of the private claim before the sealed fields. */
export const FIXED_MEMBERS = 8;

/** At most this many sealed fields. */
export const MAX_FIELDS = 8;

/** Length of cti in bytes. */
export const CTI_LENGTH = 12;

/** Holder key, x ‖ y, in bytes. */
export const HOLDER_KEY_LENGTH = 64;

/** Longest sealed field in bytes. */
export const MAX_SEALED_LENGTH = 200;

/** Longest payload in bytes: the fixed part, and every field at its longest. */
export const MAX_CLAIMS_LENGTH = 200 + MAX_FIELDS * (MAX_SEALED_LENGTH + 8);
