import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { repeatUndone } from './repeat-undone.ts';
import type { Database } from './schema.ts';

/** The application's role (migrations/0006): it owns nothing and cannot rewrite the audit log. */
export const APP_ROLE = 'suizheng_app';

/** How to reach the database. `onError` hears of idle connections that broke; the pool replaces them by itself. */
export type ConnectOptions = {
  readonly url: string;
  readonly poolSize: number;
  readonly role?: string;
  /** How long to wait for a free or new connection; 5 s. */
  readonly connectTimeoutMs?: number;
  readonly onError?: (error: Error) => void;
};

/** One pool, as query builder and raw: the hot path (flows/settle) uses prepared statements on the pool itself. */
export type Connection = {
  readonly db: Kysely<Database>;
  readonly pool: pg.Pool;
  readonly close: () => Promise<void>;
};

/** Opens a pool whose every session works as the application's role; rejects nothing here, the first query does. */
export function connect(options: ConnectOptions): Connection {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    // The role is a start-up setting, so that no query can ever run before it. A transaction whose client hangs
    // must not hold locks for ever.
    options: [
      `role=${options.role ?? APP_ROLE}`,
      'timezone=UTC',
      'statement_timeout=30000',
      'idle_in_transaction_session_timeout=15000',
    ]
      .map((setting) => `-c ${setting}`)
      .join(' '),
  });
  pool.on('error', (error) => options.onError?.(error));
  // A connection can also break while it is lent out, between two statements: without a listener that ends the process.
  pool.on('connect', (client) => client.on('error', (error) => options.onError?.(error)));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  repeatTransactions(db);
  const close = async (): Promise<void> => {
    await db.destroy();
    // Kysely ends only a pool that it has used; an open one would hold the process for its idle time.
    if (!pool.ending) await pool.end();
  };
  return { db, pool, close };
}

/** Every transaction that a deadlock undid is done again (repeat-undone.ts): what it closes over must bear that. */
function repeatTransactions(db: Kysely<Database>): void {
  const begin = db.transaction.bind(db);
  db.transaction = () => {
    const transaction = begin();
    const execute = transaction.execute.bind(transaction);
    transaction.execute = (work) => repeatUndone(() => execute(work));
    return transaction;
  };
}
