import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A file of a spool, as its process knows it. */
export type SpoolFile = {
  readonly path: string;
  bytes: number;
  lines: number;
  /** Milliseconds of the clock; null while it is written. */
  closedAt: number | null;
  /** True where it ends in a part of a line. */
  torn: boolean;
};

/** A line of a file, by the bytes before it. */
export type Place = { readonly file: SpoolFile; readonly offset: number };

/** What a read says of a file that will not be read later either: deleted, or on a broken disk. */
export const UNREADABLE: readonly unknown[] = ['ENOENT', 'EIO', 'EISDIR'];
/** What ends a line. */
export const NEWLINE = 0x0a;
/** Bytes read at once; no line is as long. */
const CHUNK = 256 * 1024;
/** Bytes of the marker: a name, an offset and a number, and room. */
const MARKER_LENGTH = 128;
const NAME = /^looks-(\d{12})\.spool$/;

/** The path of the file of that number. */
export const pathOf = (dir: string, number: number): string =>
  join(dir, `looks-${String(number).padStart(12, '0')}.spool`);

/**
 * The files that a process before left, oldest first, and the number of the next; `fault` hears of those that cannot be
 * read, which are left alone. A folder that is not there, because a full disk took none, has none.
 */
export function findFiles(
  dir: string,
  fault: (error: unknown) => void,
): { readonly files: SpoolFile[]; readonly next: number } {
  const names = namesIn(dir)
    .filter((name) => NAME.test(name))
    .sort();
  const files: SpoolFile[] = [];
  for (const name of names) {
    const path = join(dir, name);
    try {
      const { size, mtimeMs } = statSync(path);
      files.push({ path, bytes: size, lines: countLines(path, 0), closedAt: mtimeMs, torn: false });
    } catch (error) {
      fault(error);
    }
  }
  return { files, next: 1 + Number(NAME.exec(names.at(-1) ?? '')?.[1] ?? 0) };
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

/** The first line not done as the marker has it; without one, or with one that fits nothing, the very first: twice does no harm. And how many lines stood in memory alone. */
export function readMarker(
  path: string,
  files: readonly SpoolFile[],
): { readonly at: Place; readonly homeless: number } {
  const first = { file: files[0]!, offset: 0 };
  try {
    const { name, offset, homeless } = JSON.parse(readFileSync(path, 'utf8')) as Marker;
    const file = files.find((one) => one.path.endsWith(name));
    return {
      at: file && Number.isSafeInteger(offset) && offset <= file.bytes ? { file, offset } : first,
      homeless: Number.isSafeInteger(homeless) && homeless! > 0 ? homeless! : 0,
    };
  } catch {
    return { at: first, homeless: 0 };
  }
}

/** How many lines wait, from that place on. */
export function linesAfter(files: readonly SpoolFile[], { file, offset }: Place): number {
  const from = files.indexOf(file);
  return files.reduce((sum, { path, lines }, index) => {
    if (index < from) return sum;
    return sum + (index === from ? countLines(path, offset) : lines);
  }, 0);
}

type Marker = { readonly name: string; readonly offset: number; readonly homeless?: number };

/**
 * In place and of one length, so that one write replaces it: a rename over a file waits for the disk, and every gate
 * with it. It needs no room on a full disk.
 */
export function keepMarker(fd: number, { file, offset }: Place, homeless: number): void {
  const marker: Marker = { name: file.path.split('/').at(-1)!, offset, homeless };
  writeSync(fd, JSON.stringify(marker).padEnd(MARKER_LENGTH), 0);
}

/** Reading is synchronous, so one buffer serves all: new pages for each batch would cost more than reading them. */
const chunk = Buffer.allocUnsafeSlow(CHUNK);

/**
 * Whole lines from an offset on, at most so many, and the bytes they take, newlines included. A stretch without a newline
 * that no line is as long as (a power cut leaves zeros) counts as one empty line: what stands behind it is read.
 */
export function readLines(path: string, offset: number, atMost: number): { lines: string[]; bytes: number } {
  const fd = openSync(path, 'r');
  try {
    const read = readSync(fd, chunk, 0, CHUNK, offset);
    const text = chunk.toString('latin1', 0, read);
    const lines: string[] = [];
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1 && lines.length < atMost; end = text.indexOf('\n', start)) {
      lines.push(text.slice(start, end));
      start = end + 1;
    }
    return lines.length === 0 && read === CHUNK ? { lines: [''], bytes: CHUNK } : { lines, bytes: start };
  } finally {
    closeSync(fd);
  }
}

/** How many lines end in the first bytes of a text. */
export const newlinesIn = (text: Buffer, bytes: number): number =>
  text.subarray(0, bytes).reduce((count, byte) => count + (byte === NEWLINE ? 1 : 0), 0);

/** Every line of a file, in order. */
export function* allLines(path: string): Generator<string> {
  let offset = 0;
  for (;;) {
    const { lines, bytes } = readLines(path, offset, Number.POSITIVE_INFINITY);
    if (lines.length === 0) return;
    yield* lines;
    offset += bytes;
  }
}

/** How many lines stand in a file from an offset on. */
export function countLines(path: string, offset: number): number {
  let count = 0;
  let at = offset;
  for (;;) {
    const { lines, bytes } = readLines(path, at, Number.POSITIVE_INFINITY);
    if (lines.length === 0) return count;
    count += lines.length;
    at += bytes;
  }
}
