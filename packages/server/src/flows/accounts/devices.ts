import { createHash } from 'node:crypto';
import type { DeviceView } from '@suizheng/domain/contract/sign-in.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { sees } from '@suizheng/domain/policy/session.ts';
import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { openJson } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';
import { endPresentation } from '../credentials/end-presentation.ts';
import { notify } from '../notifications/notify.ts';
import type { DeviceName } from './device-name.ts';
import { placeOfDevice, requireWhole, type SignedIn } from './session.ts';

/** Sessions in one answer. */
const AT_MOST = 100;

/** Hash under which a device's cookie is kept; null for a browser without one. */
export function deviceHash(device: string | null): Buffer | null {
  return device === null ? null : createHash('sha256').update(`device ${device}`).digest();
}

/** True when the account of this mobile was seen whole on this device before. */
export async function isKnownDevice(
  db: Kysely<Database>,
  mobileIndex: Buffer,
  device: Buffer | null,
): Promise<boolean> {
  if (device === null) return false;
  const row = await db
    .selectFrom('session as s')
    .innerJoin('account as o', 'o.account_id', 's.account_id')
    .select('s.session_id')
    .where('o.mobile_index', '=', mobileIndex)
    .where('s.device_hash', '=', device)
    .where((where) => where.or([where('s.known_device', '=', true), where('s.proven', '<>', 'code')]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Sessions that are open, this one first, then those last used (A10). A session that sees no person sees itself alone. */
export async function listDevices(
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  signedIn: SignedIn,
  now: Date,
): Promise<DeviceView[]> {
  const rows = await db
    .selectFrom('session as s')
    .innerJoin('account as o', 'o.account_id', 's.account_id')
    .select(['s.session_id', 's.created_at', 's.last_seen_at', 's.proven', 's.known_device', 's.device'])
    .select('o.data_key')
    .where('s.account_id', '=', signedIn.accountId)
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', now)
    .orderBy('s.last_seen_at', (order) => order.desc().nullsLast())
    .limit(AT_MOST)
    .execute();
  const whole = sees(signedIn) === 'whole';
  return rows
    .map((row): DeviceView => {
      const name: DeviceName =
        row.device === null
          ? { browser: null, system: null }
          : openJson(keys, row.data_key, placeOfDevice(row.session_id), row.device);
      return {
        id: row.session_id,
        ...name,
        current: row.session_id === signedIn.sessionId,
        proven: row.proven,
        sees: sees({ proven: row.proven, knownDevice: row.known_device }),
        signedInAt: row.created_at.toISOString(),
        lastSeenAt: (row.last_seen_at ?? row.created_at).toISOString(),
      };
    })
    .filter(({ current }) => whole || current)
    .sort((a, b) => Number(b.current) - Number(a.current));
}

/**
 * Ends one session of the account. Its browser is unknown from then on: a lost phone must prove itself anew. Throws
 * `confirm-yourself` for a session that sees no person, `not-found`.
 */
export async function endDevice(
  { db }: Pick<Context, 'db'>,
  signedIn: SignedIn,
  sessionId: string,
  actor: Actor,
  now: Date,
): Promise<void> {
  requireWhole(signedIn);
  await db.transaction().execute(async (trx) => {
    const ended = await trx
      .updateTable('session')
      .set({ ended_at: now })
      .where('session_id', '=', sessionId)
      .where('account_id', '=', signedIn.accountId)
      .where('ended_at', 'is', null)
      .returning('device_hash')
      .executeTakeFirst();
    if (ended === undefined) throw new AppError('not-found');
    if (ended.device_hash !== null) await forgetDevice(trx, signedIn.accountId, ended.device_hash);
    await endPresentation(trx, signedIn.accountId, now);
    await appendAudit(trx, actor, 'account.end-session', { kind: 'session', id: sessionId });
  });
}

/** Signs out everywhere: the other sessions, or this one too; answers how many ended. Their browsers are unknown from then on. */
export async function endDevices(
  { db }: Pick<Context, 'db'>,
  signedIn: SignedIn,
  which: 'others' | 'all',
  actor: Actor,
  now: Date,
): Promise<number> {
  requireWhole(signedIn);
  return db.transaction().execute(async (trx) => {
    const ended = await trx
      .updateTable('session')
      .set({ ended_at: now })
      .where('account_id', '=', signedIn.accountId)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', now)
      .$if(which === 'others', (query) => query.where('session_id', '<>', signedIn.sessionId))
      .returning(['device_hash'])
      .execute();
    const own = await trx
      .selectFrom('session')
      .select('device_hash')
      .where('session_id', '=', signedIn.sessionId)
      .executeTakeFirstOrThrow();
    // Browsers signed out earlier are strangers again too: whoever holds one of them is not who asked for this.
    await trx
      .updateTable('session')
      .set({ device_hash: null })
      .where('account_id', '=', signedIn.accountId)
      .$if(own.device_hash !== null, (query) => query.where('device_hash', '<>', own.device_hash))
      .execute();
    if (ended.length > 0) {
      await endPresentation(trx, signedIn.accountId, now);
      const news = { accountId: signedIn.accountId, kind: 'sessions-ended', params: {}, sms: true } as const;
      if (which === 'others') await notify(trx, news, now);
    }
    const object = { kind: 'account', id: signedIn.accountId };
    await appendAudit(trx, actor, 'account.end-sessions', object, { which, ended: ended.length });
    return ended.length;
  });
}

async function forgetDevice(trx: Kysely<Database>, accountId: string, device: Buffer): Promise<void> {
  await trx
    .updateTable('session')
    .set({ device_hash: null })
    .where('account_id', '=', accountId)
    .where('device_hash', '=', device)
    .execute();
}
