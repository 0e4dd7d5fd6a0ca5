import type { CredentialClaims } from './claims.ts';
import type { CryptoPort } from './crypto-port.ts';
import { packField, unpackField } from './field-bytes.ts';
import {
  FIELD_CODES,
  type FieldKey,
  type FieldName,
  type Fields,
  fieldName,
  type SealedField,
} from './fields.ts';

/** "SZ" and the version of this construction (ADR 0002). */
const AAD_LEAD = [0x53, 0x5a, 0x01] as const;

/**
 * Seals each field under its own key with the credential's cti as nonce. The caller gives exactly one
 * key per field, all of `type` and `epoch`; throws RangeError when one is missing. One cti must never
 * be used for two different contents: a corrected name is a new credential.
 */
export async function sealFields(
  fields: Fields,
  context: { type: number; epoch: number; credentialId: Uint8Array; keys: readonly FieldKey[] },
  crypto: Pick<CryptoPort, 'aesGcmSeal'>,
): Promise<SealedField[]> {
  const sealed: SealedField[] = [];
  for (const name of FIELD_NAMES) {
    const text = fields[name];
    if (text === undefined) continue;
    const key = findKey(context.keys, context.type, name, context.epoch);
    if (!key) throw new RangeError(`no field key for ${name}`);
    const code = FIELD_CODES[name];
    const result = crypto.aesGcmSeal(
      key.key,
      context.credentialId,
      fieldAad(context.type, code, context.epoch),
      packField(text),
    );
    sealed.push({ field: code, sealed: result instanceof Promise ? await result : result });
  }
  return sealed;
}

/** Opens the fields for which there is a key; a field without a key, or sealed under another one, stays closed. */
export async function openFields(
  claims: Pick<CredentialClaims, 'type' | 'epoch' | 'credentialId' | 'sealed'>,
  keys: readonly FieldKey[],
  crypto: Pick<CryptoPort, 'aesGcmOpen'>,
): Promise<Fields> {
  const fields: Fields = {};
  for (const { field, sealed } of claims.sealed) {
    const name = fieldName(field);
    const key = name && findKey(keys, claims.type, name, claims.epoch);
    if (!key) continue;
    const result = crypto.aesGcmOpen(
      key.key,
      claims.credentialId,
      fieldAad(claims.type, field, claims.epoch),
      sealed,
    );
    const plain = result instanceof Promise ? await result : result;
    const text = plain && unpackField(plain);
    if (text !== null) fields[name] = text;
  }
  return fields;
}

/** In rising order of their codes, which is the order on the wire. */
const FIELD_NAMES = (Object.keys(FIELD_CODES) as FieldName[]).sort((a, b) => FIELD_CODES[a] - FIELD_CODES[b]);

/** Binds a ciphertext to its place: lead, type (4 bytes), field (1), epoch (4), big-endian. */
function fieldAad(type: number, field: number, epoch: number): Uint8Array {
  const aad = new Uint8Array(12);
  aad.set(AAD_LEAD);
  for (let i = 0; i < 4; i += 1) {
    aad[3 + i] = type >>> (24 - 8 * i);
    aad[8 + i] = epoch >>> (24 - 8 * i);
  }
  aad[7] = field;
  return aad;
}

function findKey(
  keys: readonly FieldKey[],
  type: number,
  field: FieldName,
  epoch: number,
): FieldKey | undefined {
  for (const key of keys) if (key.field === field && key.type === type && key.epoch === epoch) return key;
  return undefined;
}
