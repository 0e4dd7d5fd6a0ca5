import { retentionPolicy } from '@suizheng/domain/policy/retention.ts';
import type { Context } from '../../context.ts';
import { forgetAttempts } from '../accounts/count-attempt.ts';
import { forgetClaims } from '../accounts/number-claims.ts';
import { forgetAnswers } from '../idempotency/answer-once.ts';
import { forgetVouchings } from '../ladder/vouching.ts';
import { forgetContacts } from '../parties/forget-contacts.ts';
import { forgetPictures } from '../real-person-checks/forget-pictures.ts';

/** Forgets codes, sessions, first answers, counted attempts and seen pictures past their time; answers how many rows. */
export async function forgetExpired(context: Pick<Context, 'db' | 'clock'>): Promise<number> {
  const { db, clock } = context;
  const now = clock();
  const codes = await db
    .deleteFrom('sms_code')
    .where('expires_at', '<', new Date(now.getTime() - retentionPolicy.codesMs))
    .executeTakeFirst();
  const sessions = await db
    .deleteFrom('session')
    .where('expires_at', '<', new Date(now.getTime() - retentionPolicy.sessionsMs))
    .where((where) =>
      where.or([
        where('device_hash', 'is', null),
        where.and([where('known_device', '=', false), where('proven', '=', 'code')]),
        where('expires_at', '<', new Date(now.getTime() - retentionPolicy.devicesMs)),
      ]),
    )
    .executeTakeFirst();
  return (
    Number(codes.numDeletedRows) +
    Number(sessions.numDeletedRows) +
    (await forgetAnswers(context, now)) +
    (await forgetAttempts(context, now)) +
    (await forgetClaims(context, now)) +
    (await forgetVouchings(context, now)) +
    (await forgetContacts(context, now)) +
    (await forgetPictures(context))
  );
}
