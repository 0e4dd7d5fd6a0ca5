import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes a folder for this process alone: two that wrote looks into one folder would delete each other's. Answers how to
 * give it back; throws when a living process of the same program has it. What a dead one left is taken over.
 */
export function claimFolder(dir: string): () => void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = join(dir, 'owner.pid');
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 3) throw error;
    }
    const owner = Number(readFileSync(file, 'utf8'));
    if (owner !== process.pid && isNode(owner)) {
      throw new Error(
        `The folder ${dir} belongs to process ${owner}: give each node one of its own (SUIZHENG_NODE_DATA).`,
      );
    }
    rmSync(file, { force: true });
  }
}

/** True for a living process that may be one of ours: its number may have gone to another program since. */
function isNode(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('verify-node');
  } catch {
    return true;
  }
}
