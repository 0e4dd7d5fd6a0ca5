import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Selectable } from 'kysely';
import type { ReaderTable } from '../../../db/schema.ts';
import type { EnrolledReader } from '../reader-token.ts';
import { fromRow } from '../reader-token.ts';
import type { SignedList } from './follow-lists.ts';

/** A reader as a snapshot keeps it: the hash of its token, and what an answer needs. */
export type KnownReader = Pick<
  Selectable<ReaderTable>,
  | 'reader_id'
  | 'organisation'
  | 'label'
  | 'scope'
  | 'purposes'
  | 'token_hash'
  | 'encryption_key'
  | 'enrolled_at'
> & { readonly version: bigint };

/** What a node knew, in files of its own folder: from there it goes on when it starts while the database is away. */
export type Snapshot = {
  read(): { readonly lists: readonly SignedList[]; readonly readers: ReadonlyMap<string, EnrolledReader> };
  /** Writes what changed since the last time; each file is whole or the one before. Null leaves readers as they are. */
  keep(now: { lists: readonly SignedList[]; readers: readonly KnownReader[] | null }): Promise<void>;
};

/** The snapshot of a folder. Lists are signed and opened anew when read; a file that does not parse counts as none. */
export function openSnapshot(dir: string): Snapshot {
  const last = new Map<string, string>();
  const read = <T>(name: string): T | null => {
    try {
      return JSON.parse(readFileSync(join(dir, name), 'utf8')) as T;
    } catch {
      return null;
    }
  };
  const write = async (name: string, mark: string, value: () => unknown): Promise<void> => {
    if (last.get(name) === mark) return;
    const path = join(dir, name);
    // Here, and not at the start: a full disk keeps no node from answering.
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    rmSync(`${path}.new`, { force: true });
    await writeFile(`${path}.new`, JSON.stringify(value()), { mode: 0o600, flush: true });
    renameSync(`${path}.new`, path);
    last.set(name, mark);
  };
  return {
    read() {
      const lists = read<(Omit<SignedList, 'bytes'> & { bytes: string })[]>(LISTS);
      const readers = read<(Omit<KnownReader, Binary | 'version'> & Record<Binary, string>)[]>(READERS);
      return {
        lists: (lists ?? []).map((row) => ({ ...row, bytes: Buffer.from(row.bytes, 'base64') })),
        readers: new Map(
          (readers ?? []).map((row) => [
            row.token_hash,
            fromRow({
              ...row,
              encryption_key: Buffer.from(row.encryption_key, 'base64'),
              enrolled_at: new Date(row.enrolled_at),
            }),
          ]),
        ),
      };
    },
    async keep({ lists, readers }) {
      await write(LISTS, lists.map(({ kind, list, issuedAt }) => `${kind} ${list} ${issuedAt}`).join(), () =>
        lists.map((row) => ({ ...row, bytes: Buffer.from(row.bytes).toString('base64') })),
      );
      if (readers === null) return;
      // Versions only rise: whoever changed, came or went shows in their number or in the highest of them.
      let highest = 0n;
      for (const { version } of readers) if (version > highest) highest = version;
      await write(READERS, `${readers.length} ${highest}`, () =>
        readers.map((row) => ({
          reader_id: row.reader_id,
          organisation: row.organisation,
          label: row.label,
          scope: row.scope,
          purposes: row.purposes,
          enrolled_at: row.enrolled_at.toISOString(),
          token_hash: row.token_hash.toString('base64'),
          encryption_key: row.encryption_key.toString('base64'),
        })),
      );
    },
  };
}

type Binary = 'token_hash' | 'encryption_key' | 'enrolled_at';
const LISTS = 'lists.json';
const READERS = 'readers.json';
