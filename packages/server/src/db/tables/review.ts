import type { Reason } from '@suizheng/domain/policy/decision.ts';
import type { ColumnType, Generated } from 'kysely';

/** A case that waits for reviewers (A5). */
export type ReviewCaseTable = {
  person_id: string;
  case_id: string;
  application_id: string;
  procedure: string;
  kind: 'face' | 'documents';
  state: Generated<'open' | 'claimed' | 'decided' | 'closed'>;
  due_at: Date;
  created_at: Date;
  /** Which opinion is sought: 1 the first, 2 a second one given blind, 3 an approver's after disagreement. */
  round: Generated<number>;
  second_look: boolean;
  escalated: Generated<boolean>;
  escalated_by: Generated<string | null>;
  /** Sealed under the person's key. */
  escalation_note: Generated<Buffer | null>;
  claimed_by: Generated<string | null>;
  claimed_until: Generated<Date | null>;
  decided_at: Generated<Date | null>;
};

/** What one reviewer found in one round; the note is sealed under the person's key. */
export type ReviewOpinionTable = {
  person_id: string;
  case_id: string;
  round: number;
  staff_id: string;
  outcome: 'accept' | 'refuse';
  reasons: ColumnType<readonly Reason[], string, string>;
  note: Buffer | null;
  at: Date;
};

/** A revocation that waits for its second pair of eyes. */
export type StatusRequestTable = {
  person_id: string;
  request_id: string;
  credential_id: string;
  requested_by: string;
  status_before: number;
  /** Sealed under the person's key. */
  reason: Buffer;
  state: Generated<'open' | 'confirmed' | 'declined'>;
  created_at: Date;
  expires_at: Date;
  decided_by: Generated<string | null>;
  decided_at: Generated<Date | null>;
};

/** Review by people. */
export type ReviewTables = {
  review_case: ReviewCaseTable;
  review_opinion: ReviewOpinionTable;
  status_request: StatusRequestTable;
};
