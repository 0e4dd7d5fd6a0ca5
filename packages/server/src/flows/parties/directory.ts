import { clientPolicy } from '@suizheng/domain/policy/client.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import type { ServiceId, ServiceLimits } from '@suizheng/domain/policy/services.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { DatabaseAway, type DatabaseGuard } from '../verification/database-guard.ts';
import {
  type ClientRow,
  clientRow,
  clients,
  type PartyRow,
  parties,
  partyRow,
  type ReaderRow,
  readerRow,
  readers,
  snapshotXmin,
} from './directory-rows.ts';
import { createUnknowns } from './unknowns.ts';

/** A client that may call now: neither it nor its party is revoked, suspended or ended. */
export type KnownClient = {
  readonly clientId: string;
  readonly partyId: string;
  readonly organisation: string;
  readonly purposes: readonly string[];
  /** What client and party both may. */
  readonly services: readonly ServiceId[];
  readonly limits: Readonly<Partial<Record<ServiceId, ServiceLimits>>>;
  /** True where the limits are the client's own. */
  readonly countedApart: boolean;
};

/** Clients, readers and the state of their parties in memory, so that a call need not ask the database who calls (V1, V5). */
export type Directory = {
  /** The client, or null for one that is unknown, revoked or expired, or whose party is not active. Throws DatabaseAway for an id not seen while the database is away. */
  client(id: string, now: Date): Promise<KnownClient | null>;
  /** The reader with that SHA-256 of its token, likewise; the authority's own readers have no party. */
  reader(tokenHash: Buffer): Promise<ReaderRow | null>;
  /** The same of a hash in base64 for who is in a hurry: undefined where it takes a question, or the answer is no. */
  knownReader(tokenHash: string): ReaderRow | undefined;
  /** Every reader that may call now: for who keeps them beyond this process. */
  readers(): readonly ReaderRow[];
  /** Milliseconds since the database last told what changed; Infinity before the first time. */
  ageMs(): number;
  /** Asks what changed; several at a time are one. Rejects with DatabaseAway. */
  refresh(): Promise<void>;
};

/**
 * Makes a directory; one for each process. Whoever keeps it warm calls `refresh` every partyPolicy.directoryRefreshMs;
 * a question that finds it older than two of those waits for a refresh, so that a revocation holds within seconds even
 * where nobody keeps it warm. It is first filled `size` rows at a time. While the database is away, whoever is known goes on as last heard.
 */
