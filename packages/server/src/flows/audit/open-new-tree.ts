import type { PoolClient } from 'pg';
import type { Actor, Context } from '../../context.ts';
import { lastCheckpoint, unsealedEvents } from '../../db/audit-tree.ts';
import { digestOfFaults } from './audit-faults.ts';
import { appendCheckpoint } from './checkpoint-file.ts';
import { SEQUENCER_LOCK } from './run-sequencer.ts';
import { sealInto } from './seal-audit-log.ts';
import { type Closed, OPENING_ACTION, OPENING_OBJECT, type Opening } from './tree-opening.ts';
import { type AuditFindings, findAll, OVERDUE_MS } from './verify-audit.ts';

/** Who opens a new tree, and why, in their own words. */
export type NewTree = { readonly by: string; readonly why: string; readonly actor: Actor };

/** What became of it: opened; refused because nothing is wrong with the tree in use, or because a worker is sealing it. */
export type NewTreeResult =
  | { readonly kind: 'opened'; readonly opening: Opening; readonly tree: number; readonly sealed: number }
  | { readonly kind: 'whole' | 'being-sealed' };

/** How long a worker that cannot seal is waited for: it lets go of the lock between its attempts. */
const LOCK_WAIT_MS = 10_000;

/**
 * Opens a new tree after the one in use was tampered with, and seals in it what waited. Its first event says by whom, why,
 * and of every closed tree its last good head, the first bad place and a digest of all that is wrong: what is touched
 * there afterwards shows. Nothing of the old tree is changed. All in one transaction, which nobody seals beside.
 */
export async function openNewTree(
  context: Pick<Context, 'pool' | 'keys'>,
  file: string,
  asked: NewTree,
  lockWaitMs: number = LOCK_WAIT_MS,
): Promise<NewTreeResult> {
  const client = await context.pool.connect();
  try {
    if (!(await takeLock(client, lockWaitMs))) return { kind: 'being-sealed' };
    await client.query('begin isolation level repeatable read');
    const findings = await findAll(context, client, file);
    if (findings.trees.at(-1)!.faults.length === 0) return { kind: 'whole' };
    const tree = findings.trees.length + 1;
    const { opening, notes, sealed } = await seal(context, client, tree, findings, asked);
    await client.query('commit');
    // After the commit, as the sequencer does: a crash in between leaves the file behind, and its next start repairs it.
    for (const note of notes) await appendCheckpoint(file, note);
    return { kind: 'opened', opening, tree, sealed };
  } finally {
    // With the connection go the lock and what was not committed.
    client.release(true);
  }
}

async function takeLock(client: PoolClient, waitMs: number): Promise<boolean> {
  await client.query(`set lock_timeout = ${Math.round(waitMs)}`);
  try {
    await client.query('select pg_advisory_lock($1)', [SEQUENCER_LOCK]);
    return true;
  } catch (error) {
    // lock_not_available
    if ((error as { code?: string }).code === '55P03') return false;
    throw error;
  }
}

async function seal(
  { keys }: Pick<Context, 'keys'>,
  client: PoolClient,
  tree: number,
  { trees }: AuditFindings,
  { by, why, actor }: NewTree,
) {
  const last = await lastCheckpoint(client, tree - 1);
  // What was overdue by then stays unsealed, as a fault of the old tree.
  const from = last ? new Date(last.at.getTime() - OVERDUE_MS) : null;
  const waiting = await unsealedEvents(client, '0', from, MOST_WAITING);
  const closed = trees.map(
    ({ head, faults }, index): Closed => ({
      tree: index + 1,
      head,
      first: faults[0] ?? null,
      faults: faults.length,
      digest: digestOfFaults(faults),
    }),
  );
  const opening: Opening = { by, why, closed, from: from?.toISOString() ?? null, waited: waiting.length };
  const { rows } = await client.query<{ event_id: string }>(
    `insert into audit_event (actor_kind, actor_id, action, object_kind, object_id, detail, trace_id)
     values ($1, $2, $3, $4, $5, $6, $7) returning event_id::text`,
    [
      actor.kind,
      actor.id,
      OPENING_ACTION,
      OPENING_OBJECT,
      String(tree),
      JSON.stringify(opening),
      actor.traceId,
    ],
  );
  const before = String(BigInt(rows[0]!.event_id) - 1n);
  const [first] = await unsealedEvents(client, before, null, 1);
  const into = { on: client, signer: keys.auditSigner(), tree };
  const begun = await sealInto(into, null, [first!]);
  const rest = waiting.length === 0 ? null : await sealInto(into, begun.frontier, waiting);
  return {
    opening,
    sealed: waiting.length + 1,
    notes: [begun, rest].flatMap((one) => (one ? [one.line] : [])),
  };
}

/** All that waited, however long nobody looked. */
const MOST_WAITING = 10_000_000;
