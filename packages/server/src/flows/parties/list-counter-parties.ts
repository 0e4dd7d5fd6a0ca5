import type { CounterPartyRow, PartyList } from '@suizheng/domain/contract/counter-parties.ts';
import { CLOSED_PARTY_STATES, PARTY_STATES, type PartyState } from '@suizheng/domain/policy/relying-party.ts';
import type { Context } from '../../context.ts';
import { selectParties } from './party-view.ts';

/** Parties in one answer. */
const AT_MOST = 200;

const STATES: Readonly<Record<PartyList, readonly PartyState[]>> = {
  'to-decide': ['applied'],
  living: PARTY_STATES.filter((state) => state !== 'applied' && !CLOSED_PARTY_STATES.includes(state)),
  closed: CLOSED_PARTY_STATES,
};

/** Relying parties for officers: applications by deadline, the others by what came last; names are public, no contact is here. */
export async function listCounterParties(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  staffId: string,
  list: PartyList,
): Promise<{ parties: CounterPartyRow[]; more: boolean; toDecide: number; overdue: number }> {
  const now = clock();
  const rows = await selectParties(db)
    .leftJoin('staff as s', (join) =>
      join.onRef('s.staff_id', '=', 'p.taken_by').on('p.taken_until', '>', now),
    )
    .select('s.name as taker')
    .where('p.state', 'in', STATES[list])
    .orderBy(list === 'to-decide' ? 'p.due_at' : 'p.applied_at', list === 'to-decide' ? 'asc' : 'desc')
    .limit(AT_MOST + 1)
    .execute();
  const counts = await db
    .selectFrom('relying_party')
    .select((row) => [
      row.fn.countAll<string>().as('all'),
      row.fn.countAll<string>().filterWhere('due_at', '<', now).as('overdue'),
    ])
    .where('state', '=', 'applied')
    .executeTakeFirstOrThrow();
  return {
    parties: rows.slice(0, AT_MOST).map((row) => ({
      id: row.party_id,
      organisation: { name: row.name, uscc: row.uscc },
      state: row.state,
      legalBasis: row.legal_basis,
      appliedAt: row.applied_at.toISOString(),
      dueAt: row.due_at.toISOString(),
      taken:
        row.state !== 'applied' || row.taker === null
          ? null
          : { by: row.taker, mine: row.taken_by === staffId, until: row.taken_until!.toISOString() },
    })),
    more: rows.length > AT_MOST,
    toDecide: Number(counts.all),
    overdue: Number(counts.overdue),
  };
}
