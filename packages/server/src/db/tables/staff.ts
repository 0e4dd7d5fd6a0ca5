import type { ColumnType, Generated } from 'kysely';

/** A passkey as it waits in an enrolment until a code has confirmed it; bytes in base64url. */
export type WaitingPasskey = {
  readonly credentialId: string;
  readonly publicKey: string;
  readonly signCount: number;
  readonly transports: readonly string[];
};

/** A one-time link by which a member of staff enrols. */
export type StaffEnrolmentTable = {
  code_hash: Buffer;
  staff_id: string;
  created_by: string | null;
  created_at: Date;
  expires_at: Date;
  tries: Generated<number>;
  used_at: Generated<Date | null>;
  data_key: Buffer;
  secret: Buffer;
  passkey: ColumnType<WaitingPasskey | null, string | null | undefined, string | null>;
};

/** A passkey of a member of staff. */
export type StaffPasskeyTable = {
  staff_id: string;
  credential_id: Buffer;
  public_key: Buffer;
  sign_count: string;
  transports: string[];
  created_at: Date;
  last_used_at: Generated<Date | null>;
};

/** The second factor: a sealed secret, and the last step of time that was used. */
export type StaffFactorTable = {
  staff_id: string;
  data_key: Buffer;
  secret: Buffer;
  last_step: string;
  confirmed_at: Date;
};

/** A staff session, bound to a key of the browser. */
export type StaffSessionTable = {
  token_hash: Buffer;
  session_id: string;
  staff_id: string;
  key_thumbprint: string;
  created_at: Date;
  last_used_at: Date;
  expires_at: Date;
  ended_at: Generated<Date | null>;
  ended_why: Generated<'signed-out' | 'locked' | 'idle' | 'replaced' | 'access-ended' | 'suspected' | null>;
};

/** A proof that was seen. */
export type StaffProofTable = { jti_hash: Buffer; seen_at: Date };

/** Sessions and factors of staff. */
export type StaffTables = {
  staff_enrolment: StaffEnrolmentTable;
  staff_passkey: StaffPasskeyTable;
  staff_factor: StaffFactorTable;
  staff_session: StaffSessionTable;
  staff_proof: StaffProofTable;
};
