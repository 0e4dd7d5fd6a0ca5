import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The sandbox's own durable state: people who enrolled themselves, messages, receipts, idempotency keys. */
export type Store = DatabaseSync;

/** Opens the state under `dataDir`; each statement is durable when it returns, so kill -9 loses nothing acknowledged. */
export function openStore(dataDir: string): Store {
  // Portraits of real newcomers may lie here: nobody else on the machine may read them.
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const store = new DatabaseSync(join(dataDir, 'world.sqlite'));
  store.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA busy_timeout = 2000;
    PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS enrolled (
      id TEXT PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      person TEXT NOT NULL,
      portrait BLOB
    ) STRICT;
    CREATE TABLE IF NOT EXISTS lost_card (number TEXT PRIMARY KEY) STRICT;
    CREATE TABLE IF NOT EXISTS used_key (
      key TEXT PRIMARY KEY,
      digest TEXT NOT NULL,
      used_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS message (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      reference TEXT NOT NULL UNIQUE,
      recipient TEXT NOT NULL,
      text TEXT NOT NULL,
      accepted_at TEXT NOT NULL,
      status TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS receipt_push (
      message_id TEXT PRIMARY KEY,
      tries INTEGER NOT NULL,
      due_at INTEGER,
      pushed_at TEXT
    ) STRICT;
    CREATE TABLE IF NOT EXISTS used_nonce (nonce TEXT PRIMARY KEY, stale_at INTEGER NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS message_by_recipient ON message (recipient, sequence);
  `);
  return store;
}
