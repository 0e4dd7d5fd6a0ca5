import { createPrivateKey, createPublicKey, createSecretKey, hkdfSync } from 'node:crypto';
import { statSync } from 'node:fs';
import type { Signer } from '@suizheng/domain/credential/crypto-port.ts';
import { FIELD_CODES, type FieldKey, type FieldName } from '@suizheng/domain/credential/fields.ts';
import type { VerifyKey } from '@suizheng/domain/credential/signed-list.ts';
import type { IssuerKey } from '@suizheng/domain/credential/trust-list.ts';
import type { Keys } from '../keys.ts';
import {
  createKeyFile,
  generateKey,
  type KeyUse,
  readKeyFiles,
  replaceKeyFile,
  SECRET_USES,
  SIGNING_USES,
  type StoredKey,
} from './key-files.ts';
import { KEY_POLICY, type KeyPolicy } from './key-policy.ts';
import { exportPublicKey, nodeSigner } from './node-crypto.ts';
import {
  blindIndex,
  type MasterKey,
  newWrappedDataKey,
  openForPerson,
  sealForPerson,
} from './person-data.ts';

/** Where the keys lie and what time it is. A PKCS#11 store would give the same `Keys` with signers that call the module. */
export type KeyStoreOptions = { dir: string; clock: () => Date; policy?: KeyPolicy };

/** A rotated key: its id in hex, and from when it signs (Unix seconds). */
export type Rotation = { kid: string; activeFrom: number; retiredKid: string };

/** How long a process may not notice that another one rotated a key, in milliseconds. */
const LOOK_AGAIN_MS = 1000;

/** Opens the key directory, creates the keys that are missing, and follows rotations by other processes within a second. */
export function openKeyStore(options: KeyStoreOptions): Keys {
  const { dir, clock } = options;
  const policy = options.policy ?? KEY_POLICY;
  const now = () => Math.floor(clock().getTime() / 1000);
  createMissing(dir, now());
  let stamp = changeStamp(dir);
  let looked = performance.now();
  let loaded = load(readKeyFiles(dir), policy);

  const current = (): LoadedKeys => {
    if (performance.now() - looked < LOOK_AGAIN_MS) return loaded;
    looked = performance.now();
    const seen = changeStamp(dir);
    if (seen !== stamp) {
      stamp = seen;
      loaded = load(readKeyFiles(dir), policy);
    }
    return loaded;
  };
  const epoch = () => current().epochs.findLast((e) => e.activeFrom <= now())!;

  return {
    blindIndex: (kind, value) => blindIndex(current().pepper, kind, value),
    newDataKey: () => newWrappedDataKey(current().masters.at(-1)!),
    seal: (dataKey, place, plain) => sealForPerson(current().masters, dataKey, place, plain),
    open: (dataKey, place, sealed) => openForPerson(current().masters, dataKey, place, sealed),
    credentialSigner: () => signing(current(), 'credential', now()).signer,
    auditSigner: () => signing(current(), 'audit', now()).signer,
    auditPublicKeys: () => current().auditPublicKeys,
    tokenSigner: () => signing(current(), 'access-token', now()).signer,
    tokenPublicKeys: () => current().tokenPublicKeys,
    fieldKeys: (type) => ({ epoch: epoch().number, keys: epoch().keysOf(type) }),
    trustRoot() {
      const root = signing(current(), 'trust-root', now());
      return { ...root.signer, publicKey: root.publicKey };
    },
    statusSigner: () => signing(current(), 'status-list', now()).signer,
    issuerKeys: () => current().issuerKeys,
    openingKeys: (type) => openingKeysOf(current().epochs, type, now()),
  };
}

/** Adds an issuer key that signs after the policy's lead (or at once) and retires the present one then. */
export function rotateIssuerKey(options: KeyStoreOptions & { atOnce?: boolean }): Rotation {
  return rotate('credential', options);
}

/**
 * For an issuer key in wrong hands: a new one signs at once, and every earlier one is struck from the trust list. A
 * thief can date back what they sign, so retiring is not enough. Everything signed before is refused until the phone's
 * next face check signs it anew; paper must be issued again.
 */
export function withdrawIssuerKeys(options: KeyStoreOptions): Rotation {
  return withdrawEarlier('credential', options);
}

