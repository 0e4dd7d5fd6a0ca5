import type { OrganisationView } from '@suizheng/domain/contract/organisations.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { LEVELS, type Level, reaches } from '@suizheng/domain/policy/level.ts';
import {
  ORGANISATION_FUNCTIONS,
  ORGANISATION_GATES,
  type OrganisationFunction,
  type OrganisationRole,
} from '@suizheng/domain/policy/organisation.ts';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { SignedIn } from '../accounts/session.ts';
import { requireLevel } from '../ladder/functions.ts';

/** Who acts: the account's person and level. */
export type MemberCaller = Pick<SignedIn, 'accountId' | 'personId' | 'level'>;

/** A membership with its organisation. */
export type Membership = {
  readonly organisation_id: string;
  readonly person_id: string;
  readonly role: OrganisationRole;
  readonly joined_at: Date;
  readonly uscc: string;
  readonly name: string;
};

/**
 * Holds an organisation until the transaction ends: of two who change it at a moment the second meets what the first did.
 * Throws `not-found` where there is none.
 */
export function lockOrganisation(
  trx: Kysely<Database>,
  organisationId: string,
): Promise<{ readonly data_key: Buffer }> {
  return trx
    .selectFrom('organisation')
    .select('data_key')
    .where('organisation_id', '=', organisationId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new AppError('not-found'));
}

/** Memberships with their organisations. */
export function selectMemberships(db: Kysely<Database>) {
  return db
    .selectFrom('organisation_member as m')
    .innerJoin('organisation as o', 'o.organisation_id', 'm.organisation_id')
    .select(['m.organisation_id', 'm.person_id', 'm.role', 'm.joined_at', 'o.uscc', 'o.name']);
}

/**
 * True for the one account that acts for its person: of several in one person's name the one proven highest, then the
 * oldest. Who has the mobile on file, name and number gets a level on another account, and no organisation with it.
 */
export function actsForPerson(accountId: string): RawBuilder<boolean> {
  const rank = (of: 'mine' | 'other') =>
    sql`array_position(${[...LEVELS]}::text[], ${sql.ref(`${of}.level`)})`;
  return sql<boolean>`not exists (
    select 1 from account mine join account other
      on other.person_id = mine.person_id and other.account_id <> mine.account_id
    where mine.account_id = ${accountId}::uuid and (${rank('other')} > ${rank('mine')}
      or (${rank('other')} = ${rank('mine')}
        and (other.created_at, other.account_id) < (mine.created_at, mine.account_id))))`;
}

/** The caller's membership; throws `not-found` to everybody who is no member, and to another account in a member's name. */
export async function membershipOf(
  db: Kysely<Database>,
  { personId, accountId }: MemberCaller,
  organisationId: string,
): Promise<Membership> {
  const row =
    personId === null
      ? undefined
      : await selectMemberships(db)
          .where('m.organisation_id', '=', organisationId)
          .where('m.person_id', '=', personId)
          .where(actsForPerson(accountId))
          .executeTakeFirst();
  if (!row) throw new AppError('not-found');
  return row;
}

/** What stands before a function: nothing, the account's level, or the role (A8). */
export function gateOf(
  held: { readonly level: Level; readonly role: OrganisationRole },
  wanted: OrganisationFunction,
): 'open' | 'needs-level' | 'needs-role' {
  const { level, roles } = ORGANISATION_GATES[wanted];
  // The role first: a level that opens nothing is asked of nobody.
  if (!roles.includes(held.role)) return 'needs-role';
  return reaches(held.level, level) ? 'open' : 'needs-level';
}

/** The caller's membership if the function is open to it; throws `not-found`, `role-needed`, `level-needed`. */
export async function requireOrganisationFunction(
  db: Kysely<Database>,
  caller: MemberCaller,
  organisationId: string,
  wanted: OrganisationFunction,
): Promise<Membership> {
  const membership = await membershipOf(db, caller, organisationId);
  const gate = gateOf({ level: caller.level, role: membership.role }, wanted);
  if (gate === 'needs-role') throw new AppError('role-needed');
  if (gate === 'needs-level') requireLevel(caller.level, ORGANISATION_GATES[wanted].level);
  return membership;
}

/** An organisation as this member sees it, with every function and what stands before it. */
export function viewOrganisation(membership: Membership, { level }: MemberCaller): OrganisationView {
  const { organisation_id, uscc, name, role, joined_at } = membership;
  return {
    id: organisation_id,
    uscc,
    name,
    role,
    joinedAt: joined_at.toISOString(),
    functions: ORGANISATION_FUNCTIONS.map((id) => ({
      id,
      state: gateOf({ level, role }, id),
      level: ORGANISATION_GATES[id].level,
      roles: [...ORGANISATION_GATES[id].roles],
    })),
  };
}
