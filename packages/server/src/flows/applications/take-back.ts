import { next } from '@suizheng/domain/application/state.ts';
import type { Kysely } from 'kysely';
import type { Actor } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import { type ApplicationKey, type Queryable, writeTransition } from '../../db/settle-statements.ts';

/** As often as an application can move on without being decided. */
const MOVES = 4;

/**
 * Withdraws an application and destroys what was typed. One that is being settled at this moment is taken back from where
 * it then stands: that it went to a reviewer meanwhile is no reason to refuse, or to leave it. False when it is decided.
 */
export async function takeBack(
  { db, on }: { readonly db: Kysely<Database>; readonly on: Queryable },
  { personId, applicationId }: ApplicationKey,
  actor: Actor,
  now: Date,
  detail: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  for (let move = 0; move < MOVES; move += 1) {
    const { state: from } = await db
      .selectFrom('application')
      .select('state')
      .where('person_id', '=', personId)
      .where('application_id', '=', applicationId)
      .executeTakeFirstOrThrow();
    const to = next(from, 'withdraw');
    if (to === null) return false;
    const step = {
      from,
      to,
      decision: null,
      final: true,
      forget: true,
      tell: false,
      review: null,
      action: 'application.withdraw',
      detail,
    };
    if (await writeTransition(on, { personId, applicationId }, actor, now, step, null)) return true;
  }
  throw new Error('an application moved on each time it was taken back');
}
