import { join } from 'node:path';
import { openKeyStore } from '../../packages/server/src/crypto/key-store.ts';
import { connect } from '../../packages/server/src/db/connect.ts';
import { findOrCreatePerson } from '../../packages/server/src/db/people.ts';

/** Makes the account of a mobile, which has just signed in for the first time, somebody's: how that happens is another journey's. */
export async function makeHolder(
  { databaseUrl, dataDir }: { databaseUrl: string; dataDir: string },
  { mobile, name, number }: { readonly mobile: string; readonly name: string; readonly number: string },
): Promise<void> {
  const { db, close } = connect({ url: databaseUrl, poolSize: 1 });
  try {
    const keys = openKeyStore({ dir: join(dataDir, 'keys'), clock: () => new Date() });
    const { person_id } = await findOrCreatePerson(db, keys, { name, number }, new Date());
    await db
      .updateTable('account')
      .set({ level: 'real-person', person_id })
      .where('mobile_index', '=', keys.blindIndex('mobile', mobile))
      .execute();
  } finally {
    await close();
  }
}
