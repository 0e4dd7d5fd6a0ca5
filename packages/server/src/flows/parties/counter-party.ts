import type { CounterPartyView } from '@suizheng/domain/contract/counter-parties.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { civilDate, DAY_MS } from '@suizheng/domain/policy/calendar.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { purposesFor } from '@suizheng/domain/policy/staff-access.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import { type Kysely, sql } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { openJson } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';
import { auditLook } from '../staff/audit-look.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { viewAmendment } from './amendment-view.ts';
import { openAmendment } from './amendments.ts';
import { placeOfContact } from './apply.ts';
import { isOwnAmendment, isOwnParty } from './own-party.ts';
import { type PartyRow, selectParties, viewParty } from './party-view.ts';

/** Who of staff asks, and how the answer is worded. */
export type Officer = { readonly staff: StaffMember; readonly actor: Actor; readonly locale: Locale };

/** Clients, readers and changes in one answer. */
const AT_MOST = 50;

/** One party as an officer sees it; who looked is audited before the contact is shown. Throws `not-found`. */
export async function readCounterParty(
  context: Pick<Context, 'db' | 'keys' | 'clock'>,
  partyId: string,
  officer: Officer,
): Promise<CounterPartyView> {
  const { db } = context;
  const row = await selectParties(db).where('p.party_id', '=', partyId).executeTakeFirst();
  if (!row) throw new AppError('not-found');
  const purpose = purposesFor(officer.staff.roles).includes('organisation') ? 'organisation' : 'inspection';
  await auditLook(db, officer.actor, purpose, { kind: 'party', id: partyId });
  return viewForOfficer(context, row, officer);
}

/** The view itself; whoever calls has audited the look, or an act on it. */
export async function viewForOfficer(
  { db, keys, clock }: Pick<Context, 'db' | 'keys' | 'clock'>,
  row: PartyRow,
  { staff, locale }: Pick<Officer, 'staff' | 'locale'>,
): Promise<CounterPartyView> {
  const partyId = row.party_id;
  const now = clock();
  const open = await openAmendment(db, row);
  return {
    party: viewParty(row, locale),
    contact:
      row.contact.length === 0 ? null : openJson(keys, row.data_key, placeOfContact(partyId), row.contact),
    taken: row.state === 'applied' ? await takenOf(db, row, staff.staffId, now) : null,
    amendment: open
      ? { change: viewAmendment(open, locale), taken: await takenOf(db, open, staff.staffId, now) }
      : null,
    own: await (open ? isOwnAmendment(db, staff.staffId, row, open) : isOwnParty(db, staff.staffId, row)),
    clients: await clientsOf(db, partyId),
    readers: await readersOf(db, partyId),
    changes: await changesOf(db, partyId),
    volume: await volumeOf(db, partyId, now),
  };
}

/** Who has an application or a change open now; null when nobody has. */
async function takenOf(
  db: Kysely<Database>,
  { taken_by, taken_until }: Pick<PartyRow, 'taken_by' | 'taken_until'>,
  staffId: string,
  now: Date,
): Promise<CounterPartyView['taken']> {
  if (taken_by === null || taken_until === null || taken_until <= now) return null;
  const { name } = await db
    .selectFrom('staff')
    .select('name')
    .where('staff_id', '=', taken_by)
    .executeTakeFirstOrThrow();
  return { by: name, mine: taken_by === staffId, until: taken_until.toISOString() };
}

async function clientsOf(db: Kysely<Database>, partyId: string): Promise<CounterPartyView['clients']> {
  const rows = await db
    .selectFrom('client')
    .select(['client_id', 'label', 'method', 'services', 'created_at', 'revoked_at'])
    .where('party_id', '=', partyId)
    .orderBy('created_at', 'desc')
    .limit(AT_MOST)
    .execute();
  return rows.map((row) => ({
    id: row.client_id,
    label: row.label,
    method: row.method,
    services: row.services,
    createdAt: row.created_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }));
}

/** Of thousands of readers the newest are shown, the others counted. */
async function readersOf(db: Kysely<Database>, partyId: string): Promise<CounterPartyView['readers']> {
  const counts = await db
    .selectFrom('reader')
    .select((row) => [
      row.fn.countAll<string>().filterWhere('revoked_at', 'is', null).as('active'),
      row.fn.countAll<string>().filterWhere('revoked_at', 'is not', null).as('revoked'),
    ])
    .where('party_id', '=', partyId)
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('reader')
    .select(['reader_id', 'label', 'scope', 'purposes', 'enrolled_at', 'revoked_at'])
    .where('party_id', '=', partyId)
    .orderBy('enrolled_at', 'desc')
    .limit(AT_MOST)
    .execute();
  return {
    active: Number(counts.active),
    revoked: Number(counts.revoked),
    newest: rows.map((row) => ({
      id: row.reader_id,
      label: row.label,
      scope: row.scope,
      purposes: row.purposes,
      enrolledAt: row.enrolled_at.toISOString(),
      revokedAt: row.revoked_at?.toISOString() ?? null,
    })),
  };
}

async function changesOf(db: Kysely<Database>, partyId: string): Promise<CounterPartyView['changes']> {
  const rows = await db
    .selectFrom('party_change as c')
    .leftJoin('staff as s', 's.staff_id', 'c.staff_id')
    .select(['c.event', 'c.reason', 'c.note', 'c.at', 's.name'])
    .where('c.party_id', '=', partyId)
    .orderBy('c.at', 'desc')
    .limit(AT_MOST)
    .execute();
  return rows.map(({ name, at, ...row }) => ({ ...row, by: name, at: at.toISOString() }));
}

/** Counts by day of Asia/Shanghai and service: how much was asked, nothing about whom. */
async function volumeOf(
  db: Kysely<Database>,
  partyId: string,
  now: Date,
): Promise<CounterPartyView['volume']> {
  const today = Date.parse(`${civilDate(now)}T00:00:00+08:00`);
  const day = sql<string>`to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`;
  const rows = await db
    .selectFrom('evidence')
    .select((row) => [day.as('day'), 'service', row.fn.countAll<string>().as('count')])
    .where('party_id', '=', partyId)
    .where('at', '>=', new Date(today - (partyPolicy.volumeDays - 1) * DAY_MS))
    .groupBy(['day', 'service'])
    .orderBy('day', 'desc')
    .orderBy('service')
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
