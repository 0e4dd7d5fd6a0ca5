import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import { measuringPolicy } from '@suizheng/domain/policy/measuring.ts';
import { SYSTEM } from '../../context.ts';
import { finishCheck, type JudgeContext } from './finish-check.ts';

/** Judges checks whose every step has arrived and whose process died; answers how many. A full queue ends the round. */
export async function judgeWaiting(context: JudgeContext): Promise<number> {
  const waiting = await context.db
    .selectFrom('real_person_check')
    .select(['person_id', 'check_id'])
    .where('state', '=', 'measuring')
    .where('step_opened_at', '<', new Date(context.clock().getTime() - measuringPolicy.leftMs))
    .orderBy('step_opened_at')
    .limit(50)
    .execute();
  let judged = 0;
  let failure: unknown;
  for (const row of waiting) {
    try {
      await finishCheck(context, { personId: row.person_id, checkId: row.check_id }, SYSTEM);
      judged += 1;
    } catch (error) {
      if (error instanceof AppError && error.code === 'busy') break;
      // One check that cannot be judged must not keep everybody behind it waiting.
      failure = error;
    }
  }
  if (failure !== undefined) throw failure;
  return judged;
}

/** Lapses checks that nobody went on with, and destroys what they held; answers how many. No try is counted. */
export async function lapseChecks(context: Pick<JudgeContext, 'db' | 'clock'>): Promise<number> {
  const now = context.clock();
  const ended = await context.db
    .updateTable('real_person_check')
    .set({ state: 'lapsed', ended_at: now, reference: null })
    .where('state', '=', 'capturing')
    .where('step_deadline', '<', new Date(now.getTime() - MINUTE_MS))
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
}
