import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '@suizheng/launch/testing/database.ts';
import type { Context } from '../context.ts';
import { openKeyStore } from '../crypto/key-store.ts';
import { connect } from '../db/connect.ts';
import { sealJson } from '../db/people.ts';
import { createWebhookReceiver } from '../gateways/webhook-receiver.ts';
import { startTestWorld } from './test-world.ts';

/** What a flow test gets: the whole context on real parts, a clock it can set, and the owner's URL for tampering. */
export type TestContext = Context & {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly world: Awaited<ReturnType<typeof startTestWorld>>;
  /** Moves the clock to an instant; it stands still there. */
  setNow(instant: Date | string): void;
  /** Moves the clock on by milliseconds. */
  advance(ms: number): void;
  /** A new account of that level, bound to nobody unless a person is given. */
  newAccount(
    level?: 'registered' | 'real-name' | 'real-person',
    personId?: string,
    mobile?: string,
  ): Promise<string>;
  close(): Promise<void>;
};

const noVision: Context['vision'] = {
  measurePortrait: () => Promise.reject(new Error('this test measures no portrait')),
  measureCheck: () => Promise.reject(new Error('this test measures no check')),
  measureDocument: () => Promise.reject(new Error('this test measures no document')),
};

/** Real PostgreSQL, the real sandbox over HTTP, a real key store in a temporary folder; vision only as the test passes it in. */
export async function testContext(
  options: { now?: Date; vision?: Context['vision']; vouch?: Context['vouch']; poolSize?: number } = {},
): Promise<TestContext> {
  const dataDir = mkdtempSync(join(tmpdir(), 'suizheng-flow-'));
  const [database, world] = await Promise.all([testDatabase(), startTestWorld(dataDir)]);
  const connection = connect({
    url: database.url,
    poolSize: options.poolSize ?? 20,
    connectTimeoutMs: 30_000,
  });
  // Made long before any instant a test may set its clock to.
  const keys = openKeyStore({ dir: join(dataDir, 'keys'), clock: () => new Date('2026-01-01T00:00:00Z') });
  let now = options.now ?? new Date('2026-11-21T09:03:00+08:00');
  return {
    db: connection.db,
    pool: connection.pool,
    clock: () => new Date(now),
    random: (length) => randomBytes(length),
    mode: { sandbox: true },
    limits: true,
    keys,
    webauthn: { rpId: 'localhost', origins: ['http://localhost:8080'] },
    issuer: { name: '随证演示签发机关', uscc: '11430000006122244L' },
    population: world.population,
    permits: world.permits,
    organisations: world.organisations,
    vouch: options.vouch ?? null,
    sms: world.sms,
    smsPush: world.sms,
    webhooks: createWebhookReceiver({ sandbox: true }),
    geocoder: world.geocoder,
    vision: options.vision ?? noVision,
    log: { info() {}, warn() {}, error() {} },
    databaseUrl: database.url,
    dataDir,
    world,
    setNow(instant) {
      now = new Date(instant);
    },
    advance(ms) {
      now = new Date(now.getTime() + ms);
    },
    async newAccount(level = 'registered', personId, mobile) {
      const account_id = randomUUID();
      const data_key = keys.newDataKey();
      await connection.db
        .insertInto('account')
        .values({
          account_id,
          mobile_index: keys.blindIndex('mobile', mobile ?? account_id),
          data_key,
          sealed:
            mobile === undefined
              ? Buffer.alloc(0)
              : sealJson(keys, data_key, `account:${account_id}`, { mobile }),
          level,
          person_id: personId ?? null,
          created_at: now,
        })
        .execute();
      return account_id;
    },
    async close() {
      await connection.close();
      await world.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
