import { createHash } from 'node:crypto';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { ReaderTable } from '../../db/schema.ts';
import type { Directory } from '../parties/directory.ts';
import { DatabaseAway, type DatabaseGuard } from './database-guard.ts';

/** An enrolled reader that has shown its token. */
export type EnrolledReader = {
  readonly readerId: string;
  readonly organisation: string;
  readonly label: string;
  readonly scope: string;
  readonly purposes: readonly string[];
  /** HPKE public key: uncompressed P-256 point, 65 bytes. */
  readonly encryptionKey: Uint8Array;
  readonly enrolledAt: Date;
};

/** Where a reader's bearer token begins, so that a leaked one is recognised for what it is. */
const TOKEN_PREFIX = 'szr_';

/** A new bearer token: 32 random bytes; the reader sees it once, we keep its hash. */
export function newReaderToken(random: Context['random']): string {
  return TOKEN_PREFIX + Buffer.from(random(32)).toString('base64url');
}

/** SHA-256 of a token or code of high entropy: no salt is needed where nothing can be guessed. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Finds the reader behind a token; null for one unknown or revoked. */
export type ReaderAuthenticator = (token: string) => Promise<EnrolledReader | null>;

/**
 * Looks tokens up in the database at every call, so that a revoked one is dead at once. While the database is away
 * the readers seen before are taken from memory, a station must not stop because of it: but none that was revoked, or
 * whose party was suspended, as far as the directory has heard.
 */
export function createReaderAuthenticator(
  { db }: Pick<Context, 'db'>,
  guard: DatabaseGuard,
  directory: Pick<Directory, 'reader' | 'ageMs'>,
): ReaderAuthenticator {
  const seen = new Map<string, EnrolledReader>();

  async function stillGood(hash: Buffer): Promise<boolean> {
    // A directory that was never filled knows nothing against anybody.
    if (!Number.isFinite(directory.ageMs())) return true;
    return (await directory.reader(hash).catch(() => null)) !== null;
  }

  return async (token) => {
    if (!token.startsWith(TOKEN_PREFIX)) return null;
    const hash = hashSecret(token);
    const key = hash.toString('base64');
    try {
      const row = await guard.ask(() =>
        db
          .selectFrom('reader')
          .selectAll()
          .where('token_hash', '=', hash)
          .where('revoked_at', 'is', null)
          .where(ofActiveParty('reader'))
          .executeTakeFirst(),
      );
      seen.delete(key);
      if (!row) return null;
      const reader = fromRow(row);
      seen.set(key, reader);
      if (seen.size > verificationPolicy.rememberedReaders) seen.delete(seen.keys().next().value!);
      return reader;
    } catch (error) {
      if (!(error instanceof DatabaseAway)) throw error;
      const known = seen.get(key);
      return known && (await stillGood(hash)) ? known : null;
    }
  };
}

/** True for rows of the authority itself, and of a relying party that is active: one suspended or ended has no devices. */
export function ofActiveParty(table: 'reader' | 'enrolment_code'): RawBuilder<boolean> {
  const party = sql.ref(`${table}.party_id`);
  return sql<boolean>`(${party} is null or exists (
    select 1 from relying_party p where p.party_id = ${party} and p.state = 'active'))`;
}

/** A row of the table as flows use it. */
export function fromRow(
  row: Pick<
    Selectable<ReaderTable>,
    'reader_id' | 'organisation' | 'label' | 'scope' | 'purposes' | 'encryption_key' | 'enrolled_at'
  >,
): EnrolledReader {
  return {
    readerId: row.reader_id,
    organisation: row.organisation,
    label: row.label,
    scope: row.scope,
    purposes: row.purposes,
    encryptionKey: row.encryption_key,
    enrolledAt: row.enrolled_at,
  };
}

/** A reader by the name that people know: organisation and place. */
export function readerName({ organisation, label }: { organisation: string; label: string }): string {
  return `${organisation} · ${label}`;
}
