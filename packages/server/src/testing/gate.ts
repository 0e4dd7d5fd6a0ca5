import { randomBytes } from 'node:crypto';
import type { PackView } from '@suizheng/domain/contract/verification.ts';
import { toHex } from '@suizheng/domain/credential/hex.ts';
import { createPresentation } from '@suizheng/domain/credential/presentation.ts';
import { createDeviceKey } from '@suizheng/domain/credential/reader.ts';
import {
  type HeldPack,
  type OpenPack,
  type PackUpdate,
  packQueryOf,
  takePack,
} from '@suizheng/domain/credential/take-pack.ts';
import { verifyCode } from '@suizheng/domain/credential/verify.ts';
import { webCrypto } from '@suizheng/domain/credential/webcrypto.ts';
import { nodeSigner } from '../crypto/node-crypto.ts';
import { settle } from '../flows/settle/settle.ts';
import { newHolderKey, seedApplication, syntheticSubject } from './seed-application.ts';
import type { TestContext } from './test-context.ts';
import type { TestClient } from './test-server.ts';

let people = 1000;

/** A phone with a credential issued by the real decision path; `code` is what its screen shows at an instant. */
export async function phoneWithCredential(context: TestContext, subject = syntheticSubject(people++)) {
  const accountId = await context.newAccount();
  const holder = newHolderKey();
  const key = await seedApplication(context, { subject, accountId, proof: 'accept' });
  await context.db
    .updateTable('application')
    .set({ holder_key: holder.key })
    .where('application_id', '=', key.applicationId)
    .execute();
  const { credentialId } = await settle(context, key, { kind: 'system', id: 'test', traceId: null });
  const row = await context.db
    .selectFrom('credential')
    .selectAll()
    .where('credential_id', '=', credentialId!)
    .executeTakeFirstOrThrow();
  const { sign } = nodeSigner(holder.privateKey, new Uint8Array(4));
  const code = (at: Date = context.clock(), signer = sign) =>
    createPresentation(
      {
        credential: row.token,
        time: Math.floor(at.getTime() / 1000),
        nonce: randomBytes(4).readUInt32BE(),
      },
      signer,
    );
  return { subject, accountId, credentialId: credentialId!, row, code };
}

/** An officer's headers for the API. */
export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

let keys = 0;
/** A fresh Idempotency-Key. */
export const once = (): Record<string, string> => ({ 'idempotency-key': `test-${keys++}` });

/** Enrols a reader over HTTP as an officer and a gate do. `pack` fetches its data; `verify` judges by that data alone. */
export async function enrolGate(
  client: TestClient,
  officer: string,
  rights: { label: string; scope?: string; purposes: readonly string[] },
) {
  const body = { organisation: '北京南站', scope: 'rail', ...rights };
  const allowed = await client.post('/api/v1/counter/enrolment-codes', body, {
    ...bearer(officer),
    ...once(),
  });
  if (allowed.status !== 201) throw new Error(`enrolment-codes: ${allowed.text}`);
  const { keyPair, publicKey } = await createDeviceKey();
  const enrolled = await client.post('/api/v1/readers', {
    code: allowed.body.code,
    encryptionKey: Buffer.from(publicKey).toString('base64url'),
  });
  if (enrolled.status !== 201) throw new Error(`readers: ${enrolled.text}`);
  const { token, trustRoot, reader } = enrolled.body as {
    token: string;
    trustRoot: string;
    reader: { id: string };
  };
  const crypto = webCrypto();
  const root = Buffer.from(trustRoot, 'base64url');
  const anchor = {
    publicKey: root,
    kid: Buffer.from(await crypto.sha256Hex(root), 'hex').subarray(0, 4),
  };
  return {
    token,
    readerId: reader.id,
    /** Asks the server. */
    ask: (code: string, purpose?: string) =>
      client.post('/api/v1/verifications', { code, ...(purpose ? { purpose } : {}) }, bearer(token)),
    sync: (looks: unknown[]) => client.post('/api/v1/readers/current/looks', { looks }, bearer(token)),
    /** Fetches what is new to what is held (the whole by default), and takes it as a gate does. */
    pack: async (now: Date, held: { held: HeldPack; open: OpenPack } | null = null) => {
      const answer = await client.get(
        `/api/v1/readers/current/pack${held ? `?${new URLSearchParams(packQueryOf(held.open))}` : ''}`,
        bearer(token),
      );
      if (answer.status !== 200) throw new Error(`pack: ${answer.text}`);
      const holder = { anchor, device: { id: reader.id, keyPair } };
      const taken = await takePack(held?.held ?? null, updateOf(answer.body), holder, now, crypto);
      if (!taken.ok) throw new Error(`pack: ${taken.reason}`);
      const { open } = taken;
      return {
        raw: answer,
        held: taken,
        flags: answer.body.flags as { lookId: string }[],
        grant: open.grant!,
        trust: open.trust,
        lists: open.statusLists,
        /** As the gate does without a network. */
        verify: (code: string, at: Date, online = false) =>
          verifyCode(code, {
            trust: open.trust,
            statusList: (list) => open.statusLists.get(list),
            reader: open.grant,
            now: at,
            online,
            crypto,
          }),
      };
    },
  };
}

/** A look as a gate syncs it. */
export function lookOf(
  verification: { codeId?: string; credentialId?: string; reason: string },
  at: Date,
  purpose: string | null = null,
) {
  return {
    lookId: globalThis.crypto.randomUUID(),
    codeId: Buffer.from(verification.codeId!, 'hex').toString('base64url'),
    credentialId: Buffer.from(verification.credentialId!, 'hex').toString('base64url'),
    at: at.toISOString(),
    reason: verification.reason,
    purpose,
    online: false,
  };
}

/** What a server sent, as bytes. */
export function updateOf(body: PackView): PackUpdate {
  const some = (text: string | null) => (text === null ? null : bytes(text));
  return {
    manifest: bytes(body.manifest),
    trustList: some(body.trustList),
    grant: some(body.grant),
    lists: body.statusLists.map(({ token, ...one }) => ({ ...one, token: bytes(token) })),
  };
}

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'));

/** Hex of bytes, as verdicts name credentials. */
export const hex = (value: Uint8Array): string => toHex(value);
