import type { LinkCheckView } from '@suizheng/domain/contract/link-checks.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import {
  reasonInWords,
  type ServiceReason,
  verdictOfReason,
} from '@suizheng/domain/policy/service-verdicts.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Context } from '../../context.ts';

/** Which question is looked up, for which party. */
export type LinkCheckLookup = {
  readonly partyId: string;
  readonly evidenceId: string;
  readonly locale: Locale;
  readonly now: Date;
};

/**
 * Where a party's question stands (L3): it reads the clock and a yes, and nothing else of the row, so that every answer
 * that is not a yes is the same one at the same moment. Throws `not-found` for another party's, unknown, or past its time.
 */
export async function readLinkCheck(
  { db }: Pick<Context, 'db'>,
  { partyId, evidenceId, locale, now }: LinkCheckLookup,
): Promise<LinkCheckView> {
  const row = await db
    .selectFrom('link_check')
    .select(['purpose', 'asked_at', 'answers_at', 'verdict', 'answered_at'])
    .where('evidence_id', '=', evidenceId)
    .where('party_id', '=', partyId)
    .where('asked_at', '>', new Date(now.getTime() - partyPolicy.evidenceForMs))
    .executeTakeFirst();
  if (!row) throw new AppError('not-found');
  const answer = answerOf(row, now);
  const code: ServiceReason =
    answer === null ? 'consent-awaited' : answer === 'confirmed' ? 'linked' : 'not-linked';
  return {
    evidenceId,
    service: 'link-check',
    purpose: row.purpose,
    verdict: verdictOfReason(code),
    code,
    ...reasonInWords(code, locale),
    state: answer === null ? 'waiting' : 'answered',
    answer,
    askedAt: row.asked_at.toISOString(),
    answersAt: row.answers_at.toISOString(),
    answeredAt:
      answer === null
        ? null
        : ((answer === 'confirmed' ? row.answered_at : null) ?? row.answers_at).toISOString(),
  };
}

/** A yes as soon as there is one; else nothing until the time is up. */
export function answerOf(
  row: { readonly verdict: 'confirmed' | 'not-confirmed' | null; readonly answers_at: Date },
  now: Date,
): 'confirmed' | 'not-confirmed' | null {
  if (row.verdict === 'confirmed') return 'confirmed';
  return now >= row.answers_at ? 'not-confirmed' : null;
}
