import type { ServiceId, ServiceLimits } from '@suizheng/domain/policy/services.ts';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database, ReaderTable } from '../../db/schema.ts';

/** A relying party as the directory keeps it. */
export type PartyRow = {
  readonly party_id: string;
  readonly active: boolean;
  readonly organisation: string;
  readonly purposes: readonly string[];
  readonly services: readonly ServiceId[];
  readonly limits: Readonly<Partial<Record<ServiceId, ServiceLimits>>>;
  readonly version: bigint;
};

/** A client as the directory keeps it. */
export type ClientRow = {
  readonly client_id: string;
  readonly party_id: string;
  readonly services: readonly ServiceId[];
  readonly limits: Readonly<Partial<Record<ServiceId, ServiceLimits>>> | null;
  readonly expires_at: Date | null;
  readonly revoked: boolean;
  readonly version: bigint;
};

/** A reader's row with its version as a number. */
export type ReaderRow = Omit<Selectable<ReaderTable>, 'version'> & { readonly version: bigint };

type Db = Kysely<Database>;

/** The oldest transaction that the present snapshot may not see: what such ones wrote must be asked for again. */
export async function snapshotXmin(db: Db): Promise<bigint> {
  const { rows } = await sql<{ xmin: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(db);
  return BigInt(rows[0]!.xmin);
}

/** Parties with their organisation's name; the caller narrows the question down. */
export const parties = (db: Db) =>
  db
    .selectFrom('relying_party as p')
    .innerJoin('organisation as o', 'o.organisation_id', 'p.organisation_id')
    .select(['p.party_id', 'p.state', 'p.purposes', 'p.services', 'p.limits', 'p.version', 'o.name']);

/** Clients; the caller narrows the question down. */
export const clients = (db: Db) =>
  db
    .selectFrom('client')
    .select(['client_id', 'party_id', 'services', 'limits', 'expires_at', 'revoked_at', 'version']);

/** Readers; the caller narrows the question down. */
export const readers = (db: Db) => db.selectFrom('reader').selectAll();

type Row<T> = T extends { execute(): Promise<(infer R)[]> } ? R : never;

/** A row of `parties` as the directory keeps it. */
export function partyRow({ state, name, version, ...row }: Row<ReturnType<typeof parties>>): PartyRow {
  return { ...row, active: state === 'active', organisation: name, version: BigInt(version) };
}

/** A row of `clients` as the directory keeps it. */
export function clientRow({ revoked_at, version, ...row }: Row<ReturnType<typeof clients>>): ClientRow {
  return { ...row, revoked: revoked_at !== null, version: BigInt(version) };
}

/** A row of `readers` as the directory keeps it. */
export function readerRow({ version, ...row }: Selectable<ReaderTable>): ReaderRow {
  return { ...row, version: BigInt(version) };
}
