import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STAFF_ROLES } from '@suizheng/domain/policy/staff-access.ts';
import { type Context, SYSTEM } from '../context.ts';
import { addStaff } from '../flows/staff/add-staff.ts';
import { readStaffToken } from '../flows/staff/staff-token.ts';

/** Who the demonstration's officer is. */
const DEMO_OFFICER = {
  name: '周警官',
  counter: '随证站公安制证口',
  counterLevel: 'county',
  roles: STAFF_ROLES,
} as const;

const fileOf = (dataDir: string): string => join(dataDir, 'demo-officer.json');

/**
 * Production must not take over what a demonstration left: its officer would stay an officer, and its keys have signed
 * for people who do not exist. Throws an Error that says what to do.
 */
export function refuseSandboxLeftovers(dataDir: string): void {
  if (existsSync(fileOf(dataDir)))
    throw new Error(
      `${dataDir} has been a sandbox (demo-officer.json): production needs a data folder and a database of its own`,
    );
}

/**
 * Makes sure that the sandbox has an officer to be, and that `demo-officer.json` in the data folder (mode 0600) has
 * the token. A token that the database does not know any more is replaced. Never called in production.
 */
export async function writeDemoOfficer(
  context: Pick<Context, 'db' | 'random' | 'clock'>,
  dataDir: string,
): Promise<void> {
  const file = fileOf(dataDir);
  const before = tokenIn(file);
  if (before !== null && (await readStaffToken(context, before)) !== null) return;
  const { staffId, token } = await addStaff(context, SYSTEM, DEMO_OFFICER, context.clock());
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const { name, counter, roles } = DEMO_OFFICER;
  writeFileSync(file, `${JSON.stringify({ staffId, token, name, counter, roles }, null, 2)}\n`, {
    mode: 0o600,
  });
}

function tokenIn(file: string): string | null {
  try {
    const { token } = JSON.parse(readFileSync(file, 'utf8')) as { token?: unknown };
    return typeof token === 'string' ? token : null;
  } catch {
    return null;
  }
}
