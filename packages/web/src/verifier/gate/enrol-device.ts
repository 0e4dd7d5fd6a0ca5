import { enrolReader } from '@suizheng/domain/contract/verification.ts';
import { createDeviceKey } from '@suizheng/domain/credential/reader.ts';
import { call } from '../../shared/api/call.ts';
import { fromBase64url, toBase64url } from '../../shared/base64url.ts';
import type { Device } from './gate-db.ts';

/**
 * Enrols this device with a code from the counter. Its HPKE key pair is made here; the private half is not
 * extractable, so that a copy of the storage opens nothing elsewhere. Throws ApiProblem.
 */
export async function enrolDevice(code: string): Promise<Device> {
  const { keyPair, publicKey } = await createDeviceKey();
  const answer = await call(enrolReader, { body: { code, encryptionKey: toBase64url(publicKey) } });
  const { reader, token } = answer;
  const [only, ...others] = reader.purposes;
  return {
    reader,
    token,
    keyPair,
    trustRoot: fromBase64url(answer.trustRoot),
    purpose: others.length === 0 ? (only ?? null) : null,
  };
}
