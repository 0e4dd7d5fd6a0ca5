import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { STAFF_ROLES, type StaffRole } from '@suizheng/domain/policy/staff-access.ts';
import { connect } from '@suizheng/server/db/connect.ts';
import { addStaff, revokeStaff } from '@suizheng/server/flows/staff/add-staff.ts';
import type { Io, Run } from './verb.ts';

/** The operator at this command line, as the audit log names it. */
const OPERATOR = { kind: 'system', id: 'operator', traceId: null } as const;
const LONGEST = 80;

/** `suizheng staff add`: prints the new token, the only time it can be seen; 2 for a missing option or an unknown role. */
export const staffAdd: Run = async (argv, io) => {
  const values = parsed(() => {
    const text = { type: 'string' } as const;
    const options = { name: text, counter: text, roles: text, json: { type: 'boolean' } } as const;
    return parseArgs({ args: argv, options }).values;
  });
  const [name, counter] = [values?.name?.trim(), values?.counter?.trim()];
  const roles = rolesOf(values?.roles);
  if (!values || !name || !counter || !roles || name.length > LONGEST || counter.length > LONGEST) return 2;
  const { staffId, token } = await withDatabase(io, (db) =>
    addStaff({ db, random: randomBytes }, OPERATOR, { name, counter, roles }, new Date()),
  );
  if (values.json) io.out(JSON.stringify({ outcome: 'accept', staffId, token, roles }));
  else io.out(`${token}\nShown this once. Staff id ${staffId}, ${roles.join(', ')} at ${counter}.`);
  return 0;
};

/** `suizheng staff revoke ID`: 1 when there is nobody of that id, or they were ended before. */
export const staffRevoke: Run = async (argv, io) => {
  const asked = parsed(() =>
    parseArgs({ args: argv, options: { json: { type: 'boolean' } }, allowPositionals: true }),
  );
  const [staffId, ...more] = asked?.positionals ?? [];
  if (!asked || more.length > 0 || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(staffId ?? ''))
    return 2;
  const done = await withDatabase(io, (db) => revokeStaff({ db }, OPERATOR, staffId!, new Date()));
  if (asked.values.json) io.out(JSON.stringify({ outcome: done ? 'accept' : 'refuse', staffId }));
  else if (done) io.out('Their token stopped working.');
  else io.err('There is nobody of that id whose token still works.');
  return done ? 0 : 1;
};

/** `suizheng staff list`: everybody who ever had a token, newest first. */
export const staffList: Run = async (argv, io) => {
  if (argv.some((word) => word !== '--json')) return 2;
  const rows = await withDatabase(io, (db) =>
    db
      .selectFrom('staff')
      .select(['staff_id', 'name', 'counter', 'roles', 'revoked_at'])
      .orderBy('created_at', 'desc')
      .execute(),
  );
  const staff = rows.map(({ staff_id, revoked_at, ...rest }) => ({
    id: staff_id,
    ...rest,
    revokedAt: revoked_at,
  }));
  if (argv.includes('--json')) io.out(JSON.stringify({ outcome: 'accept', staff }));
  else
    for (const { id, name, counter, roles, revokedAt } of staff) {
      io.out(`${id}  ${name} · ${counter}  ${roles.join(',')}${revokedAt === null ? '' : ' (ended)'}`);
    }
  return 0;
};

function rolesOf(text: string | undefined): StaffRole[] | null {
  const roles = [...new Set((text ?? '').split(',').map((role) => role.trim()))];
  const known = (role: string): role is StaffRole => (STAFF_ROLES as readonly string[]).includes(role);
  return roles.every(known) ? roles : null;
}

function parsed<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch {
    return null;
  }
}

async function withDatabase<T>(
  io: Io,
  work: (db: ReturnType<typeof connect>['db']) => Promise<T>,
): Promise<T> {
  const { db, close } = connect({ url: io.env.DATABASE_URL!, poolSize: 1 });
  try {
    return await work(db);
  } finally {
    await close();
  }
}
