import type { VerifyKey } from '@suizheng/domain/credential/signed-list.ts';
import { base64url, bytesOf } from './base64url.ts';
import { type CallOptions, exchange, type Line } from './exchange.ts';
import type { DeviceView } from './types.ts';

/** An enrolled device, as plain JSON: keep it as you keep a private key. */
export type Device = {
  readonly id: string;
  readonly baseUrl: string;
  readonly token: string;
  /** The platform's root, pinned at enrolment: x ‖ y, base64url. */
  readonly trustRoot: string;
  /** To this key the rights of each pack are sealed. */
  readonly privateKey: JsonWebKey;
};

const ECDH = { name: 'ECDH', namedCurve: 'P-256' } as const;
const LINE: Line = { fetch, timeoutMs: 30_000, retries: 2 };

/**
 * Enrols a device with a one-time code of your relying party's page; its key is made here and never leaves.
 *
 * @example
 * const device = await enrolDevice({ baseUrl: 'https://id.example.cn', code: 'ABCD-2345' });
 * await writeFile('device.json', JSON.stringify(device), { mode: 0o600 });
 */
export async function enrolDevice(
  { baseUrl, code }: { readonly baseUrl: string; readonly code: string },
  options?: CallOptions,
): Promise<Device> {
  const pair = (await crypto.subtle.generateKey(ECDH, true, ['deriveBits'])) as CryptoKeyPair;
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const base = baseUrl.replace(/\/+$/, '');
  const answer = await exchange<{ reader: DeviceView; token: string; trustRoot: string }>(
    LINE,
    {
      url: `${base}/api/v1/readers`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, encryptionKey: base64url(point) }),
      // A code works once: a repetition of what arrived would be refused.
      repeatable: false,
    },
    options,
  );
  const privateKey = await crypto.subtle.exportKey('jwk', pair.privateKey);
  return {
    id: answer.reader.id,
    baseUrl: base,
    token: answer.token,
    trustRoot: answer.trustRoot,
    privateKey,
  };
}

/** The pinned root as verification takes it: its kid is the first 4 bytes of the key's SHA-256. */
export async function rootOf({ trustRoot }: Device): Promise<VerifyKey> {
  const publicKey = bytesOf(trustRoot);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', publicKey));
  return { publicKey, kid: digest.subarray(0, 4) };
}

/** The device's key pair, imported. */
export async function privateKeyOf({ privateKey }: Device): Promise<CryptoKeyPair> {
  const { d: _, ...half } = privateKey;
  const bare = ({ kty, crv, x, y }: JsonWebKey) => ({ kty: kty!, crv: crv!, x: x!, y: y! });
  return {
    privateKey: await crypto.subtle.importKey('jwk', { ...bare(half), d: privateKey.d! }, ECDH, true, [
      'deriveBits',
    ]),
    publicKey: await crypto.subtle.importKey('jwk', bare(half), ECDH, true, []),
  };
}
