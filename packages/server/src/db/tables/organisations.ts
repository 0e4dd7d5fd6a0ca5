import type { OrganisationRole } from '@suizheng/domain/policy/organisation.ts';
import type { ColumnType, Generated } from 'kysely';

/** An officer serves one person whose original document was seen (A6). */
export type CounterVisitTable = {
  visit_id: string;
  staff_id: string;
  counter: string;
  person_id: string;
  purpose: string;
  document_kind: string;
  /** YYYY-MM-DD; null for a document without an end. Written as text; read by `to_char`, for a driver’s date is of its own zone. */
  document_expires: ColumnType<Date | null, string | null, never>;
  opened_at: Date;
  ends_at: Date;
  ended_at: Generated<Date | null>;
};

/** An organisation (A7); name and code are public. */
export type OrganisationTable = {
  organisation_id: string;
  uscc: string;
  name: string;
  data_key: Buffer;
  onboarded_at: Date;
};

/** Who acts for an organisation, and in which role. */
export type OrganisationMemberTable = {
  organisation_id: string;
  person_id: string;
  role: OrganisationRole;
  joined_at: Date;
};

/** An invitation by mobile; `sealed` holds the mobile. */
export type OrganisationInvitationTable = {
  organisation_id: string;
  invitation_id: string;
  mobile_index: Buffer;
  sealed: Buffer;
  role: OrganisationRole;
  code_hash: Buffer;
  attempts: Generated<number>;
  state: Generated<'open' | 'accepted' | 'declined' | 'cancelled'>;
  invited_by: string;
  created_at: Date;
  expires_at: Date;
  ended_at: Generated<Date | null>;
};

/** A letter of authorisation as it was scanned. */
export type OrganisationDocumentTable = {
  organisation_id: string;
  document_id: string;
  media_type: 'application/pdf' | 'image/jpeg' | 'image/png';
  sha256: Buffer;
  sealed: Buffer;
  agent_person_id: string;
  staff_id: string;
  counter: string;
  received_at: Date;
};

/** The counter's visits, organisations, their members and invitations (A6, A7). */
export type OrganisationTables = {
  counter_visit: CounterVisitTable;
  organisation: OrganisationTable;
  organisation_member: OrganisationMemberTable;
  organisation_invitation: OrganisationInvitationTable;
  organisation_document: OrganisationDocumentTable;
};
