import { LINK_CONSENTS } from '@suizheng/domain/contract/link-consent.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Context } from '../../context.ts';

const PAGE = 100;

/** Who asked the account's holder whether two documents are theirs, what the holder said, and in which words (L3). */
export async function* requestPages({ db }: Pick<Context, 'db'>, accountId: string, locale: Locale) {
  for (let offset = 0; ; offset += PAGE) {
    const rows = await db
      .selectFrom('link_check as k')
      .innerJoin('relying_party as r', 'r.party_id', 'k.party_id')
      .innerJoin('organisation as o', 'o.organisation_id', 'r.organisation_id')
      .select(['o.name', 'k.purpose', 'k.first_document', 'k.second_document', 'k.asked_at', 'k.answers_at'])
      .select(['k.said', 'k.said_at', 'k.consent_version', 'k.verdict'])
      .where('k.account_id', '=', accountId)
      .orderBy('k.asked_at')
      .orderBy('k.evidence_id')
      .limit(PAGE)
      .offset(offset)
      .execute();
    yield rows.map((row) => {
      const text = LINK_CONSENTS.find(({ version }) => version === row.consent_version);
      return {
        at: row.asked_at.toISOString(),
        by: row.name,
        purpose: row.purpose,
        documents: [row.first_document, row.second_document],
        until: row.answers_at.toISOString(),
        said: row.said,
        saidAt: row.said_at?.toISOString() ?? null,
        told: row.verdict === 'confirmed',
        consent: text
          ? { version: text.version, text: [text.title, ...text.points].map((words) => words[locale]) }
          : null,
      };
    });
    if (rows.length < PAGE) return;
  }
}
