import { enrolReader } from '@suizheng/domain/contract/verification.ts';
import { createDeviceKey } from '@suizheng/domain/credential/reader.ts';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { fromBase64url, toBase64url } from '../../shared/base64url.ts';
import { type Device, type Enrolling, type GateDb, readSingle, writeSingle } from './gate-db.ts';

/**
 * Enrols this device with a code from the counter or of its relying party. Its HPKE key pair is made here; the private
 * half is not extractable, so that a copy of the storage opens nothing elsewhere. The pair is kept until the answer is
 * here: when it gets lost, the same code with the same key asks for it again. Throws ApiProblem.
 */
export async function enrolDevice(db: GateDb, code: string): Promise<Device> {
  const { keyPair, publicKey } = await keyFor(db, code);
  const answer = await call(enrolReader, { body: { code, encryptionKey: toBase64url(publicKey) } }).catch(
    async (error: unknown) => {
      // A code that is refused stays so; one that was not heard of may be tried again with this key.
      if (error instanceof ApiProblem && error.kind === 'refused') await writeSingle(db, 'enrolling', null);
      throw error;
    },
  );
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

async function keyFor(db: GateDb, code: string): Promise<Enrolling> {
  const kept = await readSingle(db, 'enrolling');
  if (kept?.code === code) return kept;
  const enrolling = { code, ...(await createDeviceKey()) };
  await writeSingle(db, 'enrolling', enrolling);
  return enrolling;
}
