import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { PROBLEMS } from '@suizheng/domain/errors/catalog.ts';
import { connect } from '@suizheng/server/db/connect.ts';
import { createEnrolmentCode, listReaders, revokeReader } from '@suizheng/server/flows/counter/readers.ts';
import type { Io, Run } from './verb.ts';

/** The operator at this command line, as the audit log names it. */
const OPERATOR = { kind: 'system', id: 'operator', traceId: null } as const;

const RIGHTS = {
  organisation: { type: 'string' },
  label: { type: 'string' },
  scope: { type: 'string' },
  purposes: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `suizheng reader enrol-code`: a one-time code for a gate; 2 when an option is missing, 1 when a scope or purpose is unknown. */
export const readerEnrolCode: Run = async (argv, io) => {
  const values = options(() => parseArgs({ args: argv, options: RIGHTS }).values);
  if (!values) return 2;
  const { organisation, label, scope, purposes, json } = values;
  if (!organisation || !label || !scope || !purposes) return 2;
  const rights = {
    organisation,
    label,
    scope,
    purposes: purposes.split(',').map((purpose) => purpose.trim()),
  };
  return withConnection(io, json, async (db) => {
    const by = { staffId: null, actor: OPERATOR, now: new Date() };
    const { code, expiresAt } = await createEnrolmentCode({ db, random: randomBytes }, rights, by);
    if (json) io.out(JSON.stringify({ outcome: 'accept', code, expiresAt }));
    else io.out(`${code}\nGood for one reader until ${expiresAt}.`);
  });
};

/** `suizheng reader list`: every reader, newest first. */
export const readerList: Run = async (argv, io) => {
  const values = options(() => parseArgs({ args: argv, options: { json: { type: 'boolean' } } }).values);
  if (!values) return 2;
  return withConnection(io, values.json, async (db) => {
    const readers = await listReaders({ db });
    if (values.json) {
      io.out(JSON.stringify({ outcome: 'accept', readers }));
      return;
    }
    for (const { id, organisation, label, purposes, revokedAt } of readers) {
      const state = revokedAt === null ? '' : ` (ended ${revokedAt})`;
      io.out(`${id}  ${organisation} · ${label}  ${purposes.join(',')}${state}`);
    }
  });
};

const END = { reason: { type: 'string' }, json: { type: 'boolean' } } as const;

/** `suizheng reader revoke ID --reason WORDS`: 1 when there is no such reader. */
export const readerRevoke: Run = async (argv, io) => {
  const asked = options(() => parseArgs({ args: argv, options: END, allowPositionals: true }));
  const [id, ...more] = asked?.positionals ?? [];
  if (!asked || id === undefined || more.length > 0 || !asked.values.reason) return 2;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return 2;
  const { reason, json } = asked.values;
  return withConnection(io, json, async (db) => {
    const reader = await revokeReader({ db }, id, { actor: OPERATOR, now: new Date(), reason });
    if (json) io.out(JSON.stringify({ outcome: 'accept', reader }));
    else io.out(`${reader.organisation} · ${reader.label} is ended since ${reader.revokedAt}.`);
  });
};

function options<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch {
    return null;
  }
}

async function withConnection(
  io: Io,
  json: boolean | undefined,
  work: (db: ReturnType<typeof connect>['db']) => Promise<void>,
): Promise<number> {
  const { db, close } = connect({ url: io.env.DATABASE_URL!, poolSize: 1 });
  try {
    await work(db);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const fields = error.fields.map(({ field }) => field);
    if (json) io.out(JSON.stringify({ outcome: 'refuse', code: error.code, fields }));
    else io.err([PROBLEMS[error.code].title.en, ...fields].join('\n  '));
    return 1;
  } finally {
    await close();
  }
}