/** Adds a status list key as `rotateIssuerKey` adds an issuer key. */
export function rotateStatusKey(options: KeyStoreOptions & { atOnce?: boolean }): Rotation {
  return rotate('status-list', options);
}

/** Adds a key for access tokens that signs at once. Tokens given out before are refused from then on: clients ask for new ones. */
export function rotateTokenKey(options: KeyStoreOptions): Rotation {
  return withdrawEarlier('access-token', options);
}

/** Starts a new epoch of field keys after the policy's lead: readers whose grant was withdrawn cannot open what is sealed from then on. */
export function rotateFieldKeys(options: KeyStoreOptions & { atOnce?: boolean }): Rotation {
  return rotate('field-epoch', options);
}

/** The pinned public half of this installation's trust root, or null where no keys were made yet. Creates nothing. */
export function readTrustAnchor(dir: string): VerifyKey | null {
  const root = readKeyFiles(dir).find((key) => key.use === 'trust-root' && key.state === 'active');
  if (!root) return null;
  const { publicKey } = loadSigningKey(root);
  return { kid: Buffer.from(root.kid, 'hex'), publicKey };
}

/** The secrets of fields alone, for a process that opens fields and signs nothing. Follows changes within a second; creates nothing. */
export function openFieldKeys({ dir, clock }: Pick<KeyStoreOptions, 'dir' | 'clock'>): {
  openingKeys(type: number): readonly FieldKey[];
} {
  const now = () => Math.floor(clock().getTime() / 1000);
  const read = () =>
    readKeyFiles(dir)
      .filter(({ use }) => use === 'field-epoch')
      .map(loadEpoch)
      .sort((a, b) => a.number - b.number);
  let stamp = changeStamp(dir);
  let looked = performance.now();
  let epochs = read();
  return {
    openingKeys(type) {
      if (performance.now() - looked >= LOOK_AGAIN_MS) {
        looked = performance.now();
        const seen = changeStamp(dir);
        if (seen !== stamp) [stamp, epochs] = [seen, read()];
      }
      return openingKeysOf(epochs, type, now());
    },
  };
}

/** Of the present epoch and the one before; the next one too: it goes out ahead of its first use, so that devices hold it in time. */
function openingKeysOf(epochs: readonly Epoch[], type: number, now: number): readonly FieldKey[] {
  const present = epochs.findLast((epoch) => epoch.activeFrom <= now)?.number ?? 0;
  return epochs.filter(({ number }) => number >= present - 1).flatMap((epoch) => epoch.keysOf(type));
}

type SigningKey = { stored: StoredKey; signer: Signer; publicKey: Uint8Array };
type Epoch = { number: number; activeFrom: number; keysOf(type: number): readonly FieldKey[] };
type LoadedKeys = {
  signing: ReadonlyMap<KeyUse, readonly SigningKey[]>;
  issuerKeys: readonly IssuerKey[];
  auditPublicKeys: ReadonlyMap<string, Uint8Array>;
  tokenPublicKeys: ReadonlyMap<string, Uint8Array>;
  epochs: readonly Epoch[];
  masters: readonly MasterKey[];
  pepper: MasterKey['key'];
};

function load(stored: readonly StoredKey[], policy: KeyPolicy): LoadedKeys {
  const of = (use: KeyUse) => stored.filter((key) => key.use === use);
  const signingKeys = new Map(SIGNING_USES.map((use) => [use as KeyUse, of(use).map(loadSigningKey)]));
  const issuers = (['credential', 'status-list'] as const).flatMap((use) =>
    signingKeys
      .get(use)!
      .filter(({ stored }) => stored.state !== 'withdrawn')
      .map((key) => issuerKey(key, use, policy)),
  );
  return {
    signing: signingKeys,
    issuerKeys: issuers.sort((a, b) => b.validFrom - a.validFrom),
    auditPublicKeys: new Map(signingKeys.get('audit')!.map((key) => [key.stored.kid, key.publicKey])),
    tokenPublicKeys: new Map(
      signingKeys
        .get('access-token')!
        .filter(({ stored }) => stored.state !== 'withdrawn')
        .map((key) => [key.stored.kid, key.publicKey]),
    ),
    epochs: of('field-epoch')
      .map(loadEpoch)
      .sort((a, b) => a.number - b.number),
    masters: of('person-master').map((key) => ({ kid: Buffer.from(key.kid, 'hex'), key: secretOf(key) })),
    pepper: secretOf(of('index-pepper')[0]!),
  };
}

