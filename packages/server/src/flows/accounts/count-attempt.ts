import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { type Kysely, sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import type { Limit } from './sign-in-policy.ts';

/**
 * Counts one attempt of a subject (a keyed hash or an id of ours) against every limit of its kind; throws
 * `too-many-requests` with the seconds to wait when one is used up. Outside a transaction the count is committed at
 * once, whatever becomes of the attempt, so that a crash forgets nothing.
 */
export async function countAttempt(
  { db }: Pick<Context, 'db'>,
  kind: string,
  subject: Uint8Array,
  limits: readonly Limit[],
  now: Date,
): Promise<void> {
  for (const { most, withinMs } of limits) {
    const begins = new Date(now.getTime() - withinMs);
    const row = await db
      .insertInto('attempt_count')
      .values({
        subject: Buffer.from(subject),
        kind,
        window_ms: String(withinMs),
        window_start: now,
        count: 1,
      })
      .onConflict((conflict) =>
        conflict.columns(['subject', 'kind', 'window_ms']).doUpdateSet({
          count: sql`case when attempt_count.window_start <= ${begins} then 1 else least(attempt_count.count, ${most}) + 1 end`,
          window_start: sql`case when attempt_count.window_start <= ${begins} then excluded.window_start else attempt_count.window_start end`,
        }),
      )
      .returning(['count', 'window_start'])
      .executeTakeFirstOrThrow();
    if (row.count > most) {
      const waitMs = row.window_start.getTime() + withinMs - now.getTime();
      throw new AppError('too-many-requests', {
        params: { seconds: Math.max(1, Math.ceil(waitMs / 1_000)) },
      });
    }
  }
}

/** From when on `countAttempt` lets another attempt through; null when it does at `now`. Counts nothing. */
export async function attemptsOpenFrom(
  { db }: Pick<Context, 'db'>,
  kind: string,
  subject: Uint8Array,
  limits: readonly Limit[],
  now: Date,
): Promise<Date | null> {
  const rows = await db
    .selectFrom('attempt_count')
    .select(['window_ms', 'window_start', 'count'])
    .where('subject', '=', Buffer.from(subject))
    .where('kind', '=', kind)
    .execute();
  const opens = limits.flatMap(({ most, withinMs }) => {
    const row = rows.find(({ window_ms }) => Number(window_ms) === withinMs);
    const end = row && row.count >= most ? row.window_start.getTime() + withinMs : 0;
    return end > now.getTime() ? [end] : [];
  });
  return opens.length === 0 ? null : new Date(Math.max(...opens));
}

/**
 * Takes back what `countAttempt` counted at `now`, once it turned out to be none. Not for an attempt that was refused:
 * a window counts at most one of those, so that they never outweigh what is given back.
 */
export async function giveBackAttempt(
  { db }: Pick<Context, 'db'>,
  kind: string,
  subject: Uint8Array,
  limits: readonly Limit[],
  now: Date,
): Promise<void> {
  if (limits.length === 0) return;
  await db
    .updateTable('attempt_count')
    .set({ count: sql`greatest(count - 1, 0)` })
    .where('subject', '=', Buffer.from(subject))
    .where('kind', '=', kind)
    .where(
      'window_ms',
      'in',
      limits.map(({ withinMs }) => String(withinMs)),
    )
    // A window that began since never counted it.
    .where('window_start', '<=', now)
    .execute();
}

/** Forgets what was counted of one subject: what was guessed at is there no more. */
export async function forgetAttemptsOf(
  trx: Kysely<Database>,
  kind: string,
  subject: Uint8Array,
): Promise<void> {
  await trx
    .deleteFrom('attempt_count')
    .where('subject', '=', Buffer.from(subject))
    .where('kind', '=', kind)
    .execute();
}

/** Forgets windows that can no longer refuse anybody; for the cleaning job. Answers how many. */
export async function forgetAttempts({ db }: Pick<Context, 'db'>, now: Date): Promise<number> {
  const result = await db
    .deleteFrom('attempt_count')
    .where(sql<boolean>`window_start + window_ms * interval '1 millisecond' < ${now}`)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
