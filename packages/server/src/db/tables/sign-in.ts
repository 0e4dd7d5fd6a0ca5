import type { Generated } from 'kysely';

/** A passkey of an account (A10). */
export type PasskeyTable = {
  account_id: string;
  passkey_id: string;
  credential_id: Buffer;
  public_key: Buffer;
  sign_count: string;
  transports: string[];
  name: Buffer;
  backed_up: boolean;
  created_at: Date;
  last_used_at: Generated<Date | null>;
  /** The browser it was made on; null for those of before that was noted. */
  device_hash: Generated<Buffer | null>;
};

/** A challenge that waits for a passkey; using it deletes its row. */
export type PasskeyChallengeTable = {
  challenge_hash: Buffer;
  purpose: 'add' | 'sign-in' | 'staff-enrol' | 'staff-sign-in';
  owner_id: string | null;
  expires_at: Date;
};

/** Passkeys and their challenges (A10). */
export type SignInTables = { passkey: PasskeyTable; passkey_challenge: PasskeyChallengeTable };
