import { DAY_MS } from '@suizheng/domain/policy/calendar.ts';
import type { Context } from '../../context.ts';
import { forgetAttempts } from '../accounts/count-attempt.ts';
import { forgetAnswers } from '../idempotency/answer-once.ts';
import { forgetPictures } from '../real-person-checks/forget-pictures.ts';

/** How long what has served its purpose is kept, in milliseconds (policy). */
export const RETENTION_POLICY = {
  /** Codes are dead after minutes; a day lets an operator look into a complaint. */
  codesMs: DAY_MS,
  /** Ended sessions: the device list shows a month. */
  sessionsMs: 31 * DAY_MS,
} as const;

/** Forgets codes, sessions, first answers, counted attempts and seen pictures past their time; answers how many rows. */
export async function forgetExpired(context: Pick<Context, 'db' | 'clock'>): Promise<number> {
  const { db, clock } = context;
  const now = clock();
  const codes = await db
    .deleteFrom('sms_code')
    .where('expires_at', '<', new Date(now.getTime() - RETENTION_POLICY.codesMs))
    .executeTakeFirst();
  const sessions = await db
    .deleteFrom('session')
    .where('expires_at', '<', new Date(now.getTime() - RETENTION_POLICY.sessionsMs))
    .executeTakeFirst();
  return (
    Number(codes.numDeletedRows) +
    Number(sessions.numDeletedRows) +
    (await forgetAnswers(context, now)) +
    (await forgetAttempts(context, now)) +
    (await forgetPictures(context))
  );
}
