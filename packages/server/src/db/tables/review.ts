import type { Generated } from 'kysely';

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
  round: Generated<number>;
  second_look: boolean;
  escalated: Generated<boolean>;
  claimed_by: Generated<string | null>;
  claimed_until: Generated<Date | null>;
  decided_at: Generated<Date | null>;
};

/** Review by people. */
export type ReviewTables = { review_case: ReviewCaseTable };
