import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { signCredential } from '@suizheng/domain/credential/credential.ts';
import { createHolderKey, signWithHolderKey } from '@suizheng/domain/credential/holder-key.ts';
import { createPresentation } from '@suizheng/domain/credential/presentation.ts';
import { sealFields } from '@suizheng/domain/credential/sealed-fields.ts';
import { railTemporaryId } from '@suizheng/domain/procedures/rail-temporary-id/procedure.ts';
import { openKeyStore } from '@suizheng/server/crypto/key-store.ts';
import { nodeCrypto } from '@suizheng/server/crypto/node-crypto.ts';

const MONTH_SECONDS = 30 * 86_400;

/**
 * A document that outlives a gate's week without a network, signed by the installation's own key, on a phone that is
 * never asked for a face again: so that it is the gate's data whose time ends. Answers what its screen shows at an instant.
 */
export async function lastingDocument(
  dataDir: string,
  fields: { name: string; number: string },
): Promise<(at: Date) => Promise<string>> {
  const keys = openKeyStore({ dir: join(dataDir, 'keys'), clock: () => new Date() });
  const holder = await createHolderKey();
  const type = railTemporaryId.credential.code;
  const { epoch, keys: fieldKeys } = keys.fieldKeys(type);
  const credentialId = new Uint8Array(randomBytes(12));
  const issuedAt = Math.floor(Date.now() / 1000) - 60;
  const end = issuedAt + MONTH_SECONDS;
  const sealing = { type, epoch, credentialId, keys: fieldKeys };
  const credential = await signCredential(
    {
      type,
      medium: 'electronic',
      credentialId,
      serial: 1,
      issuedAt,
      expiresAt: end,
      presentUntil: end,
      // The last place of the first list: nobody is that far.
      status: { list: 0, index: 131_071 },
      holderKey: holder.publicKey,
      epoch,
      sealed: await sealFields(fields, sealing, nodeCrypto()),
    },
    keys.credentialSigner(),
  );
  return (at) =>
    createPresentation(
      { credential, time: Math.floor(at.getTime() / 1000), nonce: randomBytes(4).readUInt32BE() },
      (data) => signWithHolderKey(holder, data),
    );
}
