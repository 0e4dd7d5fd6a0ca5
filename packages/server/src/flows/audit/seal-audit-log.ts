import { HOUR_MS, MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import type { Context } from '../../context.ts';
import {
  eventBytes,
  insertLeaves,
  lastCheckpoint,
  lastEventBefore,
  leafHashesFrom,
  unsealedEvents,
} from '../../db/audit-tree.ts';
import type { Queryable } from '../../db/settle-statements.ts';
import { signCheckpoint } from './checkpoint.ts';
import { appendCheckpoint, readCheckpoints } from './checkpoint-file.ts';
import { append, copyFrontier, emptyFrontier, type Frontier, leafHash, rootOf } from './merkle.ts';

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
 * Takes the tree up where it stands. Throws when the stored leaves do not give the last signed head: then the log was
 * tampered with, and sealing on would cover it up.
 */
export async function openSequencer(
  context: Pick<Context, 'keys' | 'clock'>,
  on: Queryable,
  file: string,
): Promise<Sequencer> {
  let frontier = await loadTree(on);
  const last = await lastCheckpoint(on);
  if (Number(last?.tree_size ?? 0) !== frontier.size || (last && !last.root_hash.equals(rootOf(frontier))))
    throw new Error('the audit log does not give its last checkpoint; run `suizheng audit verify`');
  let lastAt = last?.at ?? null;
  let floor = '0';
  let floorDue = 0;
  if (last) await repairFile(file, Number(last.tree_size), last.signed.toString());

  return {
    async sealOnce() {
      const since = lastAt && new Date(lastAt.getTime() - TOO_LATE_MS);
      const events = await unsealedEvents(on, floor, since, BATCH);
      if (events.length === 0) {
        if (context.clock().getTime() >= floorDue) {
          floor = await lastEventBefore(on, new Date(Date.now() - LONGEST_TRANSACTION_MS));
          floorDue = context.clock().getTime() + 10 * MINUTE_MS;
        }
        return 0;
      }
      const grown = copyFrontier(frontier);
      const leaves = events.map((event) => {
        const hash = leafHash(eventBytes(event));
        append(grown, hash);
        return { eventId: event.event_id, hash };
      });
      const head = { size: grown.size, root: rootOf(grown) };
      const note = await signCheckpoint(head, context.keys.auditSigner());
      await insertLeaves(on, frontier.size, leaves, { ...head, note });
      frontier = grown;
      lastAt = new Date();
      // After the commit: a crash in between leaves the file one head behind, and the next start repairs it.
      await appendCheckpoint(file, { size: head.size, note });
      return events.length;
    },
  };
}

async function loadTree(on: Queryable): Promise<Frontier> {
  const frontier = emptyFrontier();
  for (;;) {
    const page = await leafHashesFrom(on, frontier.size, PAGE);
    for (const hash of page) append(frontier, hash);
    if (page.length < PAGE) return frontier;
  }
}

async function repairFile(file: string, size: number, note: string): Promise<void> {
  const lines = await readCheckpoints(file);
  if (!lines.some((line) => line?.size === size)) await appendCheckpoint(file, { size, note });
}
