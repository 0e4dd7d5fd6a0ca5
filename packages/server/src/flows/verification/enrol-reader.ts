import { randomUUID } from 'node:crypto';
import type { ReaderView } from '@suizheng/domain/contract/verification.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import type { Kysely, Selectable } from 'kysely';
import type { Context } from '../../context.ts';
import { importPublicKey } from '../../crypto/node-crypto.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database, ReaderTable } from '../../db/schema.ts';
import { readerView } from './read-pack.ts';
import { fromRow, hashSecret, newReaderToken, ofActiveParty } from './reader-token.ts';

/** Digits and letters that people do not mistake for one another (Crockford base32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new enrolment code: 16 characters (80 bits) in groups of four; kept only as a hash. */
export function newEnrolmentCode(random: Context['random']): string {
  const characters = Array.from(random(16), (byte) => ALPHABET[byte & 31]).join('');
  return characters.match(/.{4}/g)!.join('-');
}

/** Hash of a code as people type it: small letters, spaces, O for 0, I or L for 1. */
export function hashEnrolmentCode(typed: string): Buffer {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return hashSecret(code);
}

type Enrolment = { reader: ReaderView; token: string; trustRoot: string };

/**
 * Enrols a reader with a one-time code (V1). A device whose answer got lost asks again with the same code and the same
 * key: within `enrolment.askAgainMs` it becomes the same reader with a new token, and the lost one is worth nothing;
 * whoever has only seen the code does not know the key. Throws `enrolment-code-invalid` for a code unknown, used,
 * expired, or of a party that is not active, `validation-failed` for a key that is no point of P-256.
 */
export async function enrolReader(
  { db, random, keys }: Pick<Context, 'db' | 'random' | 'keys'>,
  request: { code: string; encryptionKey: string; traceId: string; now: Date },
): Promise<Enrolment> {
  const encryptionKey = Buffer.from(request.encryptionKey, 'base64url');
  if (encryptionKey.length !== 65 || encryptionKey[0] !== 4 || !importPublicKey(encryptionKey.subarray(1))) {
    throw new AppError('validation-failed', { fields: [{ field: 'encryptionKey', code: 'field.invalid' }] });
  }
  const token = newReaderToken(random);
  const asked = {
    codeHash: hashEnrolmentCode(request.code),
    encryptionKey,
    tokenHash: hashSecret(token),
    traceId: request.traceId,
    now: request.now,
  };
  const row = await db
    .transaction()
    .execute(async (trx) => (await makeReader(trx, asked)) ?? (await sameAgain(trx, asked)));
  if (!row) throw new AppError('enrolment-code-invalid');
  return {
    reader: readerView(fromRow(row)),
    token,
    trustRoot: Buffer.from(keys.trustRoot().publicKey).toString('base64url'),
  };
}

type Asked = {
  readonly codeHash: Buffer;
  readonly encryptionKey: Buffer;
  readonly tokenHash: Buffer;
  readonly traceId: string;
  readonly now: Date;
};

async function makeReader(
  trx: Kysely<Database>,
  { codeHash, encryptionKey, tokenHash, traceId, now }: Asked,
): Promise<Selectable<ReaderTable> | null> {
  // The update itself uses the code up: of two calls at once one finds nothing.
  const code = await trx
    .updateTable('enrolment_code')
    .set({ used_at: now })
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where(ofActiveParty('enrolment_code'))
    .returning(['organisation', 'label', 'scope', 'purposes', 'created_by', 'party_id'])
    .executeTakeFirst();
  if (!code) return null;
  const { created_by, ...rights } = code;
  const reader = await trx
    .insertInto('reader')
    .values({
      reader_id: randomUUID(),
      ...rights,
      token_hash: tokenHash,
      encryption_key: encryptionKey,
      enrolled_at: now,
      revoked_at: null,
      enrolled_with: codeHash,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const { reader_id, scope, purposes, party_id } = reader;
  const actor = { kind: 'reader', id: reader_id, traceId } as const;
  const detail = { scope, purposes, by: created_by, party: party_id };
  await appendAudit(trx, actor, 'reader.enrol', { kind: 'reader', id: reader_id }, detail);
  return reader;
}

/** The reader that this device became before, if it is still in force and not long so; its token of then ends. */
async function sameAgain(
  trx: Kysely<Database>,
  { codeHash, encryptionKey, tokenHash, traceId, now }: Asked,
): Promise<Selectable<ReaderTable> | null> {
  const reader = await trx
    .updateTable('reader')
    .set({ token_hash: tokenHash })
    .where('enrolled_with', '=', codeHash)
    .where('encryption_key', '=', encryptionKey)
    .where('enrolled_at', '>', new Date(now.getTime() - verificationPolicy.enrolment.askAgainMs))
    .where('revoked_at', 'is', null)
    .where(ofActiveParty('reader'))
    .returningAll()
    .executeTakeFirst();
  if (!reader) return null;
  const id = reader.reader_id;
  const actor = { kind: 'reader', id, traceId } as const;
  await appendAudit(trx, actor, 'reader.enrol-again', { kind: 'reader', id }, {});
  return reader;
}
