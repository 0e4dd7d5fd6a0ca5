import type { Mode } from '@suizheng/domain/procedures/procedure.ts';
import type { Kysely } from 'kysely';
import type { Database } from './db/schema.ts';

/** What the whole server shares. Flows take the narrowest part they need: `Pick<Context, 'db' | 'clock'>`. */
export type Context = {
  readonly db: Kysely<Database>;
  readonly clock: () => Date;
  /** Cryptographically secure random bytes. */
  readonly random: (length: number) => Uint8Array;
  readonly mode: Mode;
};

/** Who acts, for the audit record: an id of ours, never a name or a number. */
export type Actor = {
  readonly kind: 'account' | 'staff' | 'reader' | 'stranger' | 'system';
  readonly id: string;
  readonly traceId: string | null;
};
