import {
  closeSync,
  constants,
  fdatasync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Figures of a spool, as verificationPolicy.nodes.spool has them. */
export type SpoolPolicy = {
  readonly fileBytes: number;
  readonly atMostBytes: number;
  readonly syncMs: number;
  /** A file stays this long after its last line, also when everything in it was taken: for the next start to read. */
  readonly keptMs: number;
};

/** Lines in the order in which they came; `done` when what is behind the batch is wanted no more. */
export type Batch = { readonly lines: readonly string[]; done(): void };

/** Lines of text in files of one folder: written before the caller goes on, taken later, in order. */
export type Spool = {
  /** Writes lines, each without its newline, in one go; a process killed afterwards does not lose them. Throws when they cannot be written. */
  append(lines: readonly string[]): void;
  /** The oldest lines not yet done, at most so many; null when there are none. The same again until they are done. */
  take(atMost: number): Batch | null;
  /** Every line that is still there, oldest first: what the process before left. Call it before the first append. */
  left(): Iterable<string>;
  counts(): { readonly waiting: number; readonly bytes: number; readonly dropped: number };
  close(): Promise<void>;
};

type File = {
  readonly path: string;
  bytes: number;
  lines: number;
  closedAt: number | null;
  /** True where it ends in a part of a line. */
  torn: boolean;
};

const NAME = /^looks-(\d{12})\.spool$/;
const NEWLINE = 0x0a;
const CHUNK = 256 * 1024;
/** Bytes of the marker: a name and an offset, and room. */
const MARKER_LENGTH = 128;

/** Opens the spool of a folder, which must belong to this process alone; begins a new file, so that a torn end stays an end. */
export function openSpool(dir: string, policy: SpoolPolicy, nowMs: () => number): Spool {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const files: File[] = readdirSync(dir)
    .filter((name) => NAME.test(name))
    .sort()
    .map((name) => fileOf(join(dir, name)));
  const marker = join(dir, 'shipped.json');
  let next = 1 + Number(NAME.exec(files.at(-1)?.path.split('/').at(-1) ?? '')?.[1] ?? 0);
  let dropped = 0;
  let dirty = false;
  let syncing: Promise<void> = Promise.resolve();
  /** Where the first line stands that is not done. */
  let at = startOf(marker, files);
  let waiting = linesAfter(files, at);
  const markerFd = openSync(marker, constants.O_WRONLY | constants.O_CREAT, 0o600);
  let current = begin();

  function begin(): { file: File; fd: number } {
    const path = join(dir, `looks-${String(next).padStart(12, '0')}.spool`);
    next += 1;
    const fd = openSync(path, 'ax', 0o600);
    const file: File = { path, bytes: 0, lines: 0, closedAt: null, torn: false };
    files.push(file);
    if (files.length === 1) at = { file, offset: 0 };
    return { file, fd };
  }

  /** Writes to the current file; answers how many of the lines stand there whole. */
  function put(lines: readonly string[]): number {
    const { file, fd } = current;
    // Behind a torn end, or the first of these and that end would be one damaged line.
    const before = file.torn ? '\n' : '';
    const text = Buffer.from(`${before}${lines.join('\n')}\n`);
    const written = writeSync(fd, text);
    dirty = true;
    file.bytes += written;
    if (written > 0) file.torn = text[written - 1] !== NEWLINE;
    const ended =
      written === text.length
        ? lines.length + before.length
        : text.subarray(0, written).reduce((count, byte) => count + (byte === NEWLINE ? 1 : 0), 0);
    file.lines += ended;
    waiting += ended;
    return Math.max(0, ended - before.length);
  }

  function roll(): void {
    const { fd, file } = current;
    file.closedAt = nowMs();
    current = begin();
    fdatasync(fd, () => closeSync(fd));
    tidy();
  }

  /** Deletes files that are done and old, and the oldest whatever it holds when there are too many bytes. */
  function tidy(): void {
    let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    while (files.length > 1) {
      const [oldest, second] = files as [File, File];
      const done = at.file !== oldest;
      const old = oldest.closedAt !== null && nowMs() - oldest.closedAt > policy.keptMs;
      if (!(done && old) && total <= policy.atMostBytes) return;
      if (!done) {
        const lost = countLines(oldest.path, at.offset);
        dropped += lost;
        waiting -= lost;
        at = { file: second, offset: 0 };
      }
      rmSync(oldest.path, { force: true });
      files.shift();
      total -= oldest.bytes;
    }
  }

  /** Forces what was written to the disk, off this thread. */
  function sync(): void {
    if (!dirty) return;
    dirty = false;
    const { fd } = current;
    syncing = new Promise((resolve) => fdatasync(fd, () => resolve()));
  }

  const timer = setInterval(() => {
    sync();
    const { file } = current;
    // An idle file is closed too, or its lines would never grow old.
    if (file.bytes > 0 && nowMs() - statSync(file.path).birthtimeMs > policy.keptMs) roll();
  }, policy.syncMs);
  timer.unref();

  return {
    append(lines) {
      let rest = lines.slice(put(lines));
      if (rest.length > 0) {
        // A full disk took a part: its torn end is one that readers skip, the rest stands in the next file or nowhere.
        roll();
        rest = rest.slice(put(rest));
        if (rest.length > 0) throw new Error('the spool is full');
      }
      if (current.file.bytes >= policy.fileBytes) roll();
    },
    take(atMost) {
      for (;;) {
        const { lines, bytes } = readLines(at.file.path, at.offset, atMost);
        if (lines.length > 0) {
          const from = at;
          return {
            lines,
            done() {
              // Dropped meanwhile: then the place has moved on already.
              if (at !== from) return;
              at = { file: from.file, offset: from.offset + bytes };
              waiting -= lines.length;
              keepMarker(markerFd, at);
            },
          };
        }
        const index = files.indexOf(at.file);
        const following = files[index + 1];
        if (following === undefined) return null;
        at = { file: following, offset: 0 };
      }
    },
    *left() {
      for (const { path, lines } of files) if (lines > 0) yield* allLines(path);
    },
    counts: () => ({ waiting, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), dropped }),
    async close() {
      clearInterval(timer);
      sync();
      await syncing;
      closeSync(current.fd);
      closeSync(markerFd);
    },
  };
}

