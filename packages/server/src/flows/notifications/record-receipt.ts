import type { SmsReceipt } from '@suizheng/domain/contract/registers.ts';
import type { Context } from '../../context.ts';
import { SYSTEM } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { SmsGateway } from '../../gateways/sms-gateway.ts';

/** The states a receipt may raise: what is known of a message only ever grows, whatever order receipts come in. */
const RAISED_BY = {
  // A receipt can be here before the worker that sent has said so, and a gateway may get through after all.
  delivered: ['queued', 'sent', 'failed', 'dead'],
  failed: ['queued', 'sent', 'dead'],
} as const;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Takes the gateway's word for what became of a message. The same receipt twice, or receipts out of order, end in the
 * same state. Answers whether anything changed; references of other messages (sign-in codes) change nothing.
 */
export async function recordReceipt(
  { db }: Pick<Context, 'db'>,
  { reference, status }: Pick<SmsReceipt, 'reference' | 'status'>,
): Promise<boolean> {
  if (!UUID.test(reference)) return false;
  return db.transaction().execute(async (trx) => {
    const changed = await trx
      .updateTable('notification')
      .set({ sms: status, sms_due_at: null })
      .where('notification_id', '=', reference)
      .where('sms', 'in', RAISED_BY[status])
      .returning('kind')
      .executeTakeFirst();
    if (changed === undefined) return false;
    if (status === 'failed') {
      const object = { kind: 'notification', id: reference };
      await appendAudit(trx, SYSTEM, 'notification.failed', object, { kind: changed.kind });
    }
    return true;
  });
}

const GATEWAY = 'sms';
const PAGES = 20;

/**
 * Reads the receipts that the gateway has kept since the last time: what was pushed while nobody listened is not lost.
 * The cursor moves after a page is recorded; a crash reads a page twice. Answers how many changed something.
 */
export async function readReceipts({
  db,
  sms,
}: Pick<Context, 'db'> & { readonly sms: Pick<SmsGateway, 'receipts'> }): Promise<number> {
  let changed = 0;
  for (let page = 0; page < PAGES; page += 1) {
    const cursor = await db
      .selectFrom('sms_receipt_cursor')
      .select('after')
      .where('gateway', '=', GATEWAY)
      .executeTakeFirst();
    const answer = await sms.receipts(cursor?.after);
    if (answer.kind === 'unavailable' || answer.receipts.length === 0) break;
    for (const receipt of answer.receipts) if (await recordReceipt({ db }, receipt)) changed += 1;
    await db
      .insertInto('sms_receipt_cursor')
      .values({ gateway: GATEWAY, after: answer.next })
      .onConflict((conflict) => conflict.column('gateway').doUpdateSet({ after: answer.next }))
      .execute();
  }
  return changed;
}
