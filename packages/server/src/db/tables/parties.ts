import type { LegalBasis } from '@suizheng/domain/policy/legal-basis.ts';
import type { AmendmentEvent, AmendmentState } from '@suizheng/domain/policy/party-amendment.ts';
import type { PartyEvent, PartyState } from '@suizheng/domain/policy/relying-party.ts';
import type { ServiceId, ServiceLimits } from '@suizheng/domain/policy/services.ts';
import type { ColumnType, Generated } from 'kysely';

type Json<T> = ColumnType<T, string, string>;

/** A relying party 用证单位 (V1); `contact` is sealed under its organisation's key. */
export type RelyingPartyTable = {
  party_id: string;
  organisation_id: string;
  state: PartyState;
  legal_basis: LegalBasis;
  explanation: string;
  purposes: string[];
  services: ServiceId[];
  limits: ColumnType<Partial<Record<ServiceId, ServiceLimits>>, string | undefined, string>;
  contact: Buffer;
  applied_by: string;
  applied_at: Date;
  due_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  decision_note: string | null;
  agreement_version: string | null;
  agreed_by: string | null;
  agreed_at: Date | null;
  ended_at: Date | null;
  end_reason: string | null;
  /** Codes of policy/party-reasons.ts; the notes are an officer's words, read by the party. */
  decision_reason: string | null;
  suspended_at: Date | null;
  suspension_reason: string | null;
  suspension_note: string | null;
  end_note: string | null;
  /** When an officer last took a part of what was approved; null again once a change is approved. */
  narrowed_at: Date | null;
  narrowing_reason: string | null;
  narrowing_note: string | null;
  /** Who has the application open, and until when others leave it to them. */
  taken_by: string | null;
  taken_until: Date | null;
  version: Generated<string>;
};

/** A party's system; it has keys or a certificate. */
export type ClientTable = {
  client_id: string;
  party_id: string;
  label: string;
  method: 'private_key_jwt' | 'self_signed_tls_client_auth';
  jwks: ColumnType<{ keys: JsonWebKey[] } | null, string | null, string | null>;
  certificate_sha256: Buffer | null;
  services: ServiceId[];
  created_by: string | null;
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Generated<Date | null>;
  /** A trial client's own; its party's count for every other. */
  limits: ColumnType<
    Partial<Record<ServiceId, ServiceLimits>> | null,
    string | null | undefined,
    string | null
  >;
  version: Generated<string>;
};

/** An answer of a service about a person, by the keyed hash of the number asked about. */
export type EvidenceTable = {
  subject_index: Buffer;
  evidence_id: string;
  party_id: string;
  client_id: string | null;
  service: ServiceId;
  purpose: string;
  verdict: string;
  reason: string;
  at: Date;
};

/** What a party is to hear of. */
export type PartyEventTable = {
  party_id: string;
  event_id: string;
  kind: string;
  data: Json<Record<string, unknown>>;
  at: Date;
  /** When its deliveries by webhook were made; null until then. */
  fanned_out_at: Generated<Date | null>;
};

/** What happened to a party and by whom; `staff_id` is null for what it did itself. */
export type PartyChangeTable = {
  party_id: string;
  change_id: string;
  event: 'apply' | PartyEvent | AmendmentEvent;
  staff_id: string | null;
  reason: string | null;
  note: string | null;
  at: Date;
};

/** A change of purposes and services that a party asked for. */
export type PartyAmendmentTable = {
  party_id: string;
  amendment_id: string;
  state: AmendmentState;
  explanation: string;
  purposes_before: string[];
  services_before: ServiceId[];
  purposes: string[];
  services: ServiceId[];
  asked_by: string;
  asked_at: Date;
  due_at: Date;
  taken_by: Generated<string | null>;
  taken_until: Generated<Date | null>;
  decided_by: Generated<string | null>;
  decided_at: Generated<Date | null>;
  reason: Generated<string | null>;
  note: Generated<string | null>;
  purposes_granted: Generated<string[] | null>;
  services_granted: Generated<ServiceId[] | null>;
};

export type PartyTables = {
  party_amendment: PartyAmendmentTable;
  party_change: PartyChangeTable;
  relying_party: RelyingPartyTable;
  client: ClientTable;
  evidence: EvidenceTable;
  party_event: PartyEventTable;
};
