import { randomUUID } from 'node:crypto';
import type { Assertion, Attestation } from '@suizheng/domain/contract/passkey.ts';
import type { PasskeyView } from '@suizheng/domain/contract/sign-in.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { maskMobile } from '@suizheng/domain/identifiers/mobile.ts';
import type { Selectable } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { openJson, sealJson } from '../../db/people.ts';
import type { PasskeyTable } from '../../db/tables/sign-in.ts';
import { notify } from '../notifications/notify.ts';
import {
  creationOptions,
  passkeyInvalid,
  requestOptions,
  verifyCreation,
  verifyUse,
} from '../passkeys/ceremony.ts';
import { newChallenge, takeChallenge } from '../passkeys/challenge.ts';
import { openAccount } from './account-view.ts';
import { countAttempt } from './count-attempt.ts';
import { requireWhole, type SignedIn } from './session.ts';
import { type Browser, beginSession, type SignInResult } from './sign-in.ts';
import type { SignInPolicy } from './sign-in-policy.ts';

type PasskeyContext = Pick<Context, 'db' | 'keys' | 'random' | 'webauthn'> & { signInPolicy: SignInPolicy };

const placeOfName = (passkeyId: string): string => `passkey:${passkeyId}`;

/** The account's passkeys, newest first; throws `confirm-yourself`. */
export async function listPasskeys(
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  signedIn: SignedIn,
): Promise<PasskeyView[]> {
  requireWhole(signedIn);
  const rows = await db
    .selectFrom('passkey as k')
    .innerJoin('account as o', 'o.account_id', 'k.account_id')
    .selectAll('k')
    .select('o.data_key')
    .where('k.account_id', '=', signedIn.accountId)
    .orderBy('k.created_at', 'desc')
    .execute();
  return rows.map((row) => view(keys, row));
}

/** Options to make a passkey; throws `confirm-yourself`, `too-many-requests`, `wrong-state` (there are enough). */
export async function beginPasskey(context: PasskeyContext, signedIn: SignedIn, now: Date) {
  requireWhole(signedIn);
  const { db, keys } = context;
  const { passkey: policy, limits } = context.signInPolicy;
  const subject = Buffer.from(signedIn.accountId);
  await countAttempt(context, 'passkeys-of', subject, limits.passkeysOfAccount, now);
  const known = await db
    .selectFrom('passkey')
    .selectAll()
    .where('account_id', '=', signedIn.accountId)
    .execute();
  if (known.length >= policy.mostOfAccount) throw new AppError('wrong-state');
  const account = await db
    .selectFrom('account')
    .select(['account_id', 'data_key', 'sealed'])
    .where('account_id', '=', signedIn.accountId)
    .executeTakeFirstOrThrow();
  const { mobile } = openAccount(keys, account);
  const timing = { now, forMs: policy.challengeForMs };
  const challenge = await newChallenge(context, 'add', signedIn.accountId, timing);
  const user = { id: Buffer.from(signedIn.accountId.replaceAll('-', ''), 'hex'), name: nameOf(mobile) };
  // As plain JSON: the answer's schema is of no particular shape.
  return { ...(await creationOptions(context, challenge, user, known)) };
}

