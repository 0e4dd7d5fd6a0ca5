import { MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import type { Context } from '../../context.ts';
import { nodeCrypto } from '../../crypto/node-crypto.ts';
import { currentTree, lastCheckpoint, unsealedEvents } from '../../db/audit-tree.ts';
import type { Queryable } from '../../db/settle-statements.ts';
import { type AuditFault, digestOfFaults } from './audit-faults.ts';
import { readCheckpoints } from './checkpoint-file.ts';
import { openingOf } from './tree-opening.ts';
import { type WalkedTree, walkTree } from './walk-tree.ts';

/** A tree that was closed because it was tampered with, and what was said of it when the one after it was opened. */
export type ClosedTree = {
  readonly tree: number;
  readonly treeSize: number;
  /** True where it has the very faults that it was closed for; false where something was touched since. */
  readonly known: boolean;
  readonly faults: readonly AuditFault[];
  readonly closedAt: string | null;
  readonly by: string | null;
  readonly why: string | null;
};

/** The answer of `suizheng audit verify`. A log with a closed tree is never whole again: `ok` stays false. */
export type AuditReport = {
  readonly ok: boolean;
  /** `closed`: nothing is wrong but what closed an earlier tree. */
  readonly state: 'whole' | 'closed' | 'tampered';
  /** Of the tree in which events are sealed now. */
  readonly tree: number;
  readonly treeSize: number;
  /** Events that wait for the sequencer; normal for about a second. */
  readonly unsealed: number;
  /** What is wrong with that tree. */
  readonly faults: readonly AuditFault[];
  readonly closed: readonly ClosedTree[];
};

/** Every tree as it stands, the current one last; for who closes it. */
export type AuditFindings = { readonly trees: readonly WalkedTree[]; readonly unsealed: number };

/** More faults than this say nothing new. */
const MOST_FAULTS = 200;
const MOST_UNSEALED = 100_000;
/** Ours begin at one; who slips an event in chooses its id. */
const BELOW_ALL_IDS = '-9223372036854775808';
/** Each is opened by hand, after an attack. */
const MOST_TREES = 1_000;
/** An event this much older than the last head should have been sealed long ago. */
export const OVERDUE_MS = MINUTE_MS;

/** Recomputes every leaf and every signed head of every tree, and compares with the file of heads; reads only. */
export async function verifyAudit(
  context: Pick<Context, 'pool' | 'keys'>,
  file: string,
): Promise<AuditReport> {
  const client = await context.pool.connect();
  try {
    // One snapshot: the sequencer goes on while we read.
    await client.query('begin isolation level repeatable read read only');
    return await report(client, await findAll(context, client, file));
  } finally {
    await client.query('rollback').catch(() => {});
    client.release();
  }
}

/** What is wrong with each tree, in one snapshot of the caller's. */
export async function findAll(
  { keys }: Pick<Context, 'keys'>,
  on: Queryable,
  file: string,
): Promise<AuditFindings> {
  const lines = (await readCheckpoints(file)).filter((line) => line !== null);
  // One by one: there are more lines than a call takes arguments.
  const last = lines.reduce((most, { tree }) => Math.max(most, tree), await currentTree(on));
  if (last > MOST_TREES) throw new RangeError(`the audit log names a tree ${last}, which nobody opened`);
  const using = { publicKeys: keys.auditPublicKeys(), crypto: nodeCrypto() };
  const trees: WalkedTree[] = [];
  for (let tree = 1; tree <= last; tree += 1) {
    const walked = await walkTree(on, tree, { ...using, lines: lines.filter((line) => line.tree === tree) });
    if (tree > 1 && (await openingOf(on, tree)) === null) walked.faults.unshift({ kind: 'opening-missing' });
    trees.push(walked);
  }
  return { trees, unsealed: await lookAtUnsealed(on, trees) };
}

async function report(on: Queryable, { trees, unsealed }: AuditFindings): Promise<AuditReport> {
  const current = trees.at(-1)!;
  const opening = await openingOf(on, trees.length);
  const closed = await Promise.all(
    trees.slice(0, -1).map(async ({ treeSize, faults }, index): Promise<ClosedTree> => {
      const said = opening?.closed.find(({ tree }) => tree === index + 1);
      const next = await openingOf(on, index + 2);
      return {
        tree: index + 1,
        treeSize,
        known: said?.digest === digestOfFaults(faults),
        faults: faults.slice(0, MOST_FAULTS),
        closedAt: next?.at ?? null,
        by: next?.by ?? null,
        why: next?.why ?? null,
      };
    }),
  );
  const good = current.faults.length === 0 && closed.every(({ known }) => known);
  const state = !good ? 'tampered' : closed.length > 0 ? 'closed' : 'whole';
  const faults = current.faults.slice(0, MOST_FAULTS);
  return {
    ok: state === 'whole',
    state,
    tree: trees.length,
    treeSize: current.treeSize,
    unsealed,
    faults,
    closed,
  };
}

/** Events that were never sealed: what came before a tree was opened, and was not taken over, is of the one before. */
async function lookAtUnsealed(on: Queryable, trees: readonly WalkedTree[]): Promise<number> {
  const last = await lastCheckpoint(on, trees.length);
  const openings = await Promise.all(trees.map((_, index) => openingOf(on, index + 1)));
  const unsealed = await unsealedEvents(on, BELOW_ALL_IDS, null, MOST_UNSEALED);
  for (const event of unsealed) {
    if (!last || new Date(event.at).getTime() >= last.at.getTime() - OVERDUE_MS) continue;
    const next = openings.findIndex((one) => one !== null && BigInt(event.event_id) < BigInt(one.eventId));
    const of = next === -1 ? trees.length - 1 : next - 1;
    trees[of]!.faults.push({ kind: 'inserted', eventId: event.event_id });
  }
  return unsealed.length;
}
