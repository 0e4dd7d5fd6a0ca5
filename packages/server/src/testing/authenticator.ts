import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

/** What a passkey of a test may do otherwise than an honest one. */
export type Ceremony = {
  readonly origin?: string;
  readonly rpId?: string;
  readonly userVerified?: boolean;
  readonly count?: number;
};

/** A passkey in software: answers in WebAuthn's JSON forms, with the user verified unless told otherwise. */
export type SoftPasskey = {
  readonly id: string;
  create(challenge: string, ceremony?: Ceremony): object;
  use(challenge: string, ceremony?: Ceremony): object;
};

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const ATTESTED = 0x40;

/** A passkey for pages of `localhost`; the id may be one that somebody else's has. */
export function softPasskey(credentialId: Buffer = randomBytes(32)): SoftPasskey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = credentialId.toString('base64url');
  const told = (type: string, challenge: string, { origin = 'http://localhost:8080' }: Ceremony) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  return {
    id,
    create(challenge, ceremony = {}) {
      const data = Buffer.concat([
        authenticatorData(ceremony, ATTESTED),
        Buffer.alloc(16),
        Buffer.from([credentialId.length >> 8, credentialId.length & 0xff]),
        credentialId,
        coseKey(publicKey),
      ]);
      const response = {
        clientDataJSON: told('webauthn.create', challenge, ceremony).toString('base64url'),
        attestationObject: attestationObject(data).toString('base64url'),
      };
      return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
    },
    use(challenge, ceremony = {}) {
      const client = told('webauthn.get', challenge, ceremony);
      const data = authenticatorData(ceremony, 0);
      const signed = createSign('sha256').update(data).update(createHash('sha256').update(client).digest());
      const response = {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signed.sign(privateKey).toString('base64url'),
      };
      return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
    },
  };
}

/** WebAuthn §6.1: hash of the site, flags, counter. */
function authenticatorData(
  { rpId = 'localhost', userVerified = true, count = 0 }: Ceremony,
  more: number,
): Buffer {
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(count);
  const flags = USER_PRESENT | (userVerified ? USER_VERIFIED : 0) | more;
  return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), counter]);
}

/** RFC 9053 §7.1.1: an EC2 key for ES256, as CBOR. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string };
  const head = Buffer.from('a50102032620012158', 'hex');
  const point = (text: string) => Buffer.concat([Buffer.from([0x20]), Buffer.from(text, 'base64url')]);
  return Buffer.concat([head, point(x), Buffer.from('2258', 'hex'), point(y)]);
}

/** The map {fmt: none, attStmt: {}, authData}, as CBOR. */
function attestationObject(data: Buffer): Buffer {
  const length = Buffer.from([0x59, data.length >> 8, data.length & 0xff]);
  const head = Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex');
  return Buffer.concat([head, length, data]);
}
