import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../../db/schema.ts';

/**
 * After a sign-out the face is checked again before a credential shows (B5). The server hands out no token until then;
 * the phone destroys its copy, because what it has already signed for cannot be taken back.
 */
export async function endPresentation(trx: Kysely<Database>, accountId: string, now: Date): Promise<void> {
  await trx
    .updateTable('credential')
    .set({ present_until: sql`least(present_until, ${now})` })
    .where('account_id', '=', accountId)
    .where('present_until', '>', now)
    .execute();
}
