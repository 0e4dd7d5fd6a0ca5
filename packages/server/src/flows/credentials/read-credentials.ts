import type { CredentialView } from '@suizheng/domain/contract/credentials.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { CERTIFICATE_VERSION, formatCertificateId } from '@suizheng/domain/identifiers/certificate-id.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import { openPerson } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';
import { shownSince, type Viewer } from '../accounts/session.ts';
import { maskedSubject, typedCity } from '../applications/application-view.ts';
import { RECORDS_KEPT_MS } from '../applications/records-policy.ts';
import { linkedDocument } from './linked-document.ts';

type ReadContext = Pick<Context, 'db' | 'keys' | 'clock' | 'issuer'>;

/** Credentials on the account of the last month (B7), newest first. Looking never uses quota (B3). */
export async function listCredentials(context: ReadContext, signedIn: Viewer): Promise<CredentialView[]> {
  const rows = await select(context.db)
    .where('c.account_id', '=', signedIn.accountId)
    .where('c.issued_at', '>', new Date(context.clock().getTime() - RECORDS_KEPT_MS))
    .orderBy('c.issued_at', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => asSeen(signedIn, row, viewCredential(context, row)));
}

/** One credential of the account; throws `not-found` for anybody else's. */
export async function readCredential(
  context: ReadContext,
  signedIn: Viewer,
  credentialId: string,
): Promise<CredentialView> {
  const row = await one(context.db, signedIn.accountId, credentialId);
  return asSeen(signedIn, row, viewCredential(context, row));
}

/** A session that sees no person learns that there is a credential, to prove itself by, and none of its contents. */
function asSeen(
  signedIn: Viewer,
  { issued_at }: Pick<Row, 'issued_at'>,
  view: CredentialView,
): CredentialView {
  if (issued_at >= shownSince(signedIn)) return view;
  return {
    ...view,
    identifier: '',
    subject: { name: '', number: '' },
    documents: [],
    city: null,
    token: null,
  };
}

function select(db: Kysely<Database>) {
  return db
    .selectFrom('credential as c')
    .innerJoin('person as p', 'p.person_id', 'c.person_id')
    .innerJoin('application as a', (join) =>
      join.onRef('a.person_id', '=', 'c.person_id').onRef('a.application_id', '=', 'c.application_id'),
    )
    .select(['c.person_id', 'c.credential_id', 'c.application_id', 'c.procedure', 'c.serial', 'c.status'])
    .select(['c.medium', 'c.issued_at', 'c.expires_at', 'c.present_until', 'c.token', 'c.cti'])
    .select(['a.sealed', 'p.data_key', 'p.sealed as person_sealed']);
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

async function one(db: Kysely<Database>, accountId: string, credentialId: string): Promise<Row> {
  const row = await select(db)
    .where('c.credential_id', '=', credentialId)
    .where('c.account_id', '=', accountId)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found');
  return row;
}

function viewCredential({ keys, clock, issuer }: ReadContext, row: Row): CredentialView {
  const now = clock();
  const status = statusOf(row, now);
  const until = row.present_until ?? row.expires_at;
  const person = { ...row, sealed: row.person_sealed };
  const subject = maskedSubject(keys, person);
  const linked = linkedDocument(keys, row);
  const own = {
    document: openPerson(keys, person).document ?? ('resident-id' as const),
    number: subject.number,
  };
  return {
    id: row.credential_id,
    procedure: row.procedure,
    identifier: formatCertificateId({
      type: credentialProcedureById(row.procedure)!.credential.certificateType,
      issuer: issuer.uscc,
      serial: row.serial,
      version: CERTIFICATE_VERSION,
    }),
    status,
    subject,
    documents: linked === null ? [own] : [own, linked],
    issuedAt: row.issued_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    presentUntil: until.toISOString(),
    token: status === 'valid' && now < until ? row.token.toString('base64url') : null,
    city: typedCity(keys, row),
  };
}

function statusOf(row: Pick<Row, 'status' | 'expires_at'>, now: Date): CredentialView['status'] {
  if (row.status === 1) return 'revoked';
  if (now >= row.expires_at) return 'expired';
  return row.status === 2 ? 'suspended' : 'valid';
}
