import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { linkCheckPolicy } from '@suizheng/domain/policy/link-check.ts';
import type { Context } from '../../context.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import { notify } from '../notifications/notify.ts';

/** Tells the holder, if there is one, that somebody asks (L3): in the inbox, and by a text message up to a limit. Twice is harmless. */
export async function tellLinkRequest(
  context: Pick<Context, 'db' | 'clock'>,
  { evidenceId }: { readonly evidenceId: string },
): Promise<void> {
  const now = context.clock();
  const row = await context.db
    .selectFrom('link_check')
    .select('account_id')
    .where('evidence_id', '=', evidenceId)
    .where('told_at', 'is', null)
    .where('answers_at', '>', now)
    .executeTakeFirst();
  if (!row?.account_id) return;
  const accountId = row.account_id;
  const sms = await mayMessage(context, accountId, now);
  await context.db.transaction().execute(async (trx) => {
    const told = await trx
      .updateTable('link_check')
      .set({ told_at: now })
      .where('evidence_id', '=', evidenceId)
      .where('told_at', 'is', null)
      .returning('evidence_id')
      .executeTakeFirst();
    if (!told) return;
    await notify(trx, { accountId, kind: 'link-request', params: { request: evidenceId }, sms }, now);
  });
}

/** Past the limit the holder's phone is left in peace; who asks learns nothing of it. */
async function mayMessage(context: Pick<Context, 'db'>, accountId: string, now: Date): Promise<boolean> {
  const { messagesToHolder } = linkCheckPolicy;
  try {
    await countAttempt(context, 'link-request-messages', Buffer.from(accountId), messagesToHolder, now);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'too-many-requests') return false;
    throw error;
  }
}
