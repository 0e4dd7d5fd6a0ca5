import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { PartyState } from '@suizheng/domain/policy/relying-party.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { type MemberCaller, requireOrganisationFunction } from '../organisations/member.ts';
import { type PartyRow, selectParties } from './party-view.ts';

/**
 * The party, for an administrator of its organisation. Throws `not-found` to everybody else, `level-needed` below the
 * level of the function, and `wrong-state` where it does not stand in one of the states asked for.
 */
export async function requirePartyMember(
  db: Kysely<Database>,
  caller: MemberCaller,
  partyId: string,
  { state }: { readonly state?: PartyState | readonly PartyState[] } = {},
): Promise<PartyRow> {
  const row = await selectParties(db).where('p.party_id', '=', partyId).executeTakeFirst();
  if (!row) throw new AppError('not-found');
  await requireOrganisationFunction(db, caller, row.organisation_id, 'relying-party').catch((error) => {
    // An operator learns no more of it than a stranger does.
    throw error instanceof AppError && error.code === 'role-needed' ? new AppError('not-found') : error;
  });
  if (state !== undefined && ![state].flat().includes(row.state)) throw new AppError('wrong-state');
  return row;
}
