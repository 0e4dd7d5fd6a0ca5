import { createHash } from 'node:crypto';

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
  | { readonly kind: 'history-lost'; readonly treeSize: number }
  /** A tree after the first that does not begin with the event that opens it. */
  | { readonly kind: 'opening-missing' };

/** SHA-256 over the faults as they were found: whether a closed tree has the very faults that it was closed for. */
export function digestOfFaults(faults: readonly AuditFault[]): string {
  return createHash('sha256').update(JSON.stringify(faults)).digest('hex');
}
