import type { CodeLook } from '@suizheng/domain/policy/doubles.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import type { Context } from '../../context.ts';
import { DatabaseAway, type DatabaseGuard } from './database-guard.ts';
import { isPresentation, type NewLook } from './new-look.ts';
import { recordLooks } from './record-looks.ts';

/** Looks that wait for the database, in the memory of this process. */
export type PendingLooks = {
  add(look: NewLook): void;
  /** Waiting presentations of a code. */
  presentationsOf(codeId: Buffer): CodeLook[];
  /** Writes what waits; stops quietly where the database is still away. Answers how many were written. */
  flush(): Promise<number>;
  /** How many wait, and how many were dropped because too many waited. */
  counts(): { readonly waiting: number; readonly dropped: number };
};

/** Looks in one transaction. */
const BATCH = 200;

/** A bounded queue: beyond its bound the oldest go, strangers' before readers', counted and said, because a gate must go on. */
export function createPendingLooks(
  { db, log }: Pick<Context, 'db' | 'log'>,
  guard: DatabaseGuard,
): PendingLooks {
  let waiting: NewLook[] = [];
  let dropped = 0;
  let flushing: Promise<number> | null = null;

  async function flush(): Promise<number> {
    let count = 0;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
      try {
        await guard.ask(() => recordLooks(db, batch));
      } catch (error) {
        if (!(error instanceof DatabaseAway)) throw error;
        return count;
      }
      // Looks that came meanwhile stand behind; those dropped meanwhile stood in front and are written now after all.
      const written = new Set(batch);
      waiting = waiting.filter((look) => !written.has(look));
      count += batch.length;
    }
    if (count > 0) log.info({ count }, 'looks kept in memory were written');
    return count;
  }

  return {
    add(look) {
      if (waiting.length === 0) log.warn({}, 'looks are kept in memory until the database is back');
      waiting.push(look);
      if (waiting.length <= verificationPolicy.pendingLooks.atMost) return;
      // A stranger's first: a crowd must not make us forget what gates saw.
      waiting.splice(
        Math.max(
          0,
          waiting.findIndex(({ readerId }) => readerId === null),
        ),
        1,
      );
      dropped += 1;
      if (dropped === 1 || dropped % 1000 === 0) log.error({ dropped }, 'looks were dropped: too many wait');
    },
    presentationsOf: (codeId) =>
      waiting
        .filter((look) => isPresentation(look) && look.codeId.equals(codeId))
        .map(({ lookId, readerId, at }) => ({ lookId, reader: readerId!, at })),
    flush() {
      flushing ??= flush().finally(() => {
        flushing = null;
      });
      return flushing;
    },
    counts: () => ({ waiting: waiting.length, dropped }),
  };
}
