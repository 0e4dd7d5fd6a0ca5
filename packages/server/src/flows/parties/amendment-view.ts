import type { AmendmentView } from '@suizheng/domain/contract/party-amendments.ts';
import { REFUSAL_REASONS } from '@suizheng/domain/policy/party-reasons.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Selectable } from 'kysely';
import type { PartyAmendmentTable } from '../../db/tables/parties.ts';
import { viewPartyReason } from './party-view.ts';

/** A row of `party_amendment`. */
export type AmendmentRow = Selectable<PartyAmendmentTable>;

/** A change as whoever may read it sees it; its reason in that language. */
export function viewAmendment(row: AmendmentRow, locale: Locale): AmendmentView {
  return {
    id: row.amendment_id,
    state: row.state,
    explanation: row.explanation,
    before: { purposes: row.purposes_before, services: row.services_before },
    asked: { purposes: row.purposes, services: row.services },
    granted:
      row.purposes_granted === null || row.services_granted === null
        ? null
        : { purposes: row.purposes_granted, services: row.services_granted },
    askedAt: row.asked_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    reason: viewPartyReason(REFUSAL_REASONS, row.reason, locale),
    note: row.note,
  };
}