/** Adds the passkey that was made and tells the person; throws `confirm-yourself`, `validation-failed`, `wrong-state`. */
export async function addPasskey(
  context: PasskeyContext,
  signedIn: SignedIn,
  { name, response, actor, now }: { name: string; response: Attestation; actor: Actor; now: Date },
): Promise<PasskeyView> {
  requireWhole(signedIn);
  const { db, keys } = context;
  const { accountId } = signedIn;
  const taken = await takeChallenge(db, response.response.clientDataJSON, 'add', now);
  if (taken?.ownerId !== accountId) throw passkeyInvalid();
  const made = await verifyCreation(context, taken.challenge, response);
  const passkeyId = randomUUID();
  return db.transaction().execute(async (trx) => {
    const { data_key } = await trx
      .selectFrom('account')
      .select('data_key')
      .where('account_id', '=', accountId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    // With the account held: a session that ended meanwhile leaves nothing behind.
    const session = await trx
      .selectFrom('session')
      .select('device_hash')
      .where('session_id', '=', signedIn.sessionId)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    if (session === undefined) throw new AppError('not-signed-in');
    // Several may have been begun before the first was made.
    const { known } = await trx
      .selectFrom('passkey')
      .select((row) => row.fn.countAll<string>().as('known'))
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow();
    if (Number(known) >= context.signInPolicy.passkey.mostOfAccount) throw new AppError('wrong-state');
    const row = await trx
      .insertInto('passkey')
      .values({
        account_id: accountId,
        passkey_id: passkeyId,
        credential_id: made.credentialId,
        public_key: made.publicKey,
        sign_count: String(made.signCount),
        transports: made.transports,
        name: sealJson(keys, data_key, placeOfName(passkeyId), name),
        backed_up: made.backedUp,
        created_at: now,
        device_hash: session.device_hash,
      })
      .onConflict((conflict) => conflict.column('credential_id').doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) throw new AppError('wrong-state');
    await appendAudit(trx, actor, 'account.add-passkey', { kind: 'passkey', id: passkeyId });
    await notify(trx, { accountId, kind: 'passkey-added', params: {}, sms: true }, now);
    return view(keys, { ...row, data_key });
  });
}

/** Gives a passkey another name; throws `confirm-yourself`, `not-found`. */
export async function renamePasskey(
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  signedIn: SignedIn,
  passkeyId: string,
  name: string,
): Promise<PasskeyView> {
  requireWhole(signedIn);
  const { data_key } = await db
    .selectFrom('account')
    .select('data_key')
    .where('account_id', '=', signedIn.accountId)
    .executeTakeFirstOrThrow();
  const row = await db
    .updateTable('passkey')
    .set({ name: sealJson(keys, data_key, placeOfName(passkeyId), name) })
    .where('account_id', '=', signedIn.accountId)
    .where('passkey_id', '=', passkeyId)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new AppError('not-found');
  return view(keys, { ...row, data_key });
}

/** Removes a passkey and tells the person; throws `confirm-yourself`, `not-found`. */
export async function removePasskey(
  { db }: Pick<Context, 'db'>,
  signedIn: SignedIn,
  passkeyId: string,
  actor: Actor,
  now: Date,
): Promise<void> {
  requireWhole(signedIn);
  await db.transaction().execute(async (trx) => {
    const removed = await trx
      .deleteFrom('passkey')
      .where('account_id', '=', signedIn.accountId)
      .where('passkey_id', '=', passkeyId)
      .returning('passkey_id')
      .executeTakeFirst();
    if (removed === undefined) throw new AppError('not-found');
    await appendAudit(trx, actor, 'account.remove-passkey', { kind: 'passkey', id: passkeyId });
    await notify(trx, { accountId: signedIn.accountId, kind: 'passkey-removed', params: {}, sms: true }, now);
  });
}

/** Options to sign in with whichever passkey the person picks; the same for everybody. */
export async function beginPasskeySignIn(context: PasskeyContext, ip: string, now: Date) {
  await countFrom(context, ip, now);
  const timing = { now, forMs: context.signInPolicy.passkey.challengeForMs };
  return { ...(await requestOptions(context, await newChallenge(context, 'sign-in', null, timing))) };
}

/** Signs in with a passkey; throws `validation-failed` (`passkey.invalid`) for whatever is wrong with it. */
export async function signInWithPasskey(
  context: PasskeyContext,
  request: { response: Assertion; ip: string; browser: Browser; traceId: string; now: Date },
): Promise<SignInResult> {
  const { db } = context;
  const { response, ip, browser, traceId, now } = request;
  await countFrom(context, ip, now);
  const taken = await takeChallenge(db, response.response.clientDataJSON, 'sign-in', now);
  if (taken === null) throw passkeyInvalid();
  const credentialId = Buffer.from(response.rawId, 'base64url');
  return db.transaction().execute(async (trx) => {
    const kept = await trx
      .selectFrom('passkey')
      .selectAll()
      .where('credential_id', '=', credentialId)
      .forUpdate()
      .executeTakeFirst();
    if (kept === undefined) throw passkeyInvalid();
    const count = await verifyUse(context, taken.challenge, response, kept);
    await trx
      .updateTable('passkey')
      .set({ sign_count: String(count), last_used_at: now })
      .where('credential_id', '=', credentialId)
      .execute();
    const start = {
      accountId: kept.account_id,
      isNew: false,
      proven: 'passkey',
      browser,
      traceId,
      now,
    } as const;
    return beginSession(trx, context, start);
  });
}

/** What a browser lists the passkey under: the mobile, or the service's own name where the account has none. */
function nameOf(mobile: string | undefined): string {
  return mobile === undefined ? '随证 Suizheng' : maskMobile(mobile);
}

function countFrom(context: PasskeyContext, ip: string, now: Date): Promise<void> {
  const { passkeysFromAddress } = context.signInPolicy.limits;
  return countAttempt(
    context,
    'passkeys-from',
    context.keys.blindIndex('address', ip),
    passkeysFromAddress,
    now,
  );
}

function view(
  keys: Context['keys'],
  row: Pick<Selectable<PasskeyTable>, 'passkey_id' | 'name' | 'backed_up' | 'created_at' | 'last_used_at'> & {
    readonly data_key: Buffer;
  },
): PasskeyView {
  return {
    id: row.passkey_id,
    name: openJson(keys, row.data_key, placeOfName(row.passkey_id), row.name),
    backedUp: row.backed_up,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}
