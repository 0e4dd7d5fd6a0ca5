import type { AccountView } from '@suizheng/domain/contract/account.ts';
import { maskMobile } from '@suizheng/domain/identifiers/mobile.ts';
import { sees } from '@suizheng/domain/policy/session.ts';
import type { Context } from '../../context.ts';
import { openJson, openPerson, personById } from '../../db/people.ts';
import type { SignedIn } from './session.ts';

/** What an account keeps sealed under its own data key. */
export type AccountSecret = { readonly mobile: string };

/** Where an account's sealed part stands. */
export function placeOfAccount(accountId: string): string {
  return `account:${accountId}`;
}

/** The account's mobile in full: for whoever asks a register or sends a message, never for an answer. */
export async function accountMobile(
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  accountId: string,
): Promise<string> {
  const row = await db
    .selectFrom('account')
    .select(['data_key', 'sealed'])
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return openJson<AccountSecret>(keys, row.data_key, placeOfAccount(accountId), row.sealed).mobile;
}

/** The account as its owner sees it: name and number in full where the session sees the whole, the mobile masked. */
export async function viewAccount(
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  accountId: string,
  session: Pick<SignedIn, 'signedInAt' | 'expiresAt' | 'proven' | 'knownDevice'>,
): Promise<AccountView> {
  const row = await db
    .selectFrom('account')
    .select(['data_key', 'sealed', 'level', 'person_id'])
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  const { mobile } = openJson<AccountSecret>(keys, row.data_key, placeOfAccount(accountId), row.sealed);
  const whole = sees(session) === 'whole';
  return {
    id: accountId,
    mobile: maskMobile(mobile),
    level: row.level,
    person: whole && row.person_id !== null ? openPerson(keys, await personById(db, row.person_id)) : null,
    sees: whole ? 'whole' : 'masked',
    hiddenHolder: !whole && row.person_id !== null,
    signedInAt: session.signedInAt.toISOString(),
    sessionExpiresAt: session.expiresAt.toISOString(),
  };
}
