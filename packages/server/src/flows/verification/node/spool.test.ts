import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSpool, type Spool, type SpoolPolicy } from './spool.ts';

const POLICY: SpoolPolicy = { fileBytes: 100, atMostBytes: 1_000_000, syncMs: 60_000, keptMs: 1_000 };
let dir: string;
let now: number;
const open = (policy: Partial<SpoolPolicy> = {}): Spool =>
  openSpool(dir, { ...POLICY, ...policy }, () => now);
const drain = (spool: Spool, atMost = 3): string[] => {
  const lines: string[] = [];
  for (let batch = spool.take(atMost); batch !== null; batch = spool.take(atMost)) {
    lines.push(...batch.lines);
    batch.done();
  }
  return lines;
};

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'suizheng-spool-'));
  now = 1_000_000;
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it('V5: what a process wrote and nobody took is there for the next one, in order, whatever the files’ size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.stringMatching(/^[a-z]{1,60}$/), { maxLength: 40 }),
      fc.nat(40),
      async (lines, taken) => {
        rmSync(dir, { recursive: true, force: true });
        const before = open();
        for (let i = 0; i < lines.length; i += 3) before.append(lines.slice(i, i + 3));
        expect(before.counts().waiting).toBe(lines.length);
        const batch = before.take(taken + 1);
        batch?.done();
        const left = lines.slice(batch?.lines.length ?? 0);
        // No close: the process was killed.
        const after = open();
        expect(after.counts().waiting).toBe(left.length);
        expect(drain(after)).toEqual(left);
        expect(after.counts().waiting).toBe(0);
        after.append(['more']);
        expect(drain(after)).toEqual(['more']);
        await before.close();
        await after.close();
      },
    ),
    { numRuns: 40 },
  );
});

it('V5: a batch that was not done comes again, with what came behind it', async () => {
  const spool = open();
  spool.append(['a', 'b']);
  spool.append(['c']);
  expect(spool.take(2)?.lines).toEqual(['a', 'b']);
  expect(spool.take(3)?.lines).toEqual(['a', 'b', 'c']);
  await spool.close();
});

it('V5: a line that a power cut tore off is no line', async () => {
  const before = open();
  before.append(['whole']);
  appendFileSync(join(dir, readdirSync(dir).find((name) => name.endsWith('.spool'))!), 'tor');
  const after = open();
  after.append(['next']);
  expect(drain(after)).toEqual(['whole', 'next']);
  await before.close();
  await after.close();
});

it('V5: files that are done and old are deleted; those that wait stay', async () => {
  const spool = open({ fileBytes: 10 });
  for (let i = 0; i < 5; i += 1) spool.append([`line ${i}....`]);
  const files = () => readdirSync(dir).filter((name) => name.endsWith('.spool')).length;
  expect(files()).toBe(6);
  drain(spool);
  now += 5_000;
  spool.append(['turn the file']);
  expect(files()).toBeLessThanOrEqual(2);
  expect(drain(spool)).toEqual(['turn the file']);
  await spool.close();
});

it('V5: beyond its bound the oldest lines go, are counted, and a batch under way does no harm', async () => {
  const spool = open({ fileBytes: 20, atMostBytes: 60 });
  for (let i = 0; i < 3; i += 1) spool.append([`${i}234567890123456789`]);
  const batch = spool.take(1);
  expect(batch?.lines).toEqual(['0234567890123456789']);
  for (let i = 3; i < 6; i += 1) spool.append([`${i}234567890123456789`]);
  batch?.done();
  const { dropped, waiting } = spool.counts();
  const left = drain(spool);
  expect(left.at(-1)).toBe('5234567890123456789');
  expect(left.length).toBe(waiting);
  expect(dropped + left.length).toBe(6);
  expect(dropped).toBeGreaterThan(0);
  await spool.close();
});

it('V5: a disk that takes a part of a batch loses no line and doubles none, and what comes later stands apart from the torn end', () => {
  // Files of at most 1 024 bytes: what is written beyond is cut off, as on a full disk.
  const script = `
    import { openSpool } from ${JSON.stringify(new URL('./spool.ts', import.meta.url).href)};
    process.on('SIGXFSZ', () => {});
    const spool = openSpool(${JSON.stringify(dir)}, ${JSON.stringify({ ...POLICY, fileBytes: 1e6 })}, () => 0);
    const lines = (name, count, length) => Array.from({ length: count }, (_, n) => (name + n).padEnd(length, '.'));
    const refused = (given) => spool.append(given) < given.length;
    spool.append(lines('a', 9, 99));
    const full = [refused(lines('b', 5, 99)), refused(lines('c', 3, 700)), refused(lines('d', 1, 99))];
    const waiting = spool.counts().waiting;
    const got = [];
    for (let batch = spool.take(50); batch !== null; batch = spool.take(50)) {
      got.push(...batch.lines.map((line) => line.slice(0, 2)));
      batch.done();
    }
    console.log(JSON.stringify({ full, waiting, got, left: spool.counts().waiting }));
    await spool.close();`;
  const node = [process.execPath, '--input-type=module', '-e', script];
  const said = execFileSync('bash', ['-c', 'ulimit -f 1; exec "$@"', 'bash', ...node], { encoding: 'utf8' });
  const { full, waiting, got, left } = JSON.parse(said);
  expect(full[0]).toBe(false);
  expect(got.slice(0, 14)).toEqual([
    'a0',
    'a1',
    'a2',
    'a3',
    'a4',
    'a5',
    'a6',
    'a7',
    'a8',
    'b0',
    'b1',
    'b2',
    'b3',
    'b4',
  ]);
  expect([waiting, left]).toEqual([got.length, 0]);
  expect(got.filter((name: string) => name === 'd0')).toHaveLength(full[2] ? 0 : 1);
});
