import { civilDate } from '@suizheng/domain/policy/calendar.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';

/**
 * Forgets counts of calls with the checks they counted, and assertions that their own time refuses; revokes trial
 * clients whose time is over, so that no process keeps them in memory. Answers how many rows.
 */
export async function forgetCalls({ db }: Pick<Context, 'db'>, now: Date): Promise<number> {
  const oldest = civilDate(new Date(now.getTime() - partyPolicy.evidenceForMs));
  const counts = await db
    .deleteFrom('call_count')
    .where(sql<boolean>`day < ${oldest}::date`)
    .executeTakeFirst();
  const assertions = await db.deleteFrom('client_assertion').where('expires_at', '<', now).executeTakeFirst();
  const trials = await db
    .updateTable('client')
    .set({ revoked_at: now })
    .where('limits', 'is not', null)
    .where('expires_at', '<', now)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return Number(counts.numDeletedRows) + Number(assertions.numDeletedRows) + Number(trials.numUpdatedRows);
}
