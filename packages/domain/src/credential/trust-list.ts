/** A key that signs credentials or status lists. Times are Unix seconds. */
export type IssuerKey = {
  kid: Uint8Array;
  publicKey: Uint8Array;
  use: 'credential' | 'status-list';
  validFrom: number;
  /** No signature of this key counts from here on. */
  validUntil: number;
  /** Set when the key was rotated out: nothing issued later may bear its signature. */
  retiredAt: number | null;
};

/** What a verifier must know about one kind of credential; its texts live with the procedure. */
export type CredentialType = {
  code: number;
  procedure: string;
  /** GB/T 36904 type code, 21 characters (18 + 3). */
  gbtTypeCode: string;
  /** Where it is valid; a reader of another scope gets `not-valid-here`. */
  scopes: string[];
  /** Life of one presented code, in seconds (policy, B5). */
  presentationSeconds: number;
  /** Tolerated difference between two clocks, in seconds (policy). */
  skewSeconds: number;
};

/** The signed bundle that lets a device verify offline. Times are Unix seconds. */
export type TrustList = {
  sequence: number;
  issuedAt: number;
  expiresAt: number;
  issuer: { name: string; uscc: string };
  keys: IssuerKey[];
  types: CredentialType[];
  /** Oldest data (status list, trust list) that may still be green, and still be amber; seconds. */
  freshness: { green: number; amber: number };
};
