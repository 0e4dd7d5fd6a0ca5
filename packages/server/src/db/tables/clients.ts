import type { ServiceId } from '@suizheng/domain/policy/services.ts';
import type { ColumnType } from 'kysely';

/** Assertions that were used: SHA-256 of client and jti. */
export type ClientAssertionTable = { jti_hash: Buffer; expires_at: Date };

/** Calls of a party by service and day of Asia/Shanghai (written as YYYY-MM-DD). */
export type CallCountTable = {
  /** The party's id, or the client's where it has limits of its own. */
  counted_as: string;
  party_id: string;
  service: ServiceId;
  day: ColumnType<Date, string, string>;
  calls: string;
};

export type ClientTables = {
  client_assertion: ClientAssertionTable;
  call_count: CallCountTable;
};
