import type { StaffView } from '@suizheng/domain/contract/counter.ts';
import type { Context } from '../../context.ts';
import { tokenHash } from '../accounts/session.ts';

/** A member of staff who calls. */
export type StaffMember = {
  readonly staffId: string;
  readonly name: string;
  readonly counter: string;
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
    .select(['staff_id', 'name', 'counter', 'roles'])
    .where('token_hash', '=', tokenHash(token))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row === undefined
    ? null
    : { staffId: row.staff_id, name: row.name, counter: row.counter, roles: row.roles };
}

/** The officer as the workbench shows them. */
export function staffView({ staffId, name, counter, roles }: StaffMember): StaffView {
  return { id: staffId, name, counter, roles: [...roles] };
}
