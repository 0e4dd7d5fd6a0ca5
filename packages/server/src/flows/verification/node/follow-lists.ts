import type { CryptoPort } from '@suizheng/domain/credential/crypto-port.ts';
import { openStatusList, type StatusSnapshot } from '@suizheng/domain/credential/status-list.ts';
import { openTrustList, type TrustAnchor, type TrustList } from '@suizheng/domain/credential/trust-list.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { type Kysely, sql } from 'kysely';
import type { Context } from '../../../context.ts';
import type { Database } from '../../../db/schema.ts';
import type { DatabaseGuard } from '../database-guard.ts';
import { type Published, published } from '../trust-list.ts';

/** A signed list as it stands in the database and in a node's snapshot. */
export type SignedList = {
  readonly kind: 'trust' | 'status';
  readonly list: number;
  readonly version: string;
  /** Unix seconds, as signed. */
  readonly issuedAt: number;
  readonly bytes: Uint8Array;
};

/** The lists that a node knows, each opened under the pinned trust root. */
export type FollowedLists = {
  trust(): { readonly trust: TrustList; readonly published: Published } | null;
  status(list: number): { readonly snapshot: StatusSnapshot; readonly published: Published } | null;
  /** Asks what changed; rejects with DatabaseAway. */
  refresh(): Promise<void>;
  /** True while the database was heard a moment ago and no change it told of has been missing for longer than that. */
  isYoung(): boolean;
  /** Milliseconds since the database last told what changed; Infinity before the first time. */
  ageMs(): number;
  /** Takes lists of an earlier process in; those that do not open are passed over. */
  restore(lists: readonly SignedList[]): Promise<void>;
  /** Everything known, as it came. */
  all(): readonly SignedList[];
};

const keyOf = ({ kind, list }: Pick<SignedList, 'kind' | 'list'>): string => `${kind} ${list}`;
const { greenForMs } = verificationPolicy.nodes;

/** Follows the lists that full servers publish; asks for bytes only of what changed. */
export function followLists(
  { db, clock, log }: Pick<Context, 'db' | 'clock' | 'log'>,
  {
    guard,
    anchor,
    crypto,
    monotonicMs,
  }: {
    guard: DatabaseGuard;
    anchor: () => TrustAnchor;
    crypto: Pick<CryptoPort, 'verifyKnownP256'>;
    monotonicMs: () => number;
  },
): FollowedLists {
  const known = new Map<string, SignedList>();
  const statuses = new Map<number, { snapshot: StatusSnapshot; published: Published }>();
  /** Since when a list is behind the version that the database names. */
  const behind = new Map<number, number>();
  let trust: { trust: TrustList; published: Published } | null = null;
  let heardAt = Number.NEGATIVE_INFINITY;
  let refreshing: Promise<void> | null = null;

  async function take(row: Omit<SignedList, 'issuedAt'>): Promise<void> {
    // Its own copy: a view into a packet would hold the whole packet.
    const bytes = new Uint8Array(row.bytes);
    if (row.kind === 'trust') {
      const opened = await openTrustList(bytes, anchor(), clock(), crypto);
      if (!opened.ok) return refuse(row, opened.reason);
      const { refreshMs } = verificationPolicy.trustList;
      trust = { trust: opened.trust, published: published(bytes, Math.floor(refreshMs / 1000)) };
    } else {
      const opened = await openStatusList(bytes, trust?.trust.keys ?? [], crypto);
      if (!opened.ok) return refuse(row, opened.reason);
      const maxAge = Math.max(1, Math.floor(verificationPolicy.statusList.checkMs / 1000));
      statuses.set(row.list, { snapshot: opened.snapshot, published: published(bytes, maxAge) });
    }
    const { kind, list, version } = row;
    known.set(keyOf(row), { kind, list, version, issuedAt: issuedAtOf(kind, list), bytes });
  }

  const refuse = ({ kind, list }: Pick<SignedList, 'kind' | 'list'>, reason: string) =>
    log.error({ kind, list, reason }, 'a published list does not open');

  async function ask(): Promise<void> {
    const began = monotonicMs();
    const [present, wanted] = await guard.ask(() => readOverview(db));
    const changed = present.filter((row) => {
      const mine = known.get(keyOf(row));
      return (
        mine === undefined || mine.version !== row.version || issuedAtOf(row.kind, row.list) < row.issuedAt
      );
    });
    if (changed.length > 0) {
      const rows = await guard.ask(() => readBytes(db, changed));
      // The trust list first: its keys open the others.
      for (const row of rows.sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'trust' ? -1 : 1)))
        await take(row);
    }
    const live = new Set(present.filter(({ kind }) => kind === 'status').map(({ list }) => list));
    for (const list of statuses.keys()) {
      if (live.has(list)) continue;
      statuses.delete(list);
      known.delete(keyOf({ kind: 'status', list }));
    }
    for (const list of live) {
      const mine = BigInt(known.get(keyOf({ kind: 'status', list }))?.version ?? -1);
      if (mine >= BigInt(wanted.get(list) ?? 0)) behind.delete(list);
      else if (!behind.has(list)) behind.set(list, began);
    }
    for (const list of behind.keys()) if (!live.has(list)) behind.delete(list);
    heardAt = began;
  }

  const issuedAtOf = (kind: SignedList['kind'], list: number): number =>
    (kind === 'trust' ? trust?.trust.issuedAt : statuses.get(list)?.snapshot.issuedAt) ?? -1;

  return {
    trust: () => trust,
    status: (list) => statuses.get(list) ?? null,
    refresh() {
      refreshing ??= ask().finally(() => {
        refreshing = null;
      });
      return refreshing;
    },
    isYoung() {
      const now = monotonicMs();
      if (now - heardAt > greenForMs) return false;
      for (const since of behind.values()) if (now - since > greenForMs) return false;
      return true;
    },
    ageMs: () => monotonicMs() - heardAt,
    async restore(lists) {
      for (const kind of ['trust', 'status'] as const) {
        for (const row of lists) if (row.kind === kind && !known.has(keyOf(row))) await take(row);
      }
    },
    all: () => [...known.values()],
  };
}

type Overview = { kind: 'trust' | 'status'; list: number; version: string; issuedAt: number };

async function readOverview(db: Kysely<Database>): Promise<[Overview[], Map<number, string>]> {
  const { rows } = await sql<{
    kind: 'trust' | 'status';
    list: number;
    version: string;
    at: string;
    wanted: string;
  }>`
    select p.kind, p.list, p.version, floor(extract(epoch from p.issued_at))::bigint as at,
      coalesce(v.version, 0) as wanted
    from published_list p left join status_list_version v on p.kind = 'status' and v.status_list = p.list`.execute(
    db,
  );
  return [
    rows.map(({ kind, list, version, at }) => ({ kind, list, version, issuedAt: Number(at) })),
    new Map(rows.filter(({ kind }) => kind === 'status').map(({ list, wanted }) => [list, wanted])),
  ];
}

async function readBytes(
  db: Kysely<Database>,
  of: readonly Overview[],
): Promise<Omit<SignedList, 'issuedAt'>[]> {
  return db
    .selectFrom('published_list')
    .select(['kind', 'list', 'version', 'bytes'])
    .where((row) =>
      row.or(of.map(({ kind, list }) => row.and([row('kind', '=', kind), row('list', '=', list)]))),
    )
    .execute();
}
