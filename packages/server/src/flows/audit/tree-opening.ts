import { type EventRow, leavesFrom } from '../../db/audit-tree.ts';
import type { Queryable } from '../../db/settle-statements.ts';
import type { AuditFault } from './audit-faults.ts';

/** The first event of every tree after the first one. */
export const OPENING_ACTION = 'audit.new-tree';
export const OPENING_OBJECT = 'audit-tree';

/** What an opening says of a tree that was closed: its last good head, what was wrong first, how much, and exactly what. */
export type Closed = {
  readonly tree: number;
  /** The largest head with a good signature, in the database or in the file, as it was signed; null where none was left. */
  readonly head: string | null;
  readonly first: AuditFault | null;
  readonly faults: number;
  /** `digestOfFaults`. */
  readonly digest: string;
};

/** What stands in the first event of a new tree: by whom, why, and what was wrong before. */
export type Opening = {
  readonly by: string;
  readonly why: string;
  readonly closed: readonly Closed[];
  /** Events from this instant on that waited unsealed were taken over (ISO); null: all of them. */
  readonly from: string | null;
  /** How many those were: until then nobody had sealed them. */
  readonly waited: number;
};

/** A tree's opening with its event's id and time; null for the first tree, and where the first leaf is none. */
export async function openingOf(
  on: Queryable,
  tree: number,
): Promise<(Opening & { readonly eventId: string; readonly at: string }) | null> {
  if (tree === 1) return null;
  const [first] = await leavesFrom(on, tree, 0, 1);
  if (first?.leaf_index !== '0' || first.action !== OPENING_ACTION) return null;
  const { event_id, at, object_kind, object_id, detail } = first as EventRow;
  if (object_kind !== OPENING_OBJECT || object_id !== String(tree)) return null;
  const opening = JSON.parse(detail) as unknown;
  return isOpening(opening) ? { ...opening, eventId: event_id, at } : null;
}

/** Who changed it may have left anything there: it is read before what it is sealed by. */
function isOpening(value: unknown): value is Opening {
  const { closed, from } = (value ?? {}) as Partial<Opening>;
  return (
    Array.isArray(closed) &&
    closed.every((one) => typeof one === 'object' && one !== null) &&
    (from === null || !Number.isNaN(Date.parse(String(from))))
  );
}
