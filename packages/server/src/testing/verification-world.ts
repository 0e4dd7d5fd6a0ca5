import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CredentialClaims } from '@suizheng/domain/credential/claims.ts';
import { signCredential } from '@suizheng/domain/credential/credential.ts';
import { createPresentation } from '@suizheng/domain/credential/presentation.ts';
import { sealFields } from '@suizheng/domain/credential/sealed-fields.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import { freePort } from '@suizheng/launch/ports.ts';
import type { Service } from '@suizheng/launch/supervise.ts';
import { removeTemporaryDataDir, temporaryDataDir } from '@suizheng/launch/testing/temporary-dir.ts';
import { throwawayPostgres } from '@suizheng/launch/testing/throwaway-postgres.ts';
import { openKeyStore } from '../crypto/key-store.ts';
import { exportPublicKey, nodeCrypto, nodeSigner } from '../crypto/node-crypto.ts';
import { connect } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { statusPlace } from '../flows/settle/status-place.ts';
import { createVerificationDesk, keepDeskReady } from '../flows/verification/desk.ts';
import { hashSecret, newReaderToken } from '../flows/verification/reader-token.ts';

/** A phone's credential, and the codes it shows. */
export type Phone = { readonly cti: Buffer; code(at: Date): Promise<string> };

/** A verification node as a process of its own. */
export type NodeProcess = {
  readonly port: number;
  readonly dir: string;
  readonly pid: () => number;
  start(): Promise<void>;
  kill9(): Promise<void>;
  stop(): Promise<void>;
};

const entry = join(import.meta.dirname, '..', 'verify-node.ts');

/** A PostgreSQL of its own with a server's desk that publishes into it, readers, phones, and nodes as processes. */
export async function startVerificationWorld() {
  const dataDir = await temporaryDataDir();
  const cluster = await throwawayPostgres({ durable: true });
  const databaseUrl = cluster.url;
  await migrate(databaseUrl);
  const connection = connect({ url: databaseUrl, poolSize: 10, connectTimeoutMs: 30_000 });
  const { db, pool } = connection;
  const keysDir = join(dataDir, 'keys');
  const keys = openKeyStore({ dir: keysDir, clock: () => new Date(Date.now() - 60_000) });
  const log = { info() {}, warn() {}, error() {} };
  const issuer = { name: '随证演示签发机关', uscc: '11430000006122244L' };
  const clock = () => new Date();
  const context = {
    db,
    pool,
    keys,
    clock,
    random: (length: number) => randomBytes(length),
    mode: { sandbox: true },
    webauthn: { rpId: 'localhost', origins: ['http://localhost:8080'] },
    limits: true,
    issuer,
    log,
    async newAccount(): Promise<string> {
      const account_id = randomUUID();
      const data_key = keys.newDataKey();
      const mobile_index = keys.blindIndex('mobile', account_id);
      await db
        .insertInto('account')
        .values({
          account_id,
          mobile_index,
          data_key,
          sealed: Buffer.alloc(0),
          level: 'registered',
          person_id: null,
          created_at: clock(),
        })
        .execute();
      return account_id;
    },
  };
  const desk = createVerificationDesk(context);
  const stopDesk = keepDeskReady(desk, context);
  const nodes: NodeProcess[] = [];
  return {
    databaseUrl,
    database: cluster.postgres.service as Service,
    dataDir,
    context,
    desk,
    /** An enrolled reader of the railway. */
    async reader(label: string, purposes: readonly string[] = ['rail.entry']) {
      const token = newReaderToken(context.random);
      const readerId = randomUUID();
      await db
        .insertInto('reader')
        .values({
          reader_id: readerId,
          organisation: '北京南站',
          label,
          scope: 'rail',
          purposes: [...purposes],
          token_hash: hashSecret(token),
          encryption_key: Buffer.concat([Buffer.of(4), randomBytes(64)]),
          enrolled_at: clock(),
          revoked_at: null,
        })
        .execute();
      return { readerId, token };
    },
    phones: (count: number) => makePhones(keys, count),
    /** A node on a free port; it starts when told. With `core` it runs on that processor core alone. */
    async node(options: { core?: number; env?: NodeJS.ProcessEnv } = {}): Promise<NodeProcess> {
      const port = await freePort();
      const dir = join(dataDir, 'nodes', String(port));
      const env = {
        ...process.env,
        SUIZHENG_MODE: 'sandbox',
        DATABASE_URL: databaseUrl,
        PORT: String(port),
        HOST: '127.0.0.1',
        SUIZHENG_DATA: dataDir,
        SUIZHENG_NODE_DATA: dir,
        ...options.env,
      };
      let child: ChildProcess | null = null;
      const ended = async (signal: NodeJS.Signals) => {
        const dying = child;
        child = null;
        if (dying === null || dying.exitCode !== null) return;
        const gone = new Promise((resolve) => dying.once('exit', resolve));
        dying.kill(signal);
        await gone;
      };
      const node: NodeProcess = {
        port,
        dir,
        pid: () => child?.pid ?? 0,
        async start() {
          const pin = options.core === undefined ? [] : ['taskset', '-c', String(options.core)];
          const [command = process.execPath, ...args] = [...pin, process.execPath, entry];
          child = spawn(command, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
          const born = child;
          for (;;) {
            if (born.exitCode !== null) throw new Error(`the node ended with ${born.exitCode}`);
            const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
            if (ready?.ok) return;
            await sleep(50);
          }
        },
        kill9: () => ended('SIGKILL'),
        stop: () => ended('SIGTERM'),
      };
      nodes.push(node);
      return node;
    },
    async close() {
      await Promise.all(nodes.map((node) => node.stop()));
      await stopDesk();
      await connection.close();
      await cluster.discard();
      await removeTemporaryDataDir(dataDir);
    },
  };
}

/** Electronic credentials as issued a minute ago, each its own, over a few holder keys; no row of them is in the database. */
export async function makePhones(keys: ReturnType<typeof openKeyStore>, count: number): Promise<Phone[]> {
  const { code: type } = credentialProcedureById('rail-temporary-id')!.credential;
  const holders = Array.from({ length: 32 }, () => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
  const { epoch, keys: fieldKeys } = keys.fieldKeys(type);
  const crypto = nodeCrypto();
  const signer = keys.credentialSigner();
  const now = Math.floor(Date.now() / 1000);
  const phones: Phone[] = [];
  for (let i = 0; i < count; i += 1) {
    const holder = holders[i % holders.length]!;
    const credentialId = randomBytes(12);
    const fields = { name: '欧阳娜娜', number: '990000199003071235' };
    const sealed = await sealFields(fields, { type, epoch, credentialId, keys: fieldKeys }, crypto);
    const claims: CredentialClaims = {
      type,
      medium: 'electronic',
      credentialId,
      serial: 20_260_000_000 + i,
      issuedAt: now - 30,
      expiresAt: now + 86_000,
      presentUntil: now + 3_600,
      // Places that this world's own decisions do not reach.
      status: statusPlace(20_000 + (i % 100_000)),
      holderKey: exportPublicKey(holder.publicKey),
      epoch,
      sealed,
    };
    const credential = await signCredential(claims, signer);
    const { sign } = nodeSigner(holder.privateKey, new Uint8Array(4));
    phones.push({
      cti: credentialId,
      code: (at) =>
        createPresentation(
          { credential, time: Math.floor(at.getTime() / 1000), nonce: randomBytes(4).readUInt32BE() },
          sign,
        ),
    });
  }
  return phones;
}
