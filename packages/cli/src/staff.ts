import { randomBytes, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { parseResidentId } from '@suizheng/domain/identifiers/resident-id.ts';
import { COUNTER_LEVELS, LOWEST_COUNTER } from '@suizheng/domain/policy/counter-level.ts';
import { STAFF_ROLES, type StaffRole } from '@suizheng/domain/policy/staff-access.ts';
import { openKeyStore } from '@suizheng/server/crypto/key-store.ts';
import { appendAudit } from '@suizheng/server/db/audit-log.ts';
import { connect } from '@suizheng/server/db/connect.ts';
import { inviteStaff, newEnrolmentLink, revokeStaff } from '@suizheng/server/flows/staff/add-staff.ts';
import { keysDir } from './data-dir.ts';
import type { Io, Run } from './verb.ts';

/** The operator at this command line, as the audit log names it. */
const OPERATOR = { kind: 'system', id: 'operator', traceId: null } as const;
const LONGEST = 80;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * `suizheng staff add`: prints a one-time enrolment link, and in a sandbox a permanent token besides, the only time they
 * can be seen; `--number` is their own resident ID number, kept as a keyed hash, so that they never review a case of
 * their own; `--counter-level` station (where absent), county, city or province; 2 for a missing option, an unknown role or a number that is none.
 */
export const staffAdd: Run = async (argv, io) => {
  const values = parsed(() => {
    const text = { type: 'string' } as const;
    const options = {
      name: text,
      counter: text,
      roles: text,
      number: text,
      'counter-level': text,
      json: { type: 'boolean' },
    } as const;
    return parseArgs({ args: argv, options }).values;
  });
  const [name, counter] = [values?.name?.trim(), values?.counter?.trim()];
  const roles = rolesOf(values?.roles);
  if (!values || !name || !counter || !roles || name.length > LONGEST || counter.length > LONGEST) return 2;
  const counterLevel = COUNTER_LEVELS.find((level) => level === (values['counter-level'] ?? LOWEST_COUNTER));
  if (!counterLevel) return 2;
  const staffId = randomUUID();
  const keys = keysOf(io);
  const mode = { sandbox: io.env.SUIZHENG_MODE === 'sandbox' };
  const own = values.number === undefined ? null : parseResidentId(values.number, mode);
  if (own?.ok === false) return 2;
  const personIndex = own && keys.blindIndex('resident-number', own.value.number);
  const { link, expiresAt, token } = await withDatabase(io, (db) =>
    inviteStaff(
      { db, random: randomBytes, keys, mode },
      OPERATOR,
      { name, counter, counterLevel, roles, personIndex },
      { staffId, createdBy: null, now: new Date() },
    ),
  );
  const enrolment = enrolmentAddress(io, link);
  const until = expiresAt.toISOString();
  if (values.json) {
    const tokens = token === null ? {} : { token };
    io.out(JSON.stringify({ outcome: 'accept', staffId, enrolment, expiresAt: until, ...tokens, roles }));
  } else {
    io.out(`${enrolment}\nShown this once, works once, until ${until}: hand it over in person.`);
    if (token !== null) io.out(`${token}\nA token for the demonstration; production takes none.`);
    io.out(`Staff id ${staffId}, ${roles.join(', ')} at ${counter}.`);
  }
  return 0;
};

/** `suizheng staff link ID`: a new enrolment link for somebody who lost a factor; 1 when nobody of that id has access. */
export const staffLink: Run = async (argv, io) => {
  const asked = parsed(() =>
    parseArgs({ args: argv, options: { json: { type: 'boolean' } }, allowPositionals: true }),
  );
  const [staffId, ...more] = asked?.positionals ?? [];
  if (!asked || more.length > 0 || !ID.test(staffId ?? '')) return 2;
  const made = await withDatabase(io, (db) =>
    db.transaction().execute(async (trx) => {
      const member = await trx
        .selectFrom('staff')
        .select('staff_id')
        .where('staff_id', '=', staffId!)
        .where('revoked_at', 'is', null)
        .forUpdate()
        .executeTakeFirst();
      if (member === undefined) return null;
      await appendAudit(trx, OPERATOR, 'staff.renew-enrolment', { kind: 'staff', id: staffId! });
      const context = { keys: keysOf(io), random: randomBytes };
      return newEnrolmentLink(trx, context, { staffId: staffId!, createdBy: null, now: new Date() });
    }),
  );
  if (made === null) {
    io.err('There is nobody of that id who has access.');
    return 1;
  }
  const enrolment = enrolmentAddress(io, made.link);
  const expiresAt = made.expiresAt.toISOString();
  if (asked.values.json) io.out(JSON.stringify({ outcome: 'accept', staffId, enrolment, expiresAt }));
  else io.out(`${enrolment}\nShown this once, works once, until ${expiresAt}: hand it over in person.`);
  return 0;
};

/** `suizheng staff revoke ID`: 1 when there is nobody of that id, or they were ended before. */
export const staffRevoke: Run = async (argv, io) => {
  const asked = parsed(() =>
    parseArgs({ args: argv, options: { json: { type: 'boolean' } }, allowPositionals: true }),
  );
  const [staffId, ...more] = asked?.positionals ?? [];
  if (!asked || more.length > 0 || !ID.test(staffId ?? '')) return 2;
  const done = await withDatabase(io, (db) => revokeStaff({ db }, OPERATOR, staffId!, new Date()));
  if (asked.values.json) io.out(JSON.stringify({ outcome: done ? 'accept' : 'refuse', staffId }));
  else if (done) io.out('Their access has ended, with every session.');
  else io.err('There is nobody of that id who still has access.');
  return done ? 0 : 1;
};

/** `suizheng staff list`: everybody who ever was staff, newest first. */
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

/** The page that the link opens; its secret stands behind the #, which no server and no log sees. */
function enrolmentAddress({ env }: Io, link: string): string {
  const origin = env.SUIZHENG_ORIGIN || `http://localhost:${env.PORT || 8080}`;
  return `${new URL(origin).origin}/counter/enrol#${link}`;
}

/** The keys of this installation: the second factor's secret is sealed from the first. */
function keysOf({ env }: Io) {
  return openKeyStore({ dir: keysDir(env), clock: () => new Date() });
}

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
