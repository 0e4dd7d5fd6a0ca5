import { CERTIFICATE_VERSION, parseCertificateId } from '@suizheng/domain/identifiers/certificate-id.ts';
import { parsePersonName } from '@suizheng/domain/identifiers/person-name.ts';
import type { CredentialProcedure } from '@suizheng/domain/procedures/procedure.ts';
import { CREDENTIAL_PROCEDURES } from '@suizheng/domain/procedures/registry.ts';
import type { Context } from '../../context.ts';
import { openPerson, personById } from '../../db/people.ts';
import { statusPlace } from '../settle/status-place.ts';

/** A credential found by its identifier, with whose it is. */
export type FoundCredential = {
  readonly procedure: CredentialProcedure;
  readonly medium: 'electronic' | 'paper';
  /** 0 valid, 1 revoked, 2 suspended. */
  readonly status: number;
  readonly expiresAt: Date;
  readonly holder: { readonly name: string; readonly number: string };
};

/** True for an identifier 电子证照标识 of the right form and check character. */
export function isIdentifier(text: string): boolean {
  return parseCertificateId(text) !== null;
}

/** The credential with this identifier, or null where we issued none such. */
export async function findCredential(
  { db, keys, issuer }: Pick<Context, 'db' | 'keys' | 'issuer'>,
  identifier: string,
): Promise<FoundCredential | null> {
  const parts = parseCertificateId(identifier);
  const procedure = CREDENTIAL_PROCEDURES.find(
    ({ credential }) => credential.certificateType === parts?.type,
  );
  const place = parts && placeOfSerial(parts.serial);
  if (!procedure || !place || parts.issuer !== issuer.uscc || parts.version !== CERTIFICATE_VERSION)
    return null;
  const row = await db
    .selectFrom('credential')
    .select(['person_id', 'medium', 'status', 'expires_at'])
    .where('status_list', '=', place.list)
    .where('status_index', '=', place.index)
    .where('procedure', '=', procedure.id)
    .executeTakeFirst();
  if (!row) return null;
  const holder = openPerson(keys, await personById(db, row.person_id));
  return { procedure, medium: row.medium, status: row.status, expiresAt: row.expires_at, holder };
}

/** True when both are one name, whatever spaces and middle dots were typed. */
export function isSameName(a: string, b: string): boolean {
  const [one, other] = [parsePersonName(a), parsePersonName(b)];
  return one.ok && other.ok && one.value === other.value;
}

/** The serial is the status number and one (settle/issue.ts). */
function placeOfSerial(serial: string) {
  if (!/^[1-9]\d{0,14}$/.test(serial)) return null;
  return statusPlace(Number(serial) - 1);
}