function loadSigningKey(stored: StoredKey): SigningKey {
  const privateKey = createPrivateKey({ key: stored.jwk, format: 'jwk' });
  const publicKey = exportPublicKey(createPublicKey(privateKey));
  return { stored, publicKey, signer: nodeSigner(privateKey, Buffer.from(stored.kid, 'hex')) };
}

function issuerKey(key: SigningKey, use: IssuerKey['use'], policy: KeyPolicy): IssuerKey {
  const { stored } = key;
  const retiredAt = stored.retired === null ? null : stored.retired + policy.overlapSeconds;
  const validUntil =
    stored.retired === null
      ? stored.created + policy.lifeSeconds
      : stored.retired + policy.retiredLifeSeconds;
  return {
    kid: key.signer.kid,
    publicKey: key.publicKey,
    use,
    validFrom: stored.created,
    validUntil,
    retiredAt,
  };
}

/** Field keys of an epoch are derived (HKDF-SHA-256) from its one secret, so that a new credential type needs no new file. */
function loadEpoch(stored: StoredKey): Epoch {
  const number = stored.epoch ?? 1;
  const secret = secretOf(stored);
  const cache = new Map<number, readonly FieldKey[]>();
  const derive = (type: number, field: FieldName): FieldKey => {
    const info = `suizheng field key 1/${type}/${FIELD_CODES[field]}/${number}`;
    return { type, field, epoch: number, key: new Uint8Array(hkdfSync('sha256', secret, '', info, 32)) };
  };
  return {
    number,
    activeFrom: stored.activeFrom,
    keysOf(type) {
      let keys = cache.get(type);
      if (!keys) {
        keys = (Object.keys(FIELD_CODES) as FieldName[]).map((field) => derive(type, field));
        cache.set(type, keys);
      }
      return keys;
    },
  };
}

function secretOf(stored: StoredKey): MasterKey['key'] {
  return createSecretKey(Buffer.from(stored.jwk.k!, 'base64url'));
}

/** The newest key of that use whose time has come. */
function signing(keys: LoadedKeys, use: KeyUse, now: number): SigningKey {
  const candidates = keys.signing.get(use)!.filter(({ stored }) => stored.state !== 'withdrawn');
  return candidates.findLast((key) => key.stored.activeFrom <= now) ?? candidates[0]!;
}

/** First keys are stored under a fixed name: of two processes that start together, one wins and both read the same. */
function createMissing(dir: string, now: number): void {
  const present = new Set(readKeyFiles(dir).map((key) => key.use));
  for (const use of [...SIGNING_USES, ...SECRET_USES]) {
    if (present.has(use)) continue;
    const key = generateKey(use, { created: now, activeFrom: now });
    createKeyFile(dir, use === 'field-epoch' ? { ...key, epoch: 1 } : key, 'first');
  }
}

function rotate(use: KeyUse, options: KeyStoreOptions & { atOnce?: boolean }): Rotation {
  const { dir, clock, policy = KEY_POLICY, atOnce = false } = options;
  const created = Math.floor(clock().getTime() / 1000);
  createMissing(dir, created);
  const activeFrom = created + (atOnce ? 0 : policy.leadSeconds);
  const before = readKeyFiles(dir).filter((key) => key.use === use);
  const key = generateKey(use, { created, activeFrom });
  const epoch = Math.max(0, ...before.map((k) => k.epoch ?? 0)) + 1;
  createKeyFile(dir, use === 'field-epoch' ? { ...key, epoch } : key);
  const active = before.filter((k) => k.state === 'active');
  for (const old of active) replaceKeyFile(dir, { ...old, state: 'retired', retired: activeFrom });
  return { kid: key.kid, activeFrom, retiredKid: active.at(-1)?.kid ?? '' };
}

function withdrawEarlier(use: KeyUse, options: KeyStoreOptions): Rotation {
  const rotation = rotate(use, { ...options, atOnce: true });
  for (const old of readKeyFiles(options.dir)) {
    if (old.use !== use || old.kid === rotation.kid || old.state === 'withdrawn') continue;
    replaceKeyFile(options.dir, { ...old, state: 'withdrawn', retired: rotation.activeFrom });
  }
  return rotation;
}

function changeStamp(dir: string): string {
  const { mtimeNs } = statSync(dir, { bigint: true });
  return String(mtimeNs);
}
