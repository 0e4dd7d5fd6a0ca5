import type { AccountView } from '@suizheng/domain/contract/account.ts';
import { maskMobile } from '@suizheng/domain/identifiers/mobile.ts';
import type { Context } from '../../context.ts';
import { openJson, openPerson, personById } from '../../db/people.ts';

/** What an account keeps sealed under its own data key. */
export type AccountSecret = { readonly mobile: string };

/** Where an account's sealed part stands. */
export function placeOfAccount(accountId: string): string {
  return `account:${accountId}`;
}

/** The account as its owner sees it; the holder's own name and number in full, the mobile masked. */
export async function viewAccount(
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  accountId: string,
  session: { signedInAt: Date; expiresAt: Date },
): Promise<AccountView> {
  const row = await db
    .selectFrom('account')
    .select(['data_key', 'sealed', 'level', 'person_id'])
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  const { mobile } = openJson<AccountSecret>(keys, row.data_key, placeOfAccount(accountId), row.sealed);
  return {
    id: accountId,
    mobile: maskMobile(mobile),
    level: row.level,
    person: row.person_id === null ? null : openPerson(keys, await personById(db, row.person_id)),
    signedInAt: session.signedInAt.toISOString(),
    sessionExpiresAt: session.expiresAt.toISOString(),
  };
}
