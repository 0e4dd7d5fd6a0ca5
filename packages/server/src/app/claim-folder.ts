import { mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder's claim. `taken` is false where a full disk took no mark of it: ask again. */
export type Claim = { readonly taken: boolean; giveBack(): void };

/** What a disk says that takes nothing more. */
const FULL: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EIO'];

/**
 * Takes a folder for this process alone: two that wrote looks into one folder would delete each other's. Throws when a
 * living process of the same program has it. What a dead one left is taken over. A full disk is no reason not to start:
 * the mark is then a link, which needs no block, and where not even that can be made the claim is not taken.
 */
export function claimFolder(dir: string): Claim {
  const file = join(dir, 'owner.pid');
  const taken: Claim = { taken: true, giveBack: () => rmSync(file, { force: true }) };
  for (let attempt = 0; ; attempt += 1) {
    try {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      leaveMark(file);
      return taken;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (FULL.includes(code)) return { taken: false, giveBack() {} };
      if (code !== 'EEXIST' || attempt > 3) throw error;
    }
    const owner = ownerIn(file);
    if (owner !== process.pid && isNode(owner)) {
      throw new Error(
        `The folder ${dir} belongs to process ${owner}: give each node one of its own (SUIZHENG_NODE_DATA).`,
      );
    }
    rmSync(file, { force: true });
  }
}

function leaveMark(file: string): void {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!FULL.includes((error as NodeJS.ErrnoException).code)) throw error;
    // It may be there, empty.
    rmSync(file, { force: true });
    symlinkSync(String(process.pid), file);
  }
}

function ownerIn(file: string): number {
  try {
    return Number(readlinkSync(file));
  } catch {
    return Number(readFileSync(file, 'utf8'));
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
