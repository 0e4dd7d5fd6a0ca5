import type { LinkRequestView } from '@suizheng/domain/contract/link-checks.ts';
import { LINK_CONSENT, LINK_CONSENTS } from '@suizheng/domain/contract/link-consent.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { maskIdentityNumber } from '@suizheng/domain/identifiers/identity-document.ts';
import { linkCheckPolicy } from '@suizheng/domain/policy/link-check.ts';
import { purposeById } from '@suizheng/domain/procedures/purposes.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import { openJson } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';
import { type AskedNumbers, placeOfNumbers } from './ask-link-check.ts';

type Reading = { readonly locale: Locale; readonly now: Date };

/** The requests to an account's holder, newest first. */
export async function listLinkRequests(
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  accountId: string,
  reading: Reading,
): Promise<LinkRequestView[]> {
  const rows = await selectRequests(db, accountId)
    .orderBy('k.asked_at', 'desc')
    .limit(linkCheckPolicy.listed)
    .execute();
  return rows.map((row) => viewRequest(keys, row, reading));
}

/** One of them; throws `not-found` for somebody else's. */
export async function readLinkRequest(
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  accountId: string,
  evidenceId: string,
  reading: Reading,
): Promise<LinkRequestView> {
  const row = await selectRequests(db, accountId).where('k.evidence_id', '=', evidenceId).executeTakeFirst();
  if (!row) throw new AppError('not-found');
  return viewRequest(keys, row, reading);
}

function selectRequests(db: Kysely<Database>, accountId: string) {
  return db
    .selectFrom('link_check as k')
    .innerJoin('relying_party as r', 'r.party_id', 'k.party_id')
    .innerJoin('organisation as o', 'o.organisation_id', 'r.organisation_id')
    .select(['k.evidence_id', 'k.purpose', 'k.first_document', 'k.second_document', 'k.asked_at'])
    .select(['k.answers_at', 'k.data_key', 'k.sealed', 'k.said', 'k.said_at', 'k.verdict'])
    .select(['k.consent_version', 'o.name as organisation'])
    .where('k.account_id', '=', accountId);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRequests>['executeTakeFirstOrThrow']>>;

function viewRequest(keys: Context['keys'], row: Row, { locale, now }: Reading): LinkRequestView {
  const over = now >= row.answers_at;
  const state = row.said ?? (over ? 'expired' : 'waiting');
  const text = LINK_CONSENTS.find(({ version }) => version === row.consent_version) ?? LINK_CONSENT;
  return {
    id: row.evidence_id,
    organisation: row.organisation,
    purpose: { id: row.purpose, text: purposeById(row.purpose)?.text[locale] ?? row.purpose },
    documents: state === 'waiting' ? documentsOf(keys, row) : [],
    state,
    told: state === 'waiting' ? null : row.verdict === 'confirmed' ? 'yes' : 'nothing',
    askedAt: row.asked_at.toISOString(),
    expiresAt: row.answers_at.toISOString(),
    saidAt: row.said_at?.toISOString() ?? null,
    consent: {
      version: text.version,
      title: text.title[locale],
      points: text.points.map((point) => point[locale]),
    },
  };
}

function documentsOf(keys: Context['keys'], row: Row): LinkRequestView['documents'] {
  if (row.sealed.length === 0) return [];
  const asked = openJson<AskedNumbers>(keys, row.data_key, placeOfNumbers(row.evidence_id), row.sealed);
  return [
    { document: row.first_document, number: maskIdentityNumber(row.first_document, asked.first) },
    { document: row.second_document, number: maskIdentityNumber(row.second_document, asked.second) },
  ];
}
