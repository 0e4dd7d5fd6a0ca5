import { migrate } from '@suizheng/server/db/migrate.ts';
import type { Run } from './verb.ts';

/** `suizheng migrate`: applies the migrations that are missing. */
export const migrateDatabase: Run = async (argv, io) => {
  if (argv.some((word) => word !== '--json')) return 2;
  const { applied } = await migrate(io.env.DATABASE_URL ?? '');
  if (argv.includes('--json')) io.out(JSON.stringify({ outcome: 'accept', applied }));
  else io.out(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
  return 0;
};
