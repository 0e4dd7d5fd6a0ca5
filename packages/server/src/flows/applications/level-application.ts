import { OPEN_STATES } from '@suizheng/domain/application/state.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { type Level, reaches } from '@suizheng/domain/policy/level.ts';
import type { LevelProcedure, SubjectIdentity } from '@suizheng/domain/procedures/procedure.ts';
import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { findOrCreatePerson, findPerson, type PersonRow } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';
import { takeBack } from './take-back.ts';

/** Throws `level-held` for an account that has nothing to gain by the procedure. */
export function refuseHeldLevel({ below }: LevelProcedure, held: Level): void {
  if (reaches(held, below)) throw new AppError('level-held', { params: { level: held } });
}

/**
 * The person an account wants a level for, and its open application of the procedure about that person, if any. The
 * account's row is held until the end of the transaction: two applications at once become one. Throws `level-held`, and
 * `validation-failed` for an account that belongs to another person: it never changes to somebody else.
 */
export async function aboutTheHolder(
  trx: Kysely<Database>,
  { keys }: Pick<Context, 'keys'>,
  accountId: string,
  procedure: LevelProcedure,
  subject: SubjectIdentity,
  now: Date,
): Promise<{ person: PersonRow; open: string | undefined }> {
  const account = await trx
    .selectFrom('account')
    .select(['level', 'person_id'])
    .where('account_id', '=', accountId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  refuseHeldLevel(procedure, account.level);
  const person = await findOrCreatePerson(trx, keys, subject, now);
  if (account.person_id !== null && account.person_id !== person.person_id)
    throw new AppError('validation-failed', {
      fields: [{ field: 'input.number', code: 'account.other-person' }],
    });
  const open = await openOnes(trx, accountId, procedure)
    .where('person_id', '=', person.person_id)
    .where('lapses_at', '>', now)
    .executeTakeFirst();
  return { person, open: open?.application_id };
}

/** Withdraws what the account has open of the procedure about somebody else: a number that was another's, corrected. */
export async function endOthers(
  context: Pick<Context, 'db' | 'pool' | 'clock' | 'random' | 'keys'>,
  accountId: string,
  procedure: LevelProcedure,
  number: string,
  actor: Actor,
): Promise<void> {
  const { db, pool, clock, keys } = context;
  const others = await openOnes(db, accountId, procedure).execute();
  if (others.length === 0) return;
  const person = await findPerson(db, keys.blindIndex('resident-number', number));
  for (const other of others) {
    if (other.person_id === person?.person_id) continue;
    const key = { personId: other.person_id, applicationId: other.application_id };
    // Decided in the meantime: then it is no longer open, which is all that was wanted.
    await takeBack({ db, on: pool }, key, actor, clock());
  }
}

function openOnes(db: Kysely<Database>, accountId: string, procedure: LevelProcedure) {
  return db
    .selectFrom('application')
    .select(['person_id', 'application_id'])
    .where('account_id', '=', accountId)
    .where('procedure', '=', procedure.id)
    .where('state', 'in', OPEN_STATES)
    .orderBy('created_at', 'desc');
}
