import { CONSENT_ENDS, CONSENT_KINDS, consentText } from '@suizheng/domain/contract/consent-texts.ts';
import type { ConsentView } from '@suizheng/domain/contract/rights.ts';
import { maskPersonName } from '@suizheng/domain/identifiers/person-name.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import { openPerson } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';

const AT_MOST = 500;

/** What this account agreed to, newest first; what was withdrawn stays in the history (A12). */
export async function listConsents(
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  accountId: string,
  locale: Locale,
): Promise<ConsentView[]> {
  const rows = await selectConsents(db, accountId).orderBy('c.granted_at', 'desc').limit(AT_MOST).execute();
  return rows.flatMap((row) => viewConsent(keys, row, locale) ?? []);
}

/** Consents of an account with whom they are about, still sealed. */
export function selectConsents(db: Kysely<Database>, accountId: string) {
  return db
    .selectFrom('consent as c')
    .innerJoin('account as o', 'o.account_id', 'c.account_id')
    .leftJoin('person as p', 'p.person_id', 'c.person_id')
    .select(['c.consent_id', 'c.kind', 'c.version', 'c.guardian', 'c.granted_at', 'c.withdrawn_at'])
    .select(['c.person_id', 'o.person_id as holder', 'p.data_key', 'p.sealed'])
    .where('c.account_id', '=', accountId);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectConsents>['executeTakeFirstOrThrow']>>;

/** A consent with its words in the reader's language; null for a kind or version that no text was ever written for. */
export function viewConsent(keys: Context['keys'], row: Row, locale: Locale): ConsentView | null {
  const kind = CONSENT_KINDS.find((known) => known === row.kind);
  const text = kind && consentText(kind, row.version);
  if (!kind || !text) return null;
  const { person_id, data_key, sealed } = row;
  const other = person_id !== null && person_id !== row.holder && data_key !== null && sealed !== null;
  return {
    id: row.consent_id,
    kind,
    version: row.version,
    title: text.title[locale],
    points: text.points.map((point) => point[locale]),
    about: other ? maskPersonName(openPerson(keys, { person_id, data_key, sealed }).name) : null,
    guardian: row.guardian,
    grantedAt: row.granted_at.toISOString(),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    ends: CONSENT_ENDS[kind][locale],
  };
}
