import type { FunctionView } from '@suizheng/domain/contract/functions.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import {
  type AccountFunction,
  FUNCTIONS,
  type FunctionId,
  standing,
  wayTo,
} from '@suizheng/domain/policy/functions.ts';
import { type Level, reaches } from '@suizheng/domain/policy/level.ts';
import type { Context } from '../../context.ts';
import type { SignedIn } from '../accounts/session.ts';

/** Every function with where the account stands towards it (A8). */
export async function listFunctions(
  { db }: Pick<Context, 'db'>,
  { level, personId }: Pick<SignedIn, 'level' | 'personId'>,
): Promise<FunctionView[]> {
  const member = personId !== null && (await isMember(db, personId));
  return Object.entries<AccountFunction>(FUNCTIONS).map(([id, one]) => ({
    id,
    text: one.text,
    level: one.level,
    organisation: one.organisation,
    procedure: one.procedure,
    stands: standing(one, { level, member }),
    by: wayTo(level, one.level),
  }));
}

/** Refuses a caller whose level a function does not open to (A8); the refusal names the level and the way to it. */
export function requireFunction({ level }: Pick<SignedIn, 'level'>, id: FunctionId): void {
  const one: AccountFunction = FUNCTIONS[id];
  if (one.coming) throw new AppError('not-built');
  requireLevel(level, one.level);
}

/** Throws `level-needed` with the level, what is held, and the procedure that leads there. */
export function requireLevel(held: Level, needed: Level): void {
  const by = wayTo(held, needed);
  if (reaches(held, needed) || by === null) return;
  throw new AppError('level-needed', { params: { level: needed, held, by } });
}

async function isMember(db: Context['db'], personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('organisation_member')
    .select('organisation_id')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}
