import pg from 'pg';
import { stack } from './stack.ts';

/**
 * Nobody waits in a test for the minute between two codes to a mobile: the messages sent so far become two hours older,
 * and their codes end with that.
 */
export async function letTimePass(): Promise<void> {
  const database = new pg.Client({ connectionString: stack.databaseUrl });
  await database.connect();
  try {
    await database.query(
      "update sms_code set created_at = created_at - interval '2 hours', expires_at = expires_at - interval '2 hours'",
    );
  } finally {
    await database.end();
  }
}
