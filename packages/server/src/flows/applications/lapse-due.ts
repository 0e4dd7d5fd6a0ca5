import { OPEN_STATES } from '@suizheng/domain/application/state.ts';
import type { Context } from '../../context.ts';
import { SYSTEM } from '../../context.ts';
import { settle } from '../settle/settle.ts';

const BATCH = 200;

/** Lapses open applications past their time and destroys what was typed; answers how many. Safe to repeat. */
export async function lapseDue(
  context: Pick<Context, 'db' | 'pool' | 'clock' | 'random' | 'keys'>,
): Promise<number> {
  let lapsed = 0;
  for (;;) {
    const due = await context.db
      .selectFrom('application')
      .select(['person_id', 'application_id'])
      .where('state', 'in', OPEN_STATES)
      .where('lapses_at', '<=', context.clock())
      .orderBy('lapses_at')
      .limit(BATCH)
      .execute();
    for (const row of due) {
      await settle(context, { personId: row.person_id, applicationId: row.application_id }, SYSTEM);
    }
    lapsed += due.length;
    if (due.length < BATCH) return lapsed;
  }
}

/**
 * Settles what a killed process left between a fact and its decision: applications never decided, and proofs younger
 * than a day in applications that still wait. Settling what is settled changes nothing.
 */
export async function settleLeftBehind(
  context: Pick<Context, 'db' | 'pool' | 'clock' | 'random' | 'keys'>,
): Promise<number> {
  const now = context.clock().getTime();
  const left = await context.db
    .selectFrom('application as a')
    .select(['a.person_id', 'a.application_id'])
    .where('a.state', 'in', OPEN_STATES)
    .where('a.lapses_at', '>', new Date(now))
    .where((is) =>
      is.or([
        is.and([is('a.decision', 'is', null), is('a.created_at', '<', new Date(now - 10_000))]),
        is.exists(
          is
            .selectFrom('proof as f')
            .select('f.proof_id')
            .whereRef('f.person_id', '=', 'a.person_id')
            .whereRef('f.application_id', '=', 'a.application_id')
            .where('f.at', '>', new Date(now - 86_400_000)),
        ),
      ]),
    )
    .limit(BATCH)
    .execute();
  for (const row of left) {
    await settle(context, { personId: row.person_id, applicationId: row.application_id }, SYSTEM);
  }
  return left.length;
}
