import { existsSync, mkdirSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where the checkpoints are kept a second time: whoever rewrites the database must rewrite this file too. */
export function checkpointFile(dataDir: string): string {
  return join(dataDir, 'audit', 'checkpoints.jsonl');
}

/** One line of the file; what was written before there were several trees is of the first. */
export type CheckpointLine = { readonly tree: number; readonly size: number; readonly note: string };

/** Appends a line and waits until it is on the disk. */
export async function appendCheckpoint(file: string, line: CheckpointLine): Promise<void> {
  if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.appendFile(`${JSON.stringify(line)}\n`);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Every line that can be read; a line cut short by a crash is null. No file is no lines. */
export async function readCheckpoints(file: string): Promise<(CheckpointLine | null)[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      try {
        const { tree = 1, size, note } = JSON.parse(line) as Partial<CheckpointLine>;
        const reads =
          Number.isInteger(tree) && tree > 0 && typeof size === 'number' && typeof note === 'string';
        return reads ? { tree, size, note } : null;
      } catch {
        return null;
      }
    });
}
