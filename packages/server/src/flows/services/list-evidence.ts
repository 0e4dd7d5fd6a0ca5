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
  return (await evidenceAbout(db, keys, numbers).limit(AT_MOST).execute()).map(fromRow);
}

/** The same, all there is, in pages: for the copy of one's data (PIPL art. 45). */
export async function* evidencePagesAbout(
  db: Kysely<Database>,
  keys: Pick<Context['keys'], 'blindIndex'>,
  numbers: readonly string[],
): AsyncGenerator<EvidenceAbout[]> {
  if (numbers.length === 0) return;
  for (let before: EvidenceAbout | undefined; ; ) {
    let query = evidenceAbout(db, keys, numbers).limit(AT_MOST);
    if (before) {
      const { at, evidenceId } = before;
      query = query.where((is) =>
        is.or([
          is('evidence.at', '<', at),
          is.and([is('evidence.at', '=', at), is('evidence.evidence_id', '<', evidenceId)]),
        ]),
      );
    }
    const page = (await query.execute()).map(fromRow);
    yield page;
    before = page.at(-1);
    if (page.length < AT_MOST || !before) return;
  }
}

function evidenceAbout(
  db: Kysely<Database>,
  keys: Pick<Context['keys'], 'blindIndex'>,
  numbers: readonly string[],
) {
  return db
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
    .orderBy('evidence.evidence_id', 'desc');
}

type Row = Awaited<ReturnType<ReturnType<typeof evidenceAbout>['execute']>>[number];

function fromRow(row: Row): EvidenceAbout {
  return {
    evidenceId: row.evidence_id,
    partyId: row.party_id,
    organisation: row.name,
    service: row.service,
    purpose: row.purpose,
    verdict: row.verdict as ServiceVerdict,
    reason: row.reason as ServiceReason,
    at: row.at,
  };
}
