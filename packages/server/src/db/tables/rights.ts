/** A deletion that was asked for, until it is undone; with `done_at` once the keys were destroyed. */
export type AccountDeletionTable = {
  account_id: string;
  asked_at: Date;
  due_at: Date;
  done_at: Date | null;
};

/** A deleted account whose face tries still count for whoever signs in with its mobile (A8). */
export type FormerAccountTable = {
  /** A keyed hash. */
  mobile_index: Buffer;
  account_id: string;
  forget_at: Date;
};

/** A child's application that asks for a guardian's consent (A12). */
export type GuardianRequestTable = {
  person_id: string;
  request_id: string;
  application_id: string;
  account_id: string;
  code_index: Buffer;
  state: 'open' | 'consented' | 'refused' | 'ended';
  created_at: Date;
  expires_at: Date;
  decided_at: Date | null;
  guardian_account_id: string | null;
  consent_id: string | null;
};

/** When a count of stored faces was first reached. */
export type FaceDataMarkTable = { mark: string; reached_at: Date; people: number };

/** What people decide about their data: guardians’ consents, deletions (A11, A12). */
export type RightsTables = {
  account_deletion: AccountDeletionTable;
  former_account: FormerAccountTable;
  guardian_request: GuardianRequestTable;
  face_data_mark: FaceDataMarkTable;
};
