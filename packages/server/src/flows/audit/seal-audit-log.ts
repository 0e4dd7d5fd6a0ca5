import type { Signer } from '@suizheng/domain/credential/crypto-port.ts';
import { HOUR_MS, MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import type { Context } from '../../context.ts';
import { nodeCrypto } from '../../crypto/node-crypto.ts';
import {
  currentTree,
  type EventRow,
  eventBytes,
  insertLeaves,
  lastCheckpoint,
  lastEventBefore,
  leafHashesFrom,
  unsealedEvents,
} from '../../db/audit-tree.ts';
import type { Queryable } from '../../db/settle-statements.ts';
import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { appendCheckpoint, type CheckpointLine, readCheckpoints } from './checkpoint-file.ts';
import { append, copyFrontier, emptyFrontier, type Frontier, leafHash, rootOf } from './merkle.ts';
import { openingOf } from './tree-opening.ts';

/** Events sealed in one transaction. */
const BATCH = 2_000;
const PAGE = 20_000;
/** No transaction of ours lives this long, so every event older than it has been seen (db/connect.ts ends idle ones). */
const LONGEST_TRANSACTION_MS = HOUR_MS;
/** An event dated this much before the last head was not written by us just now: left unsealed, `audit verify` names it. */
const TOO_LATE_MS = 10 * MINUTE_MS;

/** Seals what is not sealed yet; one at a time may exist for a database, which its caller's lock ensures. */
export type Sequencer = {
  /** Seals one batch on the connection that holds the lock; answers how many events. */
  sealOnce(): Promise<number>;
};

/**
 * Takes the current tree up where it stands. Throws when the stored leaves do not give the last signed head: then the log
 * was tampered with, and sealing on would cover it up. `suizheng audit new-tree` is the way on.
 */
export async function openSequencer(
  context: Pick<Context, 'keys' | 'clock'>,
  on: Queryable,
  file: string,
): Promise<Sequencer> {
  const { keys } = context;
  const tree = await currentTree(on);
  let frontier = await loadTree(on, tree);
  const last = await lastCheckpoint(on, tree);
  const signed =
    last && (await openCheckpoint(last.signed.toString(), tree, keys.auditPublicKeys(), nodeCrypto()));
  const opening = await openingOf(on, tree);
  const stands = last
    ? signed?.size === frontier.size &&
      signed.root.equals(rootOf(frontier)) &&
      last.root_hash.equals(signed.root)
    : frontier.size === 0;
  if (!stands || (tree > 1 && opening === null))
    throw new Error('the audit log does not give its last checkpoint; run `suizheng audit verify`');
  let lastAt = last?.at ?? null;
  let floor = '0';
  let floorDue = 0;
  if (last) await repairFile(file, { tree, size: Number(last.tree_size), note: last.signed.toString() });

  return {
    async sealOnce() {
      const events = await unsealedEvents(on, floor, sealedSince(lastAt, opening), BATCH);
      if (events.length === 0) {
        if (context.clock().getTime() >= floorDue) {
          floor = await lastEventBefore(on, new Date(Date.now() - LONGEST_TRANSACTION_MS));
          floorDue = context.clock().getTime() + 10 * MINUTE_MS;
        }
        return 0;
      }
      // A full batch of what has waited long: its head is of the time of its events, not to make the rest look late.
      const at = events.length < BATCH ? null : headTime(events, lastAt);
      const sealed = await sealInto({ on, signer: keys.auditSigner(), tree }, frontier, events, at);
      frontier = sealed.frontier;
      lastAt = at ?? new Date();
      // After the commit: a crash in between leaves the file one head behind, and the next start repairs it.
      await appendCheckpoint(file, sealed.line);
      return events.length;
    },
  };
}

/** Appends events to a tree (null: a new one) and signs its head; answers both. */
export async function sealInto(
  { on, signer, tree }: { readonly on: Queryable; readonly signer: Signer; readonly tree: number },
  frontier: Frontier | null,
  events: readonly EventRow[],
  at: Date | null = null,
): Promise<{ readonly frontier: Frontier; readonly line: CheckpointLine }> {
  const grown = frontier ? copyFrontier(frontier) : emptyFrontier();
  const first = grown.size;
  const leaves = events.map((event) => {
    const hash = leafHash(eventBytes(event));
    append(grown, hash);
    return { eventId: event.event_id, hash };
  });
  const head = { size: grown.size, root: rootOf(grown) };
  const note = await signCheckpoint(head, tree, signer);
  await insertLeaves(on, tree, first, leaves, { ...head, note }, at);
  return { frontier: grown, line: { tree, size: head.size, note } };
}

/** From when on unsealed events are taken; a new tree takes none that was left to the one before it. */
function sealedSince(lastAt: Date | null, opening: { readonly from: string | null } | null): Date | null {
  const since = lastAt && new Date(lastAt.getTime() - TOO_LATE_MS);
  const from = opening?.from ? new Date(opening.from) : null;
  return since && from ? new Date(Math.max(since.getTime(), from.getTime())) : (since ?? from);
}

/** When the last of the events was, but never before the last head and never to come: who dates events moves no head. */
function headTime(events: readonly EventRow[], lastAt: Date | null): Date {
  const latest = Math.max(...events.map(({ at }) => new Date(at).getTime()));
  return new Date(Math.max(lastAt?.getTime() ?? 0, Math.min(latest, Date.now())));
}

async function loadTree(on: Queryable, tree: number): Promise<Frontier> {
  const frontier = emptyFrontier();
  for (;;) {
    const page = await leafHashesFrom(on, tree, frontier.size, PAGE);
    for (const hash of page) append(frontier, hash);
    if (page.length < PAGE) return frontier;
  }
}

async function repairFile(file: string, last: CheckpointLine): Promise<void> {
  const lines = await readCheckpoints(file);
  const isThere = lines.some((line) => line?.tree === last.tree && line.size === last.size);
  if (!isThere) await appendCheckpoint(file, last);
}
