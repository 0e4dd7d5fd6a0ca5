import type { SmsMessageRequest, SmsReceipt } from '@suizheng/domain/contract/registers.ts';
import type { Store } from '../store.ts';

/** A message as it lies in someone's inbox. */
export type InboxMessage = {
  readonly messageId: string;
  readonly reference: string;
  readonly to: string;
  readonly text: string;
  readonly at: string;
};

/** Mobiles that end so never get anything: the demo's way to see a failed delivery. */
const UNREACHABLE_ENDING = '9999';

/** The gateway's messages, durable. */
export type Messages = {
  /** Stores a message once per reference; `conflict` when the reference was used for other content. */
  accept(message: SmsMessageRequest): InboxMessage | 'conflict';
  inbox(mobile: string | undefined): readonly InboxMessage[];
  receiptsAfter(sequence: number, limit: number): { receipts: SmsReceipt[]; next: number };
  clear(): void;
};

/** Opens the gateway's messages; `newId` names messages, `now` stamps them (ms). */
export function openMessages(store: Store, newId: () => string, now: () => number): Messages {
  const insert = store.prepare(
    `INSERT INTO message (id, reference, recipient, text, accepted_at, status) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (reference) DO NOTHING`,
  );
  const byReference = store.prepare('SELECT * FROM message WHERE reference = ?');
  const byRecipient = store.prepare(
    `SELECT * FROM message WHERE recipient = ? AND status = 'delivered' ORDER BY sequence DESC LIMIT 50`,
  );
  const latest = store.prepare(
    `SELECT * FROM message WHERE status = 'delivered' ORDER BY sequence DESC LIMIT 50`,
  );
  const after = store.prepare('SELECT * FROM message WHERE sequence > ? ORDER BY sequence LIMIT ?');

  return {
    accept({ to, text, reference }) {
      const status = to.endsWith(UNREACHABLE_ENDING) ? 'failed' : 'delivered';
      insert.run(newId(), reference, to, text, new Date(now()).toISOString(), status);
      const message = inboxMessage(byReference.get(reference)!);
      return message.to === to && message.text === text ? message : 'conflict';
    },
    inbox: (mobile) => (mobile === undefined ? latest.all() : byRecipient.all(mobile)).map(inboxMessage),
    receiptsAfter(sequence, limit) {
      const rows = after.all(sequence, limit);
      return {
        receipts: rows.map((row) => ({
          messageId: String(row.id),
          reference: String(row.reference),
          status: row.status === 'failed' ? ('failed' as const) : ('delivered' as const),
          at: String(row.accepted_at),
        })),
        next: Number(rows.at(-1)?.sequence ?? sequence),
      };
    },
    clear: () => store.exec('DELETE FROM message; PRAGMA wal_checkpoint(TRUNCATE);'),
  };
}

function inboxMessage(row: Record<string, unknown>): InboxMessage {
  return {
    messageId: String(row.id),
    reference: String(row.reference),
    to: String(row.recipient),
    text: String(row.text),
    at: String(row.accepted_at),
  };
}
