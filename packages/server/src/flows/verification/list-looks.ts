import type { LookView } from '@suizheng/domain/contract/credentials.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import type { Locale, Text } from '@suizheng/domain/text/locale.ts';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { readerName } from './reader-token.ts';

/** Looks in one answer. */
const AT_MOST = 500;

/** Who a scanner without enrolment is. */
const STRANGER: Text = {
  'zh-Hans': '未登记的设备（只能看到种类和是否有效）',
  'zh-Hant-HK': '未登記的裝置（只能看到種類和是否有效）',
  'zh-Hant-TW': '未登記的裝置（只能看到種類和是否有效）',
  en: 'A device that is not enrolled (it learns only the kind and whether it is valid)',
};

/** Who looked at a credential of the account, newest first (T5, B7); throws `not-found` for a credential of somebody else. */
export async function listLooks(
  { db }: Pick<Context, 'db'>,
  {
    accountId,
    credentialId,
    locale,
    now,
  }: { accountId: string; credentialId: string; locale: Locale; now: Date },
): Promise<LookView[]> {
  const credential = await db
    .selectFrom('credential')
    .select('cti')
    .where('credential_id', '=', credentialId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (!credential) throw new AppError('not-found');
  const rows = await db
    .selectFrom('look')
    .leftJoin('reader', 'reader.reader_id', 'look.reader_id')
    .select(['look.at', 'look.reason', 'look.purpose', 'look.online', 'look.doubled'])
    .select(['reader.organisation', 'reader.label'])
    .where('look.cti', '=', credential.cti)
    .where('look.at', '>', new Date(now.getTime() - verificationPolicy.looksForMs))
    // Enrolled readers first: no crowd of strangers may push who read the name out of the answer.
    .orderBy(sql`look.reader_id is null`)
    .orderBy('look.at', 'desc')
    .limit(AT_MOST)
    .execute();
  rows.sort((a, b) => b.at.getTime() - a.at.getTime());
  return rows.map(({ at, organisation, label, ...look }) => ({
    ...look,
    at: at.toISOString(),
    reader: organisation !== null && label !== null ? readerName({ organisation, label }) : STRANGER[locale],
  }));
}
