import type { SmsMessageRequest, SmsReceipt } from '@suizheng/domain/contract/registers.ts';
import type { Store } from '../store.ts';
import { PUSH_TRIES, waitAfter } from './push-policy.ts';

/** A message as it lies in someone's inbox. */
export type InboxMessage = {
  readonly messageId: string;
  readonly reference: string;
  readonly to: string;
  readonly text: string;
  readonly at: string;
  readonly status: 'delivered' | 'failed';
  /** What became of the receipt: pushed, still to be pushed, or only there for the asking. */
  readonly receipt: 'pushed' | 'waiting' | 'kept';
};

/** Mobiles that end so never get anything: the demo's way to see a failed delivery. */
const UNREACHABLE_ENDING = '9999';

/** What became of a push: taken, refused, put off, or lost on purpose. */
export type PushOutcome =
  | { readonly pushedAt: string }
  | { readonly failedAt: number }
  | { readonly dueAt: number }
  | { readonly lost: true };

/** The gateway's messages, durable. */
export type Messages = {
  /** Stores a message once per reference; `conflict` when the reference was used for other content. */
  accept(message: SmsMessageRequest): InboxMessage | 'conflict';
  /** What phones received, newest first; with `all`, what never arrived too. */
  inbox(mobile: string | undefined, all?: boolean): readonly InboxMessage[];
  receiptsAfter(sequence: number, limit: number): { receipts: SmsReceipt[]; next: number };
  /** Receipts to be pushed now, in the order they arose. */
  duePushes(at: number, limit: number): SmsReceipt[];
  /** When the next push is due (ms), or null. */
  nextPush(): number | null;
  setPush(messageIds: readonly string[], outcome: PushOutcome): void;
  clear(): void;
};

/** Opens the gateway's messages; `newId` names messages, `now` stamps them (ms). */
export function openMessages(store: Store, newId: () => string, now: () => number): Messages {
  const insert = store.prepare(
    `INSERT INTO message (id, reference, recipient, text, accepted_at, status) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (reference) DO NOTHING`,
  );
  const planPush = store.prepare(
    `INSERT INTO receipt_push (message_id, tries, due_at) SELECT id, 0, ? FROM message WHERE reference = ?
     ON CONFLICT DO NOTHING`,
  );
  const joined = 'FROM message LEFT JOIN receipt_push ON message_id = id';
  const byReference = store.prepare(`SELECT * ${joined} WHERE reference = ?`);
  const newest = store.prepare(
    `SELECT * ${joined} WHERE (?1 IS NULL OR recipient = ?1) AND (?2 OR status = 'delivered')
     ORDER BY sequence DESC LIMIT 50`,
  );
  const after = store.prepare('SELECT * FROM message WHERE sequence > ? ORDER BY sequence LIMIT ?');
  const due = store.prepare(
    `SELECT message.* FROM receipt_push JOIN message ON message_id = id WHERE due_at <= ? ORDER BY sequence LIMIT ?`,
  );
  const next = store.prepare('SELECT min(due_at) AS due FROM receipt_push WHERE due_at IS NOT NULL');
  const tries = store.prepare('SELECT tries FROM receipt_push WHERE message_id = ?');
  const setPush = store.prepare(
    'UPDATE receipt_push SET tries = ?, due_at = ?, pushed_at = ? WHERE message_id = ?',
  );

  return {
    accept({ to, text, reference }) {
      const status = to.endsWith(UNREACHABLE_ENDING) ? 'failed' : 'delivered';
      insert.run(newId(), reference, to, text, new Date(now()).toISOString(), status);
      planPush.run(now(), reference);
      const message = inboxMessage(byReference.get(reference)!);
      return message.to === to && message.text === text ? message : 'conflict';
    },
    inbox: (mobile, all = false) => newest.all(mobile ?? null, all ? 1 : 0).map(inboxMessage),
    receiptsAfter(sequence, limit) {
      const rows = after.all(sequence, limit);
      return {
        receipts: rows.map(receiptOf),
        next: Number(rows.at(-1)?.sequence ?? sequence),
      };
    },
    duePushes: (at, limit) => due.all(at, limit).map(receiptOf),
    nextPush: () => (next.get()!.due === null ? null : Number(next.get()!.due)),
    setPush(messageIds, outcome) {
      for (const id of messageIds) {
        const tried = Number(tries.get(id)?.tries ?? 0);
        if ('pushedAt' in outcome) setPush.run(tried + 1, null, outcome.pushedAt, id);
        else if ('lost' in outcome) setPush.run(tried, null, null, id);
        else if ('dueAt' in outcome) setPush.run(tried, outcome.dueAt, null, id);
        else {
          const again = tried + 1 < PUSH_TRIES ? outcome.failedAt + waitAfter(tried + 1) : null;
          setPush.run(tried + 1, again, null, id);
        }
      }
    },
    clear: () =>
      store.exec('DELETE FROM message; DELETE FROM receipt_push; PRAGMA wal_checkpoint(TRUNCATE);'),
  };
}

function receiptOf(row: Record<string, unknown>): SmsReceipt {
  return {
    messageId: String(row.id),
    reference: String(row.reference),
    status: row.status === 'failed' ? 'failed' : 'delivered',
    at: String(row.accepted_at),
  };
}

function inboxMessage(row: Record<string, unknown>): InboxMessage {
  return {
    ...receiptOf(row),
    to: String(row.recipient),
    text: String(row.text),
    receipt: row.pushed_at != null ? 'pushed' : row.due_at != null ? 'waiting' : 'kept',
  };
}
