import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openKeyStore } from '@suizheng/server/crypto/key-store.ts';
import { type Connection, connect } from '@suizheng/server/db/connect.ts';
import type { AuditFault } from '@suizheng/server/flows/audit/audit-faults.ts';
import { checkpointFile } from '@suizheng/server/flows/audit/checkpoint-file.ts';
import { openNewTree } from '@suizheng/server/flows/audit/open-new-tree.ts';
import { type AuditReport, type ClosedTree, verifyAudit } from '@suizheng/server/flows/audit/verify-audit.ts';
import type { Io, Run } from './verb.ts';

/** The operator at this command line, as the audit log names it; who that was stands in the opening itself. */
const OPERATOR = { kind: 'system', id: 'operator', traceId: null } as const;
const EXIT = { whole: 0, tampered: 1, closed: 3 } as const;

/**
 * `suizheng audit verify`: 0 when every record is as it was sealed, 1 when one is not, 2 when it cannot be told, 3 when
 * nothing is wrong but what an earlier tree was closed for.
 */
export const auditVerify: Run = async (argv, io) => {
  if (argv.some((word) => word !== '--json')) return 2;
  return withLog(io, async (context, file) => {
    const report = await verifyAudit(context, file);
    if (argv.includes('--json')) io.out(JSON.stringify(report));
    else for (const line of reported(report)) io.out(line);
    return EXIT[report.state];
  });
};

/**
 * `suizheng audit new-tree`: after verification has failed, closes the tree and opens another that says so. 0 when it is
 * open, 1 when nothing is wrong or a worker is sealing, 2 when an option is missing.
 */
export const auditNewTree: Run = async (argv, io) => {
  const options = { by: { type: 'string' }, reason: { type: 'string' }, json: { type: 'boolean' } } as const;
  let values: { by?: string; reason?: string; json?: boolean };
  try {
    values = parseArgs({ args: argv, options }).values;
  } catch {
    return 2;
  }
  const [by, why] = [values.by?.trim(), values.reason?.trim()];
  if (!by || !why) return 2;
  return withLog(io, async (context, file) => {
    const done = await openNewTree(context, file, { by, why, actor: OPERATOR });
    if (values.json) io.out(JSON.stringify(done));
    else if (done.kind === 'opened') {
      const closed = done.opening.closed.at(-1)!;
      io.out(`Tree ${closed.tree} is closed with ${closed.faults} faults. First: ${words(closed.first!)}.`);
      io.out(`Tree ${done.tree} is open; ${done.sealed} records are sealed in it, this act the first.`);
    } else if (done.kind === 'whole') io.err('Nothing is wrong with the tree in use: it goes on.');
    else io.err('A worker is sealing the log. Stop the workers, and try again.');
    return done.kind === 'opened' ? 0 : 1;
  });
};

async function withLog(
  io: Io,
  work: (
    context: Pick<Connection, 'pool'> & { readonly keys: ReturnType<typeof openKeyStore> },
    file: string,
  ) => Promise<number>,
): Promise<number> {
  const dataDir = resolve(io.env.SUIZHENG_DATA ?? join(import.meta.dirname, '..', '..', '..', '.suizheng'));
  const keysDir = join(dataDir, 'keys');
  if (!io.env.DATABASE_URL || !existsSync(keysDir)) {
    io.err(`There is no database, or no keys in ${keysDir}: nothing can be verified.`);
    return 2;
  }
  const { pool, close } = connect({ url: io.env.DATABASE_URL, poolSize: 1 });
  try {
    const keys = openKeyStore({ dir: keysDir, clock: () => new Date() });
    return await work({ pool, keys }, checkpointFile(dataDir));
  } finally {
    await close();
  }
}

function reported({ state, tree, treeSize, unsealed, faults, closed }: AuditReport): string[] {
  const within = tree === 1 ? '' : ` in tree ${tree}`;
  const lines = [`${treeSize} records sealed${within}, ${unsealed} waiting.`, ...faults.map(words)];
  const ends = {
    whole: 'Every record is as it was sealed.',
    closed: `Every record of tree ${tree} is as it was sealed. The log before it was tampered with.`,
    tampered: 'The audit log was tampered with.',
  } as const;
  return [...lines, ...closed.flatMap(closedWords), ends[state]];
}

function closedWords({ tree, treeSize, known, faults, closedAt, by, why }: ClosedTree): string[] {
  return [
    `Tree ${tree}, ${treeSize} records, was closed at ${closedAt ?? 'no known time'} by ${by ?? 'nobody known'}: ${why ?? 'no reason is left'}`,
    ...faults.map((fault) => `  ${words(fault)}`),
    known
      ? '  This is what it was closed for.'
      : '  THIS IS NOT WHAT IT WAS CLOSED FOR: it was touched since.',
  ];
}

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
    case 'opening-missing':
      return 'the tree does not begin with what opened it';
  }
}
