import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import type { ServiceId } from '@suizheng/domain/policy/services.ts';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { type Bucket, fullBucket, type Taken, takeCall } from './token-bucket.ts';

/** Whose calls of which service and day are counted. */
export type Counted = {
  readonly countedAs: string;
  readonly partyId: string;
  readonly service: ServiceId;
  /** YYYY-MM-DD in Asia/Shanghai. */
  readonly day: string;
};

/** Calls of a day as a process knows them: the sum it last heard, and what it has not told yet. */
type Tally = Counted & { heard: number; untold: number };

/** Buckets beyond this many are forgotten, the longest untouched first: a full one again is what they would be soon. */
const MOST_BUCKETS = 20_000;

/** Counts of one process; its database adds them up with those of the others. */
export type CallCounts = {
  /** Takes a call out of its minute. */
  minute(countedAs: string, service: ServiceId, perMinute: number, now: Date): Taken;
  /** Counts a call of the day in the database at once; the day's sum, or null when it would pass the limit. */
  exactly(call: Counted, perDay: number): Promise<number | null>;
  /** Counts a call of the day in memory; the sum as far as it is known, or null when it would pass the limit. */
  roughly(call: Counted, perDay: number): number | null;
  /** Tells the database what was counted in memory, and hears the sums. Rejects when it cannot; nothing is lost then. */
  flush(): Promise<void>;
};

/** Makes the counts of one process. */
export function createCallCounts(db: Kysely<Database>): CallCounts {
  const buckets = new Map<string, Bucket>();
  const tallies = new Map<string, Tally>();
  let today = '';
  let flushing: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  async function tell(): Promise<void> {
    for (const [key, tally] of tallies) {
      const { untold } = tally;
      // Today's stays though nothing is new: a party that has used up its day must not begin again with every pause.
      if (untold === 0 && tally.day !== today) tallies.delete(key);
      if (untold === 0) continue;
      tally.untold -= untold;
      // Counted as heard at once, so that calls that come meanwhile see it.
      tally.heard += untold;
      try {
        tally.heard = Math.max(tally.heard, await add(db, tally, untold, null));
      } catch (error) {
        tally.heard -= untold;
        tally.untold += untold;
        throw error;
      }
    }
  }

  const flush = (): Promise<void> => {
    flushing ??= tell().finally(() => {
      flushing = null;
    });
    return flushing;
  };

  function flushSoon(): void {
    if (timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      // What could not be told is told with the next call's.
      flush().catch(() => {});
    }, partyPolicy.directoryRefreshMs);
    timer.unref();
  }

  return {
    minute(countedAs, service, perMinute, now) {
      const key = `${countedAs} ${service}`;
      const bucket = buckets.get(key) ?? fullBucket(perMinute, now.getTime());
      buckets.delete(key);
      buckets.set(key, bucket);
      if (buckets.size > MOST_BUCKETS) buckets.delete(buckets.keys().next().value!);
      return takeCall(bucket, perMinute, now.getTime());
    },
    async exactly(call, perDay) {
      const sum = await add(db, call, 1, perDay);
      return sum > perDay ? null : sum;
    },
    roughly(call, perDay) {
      const key = `${call.countedAs} ${call.service} ${call.day}`;
      const tally = tallies.get(key) ?? { ...call, heard: 0, untold: 0 };
      tallies.set(key, tally);
      today = call.day;
      if (tally.heard + tally.untold >= perDay) return null;
      tally.untold += 1;
      flushSoon();
      return tally.heard + tally.untold;
    },
    flush,
  };
}

/** Adds calls to the day's sum and answers it; where a limit would be passed nothing is added, and the answer is above it. */
async function add(
  db: Kysely<Database>,
  { countedAs, partyId, service, day }: Counted,
  calls: number,
  most: number | null,
): Promise<number> {
  const row = await db
    .insertInto('call_count')
    .values({ counted_as: countedAs, party_id: partyId, service, day, calls: String(calls) })
    .onConflict((conflict) => {
      const update = conflict
        .columns(['counted_as', 'service', 'day'])
        .doUpdateSet({ calls: sql`call_count.calls + excluded.calls` });
      return most === null ? update : update.where(sql<boolean>`call_count.calls < ${most}`);
    })
    .returning('calls')
    .executeTakeFirst();
  return row === undefined ? most! + 1 : Number(row.calls);
}
