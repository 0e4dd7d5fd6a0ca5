import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { DatabaseAway, type DatabaseGuard } from './database-guard.ts';
import type { StatusSource } from './status-lists.ts';
import type { TrustSource } from './trust-list.ts';

type Row = {
  readonly kind: 'trust' | 'status';
  readonly list: number;
  readonly version: string;
  /** Unix seconds, as signed. */
  readonly issuedAt: number;
  readonly bytes: Uint8Array;
};

/**
 * Puts what changed of the signed lists where verification nodes find it. Several servers may do so at once: a list
 * gives way only to one that knows more, or knows the same later. While the database is away nothing is published.
 */
export function createPublisher(
  db: Kysely<Database>,
  { guard, trust, statuses }: { guard: DatabaseGuard; trust: TrustSource; statuses: StatusSource },
): () => Promise<void> {
  const sent = new Map<string, Uint8Array>();

  return async () => {
    const present = await trust();
    const { sequence, issuedAt } = present.trust;
    const rows: Row[] = [
      { kind: 'trust', list: 0, version: String(sequence), issuedAt, bytes: present.bytes },
    ];
    const live = await statuses.live();
    for (const list of live) {
      const known = await statuses.get(list);
      if (known === null) continue;
      const { version, snapshot, bytes } = known;
      rows.push({ kind: 'status', list, version, issuedAt: snapshot.issuedAt, bytes });
    }
    const fresh = rows.filter((row) => sent.get(keyOf(row)) !== row.bytes);
    if (fresh.length === 0) return;
    try {
      await guard.ask(() => write(db, fresh, Math.min(...live)));
      for (const row of fresh) sent.set(keyOf(row), row.bytes);
    } catch (error) {
      if (!(error instanceof DatabaseAway)) throw error;
    }
  };
}

const keyOf = ({ kind, list }: Row): string => `${kind} ${list}`;

async function write(db: Kysely<Database>, rows: readonly Row[], oldestLive: number): Promise<void> {
  await db
    .insertInto('published_list')
    .values(
      rows.map(({ kind, list, version, issuedAt, bytes }) => ({
        kind,
        list,
        version,
        issued_at: new Date(issuedAt * 1000),
        bytes: Buffer.from(bytes),
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'list'])
        .doUpdateSet((row) => ({
          version: row.ref('excluded.version'),
          issued_at: row.ref('excluded.issued_at'),
          bytes: row.ref('excluded.bytes'),
        }))
        .where(
          sql<boolean>`(excluded.version, excluded.issued_at) > (published_list.version, published_list.issued_at)`,
        ),
    )
    .execute();
  if (!Number.isFinite(oldestLive)) return;
  // Another server may know of a newer list than we do: only what lies behind us all is dead.
  await db.deleteFrom('published_list').where('kind', '=', 'status').where('list', '<', oldestLive).execute();
}
