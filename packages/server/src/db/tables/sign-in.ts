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

/** The next owner of a mobile number asks for it: the new account, and the one that has the number. */
export type NumberClaimTable = {
  account_id: string;
  former_account_id: string;
  mobile_index: Buffer;
  sealed: Buffer;
  device_hash: Buffer | null;
  since: Date;
  claimed_at: Date;
  until: Date;
  ended_at: Date | null;
};

/** Passkeys and their challenges, and numbers that change hands (A10). */
export type SignInTables = {
  passkey: PasskeyTable;
  passkey_challenge: PasskeyChallengeTable;
  number_claim: NumberClaimTable;
};
