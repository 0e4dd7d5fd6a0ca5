import type { EvidenceView } from '@suizheng/domain/contract/services.ts';
import type { VerdictReason } from '@suizheng/domain/credential/verdict.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import {
  reasonInWords,
  type ServiceReason,
  type ServiceVerdict,
  verdictOfReason,
} from '@suizheng/domain/policy/service-verdicts.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';

/** Which check is looked up, for which party. */
export type EvidenceLookup = {
  readonly partyId: string;
  readonly evidenceId: string;
  readonly locale: Locale;
  readonly now: Date;
};

/**
 * A party's own check by its evidence id, whether its system or one of its devices made it (V2). Throws `not-found` for
 * one of somebody else, unknown, or past its time.
 */
export async function readEvidence(
  { db }: Pick<Context, 'db'>,
  lookup: EvidenceLookup,
): Promise<EvidenceView> {
  const answer = (await ofService(db, lookup)) ?? (await ofLook(db, lookup));
  if (!answer) throw new AppError('not-found');
  return answer;
}

async function ofService(
  db: Context['db'],
  { partyId, evidenceId, locale, now }: EvidenceLookup,
): Promise<EvidenceView | null> {
  const row = await db
    .selectFrom('evidence')
    .leftJoin('client', 'client.client_id', 'evidence.client_id')
    .select(['evidence.service', 'evidence.purpose', 'evidence.verdict', 'evidence.reason', 'evidence.at'])
    .select(['evidence.client_id', 'client.label'])
    .where('evidence.evidence_id', '=', evidenceId)
    .where('evidence.party_id', '=', partyId)
    .where('evidence.at', '>', since(now))
    .executeTakeFirst();
  if (!row) return null;
  const code = row.reason as ServiceReason;
  return {
    evidenceId,
    service: row.service,
    purpose: row.purpose,
    verdict: row.verdict as ServiceVerdict,
    code,
    ...reasonInWords(code, locale),
    at: row.at.toISOString(),
    by: { kind: 'client', id: row.client_id ?? '', label: row.label ?? '' },
  };
}

/** A look at a code is no row of its own kind: it is recorded with the credential it was a look at. */
async function ofLook(
  db: Context['db'],
  { partyId, evidenceId, locale, now }: EvidenceLookup,
): Promise<EvidenceView | null> {
  const row = await db
    .selectFrom('look')
    .leftJoin('client', 'client.client_id', 'look.client_id')
    .leftJoin('reader', 'reader.reader_id', 'look.reader_id')
    .select(['look.purpose', 'look.reason', 'look.at', 'look.online'])
    .select(['look.client_id', 'client.label as system'])
    .select(['look.reader_id', 'reader.label as device'])
    .where('look.look_id', '=', evidenceId)
    // As the index has it: strangers' looks are nobody's evidence.
    .where(sql<boolean>`(look.client_id is not null or look.reader_id is not null)`)
    .where((where) =>
      where.or([where('client.party_id', '=', partyId), where('reader.party_id', '=', partyId)]),
    )
    .where('look.at', '>', since(now))
    .executeTakeFirst();
  if (!row) return null;
  const code = row.reason as VerdictReason;
  const colour = verdictOfReason(code);
  return {
    evidenceId,
    service: 'credential-check',
    purpose: row.purpose,
    // As it was shown: nothing was green without asking.
    verdict: colour === 'green' && !row.online ? 'amber' : colour,
    code,
    ...reasonInWords(code, locale),
    at: row.at.toISOString(),
    by:
      row.client_id !== null
        ? { kind: 'client', id: row.client_id, label: row.system ?? '' }
        : { kind: 'reader', id: row.reader_id ?? '', label: row.device ?? '' },
  };
}

const since = (now: Date): Date => new Date(now.getTime() - partyPolicy.evidenceForMs);
