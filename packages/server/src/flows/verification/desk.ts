import type { CryptoPort } from '@suizheng/domain/credential/crypto-port.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import type { Context } from '../../context.ts';
import { nodeCrypto } from '../../crypto/node-crypto.ts';
import { createDatabaseGuard, type DatabaseGuard } from './database-guard.ts';
import { createPendingLooks, type PendingLooks } from './pending-looks.ts';
import { createReaderAuthenticator, type ReaderAuthenticator } from './reader-token.ts';
import { createStatusSource, type StatusSource } from './status-lists.ts';
import { createTrustSource, type TrustSource } from './trust-list.ts';

/** What a process keeps in memory in order to verify, with the database or without it. */
export type VerificationDesk = {
  readonly crypto: CryptoPort;
  readonly guard: DatabaseGuard;
  readonly trust: TrustSource;
  readonly statuses: StatusSource;
  readonly pending: PendingLooks;
  readonly authenticateReader: ReaderAuthenticator;
};

export type DeskContext = Pick<Context, 'db' | 'keys' | 'clock' | 'issuer' | 'log'>;

/** Makes the desk; one for each process. */
export function createVerificationDesk(ctx: DeskContext): VerificationDesk {
  const guard = createDatabaseGuard(ctx.log, {
    restMs: verificationPolicy.databaseRestMs,
    waitMs: verificationPolicy.databaseWaitMs,
  });
  return {
    crypto: nodeCrypto(),
    guard,
    trust: createTrustSource(ctx),
    statuses: createStatusSource(ctx, guard),
    pending: createPendingLooks(ctx, guard),
    authenticateReader: createReaderAuthenticator(ctx, guard),
  };
}

/** Keeps the lists warm, so that an outage finds them young, and writes what waits. Answers a function that stops it. */
export function keepDeskReady(desk: VerificationDesk, log: Context['log']): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const tend = async () => {
    try {
      await desk.trust();
      for (const list of await desk.statuses.live()) await desk.statuses.get(list);
      await desk.pending.flush();
    } catch (error) {
      log.error(
        { name: (error as Error).name, code: (error as { code?: string }).code ?? null },
        'tending the desk',
      );
    }
  };
  const tick = () => {
    running = running.then(tend);
  };
  tick();
  const timer = setInterval(tick, verificationPolicy.pendingLooks.retryMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
    await desk.pending.flush();
  };
}
