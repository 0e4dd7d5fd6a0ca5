import {
  closeSync,
  constants,
  existsSync,
  fdatasync,
  ftruncateSync,
  mkdirSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  allLines,
  findFiles,
  keepMarker,
  linesAfter,
  NEWLINE,
  newlinesIn,
  pathOf,
  readLines,
  readMarker,
  type SpoolFile,
  UNREADABLE,
} from './spool-files.ts';

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
  /**
   * Writes lines, each without its newline, in one go; a process killed afterwards does not lose them. Answers how many
   * stand, from the first on: where the disk refuses, fewer than were given, and of the others none stands anywhere.
   */
  append(lines: readonly string[]): number;
  /** The oldest lines not yet done, at most so many; null when there are none. The same again until they are done. */
  take(atMost: number): Batch | null;
  /** Every line that is still there, oldest first: what the process before left. Call it before the first append. */
  left(): Iterable<string>;
  /** Notes how many lines stand in memory alone; the next process reads it as `forsaken`. */
  noteHomeless(count: number): void;
  /** Lines that the process before had in memory alone when it ended: at most these are lost. */
  readonly forsaken: number;
  /** `dropped`: lines deleted before they were done, or that cannot be read. `faults`: how often the disk refused anything. */
  counts(): {
    readonly waiting: number;
    readonly bytes: number;
    readonly dropped: number;
    readonly faults: number;
  };
  /** The code of the last fault; null before the first. */
  lastFault(): string | null;
  /** True while the disk takes no lines: it is asked once a second whether it does again. */
  refuses(): boolean;
  close(): Promise<void>;
};

/** Bytes by which a disk is asked for room: they take a block. */
const ROOM = 512;

/** The file that is written; without a descriptor where the disk refused one from the start. */
type Current = { readonly file: SpoolFile; readonly fd: number | null; readonly openedAt: number };

/**
 * Opens the spool of a folder, which must belong to this process alone; begins a new file, so that a torn end stays an
 * end. No fault of the disk ends the process or stops it for good, not even a disk that is full from the start: faults are
 * counted, and what was left before is read all the same.
 */
