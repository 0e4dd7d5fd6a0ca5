import { MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import type { PoolClient } from 'pg';
import type { Context } from '../../context.ts';
import { nodeCrypto } from '../../crypto/node-crypto.ts';
import {
  checkpointsFrom,
  type EventRow,
  eventBytes,
  type LeafRow,
  lastCheckpoint,
  leavesFrom,
  unsealedEvents,
} from '../../db/audit-tree.ts';
import { type Head, openCheckpoint } from './checkpoint.ts';
import { readCheckpoints } from './checkpoint-file.ts';
import { append, emptyFrontier, leafHash, rootOf } from './merkle.ts';

/** What is wrong with the log, each with the events or the tree size where it shows. */
export type AuditFault =
  /** The event's row is not what was sealed. */
  | { readonly kind: 'changed' | 'removed'; readonly eventId: string; readonly leaf: number }
  /** An event that nobody sealed though sealing went on past it, or a leaf that no signed head covers. */
  | { readonly kind: 'inserted'; readonly eventId: string }
  /** A leaf is gone; it came right after this event (null: it was the first). */
  | { readonly kind: 'leaf-missing'; readonly leaf: number; readonly afterEventId: string | null }
  /** Leaves were rewritten together with their events; these are the events between the last good head and the bad one. */
  | { readonly kind: 'rewritten'; readonly treeSize: number; readonly eventIds: readonly string[] }
  /** A head without a good signature, in the database or in the file. */
  | { readonly kind: 'checkpoint-forged'; readonly treeSize: number; readonly where: 'database' | 'file' }
  /** The file knows a head that the database does not have any more, or has otherwise. */
  | { readonly kind: 'history-lost'; readonly treeSize: number };

/** The answer of `suizheng audit verify`. */
export type AuditReport = {
  readonly ok: boolean;
  readonly treeSize: number;
  /** Events that wait for the sequencer; normal for about a second. */
  readonly unsealed: number;
  readonly faults: readonly AuditFault[];
};

const PAGE = 5_000;
/** More faults than this say nothing new. */
const MOST_FAULTS = 200;
/** An event this much older than the last head should have been sealed long ago. */
const OVERDUE_MS = MINUTE_MS;

/** Recomputes every leaf and every signed head, and compares with the file of heads; reads only. */
export async function verifyAudit(
  context: Pick<Context, 'pool' | 'keys'>,
  file: string,
): Promise<AuditReport> {
  const crypto = nodeCrypto();
  const publicKeys = context.keys.auditPublicKeys();
  const client = await context.pool.connect();
  try {
    // One snapshot: the sequencer goes on while we read.
    await client.query('begin isolation level repeatable read read only');
    const faults: AuditFault[] = [];
    const heads = new Map<number, Head>();
    for (let size = 0; ; ) {
      const page = await checkpointsFrom(client, size, PAGE);
      for (const row of page) {
        size = Number(row.tree_size);
        const head = await openCheckpoint(row.signed.toString(), publicKeys, crypto);
        if (head?.size !== size || !head.root.equals(row.root_hash))
          faults.push({ kind: 'checkpoint-forged', treeSize: size, where: 'database' });
        else heads.set(size, head);
      }
      if (page.length < PAGE) break;
    }
    const treeSize = await walkLeaves(client, heads, faults);
    const unsealed = await lookAtUnsealed(client, faults);
    for (const line of await readCheckpoints(file)) {
      if (!line) continue;
      const head = await openCheckpoint(line.note, publicKeys, crypto);
      if (head?.size !== line.size)
        faults.push({ kind: 'checkpoint-forged', treeSize: line.size, where: 'file' });
      else if (!heads.get(head.size)?.root.equals(head.root))
        faults.push({ kind: 'history-lost', treeSize: head.size });
    }
    return { ok: faults.length === 0, treeSize, unsealed, faults: faults.slice(0, MOST_FAULTS) };
  } finally {
    await client.query('rollback').catch(() => {});
    client.release();
  }
}

/** Walks the leaves in order, names each event that is not as sealed, and compares the root wherever a head was signed. */
async function walkLeaves(
  client: PoolClient,
  heads: ReadonlyMap<number, Head>,
  faults: AuditFault[],
): Promise<number> {
  const largest = Math.max(0, ...heads.keys());
  const tree = emptyFrontier();
  let sinceGood: string[] = [];
  let broken = false;
  let before: string | null = null;
  for (let index = 0; ; ) {
    const page = await leavesFrom(client, index, PAGE);
    for (const row of page) {
      for (; index < Number(row.leaf_index); index += 1) {
        faults.push({ kind: 'leaf-missing', leaf: index, afterEventId: before });
        broken = true;
      }
      if (index >= largest) faults.push({ kind: 'inserted', eventId: row.leaf_event_id });
      else compare(row, index, faults);
      append(tree, row.leaf_hash);
      sinceGood.push(row.leaf_event_id);
      before = row.leaf_event_id;
      index += 1;
      const head = heads.get(index);
      if (!head || broken) continue;
      // Past a bad head every later one is bad too; only the first tells where.
      if (!head.root.equals(rootOf(tree))) {
        faults.push({ kind: 'rewritten', treeSize: index, eventIds: sinceGood.slice(0, MOST_FAULTS) });
        broken = true;
      }
      sinceGood = [];
    }
    if (page.length < PAGE) {
      for (; index < largest; index += 1)
        faults.push({ kind: 'leaf-missing', leaf: index, afterEventId: before });
      return tree.size;
    }
  }
}

function compare(row: LeafRow, leaf: number, faults: AuditFault[]): void {
  const eventId = row.leaf_event_id;
  if (row.event_id === null || row.event_id === undefined) faults.push({ kind: 'removed', eventId, leaf });
  else if (!leafHash(eventBytes(row as EventRow)).equals(row.leaf_hash))
    faults.push({ kind: 'changed', eventId, leaf });
}

async function lookAtUnsealed(client: PoolClient, faults: AuditFault[]): Promise<number> {
  const last = await lastCheckpoint(client);
  const unsealed = await unsealedEvents(client, '0', null, 100_000);
  for (const event of unsealed) {
    const overdue = last && new Date(event.at).getTime() < last.at.getTime() - OVERDUE_MS;
    if (overdue) faults.push({ kind: 'inserted', eventId: event.event_id });
  }
  return unsealed.length;
}
