import { ORGANISATION_GATES } from '@suizheng/domain/policy/organisation.ts';
import type { PARTY_NOTIFICATIONS } from '@suizheng/domain/policy/party-notifications.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { notify } from '../notifications/notify.ts';

/** Tells every account of every administrator of the organisation, in the transaction of what it tells of. */
export async function notifyAdministrators(
  trx: Kysely<Database>,
  organisation: string,
  kind: keyof typeof PARTY_NOTIFICATIONS | 'webhook-failing',
  now: Date,
): Promise<void> {
  const accounts = await trx
    .selectFrom('organisation_member as m')
    .innerJoin('account as a', 'a.person_id', 'm.person_id')
    .select('a.account_id')
    .where('m.organisation_id', '=', organisation)
    .where('m.role', 'in', [...ORGANISATION_GATES['relying-party'].roles])
    .execute();
  for (const { account_id } of accounts)
    await notify(trx, { accountId: account_id, kind, params: { organisation }, sms: true }, now);
}
