import { randomUUID } from 'node:crypto';
import type { CounterCredentialView } from '@suizheng/domain/contract/counter.ts';
import { STATUS, type StatusName } from '@suizheng/domain/credential/status-list.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { reviewPolicy } from '@suizheng/domain/policy/review.ts';
import { type Kysely, sql } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { type CredentialRow, counterCredential, findCredentials, statusOf } from './find-credentials.ts';
import { isSamePerson, refuseOneself } from './not-oneself.ts';

const ACTIONS: Record<StatusName, string> = {
  valid: 'credential.reinstate',
  suspended: 'credential.suspend',
  revoked: 'credential.revoke',
};

type StatusContext = Pick<Context, 'db' | 'keys' | 'clock' | 'issuer'>;
type StatusRow = CredentialRow & { readonly status_list: number };

/**
 * Suspends or reinstates; status lists show it within a moment. A revocation is for ever and takes two people: it
 * becomes a request that somebody else confirms (status-requests.ts), and the credential is suspended until then, so
 * that misuse stops at once. Setting what is already set changes nothing; reinstating declines an open request. Throws
 * `not-found`, and `wrong-state` for a credential that is revoked or expired.
 */
export async function setCredentialStatus(
  context: StatusContext,
  credentialId: string,
  { status, reason }: { status: StatusName; reason: string },
  actor: Actor,
): Promise<CounterCredentialView> {
  const { db, keys, clock } = context;
  return db.transaction().execute(async (trx) => {
    const row = await lockCredential(trx, credentialId);
    if (!row) throw new AppError('not-found');
    await refuseOneself(trx, actor.id, row.person_id);
    const now = clock();
    const present = statusOf(row, now);
    if (present === status && status !== 'suspended') return counterCredential(context, row);
    if (present === 'revoked' || present === 'expired') throw new AppError('wrong-state');
    if (status === 'revoked') await request(trx, context, row, { reason, actor, now });
    if (status === 'valid') await declineOpen(trx, row, { actor, now });
    if (status === 'suspended' && present === 'suspended') await outlastRequest(trx, row, actor);
    const set = status === 'revoked' ? 'suspended' : status;
    if (present === set) return counterCredential(context, row);
    // An officer's words may name people: sealed like the person's own data.
    const sealed = keys.seal(row.data_key, `status-reason:${credentialId}`, Buffer.from(reason));
    await writeStatus(trx, row, set, sealed);
    const object = { kind: 'credential', id: credentialId };
    await appendAudit(trx, actor, ACTIONS[set], object, { before: present });
    return counterCredential(context, { ...row, status: STATUS[set] });
  });
}

/** A credential with the list its status stands in, locked until the transaction ends. */
export function lockCredential(trx: Kysely<Database>, credentialId: string): Promise<StatusRow | undefined> {
  return findCredentials(trx)
    .select(['c.status_list'])
    .where('c.credential_id', '=', credentialId)
    .forUpdate('c')
    .executeTakeFirst();
}

/** Writes a status, with its sealed reason where there is a new one, and has every process that serves lists look again. */
export async function writeStatus(
  trx: Kysely<Database>,
  row: StatusRow,
  status: StatusName,
  reason: Buffer | null,
): Promise<void> {
  await trx
    .updateTable('credential')
    .set({
      status: STATUS[status],
      ...(reason === null ? {} : { status_reason: reason.toString('base64') }),
    })
    .where('person_id', '=', row.person_id)
    .where('credential_id', '=', row.credential_id)
    .execute();
  await raiseVersion(trx, row.status_list);
}

/** Asks for a revocation, once: a request that still waits stays as it is, one past its time makes room. */
async function request(
  trx: Kysely<Database>,
  { keys }: Pick<Context, 'keys'>,
  row: StatusRow,
  { reason, actor, now }: { reason: string; actor: Actor; now: Date },
): Promise<void> {
  const ofRow = { person_id: row.person_id, credential_id: row.credential_id, state: 'open' as const };
  await trx
    .deleteFrom('status_request')
    .where((is) => is.and(ofRow))
    .where('expires_at', '<=', now)
    .execute();
  const request_id = randomUUID();
  const made = await trx
    .insertInto('status_request')
    .values({
      ...ofRow,
      request_id,
      requested_by: actor.id,
      status_before: row.status,
      reason: keys.seal(row.data_key, placeOfReason(request_id), Buffer.from(reason)),
      created_at: now,
      expires_at: new Date(now.getTime() + reviewPolicy.revocationForMs),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows === 0n) return;
  const object = { kind: 'credential', id: row.credential_id };
  await appendAudit(trx, actor, 'credential.request-revocation', object, { request: request_id });
}

/**
 * Another officer's suspension, a loss reported meanwhile, outlasts a request for revocation: declining that then leaves
 * the credential suspended.
 */
async function outlastRequest(trx: Kysely<Database>, row: StatusRow, actor: Actor): Promise<void> {
  const open = await trx
    .selectFrom('status_request')
    .select(['request_id', 'requested_by'])
    .where('person_id', '=', row.person_id)
    .where('credential_id', '=', row.credential_id)
    .where('state', '=', 'open')
    .where('status_before', '<>', STATUS.suspended)
    .executeTakeFirst();
  if (!open || (await isSamePerson(trx, open.requested_by, actor.id))) return;
  await trx
    .updateTable('status_request')
    .set({ status_before: STATUS.suspended })
    .where('person_id', '=', row.person_id)
    .where('request_id', '=', open.request_id)
    .execute();
  const object = { kind: 'credential', id: row.credential_id };
  await appendAudit(trx, actor, 'credential.suspend', object, {
    before: 'suspended',
    request: open.request_id,
  });
}

/** Whoever reinstates a credential has decided the request to revoke it. */
async function declineOpen(
  trx: Kysely<Database>,
  row: StatusRow,
  { actor, now }: { actor: Actor; now: Date },
): Promise<void> {
  await trx
    .updateTable('status_request')
    .set({ state: 'declined', decided_by: actor.id, decided_at: now })
    .where('person_id', '=', row.person_id)
    .where('credential_id', '=', row.credential_id)
    .where('state', '=', 'open')
    .execute();
}

/** Where the reason of a request stands, for sealing. */
export const placeOfReason = (requestId: string): string => `status-request:${requestId}`;

/** Every process that serves lists compares this number (flows/verification/status-lists.ts). */
async function raiseVersion(trx: Kysely<Database>, list: number): Promise<void> {
  await trx
    .insertInto('status_list_version')
    .values({ status_list: list, version: '1' })
    .onConflict((conflict) =>
      conflict.column('status_list').doUpdateSet({ version: sql`status_list_version.version + 1` }),
    )
    .execute();
}
