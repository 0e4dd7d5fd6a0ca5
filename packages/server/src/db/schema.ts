import type { State } from '@suizheng/domain/application/state.ts';
import type { CounterLevel } from '@suizheng/domain/policy/counter-level.ts';
import type { Reason } from '@suizheng/domain/policy/decision.ts';
import type { Level, Rung } from '@suizheng/domain/policy/level.ts';
import type { Proven } from '@suizheng/domain/policy/session.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { ColumnType, Generated } from 'kysely';
import type { ClientTables } from './tables/clients.ts';
import type { DocumentTables } from './tables/documents.ts';
import type { LinkCheckTables } from './tables/link-checks.ts';
import type { LookTables } from './tables/looks.ts';
import type { NodeTables } from './tables/nodes.ts';
import type { NotificationTables } from './tables/notifications.ts';
import type { OrganisationTables } from './tables/organisations.ts';
import type { PartyTables } from './tables/parties.ts';
import type { ReviewTables } from './tables/review.ts';
import type { RightsTables } from './tables/rights.ts';
import type { SignInTables } from './tables/sign-in.ts';
import type { StaffTables } from './tables/staff.ts';
import type { VouchTables } from './tables/vouch.ts';
import type { WebhookTables } from './tables/webhooks.ts';

type Json<T> = ColumnType<T, string, string>;

export type PersonTable = {
  person_id: string;
  number_index: Buffer;
  data_key: Buffer;
  sealed: Buffer;
  created_at: Date;
};

export type AccountTable = {
  account_id: string;
  mobile_index: Buffer;
  data_key: Buffer;
  sealed: Buffer;
  level: Level;
  person_id: string | null;
  created_at: Date;
  locale: Generated<Locale>;
  /** Until when a code alone is the person's, who was met at a counter; used once. */
  met_until: Generated<Date | null>;
};

export type SessionTable = {
  token_hash: Buffer;
  account_id: string;
  created_at: Date;
  expires_at: Date;
  ended_at: Date | null;
  session_id: Generated<string>;
  device_hash: Generated<Buffer | null>;
  device: Generated<Buffer | null>;
  last_seen_at: Generated<Date | null>;
  proven: Generated<Proven>;
  known_device: Generated<boolean>;
  holder_id: Generated<string | null>;
};

export type SmsCodeTable = {
  sms_code_id: string;
  mobile_index: Buffer;
  code_hash: Buffer;
  created_at: Date;
  expires_at: Date;
  attempts: Generated<number>;
  used_at: Date | null;
  asker_hash: Generated<Buffer | null>;
};

export type ConsentTable = {
  account_id: string;
  consent_id: string;
  person_id: string | null;
  kind: string;
  version: string;
  guardian: boolean;
  granted_at: Date;
  withdrawn_at: Date | null;
};

export type StaffTable = {
  staff_id: string;
  name: string;
  counter: string;
  roles: string[];
  /** Null where no permanent token was given. */
  token_hash: Buffer | null;
  created_at: Date;
  revoked_at: Date | null;
  /** Level of the counter they serve at. */
  counter_level: Generated<CounterLevel>;
  /** Blind index of their own number, where they are a person this system knows: nobody decides about themselves. */
  person_index: Generated<Buffer | null>;
};

export type IdempotencyTable = {
  actor: string;
  key: string;
  request_hash: Buffer;
  status: number | null;
  answer: Buffer | null;
  created_at: Date;
};

export type AttemptCountTable = {
  subject: Buffer;
  kind: string;
  window_ms: string;
  window_start: Date;
  count: number;
};

/** What was decided, by which rules, for which reasons; carries no personal data. */
export type DecisionRecord = {
  kind: string;
  rules: readonly string[];
  reasons: readonly Reason[];
  need?: Rung;
};

export type ApplicationTable = {
  person_id: string;
  application_id: string;
  account_id: string | null;
  procedure: string;
  procedure_version: number;
  medium: Generated<'electronic' | 'paper'>;
  state: State;
  sealed: Buffer;
  /** x ‖ y, 64 bytes; null on paper. */
  holder_key: Buffer | null;
  real_name: 'match' | 'no-match' | 'not-asked';
  /** What the register said of a second document, where the form names one. */
  link: Generated<'match' | 'no-match' | null>;
  declined_face: Generated<boolean>;
  chosen_rung: Generated<Rung | null>;
  decision: Json<DecisionRecord> | null;
  created_at: Date;
  decided_at: Date | null;
  lapses_at: Date;
};

export type ProofTable = {
  person_id: string;
  application_id: string;
  proof_id: string;
  rung: Rung;
  outcome: 'accept' | 'review' | 'refuse';
  reasons: Json<readonly Reason[]>;
  measurements: Json<unknown> | null;
  staff_id: string | null;
  counter: Generated<string | null>;
  document_seen: Generated<string | null>;
  at: Date;
};

