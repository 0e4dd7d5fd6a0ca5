import type { CredentialClaims } from '../claims.ts';
import { signCredential } from '../credential.ts';
import type { CryptoPort, Signer } from '../crypto-port.ts';
import type { FieldKey, FieldName, Fields } from '../fields.ts';
import { createHolderKey, type HolderKey, signPresentation, signWithHolderKey } from '../holder-key.ts';
import type { Reader } from '../reader.ts';
import { sealFields } from '../sealed-fields.ts';
import type { StatusName } from '../status-list.ts';
import type { TrustList } from '../trust-list.ts';
import type { VerifyContext } from '../verify.ts';

/** The moment at which everything in this world happens, and the same in Unix seconds. */
export const NOW = new Date('2026-11-21T08:00:00Z');
export const T = NOW.getTime() / 1000;

/** A synthetic person: area 990000 is not allocated. */
export const PERSON: Fields = { name: '阿不都热依木·买买提', number: '990000199003071235' };

/** A key pair that signs as an issuer, a status list publisher or a root. */
export type Authority = { signer: Signer; key: HolderKey };

/** A key pair in memory whose kid is that byte, four times. */
export async function authority(kid: number): Promise<Authority> {
  const key = await createHolderKey();
  return { key, signer: { kid: new Uint8Array(4).fill(kid), sign: (data) => signWithHolderKey(key, data) } };
}

/** A whole world in memory: an issuer, its trust list, one status list and a holder. */
export async function createWorld(crypto: CryptoPort) {
  const issuer = await authority(1);
  const statusSigner = await authority(2);
  const holder = await createHolderKey();
  const fieldKeys = (['name', 'number'] as FieldName[]).flatMap((field, i) =>
    [1, 2].flatMap((type) =>
      [1, 23].map(
        (epoch): FieldKey => ({ type, field, epoch, key: new Uint8Array(32).fill(10 * type + i + epoch) }),
      ),
    ),
  );
  const railReader: Reader = {
    scope: 'rail',
    purposes: ['check'],
    fieldKeys: fieldKeys.filter((k) => k.type === 1),
  };
  const trust = trustList(issuer, statusSigner);
  const statuses = new Map<number, StatusName>();
  const snapshot = {
    list: 1,
    issuedAt: T - 30,
    expiresAt: T + 86_400,
    statusAt: (index: number) => (index < 1000 ? (statuses.get(index) ?? 'valid') : undefined),
  };
  const context: VerifyContext = {
    trust,
    statusList: (list) => (list === 1 ? snapshot : undefined),
    reader: null,
    now: NOW,
    online: true,
    crypto,
  };

  /** Seals and signs; overrides win over a valid electronic credential of type 1. */
  const issue = async (
    overrides: Partial<CredentialClaims> = {},
    fields: Fields = PERSON,
    signer = issuer.signer,
  ) => {
    const claims = { ...baseClaims(holder.publicKey), ...overrides };
    const sealed = overrides.sealed ?? (await sealFields(fields, { ...claims, keys: fieldKeys }, crypto));
    return signCredential({ ...claims, sealed }, signer);
  };
  const issuePaper = (overrides: Partial<CredentialClaims> = {}) =>
    issue({ medium: 'paper', holderKey: null, presentUntil: null, ...overrides });
  const present = (credential: Uint8Array, at = NOW, key: HolderKey = holder) =>
    signPresentation(key, { credential, now: at, nonce: 0xc0ffee });
  return {
    issuer,
    statusSigner,
    holder,
    fieldKeys,
    railReader,
    trust,
    statuses,
    snapshot,
    context,
    issue,
    issuePaper,
    present,
  };
}

/** Claims of an electronic credential issued a minute before NOW. */
export function baseClaims(holderKey: Uint8Array): CredentialClaims {
  return {
    type: 1,
    medium: 'electronic',
    credentialId: globalThis.crypto.getRandomValues(new Uint8Array(12)),
    serial: 20260000403,
    issuedAt: T - 60,
    expiresAt: T + 86_340,
    presentUntil: T + 1740,
    status: { list: 1, index: 7 },
    holderKey,
    epoch: 1,
    sealed: [],
  };
}

function trustList(issuer: Authority, statusSigner: Authority): TrustList {
  const life = { validFrom: T - 86_400, validUntil: T + 30 * 86_400, retiredAt: null };
  const type = { gbtTypeCode: '11100000000013338W901', presentationSeconds: 60, skewSeconds: 30 };
  return {
    sequence: 1,
    issuedAt: T - 60,
    expiresAt: T + 7 * 86_400,
    issuer: { name: '铁路公安机关', uscc: '91350100M000100Y43' },
    keys: [
      { kid: issuer.signer.kid, publicKey: issuer.key.publicKey, use: 'credential', ...life },
      { kid: statusSigner.signer.kid, publicKey: statusSigner.key.publicKey, use: 'status-list', ...life },
    ],
    types: [
      { code: 1, procedure: 'rail-temporary-id', scopes: ['rail'], ...type },
      { code: 2, procedure: 'travel-permit', scopes: ['rail', 'air'], ...type },
    ],
    freshness: { green: 300, amber: 86_400 },
  };
}
