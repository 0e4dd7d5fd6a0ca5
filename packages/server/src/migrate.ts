// Brings the database named by DATABASE_URL (the owner's) to this version of the program.
import { migrate } from './db/migrate.ts';

const url = process.env.DATABASE_URL;
if (!url) {
  console.error('DATABASE_URL is not set: the URL of the database, as its owner');
  process.exitCode = 2;
} else {
  try {
    const { applied } = await migrate(url);
    console.log(applied.length === 0 ? 'the database is up to date' : `applied ${applied.join(', ')}`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
