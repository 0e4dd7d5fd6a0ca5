import type { CounterPartyRow, PartyList } from '@suizheng/domain/contract/counter-parties.ts';
import { CLOSED_PARTY_STATES, PARTY_STATES, type PartyState } from '@suizheng/domain/policy/relying-party.ts';
import { type Kysely, sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import { selectParties } from './party-view.ts';

/** Parties in one answer. */
const AT_MOST = 200;

const STATES: Readonly<Record<Exclude<PartyList, 'to-decide'>, readonly PartyState[]>> = {
  living: PARTY_STATES.filter((state) => state !== 'applied' && !CLOSED_PARTY_STATES.includes(state)),
  closed: CLOSED_PARTY_STATES,
};

/** By when what waits is to be decided: the change of a party at work, else its application. */
const due = sql<Date>`coalesce(a.due_at, p.due_at)`;

/** Relying parties for officers: what waits for a decision by deadline, the others by what came last; names are public, no contact is here. */
export async function listCounterParties(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  staffId: string,
  list: PartyList,
): Promise<{ parties: CounterPartyRow[]; more: boolean; toDecide: number; overdue: number }> {
  const now = clock();
  const asked = selectParties(db)
    .leftJoin('party_amendment as a', (join) =>
      join.onRef('a.party_id', '=', 'p.party_id').on('a.state', '=', 'asked'),
    )
    .leftJoin('staff as s', (join) =>
      join
        .on(sql<boolean>`s.staff_id = coalesce(a.taken_by, p.taken_by)`)
        .on(sql<boolean>`coalesce(a.taken_until, p.taken_until) > ${now}`),
    )
    .select(['a.amendment_id', 'a.asked_at', 's.staff_id as taker_id', 's.name as taker'])
    .select([due.as('due'), sql<Date | null>`coalesce(a.taken_until, p.taken_until)`.as('until')])
    .limit(AT_MOST + 1);
  const rows = await (list === 'to-decide'
    ? asked
        .where((row) => row.or([row('p.state', '=', 'applied'), row('a.amendment_id', 'is not', null)]))
        .orderBy(due)
    : asked.where('p.state', 'in', STATES[list]).orderBy('p.applied_at', 'desc')
  ).execute();
  const { toDecide, overdue } = await counts(db, now);
  return {
    parties: rows.slice(0, AT_MOST).map((row) => {
      const asks = row.amendment_id !== null ? 'change' : row.state === 'applied' ? 'application' : null;
      return {
        id: row.party_id,
        organisation: { name: row.name, uscc: row.uscc },
        state: row.state,
        legalBasis: row.legal_basis,
        asks,
        appliedAt: (row.asked_at ?? row.applied_at).toISOString(),
        dueAt: row.due.toISOString(),
        taken:
          asks === null || row.taker === null || row.until === null
            ? null
            : { by: row.taker, mine: row.taker_id === staffId, until: row.until.toISOString() },
      };
    }),
    more: rows.length > AT_MOST,
    toDecide,
    overdue,
  };
}

/** All that waits for a decision, and what of it is late. */
async function counts(db: Kysely<Database>, now: Date): Promise<{ toDecide: number; overdue: number }> {
  const { rows } = await sql<{ all: string; overdue: string }>`
    select count(*) as "all", count(*) filter (where due_at < ${now}) as overdue from (
      select due_at from relying_party where state = 'applied'
      union all select due_at from party_amendment where state = 'asked') as waiting`.execute(db);
  return { toDecide: Number(rows[0]!.all), overdue: Number(rows[0]!.overdue) };
}
