import type { StaffView } from '@suizheng/domain/contract/counter.ts';
import { type CounterLevel, LOWEST_COUNTER } from '@suizheng/domain/policy/counter-level.ts';
import type { Context } from '../../context.ts';
import { tokenHash } from '../accounts/session.ts';

/** A member of staff who calls. */
export type StaffMember = {
  readonly staffId: string;
  readonly name: string;
  readonly counter: string;
  /** Level of that counter; the lowest where absent. */
  readonly counterLevel?: CounterLevel;
  readonly roles: readonly string[];
  /** The session they call in; absent behind a sandbox's bearer token. */
  readonly sessionId?: string;
};

/** The member of staff behind a sandbox's token `szs_…`, or null when it is unknown or revoked. */
export async function readStaffToken(
  { db }: Pick<Context, 'db'>,
  token: string,
): Promise<StaffMember | null> {
  const row = await db
    .selectFrom('staff')
    .select(['staff_id', 'name', 'counter', 'counter_level', 'roles'])
    .where('token_hash', '=', tokenHash(token))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row === undefined
    ? null
    : {
        staffId: row.staff_id,
        name: row.name,
        counter: row.counter,
        counterLevel: row.counter_level,
        roles: row.roles,
      };
}

/** The officer as the workbench shows them. */
export function staffView({
  staffId,
  name,
  counter,
  counterLevel = LOWEST_COUNTER,
  roles,
}: StaffMember): StaffView {
  return { id: staffId, name, counter, counterLevel, roles: [...roles] };
}
