import { CLOSED_PARTY_STATES, partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import type { Context } from '../../context.ts';

/** Forgets whom to call at parties that are over for long enough; the relationship itself stays on record. Answers how many. */
export async function forgetContacts({ db }: Pick<Context, 'db'>, now: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('relying_party')
    .set({ contact: Buffer.alloc(0) })
    .where('state', 'in', CLOSED_PARTY_STATES)
    .where('ended_at', '<', new Date(now.getTime() - partyPolicy.contactAfterMs))
    .where('contact', '<>', Buffer.alloc(0))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
