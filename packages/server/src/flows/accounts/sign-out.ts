import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import type { SignedIn } from './session.ts';

/** Ends what a signed-out account's credentials may still show (B5); in the same transaction. */
export type EndPresentation = (trx: Kysely<Database>, accountId: string, now: Date) => Promise<void>;

/** Ends this session; showing a credential afterwards needs a new face check (B5). Doing it twice is harmless. */
export async function signOut(
  { db, endPresentation }: Pick<Context, 'db'> & { endPresentation: EndPresentation },
  signedIn: SignedIn,
  actor: Actor,
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('session')
      .set({ ended_at: now })
      .where('token_hash', '=', signedIn.session)
      .where('ended_at', 'is', null)
      .execute();
    await endPresentation(trx, signedIn.accountId, now);
    await appendAudit(trx, actor, 'account.sign-out', { kind: 'account', id: signedIn.accountId });
  });
}
