// A verification node: answers "is this code good, here, now?" from memory, at the rate of its core. Several run side
// by side behind a load balancer and share nothing but PostgreSQL, for which no answer waits (V5, ADR 0007).

import { join } from 'node:path';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { claimFolder } from './app/claim-folder.ts';
import { readNodeConfig } from './app/node-config.ts';
import { openFieldKeys } from './crypto/key-store.ts';
import { readNodeAnchor } from './crypto/node-keys.ts';
import { pooledRandom } from './crypto/pooled-random.ts';
import { connect } from './db/connect.ts';
import { isDatabaseAway } from './db/database-away.ts';
import { keepNodeReady, nodeState, openNodeDesk, saveLooks } from './flows/verification/node/node-desk.ts';
import { openSnapshot } from './flows/verification/node/snapshot.ts';
import { openSpool } from './flows/verification/node/spool.ts';
import { verifyOnline } from './flows/verification/verify-code.ts';
import { addHealth } from './http/health.ts';
import { HTTP_LIMITS, TIMES_MS } from './http/limits.ts';
import { addMetrics } from './http/metrics.ts';
import { createAdmission } from './http/minute-counts.ts';
import { addNodeMetrics } from './http/node-metrics.ts';
import { answerVerifyQuickly } from './http/quick-verify.ts';
import { verificationNodeRoutes } from './http/routes/verification-node.ts';
import { createHttpServer } from './http/server.ts';
import { createLog, traceOfError } from './log.ts';

const { config, anchor, claim } = settings();
const log = createLog(config.logLevel);
const clock = () => new Date();
const random = pooledRandom();
const { nodes } = verificationPolicy;
const CLAIM_AGAIN_MS = 5_000;

const connection = connect({
  url: config.databaseUrl,
  poolSize: config.databasePool,
  onError: () => log.warn({}, 'an idle database connection broke'),
});
const desk = await openNodeDesk({
  db: connection.db,
  clock,
  log,
  random,
  keys: openFieldKeys({ dir: config.keysDir, clock }),
  anchor: () => anchor,
  spool: openSpool(join(config.nodeDir, 'spool'), { ...nodes.spool, keptMs: 2 * nodes.codesForMs }, Date.now),
  snapshot: openSnapshot(config.nodeDir),
  monotonicMs: () => performance.now(),
});
const limits = config.limits ? { ...nodes.checksAMinute, lists: HTTP_LIMITS.requestsAMinute.public } : null;
const admit = createAdmission();
const registry = new Registry();
collectDefaultMetrics({ register: registry });
const nobody = async () => null;
const app = await createHttpServer({
  log,
  origins: [],
  trustProxy: config.trustProxy,
  // Its own, lighter ones: by reader, because behind a balancer all come from one address.
  limits: null,
  secure: !config.sandbox,
  bindings: verificationNodeRoutes({ clock }, desk, limits, admit),
  clock,
  random,
  isAway: isDatabaseAway,
  answerOnce: () => Promise.reject(new Error('nothing here is kept under a key')),
  authenticators: {
    account: nobody,
    staff: nobody,
    staffToken: null,
    reader: (token) => desk.authenticateReader(token),
    client: nobody,
  },
});
addHealth(app, async () => ({
  lists: { state: nodeState(desk), needed: true },
  database: { state: desk.isOnline() ? 'ok' : 'unavailable', needed: false },
  // Looks wait in memory meanwhile: a node whose disk is full serves on, and says so.
  disk: { state: desk.spool.refuses() ? 'refuses' : 'ok', needed: false },
}));
const { answered } = addMetrics(app, { registry });
addNodeMetrics(registry, desk);
answerVerifyQuickly(app, {
  authenticateReader: desk.authenticateReader,
  knownReader: desk.knownReader,
  admit: ({ readerId }) => {
    if (limits !== null) admit(readerId, limits.reader);
  },
  verify: (request) => verifyOnline(desk, { clock }, request),
  answered: (status, elapsedMs) => answered('verify', 'POST', status, elapsedMs),
  random,
  secure: !config.sandbox,
});

const close = keepNodeReady(desk, { log });
let held = claim;
/** A folder that a full disk let nobody claim is claimed as soon as it can be; another node may have been the first. */
const claimAgain = setInterval(() => {
  if (held.taken) return clearInterval(claimAgain);
  try {
    held = claimFolder(config.nodeDir);
  } catch (error) {
    log.fatal(traceOfError(error), 'the folder belongs to another node');
    void stop();
  }
}, CLAIM_AGAIN_MS);
claimAgain.unref();
let stopping = false;
/** Takes no new connection, lets those at work finish, sends what waits, at most 10 s; what is left goes at the next start. */
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  setTimeout(() => {
    saveLooks(desk, { log });
    process.exit(1);
  }, TIMES_MS.drain).unref();
  await app.close();
  await close();
  await connection.close();
  held.giveBack();
};
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

// A broken expectation that nobody caught: told without its words, which may quote data; a supervisor starts us anew.
process.on('uncaughtException', (error) => {
  log.fatal(traceOfError(error), 'uncaught');
  saveLooks(desk, { log });
  process.exit(1);
});

try {
  await app.listen({ port: config.port, host: config.host });
  log.info({ port: config.port }, 'listening');
} catch (error) {
  log.fatal(traceOfError(error), 'the node could not start');
  process.exit(1);
}

function settings() {
  try {
    const config = readNodeConfig(process.env);
    const anchor = readNodeAnchor(config.keysDir);
    if (anchor === null)
      throw new Error(`No trust root in ${config.keysDir}: see "suizheng keys for-nodes --help".`);
    return { config, anchor, claim: claimFolder(config.nodeDir) };
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}
