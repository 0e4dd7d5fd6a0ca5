import { randomUUID } from 'node:crypto';
import type { ConsentKind } from '@suizheng/domain/contract/consent-texts.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';

/** Records a consent with the version of its text; `personId` is whom it is about, null where that is not known yet. */
export async function recordConsent(
  trx: Kysely<Database>,
  consent: {
    readonly accountId: string;
    readonly personId: string | null;
    readonly kind: ConsentKind;
    readonly version: string;
    readonly guardian: boolean;
  },
  now: Date,
): Promise<string> {
  const consent_id = randomUUID();
  await trx
    .insertInto('consent')
    .values({
      account_id: consent.accountId,
      consent_id,
      person_id: consent.personId,
      kind: consent.kind,
      version: consent.version,
      guardian: consent.guardian,
      granted_at: now,
      withdrawn_at: null,
    })
    .execute();
  return consent_id;
}

/** Withdraws every standing consent of that kind about that person (A12); doing it twice is harmless. */
export async function withdrawConsent(
  trx: Kysely<Database>,
  accountId: string,
  kind: ConsentKind,
  personId: string,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('consent')
    .set({ withdrawn_at: now })
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .where('withdrawn_at', 'is', null)
    .execute();
}
