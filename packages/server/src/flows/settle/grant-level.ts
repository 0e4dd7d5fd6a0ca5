import { next, type State } from '@suizheng/domain/application/state.ts';
import type { Facts } from '@suizheng/domain/policy/facts.ts';
import { provenLevel } from '@suizheng/domain/policy/ladder.ts';
import type { LevelProcedure } from '@suizheng/domain/procedures/procedure.ts';
import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { queryableOn } from '../../db/queryable.ts';
import type { Database } from '../../db/schema.ts';
import {
  type ApplicationKey,
  type FactsRow,
  type Transition,
  writeTransition,
} from '../../db/settle-statements.ts';
import { passNumberOn } from './pass-number-on.ts';
import { takeOver } from './take-over.ts';

/** An application of a level whose rules all passed, and the step that says so. */
type Granting = {
  readonly procedure: LevelProcedure;
  readonly row: FactsRow;
  readonly facts: Facts;
  readonly step: Transition;
};

/**
 * Grants the level that the accepted proofs give to the applicant's account, in the transaction that holds the person
 * (A1–A6); `real-person` also gets the number that the account waits for, and ends what other accounts held of the person
 * (A10). An account that came to belong to somebody else in the meantime gets nothing, and the application is refused
 * with that reason. Answers the new state, or null when the application had moved.
 */
export async function grantLevel(
  trx: Kysely<Database>,
  context: Pick<Context, 'keys' | 'random'>,
  key: ApplicationKey,
  actor: Actor,
  now: Date,
  { procedure, row, facts, step }: Granting,
): Promise<State | null> {
  const on = queryableOn(trx);
  const accountId = row.account_id;
  if (accountId === null) throw new Error('a level without an account');
  const account = await trx
    .selectFrom('account')
    .select('person_id')
    .where('account_id', '=', accountId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  if (account.person_id !== null && account.person_id !== key.personId) {
    const refused = refusal(step);
    return (await writeTransition(on, key, actor, now, refused, null)) ? refused.to : null;
  }
  const level = provenLevel(procedure.ladder, facts.proofs) ?? 'registered';
  const granted = { ...step, detail: { ...(step.detail as object), level } };
  if (!(await writeTransition(on, key, actor, now, granted, { level }))) return null;
  if (level === 'real-person') {
    const proven = { personId: key.personId, accountId };
    await passNumberOn(trx, context, { ...proven, proofs: facts.proofs }, actor, now);
    await takeOver(trx, proven, actor, now);
  }
  return granted.to;
}

function refusal(step: Transition): Transition {
  const to = next(step.from, 'refuse');
  if (!to) throw new Error(`the transition table has no way from ${step.from} by refuse`);
  const rules = ['account-of-holder'];
  const reasons = [{ code: 'account-of-another' as const }];
  return {
    ...step,
    to,
    decision: { kind: 'refuse', rules, reasons },
    action: 'application.refuse',
    detail: { state: to, rules, reasons: reasons.map(({ code }) => code) },
  };
}
