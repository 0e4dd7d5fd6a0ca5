import { randomUUID } from 'node:crypto';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { AmendmentEvent } from '@suizheng/domain/policy/party-amendment.ts';
import { nextPartyState, type PartyEvent } from '@suizheng/domain/policy/relying-party.ts';
import type { Kysely, Updateable } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { RelyingPartyTable } from '../../db/tables/parties.ts';
import { type PartyRow, selectParties } from './party-view.ts';

/**
 * The party's row, held until the transaction ends; throws `not-found`. Rows that refer to it may be written meanwhile:
 * who holds one of them already, a device or a code, is waited for, and waits for nobody in turn.
 */
export async function lockParty(trx: Kysely<Database>, partyId: string): Promise<PartyRow> {
  const row = await selectParties(trx)
    .where('p.party_id', '=', partyId)
    .forNoKeyUpdate('p')
    .executeTakeFirst();
  if (!row) throw new AppError('not-found');
  return row;
}

/** What happens to a party: by whom of staff (null: by the party itself), with the reason and words that it is given. */
export type Happening = {
  readonly event: PartyEvent | AmendmentEvent | 'apply';
  readonly staffId: string | null;
  readonly reason?: string | null;
  readonly note?: string | null;
  readonly now: Date;
};

/** Keeps what happened, for the officers' page. */
export async function keepChange(
  trx: Kysely<Database>,
  partyId: string,
  { event, staffId, reason = null, note = null, now }: Happening,
): Promise<void> {
  await trx
    .insertInto('party_change')
    .values({ party_id: partyId, change_id: randomUUID(), event, staff_id: staffId, reason, note, at: now })
    .execute();
}

/**
 * Moves a party by the transition table; the UPDATE carries the state it leaves. Throws `wrong-state` where the table has
 * no such step, or somebody was faster. The trigger gives it the next version, by which every process hears of it.
 */
export async function moveParty(
  trx: Kysely<Database>,
  { party_id, state }: Pick<PartyRow, 'party_id' | 'state'>,
  happening: Happening & { readonly event: PartyEvent },
  change: Omit<Updateable<RelyingPartyTable>, 'state' | 'party_id'>,
): Promise<PartyRow> {
  const next = nextPartyState(state, happening.event);
  if (next === null) throw new AppError('wrong-state');
  const { numUpdatedRows } = await trx
    .updateTable('relying_party')
    .set({ ...change, state: next })
    .where('party_id', '=', party_id)
    .where('state', '=', state)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new AppError('wrong-state');
  await keepChange(trx, party_id, happening);
  return selectParties(trx).where('p.party_id', '=', party_id).executeTakeFirstOrThrow();
}
