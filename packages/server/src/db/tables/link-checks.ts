import type { IdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import type { Generated } from 'kysely';

/** A question whether two documents are one person's (L3), by keyed hashes; the numbers stay sealed while a holder is asked. */
export type LinkCheckTable = {
  subject_index: Buffer;
  evidence_id: string;
  party_id: string;
  client_id: string | null;
  purpose: string;
  first_document: IdentityDocument;
  second_document: IdentityDocument;
  second_index: Buffer;
  asked_at: Date;
  answers_at: Date;
  account_id: string | null;
  person_id: string | null;
  data_key: Generated<Buffer>;
  sealed: Generated<Buffer>;
  told_at: Generated<Date | null>;
  said: Generated<'approved' | 'refused' | 'reported' | null>;
  consent_version: Generated<string | null>;
  said_at: Generated<Date | null>;
  verdict: Generated<'confirmed' | 'not-confirmed' | null>;
  answered_at: Generated<Date | null>;
};

export type LinkCheckTables = { link_check: LinkCheckTable };
