import { createHash, randomUUID } from 'node:crypto';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Actor, Context } from '../../context.ts';
import { openJson, openPerson, sealJson } from '../../db/people.ts';
import type { VouchSecrets } from '../../gateways/vouch-provider.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import type { SignedIn } from '../accounts/session.ts';
import { settle } from '../settle/settle.ts';
import { askMobile } from './ask-mobile.ts';
import type { MobileContext } from './confirm-mobile.ts';
import { LADDER_POLICY } from './ladder-policy.ts';
import { addProof, applicationForRung, mayTake, type NewProof } from './rung.ts';

/** What vouching needs of the context. */
export type VouchContext = MobileContext & Pick<Context, 'vouch'>;

/** The mark that the browser keeps until it comes back. */
export type Mark = { readonly token: string; readonly expiresAt: Date };

/** Where the third party sends browsers back to, below our origin. */
export const CALLBACK_PATH = '/api/v1/vouching/callback';

/**
 * Begins the rung `vouched-mobile` (A3): answers the address at the third party, and the mark that binds the answer to
 * this browser. Throws `not-found`, `wrong-state`, `too-many-requests`, `provider-unavailable`.
 */
export async function beginVouching(
  context: VouchContext,
  { accountId }: Pick<SignedIn, 'accountId'>,
  request: { readonly applicationId: string; readonly origin: string; readonly mark: string | null },
): Promise<{ authorizeUrl: string; mark: Mark }> {
  const { db, keys, clock } = context;
  const { applicationId } = request;
  const row = await applicationForRung(context, accountId, applicationId);
  const now = clock();
  if (!mayTake(row, 'vouched-mobile', now)) throw new AppError('wrong-state');
  if (context.limits)
    await countAttempt(context, 'vouchings-of', Buffer.from(accountId), LADDER_POLICY.vouchings, now);
  const secrets: VouchSecrets = {
    state: random(context),
    nonce: random(context),
    verifier: random(context),
    redirectUri: `${request.origin}${CALLBACK_PATH}`,
  };
  const answer = context.vouch === null ? null : await context.vouch.authorizeUrl(secrets);
  if (answer?.kind !== 'url') throw new AppError('provider-unavailable', { params: { seconds: 5 } });
  const expiresAt = new Date(now.getTime() + LADDER_POLICY.vouchingForMs);
  // A mark the browser has already stays: two pages of one browser may both be on their way.
  const mark = { token: request.mark ?? random(context), expiresAt };
  const vouching_id = randomUUID();
  await db
    .insertInto('vouching')
    .values({
      person_id: row.person_id,
      vouching_id,
      application_id: applicationId,
      account_id: accountId,
      state_hash: hash(secrets.state),
      mark_hash: hash(mark.token),
      sealed: sealJson(keys, row.data_key, placeOf(vouching_id), secrets),
      created_at: now,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute();
  return { authorizeUrl: answer.url, mark };
}

/**
 * What the browser brought back: redeemed once, in the browser that began it, and compared with the number on file.
 * Answers the path where the browser goes: the application, with `?problem=<code>` when nothing came of it. Nothing
 * typed is lost in any case; what the person or the register answered is a fact, what failed on the way is none.
 */
export async function finishVouching(
  context: VouchContext,
  request: {
    readonly query: Readonly<Record<string, unknown>>;
    readonly mark: string | null;
    readonly traceId: string;
  },
): Promise<{ location: string }> {
  const query = Object.fromEntries(
    Object.entries(request.query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  const row = query.state === undefined ? undefined : await findVouching(context, query.state);
  if (!row) return { location: '/?problem=vouching-expired' };
  // Somebody else's browser learns nothing of the application, and does not use the authorisation up.
  if (request.mark === null || !row.mark_hash.equals(hash(request.mark)))
    return { location: '/?problem=vouching-foreign' };
  const page = `/applications/${row.application_id}`;
  if (!(await use(context, row))) {
    // Loaded again, because the answer was lost or is looked at once more: what came of it stands.
    return { location: (await cameOfIt(context, row)) ? page : `${page}?problem=vouching-expired` };
  }
  const actor: Actor = { kind: 'account', id: row.account_id, traceId: request.traceId };
  const found = await redeem(context, row, query);
  if ('problem' in found) return { location: `${page}?problem=${found.problem}` };
  const key = { personId: row.person_id, applicationId: row.application_id };
  await context.db
    .transaction()
    .execute((trx) => addProof(trx, key, { ...found, proofId: row.vouching_id }, actor, context.clock()));
  await settle(context, key, actor);
  return { location: page };
}

/** Forgets authorisations past their time; answers how many. */
export async function forgetVouchings({ db }: Pick<Context, 'db'>, now: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('vouching')
    .where('expires_at', '<', new Date(now.getTime() - LADDER_POLICY.vouchingForMs))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

type VouchingRow = NonNullable<Awaited<ReturnType<typeof findVouching>>>;

function findVouching({ db }: Pick<Context, 'db'>, state: string) {
  return db
    .selectFrom('vouching as v')
    .innerJoin('person as p', 'p.person_id', 'v.person_id')
    .selectAll('v')
    .select(['p.data_key', 'p.sealed as person_sealed'])
    .where('v.state_hash', '=', hash(state))
    .executeTakeFirst();
}

/** Takes the authorisation for this answer; false when it was taken before or its time is over. */
async function use({ db, clock }: Pick<Context, 'db' | 'clock'>, row: VouchingRow): Promise<boolean> {
  const now = clock();
  const { numUpdatedRows } = await db
    .updateTable('vouching')
    .set({ used_at: now })
    .where('person_id', '=', row.person_id)
    .where('vouching_id', '=', row.vouching_id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** True where the authorisation has become a fact of the application. */
async function cameOfIt({ db }: Pick<Context, 'db'>, row: VouchingRow): Promise<boolean> {
  const proof = await db
    .selectFrom('proof')
    .select('proof_id')
    .where('person_id', '=', row.person_id)
    .where('application_id', '=', row.application_id)
    .where('proof_id', '=', row.vouching_id)
    .executeTakeFirst();
  return proof !== undefined;
}

type Found =
  | Omit<NewProof, 'proofId'>
  | { readonly problem: 'provider-unavailable' | 'register-unavailable' };

async function redeem(
  context: VouchContext,
  row: VouchingRow,
  query: Readonly<Record<string, string>>,
): Promise<Found> {
  const { keys, vouch } = context;
  const secrets = openJson<VouchSecrets>(keys, row.data_key, placeOf(row.vouching_id), row.sealed);
  const answer = vouch === null ? null : await vouch.redeem(secrets, query);
  if (answer === null || answer.kind === 'unavailable' || answer.kind === 'invalid')
    return { problem: 'provider-unavailable' };
  if (answer.kind !== 'mobile') return refused('vouching-refused');
  try {
    const person = openPerson(keys, { ...row, sealed: row.person_sealed });
    const differs = await askMobile(context, person, answer.mobile);
    if (differs === null) return { rung: 'vouched-mobile', outcome: 'accept', reasons: [] };
    return refused(differs === 'mobile-differs' ? 'vouched-mobile-differs' : differs);
  } catch (error) {
    if (error instanceof AppError && error.code === 'register-unavailable') return { problem: error.code };
    throw error;
  }
}

function refused(code: 'vouching-refused' | 'vouched-mobile-differs' | 'no-mobile-on-file'): Found {
  return { rung: 'vouched-mobile', outcome: 'refuse', reasons: [{ code }] };
}

/** 32 random bytes: a state, a nonce, a code verifier (RFC 7636 §4.1 wants 43 characters), a mark. */
function random(context: Pick<Context, 'random'>): string {
  return Buffer.from(context.random(32)).toString('base64url');
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const placeOf = (vouchingId: string): string => `vouching:${vouchingId}`;
