import type { CryptoPort } from '@suizheng/domain/credential/crypto-port.ts';
import { checkpointsFrom, type EventRow, eventBytes, type LeafRow, leavesFrom } from '../../db/audit-tree.ts';
import type { Queryable } from '../../db/settle-statements.ts';
import type { AuditFault } from './audit-faults.ts';
import { type Head, openCheckpoint } from './checkpoint.ts';
import type { CheckpointLine } from './checkpoint-file.ts';
import { append, emptyFrontier, leafHash, rootOf } from './merkle.ts';

/** By what a tree is judged. */
export type WalkWith = {
  readonly publicKeys: ReadonlyMap<string, Uint8Array>;
  readonly crypto: Pick<CryptoPort, 'verifyP256'>;
  /** Lines of the file of heads that are of this tree. */
  readonly lines: readonly CheckpointLine[];
};

/** A tree as it was found. `head` is the largest that was signed well, as it was signed. */
export type WalkedTree = {
  readonly treeSize: number;
  readonly head: string | null;
  readonly faults: AuditFault[];
};

const PAGE = 5_000;
/** Events named with a batch that was rewritten. */
const MOST_EVENTS = 200;

/** Recomputes every leaf and every signed head of one tree, and compares with the file's heads of it. */
export async function walkTree(
  on: Queryable,
  tree: number,
  { publicKeys, crypto, lines }: WalkWith,
): Promise<WalkedTree> {
  const faults: AuditFault[] = [];
  const heads = new Map<number, Head>();
  const notes = new Map<number, string>();
  let best: { readonly size: number; readonly note: string } | null = null;
  for (let size = 0; ; ) {
    const page = await checkpointsFrom(on, tree, size, PAGE);
    for (const row of page) {
      size = Number(row.tree_size);
      const note = row.signed.toString();
      const head = await openCheckpoint(note, tree, publicKeys, crypto);
      if (head?.size !== size || !head.root.equals(row.root_hash))
        faults.push({ kind: 'checkpoint-forged', treeSize: size, where: 'database' });
      else {
        heads.set(size, head);
        notes.set(size, note);
        best = { size, note };
      }
    }
    if (page.length < PAGE) break;
  }
  const treeSize = await walkLeaves(on, tree, heads, faults);
  for (const line of lines) {
    // The very words that were judged above: a year of heads is not judged twice while a transaction waits.
    const known = notes.get(line.size) === line.note ? heads.get(line.size) : undefined;
    const head = known ?? (await openCheckpoint(line.note, tree, publicKeys, crypto));
    if (head?.size !== line.size)
      faults.push({ kind: 'checkpoint-forged', treeSize: line.size, where: 'file' });
    else {
      if (best === null || head.size > best.size) best = { size: head.size, note: line.note };
      if (!heads.get(head.size)?.root.equals(head.root))
        faults.push({ kind: 'history-lost', treeSize: head.size });
    }
  }
  return { treeSize, head: best?.note ?? null, faults };
}

/** Walks the leaves in order, names each event that is not as sealed, and compares the root wherever a head was signed. */
async function walkLeaves(
  on: Queryable,
  tree: number,
  heads: ReadonlyMap<number, Head>,
  faults: AuditFault[],
): Promise<number> {
  let largest = 0;
  for (const size of heads.keys()) largest = Math.max(largest, size);
  const frontier = emptyFrontier();
  let sinceGood: string[] = [];
  let broken = false;
  let before: string | null = null;
  for (let index = 0; ; ) {
    const page = await leavesFrom(on, tree, index, PAGE);
    for (const row of page) {
      for (; index < Number(row.leaf_index); index += 1) {
        faults.push({ kind: 'leaf-missing', leaf: index, afterEventId: before });
        broken = true;
      }
      if (index >= largest) faults.push({ kind: 'inserted', eventId: row.leaf_event_id });
      else compare(row, index, faults);
      append(frontier, row.leaf_hash);
      sinceGood.push(row.leaf_event_id);
      before = row.leaf_event_id;
      index += 1;
      const head = heads.get(index);
      if (!head || broken) continue;
      // Past a bad head every later one is bad too; only the first tells where.
      if (!head.root.equals(rootOf(frontier))) {
        faults.push({ kind: 'rewritten', treeSize: index, eventIds: sinceGood.slice(0, MOST_EVENTS) });
        broken = true;
      }
      sinceGood = [];
    }
    if (page.length < PAGE) {
      for (; index < largest; index += 1)
        faults.push({ kind: 'leaf-missing', leaf: index, afterEventId: before });
      return frontier.size;
    }
  }
}

function compare(row: LeafRow, leaf: number, faults: AuditFault[]): void {
  const eventId = row.leaf_event_id;
  if (row.event_id === null || row.event_id === undefined) faults.push({ kind: 'removed', eventId, leaf });
  else if (!leafHash(eventBytes(row as EventRow)).equals(row.leaf_hash))
    faults.push({ kind: 'changed', eventId, leaf });
}
