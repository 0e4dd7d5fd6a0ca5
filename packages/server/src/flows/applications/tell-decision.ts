import { isFinal } from '@suizheng/domain/application/state.ts';
import type { Text } from '@suizheng/domain/text/locale.ts';
import type { Context } from '../../context.ts';
import { openJson } from '../../db/people.ts';
import { type AccountSecret, placeOfAccount } from '../accounts/account-view.ts';

/** No name, no number, not even which service: a message is read on a locked screen. */
const DECIDED: Text = {
  'zh-Hans': '【随证】您的一项申请有了结果，请登录查看。',
  'zh-Hant-HK': '【隨證】您的一項申請已有結果，請登入查看。',
  'zh-Hant-TW': '【隨證】您的一項申請已有結果，請登入查看。',
  en: '[Suizheng] One of your applications has been decided. Sign in to see the result.',
};

/**
 * Tells the applicant that an application was decided while they were not watching (after a review or at a counter).
 * Repeats are harmless: the gateway knows the reference. Throws when the gateway gives no answer, for another try.
 */
export async function tellDecision(
  { db, keys, sms }: Pick<Context, 'db' | 'keys' | 'sms'>,
  key: { readonly personId: string; readonly applicationId: string },
): Promise<void> {
  const row = await db
    .selectFrom('application as a')
    .innerJoin('account as o', 'o.account_id', 'a.account_id')
    .select(['a.state', 'o.account_id', 'o.data_key', 'o.sealed'])
    .where('a.person_id', '=', key.personId)
    .where('a.application_id', '=', key.applicationId)
    .executeTakeFirst();
  if (!row || !isFinal(row.state) || row.sealed.length === 0) return;
  const place = placeOfAccount(row.account_id);
  const { mobile } = openJson<AccountSecret>(keys, row.data_key, place, row.sealed);
  const reference = `decision:${key.applicationId}:${row.state}`;
  const sent = await sms.send({ to: mobile, text: DECIDED['zh-Hans'], reference });
  if (sent.kind === 'unavailable') throw new Error(`the message gateway gave no answer: ${sent.reason}`);
}