export type RealPersonCheckTable = {
  person_id: string;
  check_id: string;
  account_id: string;
  subject_of: 'application' | 'credential' | 'account';
  application_id: string | null;
  credential_id: string | null;
  new_holder_key: Buffer | null;
  nonce: string;
  steps: string[];
  at_step: Generated<number>;
  step_opened_at: Date;
  step_deadline: Date;
  state: 'capturing' | 'measuring' | 'accepted' | 'refused' | 'in-review' | 'lapsed';
  reference: Buffer | null;
  fingerprints: Generated<string[]>;
  reasons: Json<readonly Reason[]>;
  created_at: Date;
  ended_at: Date | null;
  session_id: Generated<string | null>;
  measurings: Generated<number>;
};

export type CheckFrameTable = {
  person_id: string;
  check_id: string;
  step: number;
  moment: 'before' | 'peak' | 'after';
  at_ms: number;
  image_hash: Buffer;
  sealed: Buffer;
  received_at: Date;
};

export type FrameSeenTable = { image_hash: Buffer; check_id: string; step: number; seen_at: Date };

export type QuotaUseTable = {
  person_id: string;
  procedure: string;
  unit: number;
  month: string;
  application_id: string;
  taken_at: Date;
};

export type CredentialTable = {
  person_id: string;
  credential_id: string;
  application_id: string;
  account_id: string | null;
  procedure: string;
  medium: 'electronic' | 'paper';
  cti: Buffer;
  serial: string;
  status_list: number;
  status_index: number;
  /** Status types of the Token Status List: 0 valid, 1 revoked, 2 suspended. */
  status: Generated<number>;
  status_reason: string | null;
  issued_at: Date;
  expires_at: Date;
  present_until: Date | null;
  holder_key: Buffer | null;
  token: Buffer;
  /** Version of its status list in which the entry last changed. */
  status_version: Generated<string | null>;
};

export type StatusListVersionTable = { status_list: number; version: string };

export type EnrolmentCodeTable = {
  code_hash: Buffer;
  organisation: string;
  label: string;
  scope: string;
  purposes: string[];
  /** Null for an operator at the command line. */
  created_by: string | null;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
  party_id: Generated<string | null>;
};

export type ReaderTable = {
  reader_id: string;
  organisation: string;
  label: string;
  scope: string;
  purposes: string[];
  token_hash: Buffer;
  encryption_key: Buffer;
  enrolled_at: Date;
  revoked_at: Date | null;
  /** Null for the authority's own, enrolled at a counter. */
  party_id: Generated<string | null>;
  version: Generated<string>;
  /** Hash of the code it enrolled with. */
  enrolled_with: Generated<Buffer | null>;
};

export type LookTable = {
  cti: Buffer;
  look_id: string;
  code_id: Buffer;
  reader_id: string | null;
  at: Date;
  received_at: Date;
  reason: string;
  purpose: string | null;
  online: boolean;
  doubled: Generated<boolean>;
  client_id: Generated<string | null>;
};

export type PresentedCodeTable = { cti: Buffer; code_id: Buffer; first_seen: Date };

export type AuditEventTable = {
  event_id: Generated<string>;
  at: Generated<Date>;
  actor_kind: string;
  actor_id: string;
  action: string;
  object_kind: string;
  object_id: string;
  detail: Json<Record<string, unknown>>;
  trace_id: string | null;
};

export type AuditLeafTable = {
  tree: Generated<number>;
  leaf_index: string;
  event_id: string;
  leaf_hash: Buffer;
};
export type AuditCheckpointTable = {
  tree: Generated<number>;
  tree_size: string;
  root_hash: Buffer;
  signed: Buffer;
  at: Date;
};

/** The tables, as migrations/ creates them. */
export type Database = CoreTables &
  ClientTables &
  DocumentTables &
  LinkCheckTables &
  LookTables &
  NodeTables &
  NotificationTables &
  OrganisationTables &
  PartyTables &
  ReviewTables &
  RightsTables &
  SignInTables &
  StaffTables &
  VouchTables &
  WebhookTables;

type CoreTables = {
  person: PersonTable;
  account: AccountTable;
  session: SessionTable;
  sms_code: SmsCodeTable;
  consent: ConsentTable;
  staff: StaffTable;
  idempotency: IdempotencyTable;
  attempt_count: AttemptCountTable;
  application: ApplicationTable;
  proof: ProofTable;
  real_person_check: RealPersonCheckTable;
  check_frame: CheckFrameTable;
  frame_seen: FrameSeenTable;
  quota_use: QuotaUseTable;
  credential: CredentialTable;
  status_list_version: StatusListVersionTable;
  enrolment_code: EnrolmentCodeTable;
  reader: ReaderTable;
  look: LookTable;
  presented_code: PresentedCodeTable;
  audit_event: AuditEventTable;
  audit_leaf: AuditLeafTable;
  audit_checkpoint: AuditCheckpointTable;
};
