/** An authorisation under way at the party that vouches for a mobile (A3). */
export type VouchingTable = {
  person_id: string;
  vouching_id: string;
  application_id: string;
  account_id: string;
  state_hash: Buffer;
  mark_hash: Buffer;
  /** `VouchingSecret` in JSON. */
  sealed: Buffer;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
};

/** Authorisations under way at the party that vouches for a mobile (A3). */
export type VouchTables = { vouching: VouchingTable };
