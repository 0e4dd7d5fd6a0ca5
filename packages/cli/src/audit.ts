import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openKeyStore } from '@suizheng/server/crypto/key-store.ts';
import { connect } from '@suizheng/server/db/connect.ts';
import { checkpointFile } from '@suizheng/server/flows/audit/checkpoint-file.ts';
import { type AuditFault, verifyAudit } from '@suizheng/server/flows/audit/verify-audit.ts';
import type { Run } from './verb.ts';

/** `suizheng audit verify`: 0 when every record is as it was sealed, 1 when one is not, 2 when it cannot be told. */
export const auditVerify: Run = async (argv, io) => {
  const dataDir = resolve(io.env.SUIZHENG_DATA ?? join(import.meta.dirname, '..', '..', '..', '.suizheng'));
  const keysDir = join(dataDir, 'keys');
  if (argv.some((word) => word !== '--json')) return 2;
  if (!io.env.DATABASE_URL || !existsSync(keysDir)) {
    io.err(`There is no database, or no keys in ${keysDir}: nothing can be verified.`);
    return 2;
  }
  const connection = connect({ url: io.env.DATABASE_URL, poolSize: 1 });
  try {
    const keys = openKeyStore({ dir: keysDir, clock: () => new Date() });
    const report = await verifyAudit({ pool: connection.pool, keys }, checkpointFile(dataDir));
    if (argv.includes('--json')) io.out(JSON.stringify(report));
    else {
      io.out(`${report.treeSize} records sealed, ${report.unsealed} waiting.`);
      for (const fault of report.faults) io.out(words(fault));
      io.out(report.ok ? 'Every record is as it was sealed.' : 'The audit log was tampered with.');
    }
    return report.ok ? 0 : 1;
  } finally {
    await connection.close();
  }
};

function words(fault: AuditFault): string {
  switch (fault.kind) {
    case 'changed':
      return `event ${fault.eventId} was changed after it was sealed`;
    case 'removed':
      return `event ${fault.eventId} was removed`;
    case 'inserted':
      return `event ${fault.eventId} was inserted without being sealed`;
    case 'leaf-missing':
      return `the record after event ${fault.afterEventId ?? 'none'} was removed with its leaf ${fault.leaf}`;
    case 'rewritten':
      return `among the events ${fault.eventIds.join(', ')} one was rewritten together with its leaf`;
    case 'checkpoint-forged':
      return `the head at size ${fault.treeSize} in the ${fault.where} has no good signature`;
    case 'history-lost':
      return `the database no longer has the head at size ${fault.treeSize} that the file of heads knows`;
  }
}
