import { CompiledQuery, type Kysely } from 'kysely';
import type { Database } from './schema.ts';
import type { Queryable } from './settle-statements.ts';

/** A Kysely transaction as the statements of settling take it. */
export function queryableOn(trx: Kysely<Database>): Queryable {
  const query = async ({ text, values }: { text: string; values: unknown[] }) => {
    const { rows } = await trx.executeQuery(CompiledQuery.raw(text, values));
    return { rows, rowCount: rows.length };
  };
  return { query } as unknown as Queryable;
}