export function openSpool(dir: string, policy: SpoolPolicy, nowMs: () => number): Spool {
  let faults = 0;
  let lastFault: string | null = null;
  const fault = (error: unknown) => {
    faults += 1;
    lastFault = (error as { code?: string }).code ?? 'unknown';
  };
  /** True when the disk did it. */
  const tried = (work: () => void): boolean => {
    try {
      work();
      return true;
    } catch (error) {
      fault(error);
      return false;
    }
  };

  tried(makeFolder);
  const marker = join(dir, 'shipped.json');
  const found = findFiles(dir, fault);
  const { files } = found;
  let { next } = found;
  /** True from a refused write until a whole one: then another file is tried, once a second. */
  let refusing = false;
  let current = open() ?? refused();
  const before = readMarker(marker, files);
  /** Where the first line stands that is not done. */
  let { at } = before;
  let waiting = 0;
  tried(() => {
    waiting = linesAfter(files, at);
  });
  let homeless = before.homeless;
  let dropped = 0;
  let dirty = false;
  /** True when the last write was taken in part. */
  let inPart = false;
  let closed = false;
  let syncing: Promise<void> = Promise.resolve();
  let markerFd: number | null = null;
  // Now, while there is room for it.
  mark();
  // Files may be made on a full disk, and an old marker written again: whether lines are taken is another question.
  if (!tried(takesBytes)) refusing = true;

  function makeFolder(): void {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  }

  /** Throws where the disk takes no more bytes. */
  function takesBytes(): void {
    const path = join(dir, 'room');
    try {
      writeFileSync(path, Buffer.alloc(ROOM), { mode: 0o600 });
    } finally {
      rmSync(path, { force: true });
    }
  }

  /** Asks a disk that refused whether it takes lines again; no is no other fault. */
  function askAgain(): void {
    try {
      takesBytes();
      refusing = current.fd === null;
    } catch {
      // The next second.
    }
  }

  /** Begins the next file; null where the disk refuses it. */
  function open(): Current | null {
    const path = pathOf(dir, next);
    next += 1;
    let fd: number | null = null;
    const begun = tried(() => {
      fd = openSync(path, 'ax', 0o600);
    });
    return begun ? follow({ path, fd }) : null;
  }

  /** Stands for the file that a disk refused from the start; nothing goes into it, and another is tried once a second. */
  function refused(): Current {
    refusing = true;
    const path = pathOf(dir, next);
    // Its name is no other file's: it is taken out by it.
    next += 1;
    return follow({ path, fd: null });
  }

  function follow({ path, fd }: { path: string; fd: number | null }): Current {
    const file: SpoolFile = { path, bytes: 0, lines: 0, closedAt: null, torn: false };
    files.push(file);
    return { file, fd, openedAt: nowMs() };
  }

  function mark(): void {
    if (closed) return;
    tried(() => {
      markerFd ??= openSync(marker, constants.O_WRONLY | constants.O_CREAT, 0o600);
      keepMarker(markerFd, at, homeless);
    });
  }

  /** Writes to the current file; answers how many of the lines stand there whole. */
  function put(lines: readonly string[]): number {
    // Its number may be another file's by now.
    if (closed) return 0;
    const { file, fd } = current;
    if (fd === null) return 0;
    // Behind a torn end, or the first of these and that end would be one damaged line.
    const ended = file.torn ? '\n' : '';
    const text = Buffer.from(`${ended}${lines.join('\n')}\n`);
    let written = 0;
    try {
      written = writeSync(fd, text);
    } catch (error) {
      fault(error);
    }
    refusing = written < text.length;
    inPart = refusing && written > 0;
    if (inPart) fault({ code: 'short-write' });
    if (written === 0) return 0;
    dirty = true;
    const whole = refusing ? text.lastIndexOf(NEWLINE, written - 1) + 1 : text.length;
    // A full disk took a part: the torn end goes, so that nothing stands there that is not counted as standing.
    const cut = !refusing || whole === written || tried(() => ftruncateSync(fd, file.bytes + whole));
    file.bytes += cut ? whole : written;
    file.torn = !cut;
    // The newline behind a torn end makes a damaged line of it, which counts.
    const added = refusing ? newlinesIn(text, whole) : ended.length + lines.length;
    file.lines += added;
    waiting += added;
    return Math.max(0, added - ended.length);
  }

  /** Goes on in a new file; false where the disk refuses one, and then in the old. */
  function roll(): boolean {
    const { fd, file } = current;
    if (fd === null && !existsSync(dir)) tried(makeFolder);
    const begun = open();
    if (begun === null) return false;
    current = begun;
    file.closedAt = nowMs();
    if (fd === null) {
      // What was done and how many stand in memory alone, which no marker could be made for.
      refusing = false;
      mark();
    } else {
      const forced = syncing;
      fdatasync(fd, (error) => {
        if (error) fault(error);
        void forced.then(() => tried(() => closeSync(fd)));
      });
    }
    // Of those into which nothing went there would be one a second while the disk refuses.
    if (file.bytes === 0) remove(file);
    tidy();
    return true;
  }

  /** Takes a file out, lines and all: what was not done in it is dropped. */
  function forget(file: SpoolFile): void {
    const index = files.indexOf(file);
    if (at.file === file) {
      // What waits, less what waits in the files behind.
      const lost = waiting - files.slice(index + 1).reduce((sum, { lines }) => sum + lines, 0);
      dropped += lost;
      waiting -= lost;
      at = { file: files[index + 1]!, offset: 0 };
    }
    files.splice(index, 1);
  }

  function remove(file: SpoolFile): boolean {
    if (!tried(() => rmSync(file.path, { force: true }))) return false;
    forget(file);
    return true;
  }

  /** Deletes files that are done and old, and the oldest whatever it holds when there are too many bytes. */
  function tidy(): void {
    let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    while (files.length > 1) {
      const oldest = files[0]!;
      const done = at.file !== oldest;
      const old = oldest.closedAt !== null && nowMs() - oldest.closedAt > policy.keptMs;
      if (!(done && old) && total <= policy.atMostBytes) return;
      if (!remove(oldest)) return;
      total -= oldest.bytes;
    }
  }

  /** Forces what was written to the disk, off this thread. */
  function sync(): void {
    if (!dirty) return;
    dirty = false;
    const { fd } = current;
    if (fd === null) return;
    syncing = new Promise((resolve) =>
      fdatasync(fd, (error) => {
        if (error) fault(error);
        resolve();
      }),
    );
  }

  const timer = setInterval(() => {
    sync();
    const { file, openedAt } = current;
    // An idle file is closed too, or its lines would never grow old. One that somebody deleted takes lines along.
    const idle = file.bytes > 0 && nowMs() - openedAt > policy.keptMs;
    if (idle || refusing || !existsSync(file.path)) roll();
    if (refusing) askAgain();
  }, policy.syncMs);
  timer.unref();

  return {
    append(lines) {
      let stand = put(lines);
      // The rest may go into another file. Where nothing was taken the disk is full: it is asked for one once a second.
      if (inPart && roll()) stand += put(lines.slice(stand));
      if (current.file.bytes >= policy.fileBytes) roll();
      return stand;
    },
    take(atMost) {
      for (;;) {
        const from = at;
        if (from.file === current.file && current.fd === null) return null;
        let read: ReturnType<typeof readLines>;
        try {
          read = readLines(from.file.path, from.offset, atMost);
        } catch (error) {
          fault(error);
          if (!UNREADABLE.includes(lastFault)) throw error;
          if (from.file === current.file && !roll()) return null;
          // Else it was empty, and is gone.
          if (at.file === from.file) forget(from.file);
          continue;
        }
        const { lines, bytes } = read;
        if (lines.length > 0) {
          return {
            lines,
            done() {
              // Dropped meanwhile: then the place has moved on already.
              if (at !== from) return;
              at = { file: from.file, offset: from.offset + bytes };
              waiting -= lines.length;
              mark();
            },
          };
        }
        const following = files[files.indexOf(from.file) + 1];
        if (following === undefined) return null;
        at = { file: following, offset: 0 };
      }
    },
    *left() {
      for (const { path, lines } of files) {
        if (lines === 0) continue;
        try {
          yield* allLines(path);
        } catch (error) {
          fault(error);
        }
      }
    },
    noteHomeless(count) {
      if (count === homeless) return;
      homeless = count;
      mark();
    },
    forsaken: before.homeless,
    counts: () => ({ waiting, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), dropped, faults }),
    lastFault: () => lastFault,
    refuses: () => refusing,
    async close() {
      clearInterval(timer);
      sync();
      await syncing;
      closed = true;
      for (const fd of [current.fd, markerFd]) if (fd !== null) tried(() => closeSync(fd));
    },
  };
}
