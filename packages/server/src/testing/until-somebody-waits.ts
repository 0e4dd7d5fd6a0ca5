import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';

/** Resolves once so many statements on this test's database wait for a lock of another: by then they have read what they go by. */
export async function untilSomebodyWaits(db: Kysely<Database>, atLeast = 1): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      select pid from pg_stat_activity
      where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`.execute(db);
    if (rows.length >= atLeast) return;
    await sleep(10);
  }
}
