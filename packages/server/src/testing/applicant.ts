import { randomUUID } from 'node:crypto';
import { TERMS } from '@suizheng/domain/contract/consent-terms.ts';
import type { Level } from '@suizheng/domain/policy/level.ts';
import type { Actor } from '../context.ts';
import type { SignedIn } from '../flows/accounts/session.ts';
import { apply } from '../flows/applications/apply.ts';
import type { TestContext } from './test-context.ts';
import type { Resident } from './test-world.ts';

/** Who applies in a flow test: the account as its session would read it. */
export type Applicant = Pick<SignedIn, 'accountId' | 'personId' | 'level'>;

/** The account as it stands now. */
export async function signedIn(context: TestContext, accountId: string): Promise<Applicant> {
  const row = await context.db
    .selectFrom('account')
    .select(['person_id', 'level'])
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return { accountId, personId: row.person_id, level: row.level };
}

/** A new account of that mobile and level. */
export async function newApplicant(
  context: TestContext,
  mobile: string,
  level: Level = 'registered',
): Promise<Applicant> {
  return signedIn(context, await context.newAccount(level, undefined, mobile));
}

/** Applies as the account; `who` reads level and person anew each time. */
export async function applyFor(
  context: TestContext,
  accountId: string,
  procedure: string,
  input: Record<string, unknown>,
  operationId: string = randomUUID(),
) {
  return apply(context, await signedIn(context, accountId), {
    procedure,
    input,
    operationId,
    actor: actorOf(accountId),
    locale: 'en',
  });
}

/** The form of a registration with the resident card. */
export function registrationOf({ name, number }: Resident): Record<string, unknown> {
  return { document: 'resident-id', name, number, terms: TERMS.version };
}

/** The account itself as actor. */
export const actorOf = (accountId: string): Actor => ({ kind: 'account', id: accountId, traceId: null });
