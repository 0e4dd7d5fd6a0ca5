import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import type { Context } from '../../context.ts';

const { looksMs, codesMs, enrolmentCodesMs } = verificationPolicy.kept;

/** Deletes looks, refused scans' ids, presented codes and enrolment codes past their time; for the cleaning job. Answers how many rows. */
export async function forgetLooks({ db }: Pick<Context, 'db'>, now: Date): Promise<number> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  const deleted = await Promise.all([
    db.deleteFrom('look').where('received_at', '<', before(looksMs)).executeTakeFirst(),
    // As long as looks, which a node may send again too.
    db.deleteFrom('told_refusal').where('told_at', '<', before(looksMs)).executeTakeFirst(),
    db.deleteFrom('presented_code').where('first_seen', '<', before(codesMs)).executeTakeFirst(),
    db.deleteFrom('enrolment_code').where('expires_at', '<', before(enrolmentCodesMs)).executeTakeFirst(),
  ]);
  return deleted.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0);
}
