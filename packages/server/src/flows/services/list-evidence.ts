import type { ServiceReason, ServiceVerdict } from '@suizheng/domain/policy/service-verdicts.ts';
import type { ServiceId } from '@suizheng/domain/policy/services.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/schema.ts';

/** A relying party's question about a person, as that person may know of it. */
export type EvidenceAbout = {
  readonly evidenceId: string;
  readonly partyId: string;
  /** The name of the organisation that asked. */
  readonly organisation: string;
  readonly service: ServiceId;
  readonly purpose: string;
  readonly verdict: ServiceVerdict;
  readonly reason: ServiceReason;
  readonly at: Date;
};

/** Questions in one answer. */
const AT_MOST = 500;

/**
 * Who asked about the bearer of these numbers (canonical form, every document of theirs), newest first; wrong guesses about
 * them are among these. Looks at codes are recorded with the credential and listed there.
 */
export async function listEvidenceAbout(
  db: Kysely<Database>,
  keys: Pick<Context['keys'], 'blindIndex'>,
  numbers: readonly string[],
): Promise<EvidenceAbout[]> {
  if (numbers.length === 0) return [];
  const rows = await db
    .selectFrom('evidence')
    .innerJoin('relying_party', 'relying_party.party_id', 'evidence.party_id')
    .innerJoin('organisation', 'organisation.organisation_id', 'relying_party.organisation_id')
    .select(['evidence.evidence_id', 'evidence.party_id', 'organisation.name', 'evidence.service'])
    .select(['evidence.purpose', 'evidence.verdict', 'evidence.reason', 'evidence.at'])
    .where(
      'evidence.subject_index',
      'in',
      numbers.map((number) => keys.blindIndex('resident-number', number)),
    )
    .orderBy('evidence.at', 'desc')
    .limit(AT_MOST)
    .execute();
  return rows.map((row) => ({
    evidenceId: row.evidence_id,
    partyId: row.party_id,
    organisation: row.name,
    service: row.service,
    purpose: row.purpose,
    verdict: row.verdict as ServiceVerdict,
    reason: row.reason as ServiceReason,
    at: row.at,
  }));
}
