import { inject } from 'vitest';
import { copyDatabase, type TestDatabase } from './copy-database.ts';

/** A fresh, migrated database for a flow test file (vitest project "flow"): take it in beforeAll, drop it in afterAll. */
export const testDatabase = (): Promise<TestDatabase> => copyDatabase(inject('templateUrl'));
