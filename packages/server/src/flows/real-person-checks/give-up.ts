import { measuringPolicy } from '@suizheng/domain/policy/measuring.ts';
import { sql } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { CheckRow } from '../../db/checks.ts';
import { failureOf, measured } from './measured.ts';
import { deleteFramesOf } from './verdict.ts';

type GiveUpContext = Pick<Context, 'db' | 'clock' | 'log'>;

/**
 * Measures a check, or ends it as our fault: when it takes longer than the policy allows, and when its measuring has
 * begun too often without an end, because the process died of it each time. Answers null when the check ended so;
 * throws `busy` when there is only no room now. That it begins is committed first: a crash forgets nothing.
 */
export async function measureOrGiveUp<T>(
  context: GiveUpContext,
  row: CheckRow,
  actor: Actor,
  measure: () => Promise<T>,
): Promise<T | null> {
  const begun = await countMeasuring(context, row, 1);
  if (begun === null) return null;
  if (begun > measuringPolicy.begun) {
    await giveUp(context, row, actor, 'begun-too-often');
    return null;
  }
  try {
    return await measured(measure);
  } catch (error) {
    const failure = failureOf(error);
    // No room, or a process that ends in order: nothing was tried.
    if (failure === 'pool-busy' || failure === 'pool-closed') await countMeasuring(context, row, -1);
    else if (failure === 'too-slow' || begun >= measuringPolicy.begun) {
      await giveUp(context, row, actor, failure);
      return null;
    }
    throw error;
  }
}

/** How often the check's measuring has begun; null when it waits for no verdict any more. */
async function countMeasuring({ db }: GiveUpContext, row: CheckRow, by: 1 | -1): Promise<number | null> {
  const counted = await db
    .updateTable('real_person_check')
    .set({ measurings: sql`greatest(measurings + ${by}, 0)` })
    .where('person_id', '=', row.person_id)
    .where('check_id', '=', row.check_id)
    .where('state', '=', 'measuring')
    .returning('measurings')
    .executeTakeFirst();
  return counted?.measurings ?? null;
}

/** Ends a check that could not be measured: no proof, no try, no pictures left; the reason says that the fault is ours. */
async function giveUp(context: GiveUpContext, row: CheckRow, actor: Actor, cause: string): Promise<void> {
  const now = context.clock();
  const given = await context.db.transaction().execute(async (trx) => {
    const ended = await trx
      .updateTable('real_person_check')
      .set({
        state: 'lapsed',
        reasons: JSON.stringify([{ code: 'check-not-measured' }]),
        reference: null,
        ended_at: now,
      })
      .where('person_id', '=', row.person_id)
      .where('check_id', '=', row.check_id)
      .where('state', '=', 'measuring')
      .executeTakeFirst();
    if (ended.numUpdatedRows === 0n) return false;
    await deleteFramesOf(trx, row);
    const object = { kind: 'real-person-check', id: row.check_id };
    // Counted by /metrics as suizheng_events{action="real-person-check.lapse",outcome="not-measured"}.
    await appendAudit(trx, actor, 'real-person-check.lapse', object, { outcome: 'not-measured', cause });
    return true;
  });
  if (!given) return;
  context.log.error(
    { traceId: actor.traceId, check: row.check_id, cause },
    'a face check could not be measured',
  );
}
