import type { CryptoPort, MaybePromise } from '@suizheng/domain/credential/crypto-port.ts';
import type { FieldKey } from '@suizheng/domain/credential/fields.ts';
import type { StatusSnapshot } from '@suizheng/domain/credential/status-list.ts';
import type { TrustList } from '@suizheng/domain/credential/trust-list.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import type { Context } from '../../context.ts';
import { nodeCrypto } from '../../crypto/node-crypto.ts';
import { type ClientAuthenticator, createClientAuthenticator } from '../parties/authenticate-client.ts';
import { createDirectory, type Directory } from '../parties/directory.ts';
import { createDatabaseGuard, DatabaseAway, type DatabaseGuard } from './database-guard.ts';
import { keysForPurposes } from './disclosure.ts';
import { createWaitingRecorder, type LookRecorder } from './look-recorder.ts';
import { createPendingLooks, type PendingLooks } from './pending-looks.ts';
import { createPublisher } from './publish-lists.ts';
import { createReaderAuthenticator, type ReaderAuthenticator } from './reader-token.ts';
import { createRefusedScans, type RefusedScans } from './refused-scans.ts';
import { createStatusSource, type StatusSource } from './status-lists.ts';
import { createTrustSource, type TrustSource } from './trust-list.ts';

/** All that judging a code needs, in a full server and in a verification node alike. */
export type CodeDesk = {
  readonly crypto: CryptoPort;
  /** The trust list in force; null where none is known. */
  readonly trustList: () => MaybePromise<TrustList | null>;
  /** Undefined for a list that does not exist or is not known. */
  readonly statusList: (list: number) => MaybePromise<StatusSnapshot | undefined>;
  /** False where what is known may be behind what everybody else knows. */
  readonly isOnline: () => boolean;
  /** Keys of the fields that these purposes may see in that scope. */
  readonly fieldKeys: (scope: string, purposes: readonly string[]) => FieldKey[];
  readonly looks: LookRecorder;
};

/** What a full server keeps in memory in order to verify, with the database or without it. */
export type VerificationDesk = CodeDesk & {
  readonly guard: DatabaseGuard;
  readonly trust: TrustSource;
  readonly statuses: StatusSource;
  readonly pending: PendingLooks;
  readonly scans: RefusedScans;
  /** Clients, readers and the state of their parties, in memory. */
  readonly directory: Directory;
  readonly authenticateReader: ReaderAuthenticator;
  readonly authenticateClient: ClientAuthenticator;
};

export type DeskContext = Pick<Context, 'db' | 'keys' | 'clock' | 'issuer' | 'webauthn' | 'log'>;

/** Makes the desk; one for each process. */
export function createVerificationDesk(ctx: DeskContext): VerificationDesk {
  const guard = createDatabaseGuard(ctx.log, {
    restMs: verificationPolicy.databaseRestMs,
    waitMs: verificationPolicy.databaseWaitMs,
  });
  const trust = createTrustSource(ctx);
  const statuses = createStatusSource(ctx, guard);
  const pending = createPendingLooks(ctx, guard);
  const scans = createRefusedScans(ctx, guard);
  const directory = createDirectory(ctx, guard);
  return {
    crypto: nodeCrypto(),
    guard,
    trust,
    statuses,
    pending,
    scans,
    directory,
    authenticateReader: createReaderAuthenticator(ctx, guard, directory),
    authenticateClient: createClientAuthenticator(ctx, directory),
    trustList: async () => (await trust()).trust,
    statusList: async (list) => (await statuses.get(list))?.snapshot,
    isOnline: () => !guard.isAway(),
    fieldKeys: (scope, purposes) => keysForPurposes(ctx.keys, scope, purposes),
    looks: createWaitingRecorder(ctx, { guard, pending, scans }),
  };
}

/**
 * Keeps the lists warm, so that an outage finds them young, publishes them for verification nodes, and writes what
 * waits. Answers a function that stops it.
 */
export function keepDeskReady(
  desk: VerificationDesk,
  { db, log }: Pick<Context, 'db' | 'log'>,
): () => Promise<void> {
  const publish = createPublisher(db, desk);
  let running: Promise<void> | null = null;
  let told = performance.now();
  const tend = async () => {
    try {
      await desk.directory.refresh().catch(unlessAway);
      await publish();
      await desk.pending.flush();
      if (performance.now() - told < verificationPolicy.refusedScansMs) return;
      told = performance.now();
      await desk.scans.flush();
    } catch (error) {
      log.error(
        { name: (error as Error).name, code: (error as { code?: string }).code ?? null },
        'tending the desk',
      );
    }
  };
  const tick = () => {
    running ??= tend().finally(() => {
      running = null;
    });
  };
  tick();
  const timer = setInterval(tick, verificationPolicy.publishMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
    await desk.pending.flush();
    await desk.scans.flush();
  };
}

/** While the database is away the desk goes on as last heard; the guard has said so once. */
function unlessAway(error: unknown): void {
  if (!(error instanceof DatabaseAway)) throw error;
}
