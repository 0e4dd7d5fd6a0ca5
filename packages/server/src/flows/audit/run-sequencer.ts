import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Context } from '../../context.ts';
import { openSequencer, type Sequencer } from './seal-audit-log.ts';

/** Any number that nobody else uses for an advisory lock of this database. */
export const SEQUENCER_LOCK = 7_364_202;
/** Events are sealed within a second of their commit. */
const PAUSE_MS = 400;
/** After a failure, and while another process holds the lock. */
const LONG_PAUSE_MS = 2_000;

/**
 * Seals the audit log until it is stopped. A session lock of the database lets exactly one process do it; the lock goes
 * with the connection, so a killed process makes way by itself.
 */
export function runSequencer(
  context: Pick<Context, 'pool' | 'keys' | 'clock' | 'log'>,
  file: string,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => {});

  const workWith = async (client: PoolClient): Promise<void> => {
    const locked = await client.query('select pg_try_advisory_lock($1) as mine', [SEQUENCER_LOCK]);
    if (!locked.rows[0].mine) return;
    const sequencer: Sequencer = await openSequencer(context, client, file);
    while (!signal.aborted) {
      const sealed = await sequencer.sealOnce();
      if (sealed === 0) await pause(PAUSE_MS);
    }
  };
  const work = async (): Promise<void> => {
    while (!signal.aborted) {
      let client: PoolClient | undefined;
      try {
        client = await context.pool.connect();
        await workWith(client);
      } catch (error) {
        context.log.error({ err: error }, 'the audit log is not being sealed');
      }
      // Closing the session gives the lock back, whatever state the connection is in.
      client?.release(true);
      await pause(LONG_PAUSE_MS);
    }
  };
  const done = work();
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}
