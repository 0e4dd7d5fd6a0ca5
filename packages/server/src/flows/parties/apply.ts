import type { applyAsParty, PartyView } from '@suizheng/domain/contract/parties.ts';
import { AppError, type FieldError } from '@suizheng/domain/errors/app-error.ts';
import { deadlineOf } from '@suizheng/domain/policy/deadline.ts';
import { LEGAL_BASES, type LegalBasis } from '@suizheng/domain/policy/legal-basis.ts';
import { CLOSED_PARTY_STATES, partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { purposeById } from '@suizheng/domain/procedures/purposes.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { z } from 'zod';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { sealJson } from '../../db/people.ts';
import { lockOrganisation, type MemberCaller, requireOrganisationFunction } from '../organisations/member.ts';
import { countedSince, refuseTooMany } from './limit-asking.ts';
import { keepChange } from './move.ts';
import { selectParties, viewParty } from './party-view.ts';

type Request = z.output<NonNullable<typeof applyAsParty.body>>;

/** Where a party's contact stands, for its seal. */
export const placeOfContact = (partyId: string): string => `contact:${partyId}`;

/**
 * Applies for an organisation to become a relying party (V1). `operationId` becomes the party's id, so that a repetition
 * meets it. Throws `not-found`, `role-needed`, `level-needed`, `party-exists`, `too-many-applications`, and field errors
 * that name each purpose that is unknown or that the legal basis does not cover.
 */
export async function applyAsPartyOf(
  { db, keys, clock }: Pick<Context, 'db' | 'keys' | 'clock'>,
  caller: MemberCaller,
  request: Request,
  { operationId: partyId, actor, locale }: { operationId: string; actor: Actor; locale: Locale },
): Promise<PartyView> {
  const { organisationId, legalBasis } = request;
  const member = await requireOrganisationFunction(db, caller, organisationId, 'relying-party');
  const purposes = [...new Set(request.purposes)];
  refuseOutside(legalBasis, request.purposes);
  const now = clock();
  return db.transaction().execute(async (trx) => {
    // Of two at the same moment the second waits here, and meets what the first has made.
    const { data_key } = await lockOrganisation(trx, organisationId);
    const living = await trx
      .selectFrom('relying_party')
      .select('party_id')
      .where('organisation_id', '=', organisationId)
      .where((row) => row.or([row('party_id', '=', partyId), row('state', 'not in', CLOSED_PARTY_STATES)]))
      .execute();
    if (living.some(({ party_id }) => party_id !== partyId)) throw new AppError('party-exists');
    if (living.length === 0) {
      const earlier = await trx
        .selectFrom('relying_party')
        .select('applied_at')
        .where('organisation_id', '=', organisationId)
        .where('applied_at', '>', countedSince(now))
        .execute();
      refuseTooMany(
        earlier.map(({ applied_at }) => applied_at),
        now,
      );
      await trx
        .insertInto('relying_party')
        .values({
          party_id: partyId,
          organisation_id: organisationId,
          state: 'applied',
          legal_basis: legalBasis,
          explanation: request.explanation,
          purposes,
          services: [...new Set(request.services)],
          contact: sealJson(keys, data_key, placeOfContact(partyId), request.contact),
          applied_by: member.person_id,
          applied_at: now,
          due_at: deadlineOf({ workingDays: partyPolicy.decidedWithinDays }, now),
        })
        .execute();
      await keepChange(trx, partyId, { event: 'apply', staffId: null, now });
      const object = { kind: 'party', id: partyId };
      await appendAudit(trx, actor, 'party.apply', object, { organisation: organisationId, purposes });
    }
    const row = await selectParties(trx).where('p.party_id', '=', partyId).executeTakeFirstOrThrow();
    return viewParty(row, locale);
  });
}

/** Refuses, naming each, purposes that nobody knows and those whose scope the basis is none for. */
export function refuseOutside(legalBasis: LegalBasis, purposes: readonly string[]): void {
  const scopes: readonly string[] = LEGAL_BASES[legalBasis].scopes;
  const fields = purposes.flatMap((id, i): FieldError[] => {
    const purpose = purposeById(id);
    if (!purpose) return [{ field: `purposes.${i}`, code: 'purpose.unknown' }];
    return scopes.includes(purpose.scope) ? [] : [{ field: `purposes.${i}`, code: 'purpose.outside-basis' }];
  });
  if (fields.length > 0) throw new AppError('validation-failed', { fields });
}
