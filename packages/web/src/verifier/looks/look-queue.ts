import type { LookFlag, LookInput } from '@suizheng/domain/contract/verification.ts';
import { gatePolicy } from '@suizheng/domain/policy/gate.ts';
import type { GateDb, LogEntry } from '../gate/gate-db.ts';

/** Remembers one look: in the log always, in the queue when there is something to report. One transaction. */
export async function rememberLook(db: GateDb, entry: LogEntry, look: LookInput | null): Promise<void> {
  const tx = db.transaction(['look', 'log'], 'readwrite');
  await Promise.all([
    tx.objectStore('log').put(entry),
    look ? tx.objectStore('look').put(look) : undefined,
    tx.done,
  ]);
}

/** Looks that wait for a network; those too old to tell anybody are dropped. */
export async function waitingLooks(db: GateDb, now: Date): Promise<LookInput[]> {
  const oldest = new Date(now.getTime() - gatePolicy.looks.keepForMs).toISOString();
  const all = await db.getAll('look');
  const [keep, drop] = [all.filter(({ at }) => at >= oldest), all.filter(({ at }) => at < oldest)];
  if (drop.length > 0)
    await removeLooks(
      db,
      drop.map(({ lookId }) => lookId),
    );
  return keep;
}

/** Takes looks out of the queue. */
export async function removeLooks(db: GateDb, lookIds: readonly string[]): Promise<void> {
  const tx = db.transaction('look', 'readwrite');
  await Promise.all([...lookIds.map((lookId) => tx.store.delete(lookId)), tx.done]);
}

/** Marks looks of the log whose code was also shown elsewhere; a flag for a look no longer here is passed over. */
export async function markDoubles(db: GateDb, flags: readonly LookFlag[]): Promise<void> {
  if (flags.length === 0) return;
  const tx = db.transaction('log', 'readwrite');
  for (const { lookId, otherReader, otherAt } of flags) {
    const entry = await tx.store.get(lookId);
    if (entry && !entry.double)
      await tx.store.put({ ...entry, double: { otherReader, otherAt }, seen: false });
  }
  await tx.done;
}

/** Marks every double as read. */
export async function markSeen(db: GateDb): Promise<void> {
  const tx = db.transaction('log', 'readwrite');
  for (const entry of await tx.store.getAll()) {
    if (entry.double && !entry.seen) await tx.store.put({ ...entry, seen: true });
  }
  await tx.done;
}

/** The log, newest first, after what policy no longer keeps was purged. */
export async function readLog(db: GateDb, now: Date): Promise<LogEntry[]> {
  const { atMost, keepForMs } = gatePolicy.log;
  const tx = db.transaction('log', 'readwrite');
  const newestFirst = (await tx.store.index('at').getAll()).reverse();
  const oldest = now.getTime() - keepForMs;
  const kept = newestFirst.filter(({ at }, place) => at > oldest && place < atMost);
  const keep = new Set(kept);
  for (const entry of newestFirst) if (!keep.has(entry)) await tx.store.delete(entry.lookId);
  await tx.done;
  return kept;
}
