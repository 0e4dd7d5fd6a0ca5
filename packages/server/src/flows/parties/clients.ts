import type { ClientView } from '@suizheng/domain/contract/clients.ts';
import { AppError, type FieldError } from '@suizheng/domain/errors/app-error.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import type { ServiceId } from '@suizheng/domain/policy/services.ts';
import type { JWK } from 'jose';
import type { Kysely, Selectable } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import type { ClientTable } from '../../db/tables/parties.ts';
import type { MemberCaller } from '../organisations/member.ts';
import { certificateOf, describeKey, publicKeysOf } from './client-keys.ts';
import { lockParty } from './move.ts';
import { requirePartyMember } from './require-party.ts';
import { tellParty } from './tell-party.ts';

/** A system to be registered: keys or a certificate. */
export type NewClient = {
  readonly partyId: string;
  readonly label: string;
  readonly services: readonly ServiceId[];
  readonly jwks?: { readonly keys: readonly Record<string, unknown>[] } | undefined;
  readonly certificate?: string | undefined;
};

type Acting = { readonly actor: Actor; readonly now: Date };

/**
 * Registers a system of an active party (V1). Throws `validation-failed` for keys or a certificate that will not do,
 * `too-many-clients` at partyPolicy.mostClients, and as `requirePartyMember` does.
 */
export async function createClientOf(
  { db }: Pick<Context, 'db'>,
  caller: MemberCaller,
  { partyId, label, services, jwks, certificate }: NewClient,
  { actor, now, operationId: clientId }: Acting & { readonly operationId: string },
): Promise<ClientView> {
  const party = await requirePartyMember(db, caller, partyId, { state: 'active' });
  const fields = notApproved(services, party.services);
  if ((jwks === undefined) === (certificate === undefined)) {
    fields.push({ field: jwks === undefined ? 'jwks' : 'certificate', code: 'client-key.one-of' });
  }
  if (fields.length > 0) throw new AppError('validation-failed', { fields });
  const keys = jwks === undefined ? null : publicKeysOf(jwks.keys);
  const shown = certificate === undefined ? null : certificateOf(certificate, now);
  await db.transaction().execute(async (trx) => {
    // Registrations of one party wait for each other, or two at once would pass the limit together.
    const held = await lockParty(trx, partyId);
    if (await findClient(trx, partyId, clientId)) return;
    // What was approved a moment ago an officer may have taken away meanwhile.
    if (held.state !== 'active') throw new AppError('wrong-state');
    const gone = notApproved(services, held.services);
    if (gone.length > 0) throw new AppError('validation-failed', { fields: gone });
    if ((await countClients(trx, partyId, now)) >= partyPolicy.mostClients)
      throw new AppError('too-many-clients', { params: { most: partyPolicy.mostClients } });
    await trx
      .insertInto('client')
      .values({
        client_id: clientId,
        party_id: partyId,
        label,
        method: keys === null ? 'self_signed_tls_client_auth' : 'private_key_jwt',
        jwks: keys && JSON.stringify({ keys }),
        certificate_sha256: shown?.sha256 ?? null,
        services: [...new Set(services)],
        created_by: caller.personId,
        created_at: now,
        expires_at: shown?.until ?? null,
      })
      .execute();
    const described = keys && (await Promise.all(keys.map(describeKey)));
    await appendAudit(
      trx,
      actor,
      'client.create',
      { kind: 'client', id: clientId },
      {
        party: partyId,
        services,
        ...(described ? { keys: described.map(({ thumbprint }) => thumbprint) } : {}),
        ...(shown ? { certificate: shown.sha256.toString('hex') } : {}),
      },
    );
  });
  return viewClient((await findClient(db, partyId, clientId))!);
}

/** Names each service that the party was not approved for. */
function notApproved(services: readonly ServiceId[], approved: readonly ServiceId[]): FieldError[] {
  return services.flatMap((service, i) =>
    approved.includes(service) ? [] : [{ field: `services.${i}`, code: 'service.not-approved' }],
  );
}

/** The systems of a party, newest first. */
export async function listClientsOf(
  { db }: Pick<Context, 'db'>,
  caller: MemberCaller,
  partyId: string,
): Promise<ClientView[]> {
  await requirePartyMember(db, caller, partyId);
  const rows = await db
    .selectFrom('client')
    .selectAll()
    .where('party_id', '=', partyId)
    .orderBy('created_at', 'desc')
    .orderBy('client_id')
    .limit(200)
    .execute();
  return Promise.all(rows.map(viewClient));
}

/** Revokes a system, whatever state its party is in; one that is revoked already stays as it is. Throws `not-found`. */
export async function revokeClientOf(
  { db }: Pick<Context, 'db'>,
  caller: MemberCaller,
  { partyId, clientId }: { readonly partyId: string; readonly clientId: string },
  { actor, now }: Acting,
): Promise<ClientView> {
  await requirePartyMember(db, caller, partyId);
  await db.transaction().execute(async (trx) => {
    const revoked = await trx
      .updateTable('client')
      .set({ revoked_at: now })
      .where('client_id', '=', clientId)
      .where('party_id', '=', partyId)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (revoked.numUpdatedRows === 0n) return;
    await appendAudit(trx, actor, 'client.revoke', { kind: 'client', id: clientId }, { party: partyId });
    await tellParty(trx, { partyId, kind: 'client.revoked', data: { clientId } }, now);
  });
  const row = await findClient(db, partyId, clientId);
  if (!row) throw new AppError('not-found');
  return viewClient(row);
}

function findClient(
  db: Kysely<Database>,
  partyId: string,
  clientId: string,
): Promise<Selectable<ClientTable> | undefined> {
  return db
    .selectFrom('client')
    .selectAll()
    .where('client_id', '=', clientId)
    .where('party_id', '=', partyId)
    .executeTakeFirst();
}

async function countClients(trx: Kysely<Database>, partyId: string, now: Date): Promise<number> {
  const { count } = await trx
    .selectFrom('client')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('party_id', '=', partyId)
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function viewClient(row: Selectable<ClientTable>): Promise<ClientView> {
  const keys = (row.jwks?.keys ?? []) as JWK[];
  return {
    id: row.client_id,
    label: row.label,
    method: row.method,
    services: row.services,
    keys: await Promise.all(keys.map(describeKey)),
    certificate: row.certificate_sha256 && {
      sha256: row.certificate_sha256.toString('hex'),
      until: row.expires_at?.toISOString() ?? null,
    },
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}