export function createDirectory(
  { db }: { readonly db: Kysely<Database> },
  guard: DatabaseGuard,
  monotonicMs: () => number = () => performance.now(),
  size: number = clientPolicy.directoryPage,
): Directory {
  const partyById = new Map<string, PartyRow>();
  const clientById = new Map<string, ClientRow>();
  const readerByHash = new Map<string, ReaderRow>();
  const unknown = createUnknowns(clientPolicy.unknown, monotonicMs);
  let heardAt = Number.NEGATIVE_INFINITY;
  let xmin: bigint | null = null;
  let refreshing: Promise<void> | null = null;

  let drops = 0;

  /** Two answers may overtake each other: the row that the later transaction wrote stays. */
  function keep<Row extends { readonly version: bigint }>(
    rows: Map<string, Row>,
    key: string,
    row: Row,
    good: boolean,
  ): void {
    if ((rows.get(key)?.version ?? 0n) > row.version) return;
    if (good) rows.set(key, row);
    else if (rows.delete(key)) drops += 1;
  }
  const putParty = (row: PartyRow) => keep(partyById, row.party_id, row, row.active);
  const putClient = (row: ClientRow) => {
    unknown.forget(row.client_id);
    keep(clientById, row.client_id, row, !row.revoked);
  };
  const putReader = (row: ReaderRow) => {
    const key = row.token_hash.toString('base64');
    unknown.forget(key);
    keep(readerByHash, key, row, row.revoked_at === null);
  };

  async function fill(): Promise<void> {
    await pages(size, async (last) => {
      const asked = parties(db).where('p.state', '=', 'active').orderBy('p.party_id').limit(size);
      const rows = await guard.ask(() =>
        (last === null ? asked : asked.where('p.party_id', '>', last)).execute(),
      );
      for (const row of rows) putParty(partyRow(row));
      return [rows.length, rows.at(-1)?.party_id];
    });
    await pages(size, async (last) => {
      const asked = clients(db).where('revoked_at', 'is', null).orderBy('client_id').limit(size);
      const rows = await guard.ask(() =>
        (last === null ? asked : asked.where('client_id', '>', last)).execute(),
      );
      for (const row of rows) putClient(clientRow(row));
      return [rows.length, rows.at(-1)?.client_id];
    });
    await pages(size, async (last) => {
      const asked = readers(db).where('revoked_at', 'is', null).orderBy('reader_id').limit(size);
      const rows = await guard.ask(() =>
        (last === null ? asked : asked.where('reader_id', '>', last)).execute(),
      );
      for (const row of rows) putReader(readerRow(row));
      return [rows.length, rows.at(-1)?.reader_id];
    });
  }

  async function follow(since: bigint): Promise<void> {
    const from = String(since);
    const changed = await guard.ask(() =>
      Promise.all([
        parties(db).where('p.version', '>=', from).execute(),
        clients(db).where('version', '>=', from).execute(),
        readers(db).where('version', '>=', from).execute(),
      ]),
    );
    for (const row of changed[0]) putParty(partyRow(row));
    for (const row of changed[1]) putClient(clientRow(row));
    for (const row of changed[2]) putReader(readerRow(row));
  }

  async function ask(): Promise<void> {
    const began = monotonicMs();
    // Taken before the questions: whatever they do not see was written by a transaction that is not older (0027).
    const next = await guard.ask(() => snapshotXmin(db));
    await (xmin === null ? fill() : follow(xmin));
    xmin = next;
    heardAt = began;
  }

  const refresh = (): Promise<void> => {
    refreshing ??= ask().finally(() => {
      refreshing = null;
    });
    return refreshing;
  };

  const isFresh = (): boolean => monotonicMs() - heardAt <= 2 * partyPolicy.directoryRefreshMs;

  /** Waits only where waiting tells more: what is known goes on while the database is away. */
  async function fresh(): Promise<void> {
    if (isFresh()) return;
    const heard = refresh().catch((error) => {
      if (!(error instanceof DatabaseAway)) throw error;
    });
    if (guard.isAway()) heard.catch(() => {});
    else await heard;
  }

  /** What one asks about a stranger; again when meanwhile something was dropped, which this answer may not know of. */
  async function askAbout<T>(question: () => Promise<T>): Promise<T> {
    for (;;) {
      const before = drops;
      const answer = await guard.ask(question);
      if (drops === before) return answer;
    }
  }
  const partyOf = (partyId: string | null) =>
    partyId === null ? undefined : parties(db).where('p.party_id', '=', partyId).executeTakeFirst();

  async function meetClient(id: string): Promise<void> {
    const { client, party } = await askAbout(async () => {
      const client = await clients(db).where('client_id', '=', id).executeTakeFirst();
      return { client, party: client && (await partyOf(client.party_id)) };
    });
    if (client === undefined || client.revoked_at !== null) return unknown.add(id);
    if (party) putParty(partyRow(party));
    putClient(clientRow(client));
  }

  async function meetReader(tokenHash: Buffer, key: string): Promise<void> {
    const { reader, party } = await askAbout(async () => {
      const reader = await readers(db).where('token_hash', '=', tokenHash).executeTakeFirst();
      return { reader, party: reader && (await partyOf(reader.party_id)) };
    });
    if (reader === undefined || reader.revoked_at !== null) return unknown.add(key);
    if (party) putParty(partyRow(party));
    putReader(readerRow(reader));
  }

  const active = (partyId: string | null): boolean => partyId === null || partyById.has(partyId);

  return {
    async client(id, now) {
      await fresh();
      if (!clientById.has(id) && !unknown.has(id)) await meetClient(id);
      const client = clientById.get(id);
      const party = client && partyById.get(client.party_id);
      if (!party || (client.expires_at !== null && now >= client.expires_at)) return null;
      return {
        clientId: id,
        partyId: party.party_id,
        organisation: party.organisation,
        purposes: party.purposes,
        services: client.services.filter((service) => party.services.includes(service)),
        limits: client.limits ?? party.limits,
        countedApart: client.limits !== null,
      };
    },
    async reader(tokenHash) {
      await fresh();
      const key = tokenHash.toString('base64');
      if (!readerByHash.has(key) && !unknown.has(key)) await meetReader(tokenHash, key);
      const reader = readerByHash.get(key);
      return reader && active(reader.party_id) ? reader : null;
    },
    knownReader(key) {
      if (!isFresh()) return undefined;
      const reader = readerByHash.get(key);
      return reader && active(reader.party_id) ? reader : undefined;
    },
    readers: () => [...readerByHash.values()].filter(({ party_id }) => active(party_id)),
    ageMs: () => monotonicMs() - heardAt,
    refresh,
  };
}

/** Reads page after page, each by the last key of the one before. */
async function pages(
  size: number,
  read: (last: string | null) => Promise<[rows: number, last: string | undefined]>,
): Promise<void> {
  let last: string | null = null;
  for (;;) {
    const [rows, end]: [number, string | undefined] = await read(last);
    if (rows < size || end === undefined) return;
    last = end;
  }
}
