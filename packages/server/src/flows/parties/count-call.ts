import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { civilDate, DAY_MS } from '@suizheng/domain/policy/calendar.ts';
import { limitsOf, type ServiceId } from '@suizheng/domain/policy/services.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { type CallCounts, createCallCounts } from './call-counts.ts';
import type { EnrolledClient } from './enrolled-client.ts';

type Limit = { readonly limit: number; readonly left: number; readonly seconds: number };

/** Where a caller stands with the two limits of a service: calls, calls left, and seconds until they are whole again. */
export type LimitState = {
  readonly minute: Limit;
  /** Null where the minute refused the call before the day was looked at. */
  readonly day: Limit | null;
};

/** Checks of codes go without the database (V5); whatever asks it anyway counts there, and exactly. */
const IN_MEMORY: readonly ServiceId[] = ['credential-check'];

/** A process's counts live as long as its database connection. */
const countsOf = new WeakMap<Kysely<Database>, CallCounts>();
const states = new WeakMap<EnrolledClient, LimitState>();

/** The counts of the process behind a connection. */
export function callCounts(db: Kysely<Database>): CallCounts {
  const counts = countsOf.get(db) ?? createCallCounts(db);
  countsOf.set(db, counts);
  return counts;
}

/**
 * Counts one call of a party's system against the limits of the service (V1). The minute is kept by each process, so
 * that several of them together let through at most that many times the limit. The day is exact, except for checks of
 * codes: those are told to the database every partyPolicy.directoryRefreshMs, and each process may be ahead of the sum
 * by what it counted since. Throws `too-many-requests` or `quota-used`, each with the seconds to wait; a refused call is
 * not counted.
 */
export async function countCall(
  { db }: { readonly db: Kysely<Database> },
  client: EnrolledClient,
  service: ServiceId,
  now: Date,
): Promise<LimitState> {
  const counts = callCounts(db);
  const { partyId, clientId } = client;
  const { perMinute, perDay } = limitsOf(service, client.limits);
  const countedAs = client.countedApart === true ? clientId : partyId;
  const taken = counts.minute(countedAs, service, perMinute, now);
  const minute = { limit: perMinute, left: taken.left, seconds: inSeconds(taken.fullMs) };
  const untilMidnight = inSeconds(untilTomorrowMs(now));
  if (!taken.fits) {
    tell(client, { minute, day: null });
    throw new AppError('too-many-requests', { params: { seconds: inSeconds(taken.waitMs) } });
  }
  const call = { countedAs, partyId, service, day: civilDate(now) };
  const sum = IN_MEMORY.includes(service) ? counts.roughly(call, perDay) : await counts.exactly(call, perDay);
  const day = { limit: perDay, left: perDay - (sum ?? perDay), seconds: untilMidnight };
  const state = tell(client, { minute, day });
  if (sum === null) throw new AppError('quota-used', { params: { seconds: untilMidnight } });
  return state;
}

/** Where the caller of this request stands, once its call was counted: for the headers of the answer. */
export function limitStateOf(client: EnrolledClient): LimitState | undefined {
  return states.get(client);
}

function tell(client: EnrolledClient, state: LimitState): LimitState {
  states.set(client, state);
  return state;
}

const inSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1_000));

/** Milliseconds until the next midnight of Asia/Shanghai. */
function untilTomorrowMs(now: Date): number {
  return Date.parse(`${civilDate(now)}T00:00:00+08:00`) + DAY_MS - now.getTime();
}
