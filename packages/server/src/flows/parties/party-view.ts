import type { ReasonView } from '@suizheng/domain/contract/fields.ts';
import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import {
  END_REASONS,
  NARROWING_REASONS,
  type PartyReason,
  REFUSAL_REASONS,
  SUSPENSION_REASONS,
} from '@suizheng/domain/policy/party-reasons.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Kysely, Selectable } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { RelyingPartyTable } from '../../db/tables/parties.ts';

/** A relying party with the organisation that it is; `data_key` opens its contact. */
export type PartyRow = Selectable<RelyingPartyTable> & {
  readonly name: string;
  readonly uscc: string;
  readonly data_key: Buffer;
};

/** Relying parties with their organisations. */
export function selectParties(db: Kysely<Database>) {
  return db
    .selectFrom('relying_party as p')
    .innerJoin('organisation as o', 'o.organisation_id', 'p.organisation_id')
    .selectAll('p')
    .select(['o.name', 'o.uscc', 'o.data_key']);
}

/** A party as its administrators see it; reasons in that language. */
export function viewParty(row: PartyRow, locale: Locale): PartyView {
  return {
    id: row.party_id,
    organisation: { id: row.organisation_id, name: row.name, uscc: row.uscc },
    state: row.state,
    legalBasis: row.legal_basis,
    explanation: row.explanation,
    purposes: row.purposes,
    services: row.services,
    limits: row.limits,
    appliedAt: row.applied_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    decisionReason: viewPartyReason(REFUSAL_REASONS, row.decision_reason, locale),
    decisionNote: row.decision_note,
    agreementVersion: row.agreement_version,
    agreedAt: row.agreed_at?.toISOString() ?? null,
    suspendedAt: row.suspended_at?.toISOString() ?? null,
    suspensionReason: viewPartyReason(SUSPENSION_REASONS, row.suspension_reason, locale),
    suspensionNote: row.suspension_note,
    narrowedAt: row.narrowed_at?.toISOString() ?? null,
    narrowingReason: viewPartyReason(NARROWING_REASONS, row.narrowing_reason, locale),
    narrowingNote: row.narrowing_note,
    endedAt: row.ended_at?.toISOString() ?? null,
    endReason: viewPartyReason(END_REASONS, row.end_reason, locale),
    endNote: row.end_note,
  };
}

/** A reason of a list in words; one that the list no longer has is answered by its code and the words for any other. */
export function viewPartyReason(
  list: Readonly<Record<string, PartyReason>> & { readonly other: PartyReason },
  code: string | null,
  locale: Locale,
): ReasonView | null {
  if (code === null) return null;
  const { reason, next } = Object.hasOwn(list, code) ? list[code]! : list.other;
  return { code, reason: reason[locale], next: next[locale] };
}
