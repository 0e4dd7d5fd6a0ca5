/** Values of a 2-bit entry (Token Status List §7.1). */
export const STATUS = { valid: 0, revoked: 1, suspended: 2 } as const;

export type StatusName = keyof typeof STATUS;

/** A status list ready to be asked. Times are Unix seconds, taken from the signed token. */
export type StatusSnapshot = {
  list: number;
  issuedAt: number;
  expiresAt: number;
  /** Undefined when the index lies outside the list or its value is unassigned. */
  statusAt(index: number): StatusName | undefined;
};