type Place = { readonly file: File; readonly offset: number };

function fileOf(path: string): File {
  const { size, mtimeMs } = statSync(path);
  return { path, bytes: size, lines: countLines(path, 0), closedAt: mtimeMs, torn: false };
}

/** The first line not done as the marker has it; without one, or with one that fits nothing, the very first: twice does no harm. */
function startOf(marker: string, files: readonly File[]): Place {
  const first = { file: files[0]!, offset: 0 };
  try {
    const { name, offset } = JSON.parse(readFileSync(marker, 'utf8')) as { name: string; offset: number };
    const file = files.find(({ path }) => path.endsWith(name));
    return file && Number.isSafeInteger(offset) && offset <= file.bytes ? { file, offset } : first;
  } catch {
    return first;
  }
}

/** In place and of one length, so that one write replaces it: a rename over a file waits for the disk, and every gate with it. */
function keepMarker(fd: number, { file, offset }: Place): void {
  const text = JSON.stringify({ name: file.path.split('/').at(-1), offset });
  writeSync(fd, text.padEnd(MARKER_LENGTH), 0);
}

function linesAfter(files: readonly File[], { file, offset }: Place): number {
  const from = files.indexOf(file);
  return files.reduce((sum, { path, lines }, index) => {
    if (index < from) return sum;
    return sum + (index === from ? countLines(path, offset) : lines);
  }, 0);
}

/** Reading is synchronous, so one buffer serves all: new pages for each batch would cost more than reading them. */
const chunk = Buffer.allocUnsafeSlow(CHUNK);

/** Whole lines from an offset on, at most so many, and the bytes they take, newlines included. */
function readLines(path: string, offset: number, atMost: number): { lines: string[]; bytes: number } {
  const fd = openSync(path, 'r');
  try {
    const text = chunk.toString('latin1', 0, readSync(fd, chunk, 0, CHUNK, offset));
    const lines: string[] = [];
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1 && lines.length < atMost; end = text.indexOf('\n', start)) {
      lines.push(text.slice(start, end));
      start = end + 1;
    }
    return { lines, bytes: start };
  } finally {
    closeSync(fd);
  }
}

function* allLines(path: string): Generator<string> {
  let offset = 0;
  for (;;) {
    const { lines, bytes } = readLines(path, offset, Number.POSITIVE_INFINITY);
    if (lines.length === 0) return;
    yield* lines;
    offset += bytes;
  }
}

function countLines(path: string, offset: number): number {
  let count = 0;
  let at = offset;
  for (;;) {
    const { lines, bytes } = readLines(path, at, Number.POSITIVE_INFINITY);
    if (lines.length === 0) return count;
    count += lines.length;
    at += bytes;
  }
}
