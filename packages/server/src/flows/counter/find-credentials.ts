import type { CounterCredentialView } from '@suizheng/domain/contract/counter.ts';
import { STATUS } from '@suizheng/domain/credential/status-list.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import {
  CERTIFICATE_VERSION,
  formatCertificateId,
  parseCertificateId,
} from '@suizheng/domain/identifiers/certificate-id.ts';
import {
  identityDocumentOf,
  maskIdentityNumber,
  parseIdentityDocument,
} from '@suizheng/domain/identifiers/identity-document.ts';
import { maskPersonName, parsePersonName } from '@suizheng/domain/identifiers/person-name.ts';
import { parseResidentId } from '@suizheng/domain/identifiers/resident-id.ts';
import type { LookPurpose } from '@suizheng/domain/policy/staff-access.ts';
import { CREDENTIAL_PROCEDURES, credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { openPerson } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';
import { linkedDocuments } from '../credentials/linked-document.ts';
import { auditLook } from '../staff/audit-look.ts';
import { canonicalOther, indexOf } from './paper-input.ts';

/** Credentials in one answer. */
const AT_MOST = 50;

/** Everything that the counter shows of a credential, its subject and what was `typed` for it still sealed. */
export function findCredentials(db: Kysely<Database>) {
  return db
    .selectFrom('credential as c')
    .innerJoin('person as p', 'p.person_id', 'c.person_id')
    .innerJoin('application as a', (join) =>
      join.onRef('a.person_id', '=', 'c.person_id').onRef('a.application_id', '=', 'c.application_id'),
    )
    .select(['c.person_id', 'c.credential_id', 'c.application_id', 'c.procedure', 'c.medium', 'c.serial'])
    .select(['c.status', 'c.issued_at', 'c.expires_at', 'p.data_key', 'p.sealed', 'a.sealed as typed']);
}

/** One row of `findCredentials`. */
export type CredentialRow = Awaited<
  ReturnType<ReturnType<typeof findCredentials>['executeTakeFirstOrThrow']>
>;

/** A credential as an officer sees it; the subject is masked. */
export function counterCredential(
  { keys, clock, issuer }: Pick<Context, 'keys' | 'clock' | 'issuer'>,
  row: CredentialRow,
): CounterCredentialView {
  const { name, number, document = 'resident-id' } = openPerson(keys, row);
  return {
    id: row.credential_id,
    procedure: row.procedure,
    identifier: certificateIdentifier(issuer, row),
    medium: row.medium,
    status: statusOf(row, clock()),
    subject: { name: maskPersonName(name), number: maskIdentityNumber(document, number) },
    documents: linkedDocuments(keys, { ...row, sealed: row.typed, person_sealed: row.sealed }),
    issuedAt: row.issued_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}

/** The GB/T 36904 identifier of a credential. */
export function certificateIdentifier(
  issuer: Context['issuer'],
  { procedure, serial }: { procedure: string; serial: string },
): string {
  const type = credentialProcedureById(procedure)!.credential.certificateType;
  return formatCertificateId({ type, issuer: issuer.uscc, serial, version: CERTIFICATE_VERSION });
}

/** The status that counts: what an officer set before what time did. */
export function statusOf(
  { status, expires_at }: { status: number; expires_at: Date },
  now: Date,
): CounterCredentialView['status'] {
  if (status === STATUS.revoked) return 'revoked';
  if (now >= expires_at) return 'expired';
  return status === STATUS.suspended ? 'suspended' : 'valid';
}

/** What is searched for: one of the two; the name where the number is of a document that no register holds. */
type Search = {
  readonly identifier?: string | undefined;
  readonly number?: string | undefined;
  readonly name?: string | undefined;
  readonly purpose: LookPurpose;
};

type SearchContext = Pick<Context, 'db' | 'keys' | 'clock' | 'issuer' | 'mode'>;

/**
 * Finds credentials by certificate identifier, or by the subject's number, newest first; for documents that no register
 * holds the name is needed too. Nothing found is an empty list. Who searched, for which purpose and what was
 * found goes into the audit log, also when that was nothing; what was typed does not. Throws `validation-failed`.
 */
export async function searchCredentials(
  context: SearchContext,
  search: Search,
  { operationId, actor }: { operationId: string; actor: Actor },
): Promise<CounterCredentialView[]> {
  const rows = await findRows(context, search);
  const detail = {
    by: search.identifier ? 'identifier' : 'number',
    found: rows.map((row) => row.credential_id),
  };
  await auditLook(context.db, actor, search.purpose, { kind: 'search', id: operationId }, detail);
  return rows.map((row) => counterCredential(context, row));
}

async function findRows(context: SearchContext, search: Search): Promise<CredentialRow[]> {
  const { db } = context;
  if (search.identifier) {
    const parts = parseCertificateId(search.identifier.toUpperCase());
    if (!parts) {
      throw new AppError('validation-failed', { fields: [{ field: 'identifier', code: 'field.invalid' }] });
    }
    const procedure = CREDENTIAL_PROCEDURES.find(
      ({ credential }) => credential.certificateType === parts.type,
    );
    if (!procedure || parts.issuer !== context.issuer.uscc) return [];
    return findCredentials(db)
      .where('c.serial', '=', parts.serial)
      .where('c.procedure', '=', procedure.id)
      .limit(AT_MOST)
      .execute();
  }
  const indices = indicesOf(context, search);
  if (indices.length === 0) {
    throw new AppError('validation-failed', { fields: [{ field: 'number', code: 'field.invalid' }] });
  }
  return findCredentials(db)
    .where('p.number_index', 'in', indices)
    .orderBy('c.issued_at', 'desc')
    .limit(AT_MOST)
    .execute();
}

function indicesOf(
  { keys, mode }: Pick<Context, 'keys' | 'mode'>,
  { number, name }: { number?: string | undefined; name?: string | undefined },
): Buffer[] {
  if (!number)
    throw new AppError('validation-failed', { fields: [{ field: 'number', code: 'field.required' }] });
  const resident = parseResidentId(number, mode);
  if (resident.ok) return [keys.blindIndex('resident-number', resident.value.number)];
  const permit = identityDocumentOf(number, mode);
  const parsed = permit && parseIdentityDocument(permit, number, mode);
  const registered = parsed?.ok ? [keys.blindIndex('resident-number', parsed.value.number)] : [];
  const person = name ? parsePersonName(name) : undefined;
  if (!person?.ok) {
    if (registered.length > 0) return registered;
    throw new AppError('validation-failed', {
      fields: [{ field: 'number', code: `resident-id.${resident.reason}` }],
    });
  }
  const others = (['passport', 'other'] as const).flatMap((kind) => {
    const canonical = canonicalOther(kind, number);
    return canonical === null
      ? []
      : [keys.blindIndex('resident-number', indexOf(kind, canonical, person.value))];
  });
  return [...registered, ...others];
}
