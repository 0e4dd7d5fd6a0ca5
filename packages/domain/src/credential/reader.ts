import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';
import { MalformedBytes } from './cbor.ts';
import { arrayOf, byteString, decodeCbor, encodeCbor, labelMap, textString, uint } from './cbor-map.ts';
import type { CryptoPort, Signer } from './crypto-port.ts';
import { FIELD_CODES, type FieldKey, fieldName } from './fields.ts';
import { fromHex } from './hex.ts';
import { LIST_TYPES, type ListFault, openList, signList, type VerifyKey } from './signed-list.ts';

/** An enrolled device or system: where it stands, why it checks, and the field keys its purposes allow. Null stands for a stranger. */
export type Reader = { scope: string; purposes: string[]; fieldKeys: FieldKey[] };

/** A reader's rights as the server hands them out. Times are Unix seconds; after `expiresAt` the device is a stranger again. */
export type DeviceGrant = Reader & { device: string; issuedAt: number; expiresAt: number };

/** HPKE (RFC 9180) base mode: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. P-256, because every browser keeps such a key non-extractable. */
const suite = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

const LABEL = { exp: 4, iat: 6, device: 10, scope: 11, purposes: 12, enc: 13, keys: 14 } as const;

/** A device's enrolment key pair; keep both in IndexedDB, the private half is not extractable. `publicKey` is what enrolment sends: 65 bytes. */
export async function createDeviceKey(): Promise<{ keyPair: CryptoKeyPair; publicKey: Uint8Array }> {
  const keyPair = (await suite.GenerateKeyPair()) as CryptoKeyPair;
  return { keyPair, publicKey: await suite.SerializePublicKey(keyPair.publicKey) };
}

/** Seals the field keys to the device's public key and signs the grant with the root key. Throws RangeError for a key that is no point. */
export async function signDeviceGrant(
  grant: DeviceGrant,
  devicePublicKey: Uint8Array,
  root: Signer,
): Promise<Uint8Array> {
  let recipient: Awaited<ReturnType<typeof suite.DeserializePublicKey>>;
  try {
    recipient = await suite.DeserializePublicKey(devicePublicKey);
  } catch {
    throw new RangeError('device public key');
  }
  const keys = encodeCbor(grant.fieldKeys.map((k) => [k.type, FIELD_CODES[k.field], k.epoch, k.key]));
  const { encapsulatedSecret, ciphertext } = await suite.Seal(recipient, keys, { info: info(grant) });
  const value = new Map<number, unknown>([
    [LABEL.exp, grant.expiresAt],
    [LABEL.iat, grant.issuedAt],
    [LABEL.device, grant.device],
    [LABEL.scope, grant.scope],
    [LABEL.purposes, grant.purposes],
    [LABEL.enc, encapsulatedSecret],
    [LABEL.keys, ciphertext],
  ]);
  return signList(LIST_TYPES.deviceGrant, value, root);
}

/** Opens a grant on the device: signature, end, then the keys. `malformed` also when it is sealed to another device's key. */
export async function openDeviceGrant(
  bytes: Uint8Array,
  keyPair: CryptoKeyPair,
  anchor: VerifyKey,
  now: Date,
  crypto: Pick<CryptoPort, 'verifyKnownP256'>,
): Promise<{ ok: true; grant: DeviceGrant } | { ok: false; reason: ListFault }> {
  const opened = await openList(bytes, LIST_TYPES.deviceGrant, [anchor], readGrant, crypto);
  if (!opened.ok) return opened;
  const { enc, sealedKeys, ...rest } = opened.value;
  if (now.getTime() >= rest.expiresAt * 1000) return { ok: false, reason: 'expired' };
  try {
    const keys = await suite.Open(keyPair, enc, sealedKeys, { info: info(rest) });
    return { ok: true, grant: { ...rest, fieldKeys: arrayOf(decodeCbor(keys), readFieldKey) } };
  } catch {
    return { ok: false, reason: 'malformed' };
  }
}

/** SHA-256 over the rights themselves, their times left out: the same for every sealing of the same rights to the same device. */
export async function rightsDigest(
  { device, scope, purposes, fieldKeys }: Omit<DeviceGrant, 'issuedAt' | 'expiresAt'>,
  crypto: Pick<CryptoPort, 'sha256Hex'>,
): Promise<Uint8Array> {
  const keys = fieldKeys.map((k) => [k.type, FIELD_CODES[k.field], k.epoch, k.key]);
  const said = encodeCbor(['suizheng device rights 1', device, scope, purposes, keys]);
  return fromHex(await crypto.sha256Hex(said))!;
}

/** Binds the sealed keys to the rights they come with. */
function info(grant: Omit<DeviceGrant, 'fieldKeys'>): Uint8Array {
  return encodeCbor(['suizheng device grant 1', grant.device, grant.scope, grant.purposes, grant.expiresAt]);
}

function readGrant(value: unknown) {
  const map = labelMap(value, Object.values(LABEL));
  return {
    device: textString(map.get(LABEL.device)),
    scope: textString(map.get(LABEL.scope)),
    purposes: arrayOf(map.get(LABEL.purposes), textString),
    issuedAt: uint(map.get(LABEL.iat)),
    expiresAt: uint(map.get(LABEL.exp)),
    enc: byteString(map.get(LABEL.enc)),
    sealedKeys: byteString(map.get(LABEL.keys)),
  };
}

function readFieldKey(value: unknown): FieldKey {
  if (!Array.isArray(value) || value.length !== 4) throw new MalformedBytes('field key');
  const [type, code, epoch, key] = value as unknown[];
  const field = fieldName(uint(code));
  if (!field) throw new MalformedBytes('field');
  return { type: uint(type), field, epoch: uint(epoch), key: byteString(key, 32) };
}
