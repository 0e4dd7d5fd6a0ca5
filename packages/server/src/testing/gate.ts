import { randomBytes } from 'node:crypto';
import { toHex } from '@suizheng/domain/credential/hex.ts';
import { createPresentation } from '@suizheng/domain/credential/presentation.ts';
import { createDeviceKey, openDeviceGrant } from '@suizheng/domain/credential/reader.ts';
import { openStatusList, type StatusSnapshot } from '@suizheng/domain/credential/status-list.ts';
import { openTrustList, type TrustList } from '@suizheng/domain/credential/trust-list.ts';
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
    pack: async (now: Date) => {
      const answer = await client.get('/api/v1/readers/current/pack', bearer(token));
      if (answer.status !== 200) throw new Error(`pack: ${answer.text}`);
      const trust = await openTrustList(bytes(answer.body.trustList), anchor, now, crypto);
      if (!trust.ok) throw new Error(`trust list: ${trust.reason}`);
      const grant = await openDeviceGrant(bytes(answer.body.grant), keyPair, anchor, now, crypto);
      if (!grant.ok) throw new Error(`grant: ${grant.reason}`);
      const lists = await openLists(answer.body.statusLists, trust.trust, crypto);
      return {
        raw: answer,
        flags: answer.body.flags as { lookId: string }[],
        grant: grant.grant,
        trust: trust.trust,
        lists,
        /** As the gate does without a network. */
        verify: (code: string, at: Date, online = false) =>
          verifyCode(code, {
            trust: trust.trust,
            statusList: (list) => lists.get(list),
            reader: grant.grant,
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

async function openLists(
  lists: { list: number; token: string }[],
  trust: TrustList,
  crypto: ReturnType<typeof webCrypto>,
): Promise<Map<number, StatusSnapshot>> {
  const opened = new Map<number, StatusSnapshot>();
  for (const { list, token } of lists) {
    const result = await openStatusList(bytes(token), trust.keys, crypto);
    if (!result.ok) throw new Error(`status list: ${result.reason}`);
    opened.set(list, result.snapshot);
  }
  return opened;
}

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'));

/** Hex of bytes, as verdicts name credentials. */
export const hex = (value: Uint8Array): string => toHex(value);
