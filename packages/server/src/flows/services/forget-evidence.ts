import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import type { Context } from '../../context.ts';

/** Deletes evidence past its time; for the cleaning job. Answers how many rows. */
export async function forgetEvidence({ db }: Pick<Context, 'db'>, now: Date): Promise<number> {
  const before = new Date(now.getTime() - partyPolicy.evidenceForMs);
  const { numDeletedRows } = await db.deleteFrom('evidence').where('at', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}
