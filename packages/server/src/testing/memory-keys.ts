import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  generateKeyPairSync,
  randomBytes,
} from 'node:crypto';
import { FIELD_CODES, type FieldName } from '@suizheng/domain/credential/fields.ts';
import type { IssuerKey } from '@suizheng/domain/credential/trust-list.ts';
import { exportPublicKey, nodeSigner } from '../crypto/node-crypto.ts';
import type { Keys } from '../keys.ts';

const NONCE = 12;
const TAG = 16;

/** Keys that live and die with a test. */
export function memoryKeys(): Keys {
  const master = randomBytes(32);
  const index = randomBytes(32);
  const credential = newSigner();
  const audit = newSigner();
  const root = newSigner();
  const status = newSigner();
  const forEver = { validFrom: 0, validUntil: 4_102_444_800, retiredAt: null };
  const issuerKeys: IssuerKey[] = [
    { kid: credential.signer.kid, publicKey: credential.publicKey, use: 'credential', ...forEver },
    { kid: status.signer.kid, publicKey: status.publicKey, use: 'status-list', ...forEver },
  ];
  const fieldKey = (type: number, field: FieldName) =>
    createHmac('sha256', master).update(`field ${type} ${field} 1`).digest();
  const openingKeys = (type: number) =>
    (Object.keys(FIELD_CODES) as FieldName[]).map((field) => ({
      type,
      field,
      epoch: 1,
      key: fieldKey(type, field),
    }));
  return {
    blindIndex: (kind, value) => createHmac('sha256', index).update(`${kind}\0${value}`).digest(),
    newDataKey: () => seal(master, 'data-key', randomBytes(32)),
    seal: (dataKey, place, plain) => seal(open(master, 'data-key', dataKey), place, plain),
    open: (dataKey, place, sealed) => open(open(master, 'data-key', dataKey), place, sealed),
    credentialSigner: () => credential.signer,
    credentialPublicKey: credential.publicKey,
    auditSigner: () => audit.signer,
    auditPublicKeys: () => new Map([[Buffer.from(audit.signer.kid).toString('hex'), audit.publicKey]]),
    fieldKeys: (type) => ({ epoch: 1, keys: openingKeys(type) }),
    trustRoot: () => ({ ...root.signer, publicKey: root.publicKey }),
    statusSigner: () => status.signer,
    issuerKeys: () => issuerKeys,
    openingKeys,
  } as Keys;
}

function newSigner() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const point = exportPublicKey(publicKey);
  const kid = createHash('sha256').update(point).digest().subarray(0, 4);
  return { signer: nodeSigner(privateKey, kid), publicKey: point };
}

function seal(key: Uint8Array, place: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Uint8Array, place: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]);
}
