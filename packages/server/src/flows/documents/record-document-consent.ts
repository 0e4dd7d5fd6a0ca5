import type { Kysely } from 'kysely';
import type { ApplicationRow } from '../../db/applications.ts';
import type { Database } from '../../db/schema.ts';
import { recordConsent } from '../consents/consents.ts';
import type { DocumentConsent } from './document-subject.ts';

/** Records the consent with its version unless this very one still stands; answers its id (A12). */
export async function recordDocumentConsent(
  trx: Kysely<Database>,
  accountId: string,
  { person_id }: Pick<ApplicationRow, 'person_id'>,
  { version, guardian = false }: DocumentConsent,
  now: Date,
): Promise<string> {
  const standing = await trx
    .selectFrom('consent')
    .select('consent_id')
    .where('account_id', '=', accountId)
    .where('person_id', '=', person_id)
    .where('kind', '=', 'document-photos')
    .where('version', '=', version)
    .where('guardian', '=', guardian)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (standing) return standing.consent_id;
  const consent = { accountId, personId: person_id, kind: 'document-photos', version, guardian } as const;
  return recordConsent(trx, consent, now);
}
