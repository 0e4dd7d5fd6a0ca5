import type { Queryable } from './settle-statements.ts';

/** One event as it is hashed: every column as text, so that nothing depends on how a program reads it. */
export type EventRow = {
  readonly event_id: string;
  readonly at: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly action: string;
  readonly object_kind: string;
  readonly object_id: string;
  readonly detail: string;
  readonly trace_id: string | null;
};

const COLUMNS = `e.event_id::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  e.actor_kind, e.actor_id, e.action, e.object_kind, e.object_id, e.detail::text, e.trace_id`;

/** The canonical bytes of an event: a JSON array of its columns in this order. */
export function eventBytes(row: EventRow): Buffer {
  const { event_id, at, actor_kind, actor_id, action, object_kind, object_id, detail, trace_id } = row;
  return Buffer.from(
    JSON.stringify([event_id, at, actor_kind, actor_id, action, object_kind, object_id, detail, trace_id]),
  );
}

/**
 * Committed events without a leaf, oldest id first. Ids are not in the order of commits, so it is the missing leaf
 * that counts, never the id; below `floor` everything was sealed long ago. An event dated before `since` is left alone.
 */
export async function unsealedEvents(
  on: Queryable,
  floor: string,
  since: Date | null,
  limit: number,
): Promise<EventRow[]> {
  const text = `select ${COLUMNS} from audit_event e
    where e.event_id > $1 and ($2::timestamptz is null or e.at >= $2)
      and not exists (select from audit_leaf l where l.event_id = e.event_id)
    order by e.event_id limit $3`;
  return (await on.query<EventRow>({ name: 'audit-unsealed', text, values: [floor, since, limit] })).rows;
}

/** Appends leaves to a tree, from the index `first` on, and its new head, dated `at` or now. */
export async function insertLeaves(
  on: Queryable,
  tree: number,
  first: number,
  leaves: readonly { readonly eventId: string; readonly hash: Buffer }[],
  head: { readonly size: number; readonly root: Buffer; readonly note: string },
  at: Date | null = null,
): Promise<void> {
  const text = `with leaf as (
      insert into audit_leaf (tree, leaf_index, event_id, leaf_hash)
      select $7, $1::bigint + n - 1, id, hash from unnest($2::bigint[], $3::bytea[]) with ordinality as t (id, hash, n))
    insert into audit_checkpoint (tree, tree_size, root_hash, signed, at)
    values ($7, $4, $5, $6, coalesce($8::timestamptz, now()))`;
  const values = [
    first,
    leaves.map((leaf) => leaf.eventId),
    leaves.map((leaf) => leaf.hash),
    head.size,
    head.root,
    Buffer.from(head.note),
    tree,
    at,
  ];
  await on.query({ name: 'audit-seal', text, values });
}

/** One leaf with its event, when that is still there. */
export type LeafRow = {
  readonly leaf_index: string;
  readonly leaf_event_id: string;
  readonly leaf_hash: Buffer;
} & Partial<EventRow>;

/** Leaves of a tree from an index on, in order, with their events. */
export async function leavesFrom(
  on: Queryable,
  tree: number,
  index: number,
  limit: number,
): Promise<LeafRow[]> {
  const text = `select l.leaf_index::text, l.event_id::text as leaf_event_id, l.leaf_hash, ${COLUMNS}
    from audit_leaf l left join audit_event e on e.event_id = l.event_id
    where l.tree = $1 and l.leaf_index >= $2 order by l.leaf_index limit $3`;
  return (await on.query<LeafRow>({ text, values: [tree, index, limit] })).rows;
}

/** Leaf hashes alone, from an index on. */
export async function leafHashesFrom(
  on: Queryable,
  tree: number,
  index: number,
  limit: number,
): Promise<Buffer[]> {
  const text =
    'select leaf_hash from audit_leaf where tree = $1 and leaf_index >= $2 order by leaf_index limit $3';
  return (await on.query<{ leaf_hash: Buffer }>({ text, values: [tree, index, limit] })).rows.map(
    (row) => row.leaf_hash,
  );
}

/** A signed head of a tree. */
export type CheckpointRow = {
  readonly tree_size: string;
  readonly root_hash: Buffer;
  readonly signed: Buffer;
  readonly at: Date;
};

/** Heads of a tree larger than a size, smallest first. */
export async function checkpointsFrom(
  on: Queryable,
  tree: number,
  size: number,
  limit: number,
): Promise<CheckpointRow[]> {
  const text =
    'select * from audit_checkpoint where tree = $1 and tree_size > $2 order by tree_size limit $3';
  return (await on.query<CheckpointRow>({ text, values: [tree, size, limit] })).rows;
}

/** The largest head of a tree, or undefined before the first. */
export async function lastCheckpoint(on: Queryable, tree: number): Promise<CheckpointRow | undefined> {
  const text = 'select * from audit_checkpoint where tree = $1 order by tree_size desc limit 1';
  return (await on.query<CheckpointRow>({ text, values: [tree] })).rows[0];
}

/** The tree in which events are sealed: the last of which there is a leaf or a head; 1 at the beginning. */
export async function currentTree(on: Queryable): Promise<number> {
  const text = `select greatest(1, (select max(tree) from audit_leaf), (select max(tree) from audit_checkpoint)) as tree`;
  return (await on.query<{ tree: number }>({ text, values: [] })).rows[0]!.tree;
}

/** The largest event id dated before an instant: everything up to it has been sealed, when nothing is unsealed. */
export async function lastEventBefore(on: Queryable, before: Date): Promise<string> {
  const text = 'select event_id::text from audit_event where at < $1 order by event_id desc limit 1';
  return (await on.query<{ event_id: string }>(text, [before])).rows[0]?.event_id ?? '0';
}
