import type { CounterReaderView } from '@suizheng/domain/contract/counter.ts';
import { AppError, type FieldError } from '@suizheng/domain/errors/app-error.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { knownScopes, purposesIn } from '@suizheng/domain/procedures/purposes.ts';
import type { Selectable } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { ReaderTable } from '../../db/schema.ts';
import { hashEnrolmentCode, newEnrolmentCode } from '../verification/enrol-reader.ts';
import { readerView } from '../verification/read-pack.ts';
import { fromRow } from '../verification/reader-token.ts';

/** What a reader will be allowed. */
export type ReaderRights = {
  readonly organisation: string;
  readonly label: string;
  readonly scope: string;
  readonly purposes: readonly string[];
};

/** Readers in one answer. */
const AT_MOST = 500;

/** Makes a one-time enrolment code (V1), by an officer or (`staffId` null) an operator; throws `validation-failed` for a scope or purpose that no credential knows. */
export async function createEnrolmentCode(
  { db, random }: Pick<Context, 'db' | 'random'>,
  rights: ReaderRights,
  { staffId, actor, now }: { staffId: string | null; actor: Actor; now: Date },
): Promise<{ code: string; expiresAt: string }> {
  const { organisation, label, scope } = rights;
  const purposes = [...new Set(rights.purposes)];
  refuseUnknown(scope, purposes);
  const code = newEnrolmentCode(random);
  const expires_at = new Date(now.getTime() + verificationPolicy.enrolment.codeForMs);
  await db.transaction().execute(async (trx) => {
    const code_hash = hashEnrolmentCode(code);
    await trx
      .insertInto('enrolment_code')
      .values({
        code_hash,
        organisation,
        label,
        scope,
        purposes,
        created_by: staffId,
        created_at: now,
        expires_at,
        used_at: null,
      })
      .execute();
    const object = { kind: 'enrolment-code', id: code_hash.toString('hex').slice(0, 16) };
    await appendAudit(trx, actor, 'reader.allow', object, { scope, purposes });
  });
  return { code, expiresAt: expires_at.toISOString() };
}

/** Every reader, newest first. */
export async function listReaders({ db }: Pick<Context, 'db'>): Promise<CounterReaderView[]> {
  const rows = await db
    .selectFrom('reader')
    .selectAll()
    .orderBy('enrolled_at', 'desc')
    .limit(AT_MOST)
    .execute();
  return rows.map(view);
}

/** Ends a reader at once; ending it again changes nothing. Throws `not-found`. */
export async function revokeReader(
  { db }: Pick<Context, 'db'>,
  readerId: string,
  { actor, now, reason }: { actor: Actor; now: Date; reason: string },
): Promise<CounterReaderView> {
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('reader')
      .selectAll()
      .where('reader_id', '=', readerId)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new AppError('not-found');
    if (row.revoked_at) return view(row);
    await trx.updateTable('reader').set({ revoked_at: now }).where('reader_id', '=', readerId).execute();
    await appendAudit(trx, actor, 'reader.revoke', { kind: 'reader', id: readerId }, { reason });
    return view({ ...row, revoked_at: now });
  });
}

function view(row: Selectable<ReaderTable>): CounterReaderView {
  return { ...readerView(fromRow(row)), revokedAt: row.revoked_at?.toISOString() ?? null };
}

function refuseUnknown(scope: string, purposes: readonly string[]): void {
  if (!knownScopes().includes(scope)) {
    throw new AppError('validation-failed', { fields: [{ field: 'scope', code: 'field.invalid' }] });
  }
  const known = new Set(purposesIn(scope).map(({ id }) => id));
  const fields = purposes.flatMap((purpose, i): FieldError[] =>
    known.has(purpose) ? [] : [{ field: `purposes.${i}`, code: 'field.invalid' }],
  );
  if (fields.length > 0) throw new AppError('validation-failed', { fields });
}
