import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';

// pino's numbers: 50 is an error, 60 is fatal.
const PINO_ERROR = 50;
const LINES_AT_ONCE = 5;

// What PostgreSQL says to whoever comes while it starts, recovers or stops: it passes by itself.
const PASSING =
  /the database system is (starting up|shutting down|in recovery|not yet accepting connections)|unexpected postmaster exit/;

const wordsOf = (line: string): string | undefined => {
  try {
    const entry = JSON.parse(line) as {
      level?: number;
      msg?: string;
      err?: { message?: string; code?: string };
    };
    if ((entry.level ?? 0) < PINO_ERROR) return undefined;
    return [entry.msg, entry.err?.code, entry.err?.message].filter(Boolean).join(' · ');
  } catch {
    if (PASSING.test(line)) return undefined;
    return /^\s*\w*Error: |^(FATAL|PANIC)\b|\b(FATAL|PANIC):/.test(line) ? line.trim() : undefined;
  }
};

/** Follows a log file from its present end and says its error lines as `! name: words`. Answers how to stop. */
export const watchLog = (name: string, file: string, say: (line: string) => void): (() => void) => {
  let at = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const look = (): void => {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size < at) at = 0;
    if (size === at) return;
    const fd = openSync(file, 'r');
    const buffer = Buffer.alloc(Math.min(fstatSync(fd).size - at, 1_000_000));
    const length = readSync(fd, buffer, 0, buffer.length, at);
    closeSync(fd);
    const whole = buffer.subarray(0, length).lastIndexOf(10) + 1;
    at += whole || (length === 1_000_000 ? length : 0);
    const errors = buffer
      .subarray(0, whole)
      .toString('utf8')
      .split('\n')
      .map(wordsOf)
      .filter((words) => words !== undefined);
    for (const words of errors.slice(0, LINES_AT_ONCE)) say(`! ${name}: ${words.slice(0, 500)}`);
    if (errors.length > LINES_AT_ONCE)
      say(`! ${name}: ${errors.length - LINES_AT_ONCE} more errors in ${file}`);
  };
  const timer = setInterval(look, 500);
  timer.unref();
  return () => clearInterval(timer);
};
