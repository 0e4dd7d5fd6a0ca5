import type { AccountView } from '@suizheng/domain/contract/account.ts';
import { maskMobile } from '@suizheng/domain/identifiers/mobile.ts';
import { sees } from '@suizheng/domain/policy/session.ts';
import type { Context } from '../../context.ts';
import { openJson, openPerson, personById } from '../../db/people.ts';
import { openClaimed } from './number-claims.ts';
import type { SignedIn } from './session.ts';

/** What an account keeps sealed under its own data key; without a mobile once its number was given to somebody else. */
export type AccountSecret = { readonly mobile?: string };

/** An account's row as far as its sealed part goes. */
export type SealedAccount = {
  readonly account_id: string;
  readonly data_key: Buffer;
  readonly sealed: Buffer;
};

/** Where an account's sealed part stands. */
export function placeOfAccount(accountId: string): string {
  return `account:${accountId}`;
}

/** Opens an account's sealed part; nothing is in that of an account that was emptied. */
export function openAccount(keys: Context['keys'], row: SealedAccount): AccountSecret {
  if (row.sealed.length === 0) return {};
  return openJson<AccountSecret>(keys, row.data_key, placeOfAccount(row.account_id), row.sealed);
}

/** The account's mobile in full, or null: for whoever asks a register or sends a message, never for an answer. */
export async function accountMobile(
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  accountId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('account')
    .select(['account_id', 'data_key', 'sealed'])
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return openAccount(keys, row).mobile ?? null;
}

/** The account as its owner sees it: name and number in full where the session sees the whole, the mobile masked. */
export async function viewAccount(
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  accountId: string,
  session: Pick<SignedIn, 'signedInAt' | 'expiresAt' | 'proven' | 'knownDevice'>,
): Promise<AccountView> {
  const row = await db
    .selectFrom('account')
    .select(['account_id', 'data_key', 'sealed', 'level', 'person_id'])
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  const { mobile } = openAccount(keys, row);
  const whole = sees(session) === 'whole';
  return {
    id: accountId,
    mobile: mobile === undefined ? null : maskMobile(mobile),
    claimed: mobile === undefined ? await claimedNumber({ db, keys }, row) : null,
    level: row.level,
    person: whole && row.person_id !== null ? openPerson(keys, await personById(db, row.person_id)) : null,
    sees: whole ? 'whole' : 'masked',
    hiddenHolder: !whole && row.person_id !== null,
    signedInAt: session.signedInAt.toISOString(),
    sessionExpiresAt: session.expiresAt.toISOString(),
  };
}

/** The number that the account waits for, masked; whether its time is over is for the reader to see. */
async function claimedNumber(
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  { account_id, data_key }: SealedAccount,
): Promise<AccountView['claimed']> {
  const claim = await db
    .selectFrom('number_claim')
    .select(['account_id', 'sealed', 'until'])
    .where('account_id', '=', account_id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (claim === undefined) return null;
  const mobile = maskMobile(openClaimed(keys, data_key, claim));
  return { mobile, until: claim.until.toISOString() };
}
