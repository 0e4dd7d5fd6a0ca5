import { randomUUID } from 'node:crypto';
import type { ReaderView } from '@suizheng/domain/contract/verification.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Context } from '../../context.ts';
import { importPublicKey } from '../../crypto/node-crypto.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { hashSecret, newReaderToken } from './reader-token.ts';

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

/**
 * Enrols a reader with a one-time code (V1); its bearer token is answered once. Throws `enrolment-code-invalid` for
 * a code unknown, used or expired, `validation-failed` for a key that is no point of P-256.
 */
export async function enrolReader(
  { db, random, keys }: Pick<Context, 'db' | 'random' | 'keys'>,
  request: { code: string; encryptionKey: string; traceId: string; now: Date },
): Promise<{ reader: ReaderView; token: string; trustRoot: string }> {
  const encryptionKey = Buffer.from(request.encryptionKey, 'base64url');
  if (encryptionKey.length !== 65 || encryptionKey[0] !== 4 || !importPublicKey(encryptionKey.subarray(1))) {
    throw new AppError('validation-failed', { fields: [{ field: 'encryptionKey', code: 'field.invalid' }] });
  }
  const { now } = request;
  const token = newReaderToken(random);
  const readerId = randomUUID();
  const rights = await db.transaction().execute(async (trx) => {
    // The update itself uses the code up: of two calls at once one finds nothing.
    const code = await trx
      .updateTable('enrolment_code')
      .set({ used_at: now })
      .where('code_hash', '=', hashEnrolmentCode(request.code))
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .returning(['organisation', 'label', 'scope', 'purposes', 'created_by'])
      .executeTakeFirst();
    if (!code) throw new AppError('enrolment-code-invalid');
    const { organisation, label, scope, purposes } = code;
    await trx
      .insertInto('reader')
      .values({
        reader_id: readerId,
        organisation,
        label,
        scope,
        purposes,
        token_hash: hashSecret(token),
        encryption_key: encryptionKey,
        enrolled_at: now,
        revoked_at: null,
      })
      .execute();
    const actor = { kind: 'reader', id: readerId, traceId: request.traceId } as const;
    const object = { kind: 'reader', id: readerId };
    await appendAudit(trx, actor, 'reader.enrol', object, { scope, purposes, by: code.created_by });
    return { organisation, label, scope, purposes };
  });
  return {
    reader: { id: readerId, ...rights, enrolledAt: now.toISOString() },
    token,
    trustRoot: Buffer.from(keys.trustRoot().publicKey).toString('base64url'),
  };
}
