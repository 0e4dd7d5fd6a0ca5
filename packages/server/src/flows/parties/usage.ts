import type { UsageView } from '@suizheng/domain/contract/clients.ts';
import { civilDate, DAY_MS } from '@suizheng/domain/policy/calendar.ts';
import { limitsOf, type ServiceId } from '@suizheng/domain/policy/services.ts';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { MemberCaller } from '../organisations/member.ts';
import { requirePartyMember } from './require-party.ts';

/** How far back a party sees what it asked. */
const DAYS = 31;

/** What a party asked by day and service, and what it may ask; checks of codes appear a few seconds late. */
export async function readUsageOf(
  { db }: Pick<Context, 'db'>,
  caller: MemberCaller,
  partyId: string,
  now: Date,
): Promise<UsageView> {
  const party = await requirePartyMember(db, caller, partyId);
  const rows = await db
    .selectFrom('call_count')
    .select(['service', sql<string>`day::text`.as('on')])
    .select(({ fn }) => fn.sum<string>('calls').as('calls'))
    .where('party_id', '=', partyId)
    .where(sql<boolean>`day > ${civilDate(new Date(now.getTime() - DAYS * DAY_MS))}::date`)
    .groupBy(['day', 'service'])
    .orderBy('day', 'desc')
    .execute();
  const days = [...Map.groupBy(rows, ({ on }) => on)].map(([day, same]) => ({
    day,
    calls: Object.fromEntries(same.map(({ service, calls }) => [service, Number(calls)])) as Partial<
      Record<ServiceId, number>
    >,
  }));
  const today = days.find(({ day }) => day === civilDate(now))?.calls ?? {};
  return {
    days,
    limits: party.services.map((service) => ({
      service,
      ...limitsOf(service, party.limits),
      usedToday: today[service] ?? 0,
    })),
  };
}
