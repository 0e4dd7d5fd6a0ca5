import type { ServiceId } from '@suizheng/domain/policy/services.ts';
import { type Kysely, sql } from 'kysely';
import type { Actor } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { tellParty } from './tell-party.ts';

/** What a party may from now on. */
type Rights = { readonly purposes: readonly string[]; readonly services: readonly ServiceId[] };
type Acting = { readonly actor: Actor; readonly now: Date };

/**
 * Takes from a party's readers and clients, and from codes that could still become a reader, what it may no longer (V1).
 * A reader left without a purpose, and a client left without a service, is revoked, and the party is told so. The
 * triggers give each row its next version, by which every process that verifies hears of it.
 */
export async function narrowRights(
  trx: Kysely<Database>,
  partyId: string,
  { purposes, services }: Rights,
  { actor, now }: Acting,
): Promise<void> {
  await narrowReaders(trx, partyId, sql`${[...purposes]}::text[]`, { actor, now });
  await narrowClients(trx, partyId, sql`${[...services]}::text[]`, { actor, now });
}

type List = ReturnType<typeof sql<unknown>>;
/** What of a list of the row stays, in its order. */
const kept = (column: string, list: List) =>
  sql<string[]>`array(select one from unnest(${sql.ref(column)}) with ordinality as u(one, n)
    where one = any(${list}) order by n)`;
const exceeds = (column: string, list: List) => sql<boolean>`not (${sql.ref(column)} <@ ${list})`;
const shares = (column: string, list: List) => sql<boolean>`${sql.ref(column)} && ${list}`;

async function narrowReaders(
  trx: Kysely<Database>,
  partyId: string,
  list: List,
  { actor, now }: Acting,
): Promise<void> {
  // Codes first: who is becoming a reader with one at this moment is waited for, and met among the readers. Expired from
  // their beginning on: an enrolment that began a moment ago and waits here must find them so too.
  await trx
    .updateTable('enrolment_code')
    .set({ expires_at: sql.ref<Date>('created_at') })
    .where('party_id', '=', partyId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where(exceeds('purposes', list))
    .execute();
  const revoked = await trx
    .updateTable('reader')
    .set({ revoked_at: now })
    .where('party_id', '=', partyId)
    .where('revoked_at', 'is', null)
    .where(sql<boolean>`not (${shares('purposes', list)})`)
    .returning(['reader_id', 'label'])
    .execute();
  await trx
    .updateTable('reader')
    .set({ purposes: kept('purposes', list) })
    .where('party_id', '=', partyId)
    .where('revoked_at', 'is', null)
    .where(exceeds('purposes', list))
    .execute();
  for (const { reader_id, label } of revoked) {
    const detail = { reason: 'purposes-changed', party: partyId };
    await appendAudit(trx, actor, 'reader.revoke', { kind: 'reader', id: reader_id }, detail);
    await tellParty(trx, { partyId, kind: 'reader.revoked', data: { reader: reader_id, label } }, now);
  }
}

async function narrowClients(
  trx: Kysely<Database>,
  partyId: string,
  list: List,
  { actor, now }: Acting,
): Promise<void> {
  const revoked = await trx
    .updateTable('client')
    .set({ revoked_at: now })
    .where('party_id', '=', partyId)
    .where('revoked_at', 'is', null)
    .where(sql<boolean>`not (${shares('services', list)})`)
    .returning('client_id')
    .execute();
  await trx
    .updateTable('client')
    .set({ services: kept('services', list) as never })
    .where('party_id', '=', partyId)
    .where('revoked_at', 'is', null)
    .where(exceeds('services', list))
    .execute();
  for (const { client_id } of revoked) {
    const detail = { reason: 'services-changed', party: partyId };
    await appendAudit(trx, actor, 'client.revoke', { kind: 'client', id: client_id }, detail);
    await tellParty(trx, { partyId, kind: 'client.revoked', data: { clientId: client_id } }, now);
  }
}
