import { sees } from '@suizheng/domain/policy/session.ts';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { endPresentation } from '../credentials/end-presentation.ts';
import type { SignedIn } from './session.ts';

/** Ends this session; showing a credential afterwards needs a new face check (B5). Doing it twice is harmless. */
export async function signOut(
  { db }: Pick<Context, 'db'>,
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
    // Whoever sees no person takes nothing from them either.
    if (sees(signedIn) === 'whole') await endPresentation(trx, signedIn.accountId, now);
    await appendAudit(trx, actor, 'account.sign-out', { kind: 'account', id: signedIn.accountId });
  });
}
