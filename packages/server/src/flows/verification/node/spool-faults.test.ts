import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { openSpool, type Spool, type SpoolPolicy } from './spool.ts';
import { pathOf } from './spool-files.ts';

const POLICY: SpoolPolicy = { fileBytes: 100, atMostBytes: 1_000_000, syncMs: 60_000, keptMs: 1_000_000 };
let dir: string;
const open = (policy: Partial<SpoolPolicy> = {}): Spool =>
  openSpool(dir, { ...POLICY, ...policy }, () => 1_000_000);
const drain = (spool: Spool): string[] => {
  const lines: string[] = [];
  for (let batch = spool.take(3); batch !== null; batch = spool.take(3)) {
    lines.push(...batch.lines);
    batch.done();
  }
  return lines;
};
const files = () => readdirSync(dir).filter((name) => name.endsWith('.spool'));

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'suizheng-spool-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Runs a script on a disk that takes 1,024 bytes of each file; answers what it printed as JSON. */
function onFullDisk(script: string): unknown {
  const said = execFileSync(
    'bash',
    ['-c', 'ulimit -f 1; exec "$@"', 'bash', process.execPath, '--input-type=module', '-e', script],
    { encoding: 'utf8' },
  );
  return JSON.parse(said);
}

it('V5: of a batch that a disk takes in part, what it says stands, stands once, and nothing of the rest', () => {
  const lengths = fc.array(fc.array(fc.integer({ min: 8, max: 1_500 }), { minLength: 1, maxLength: 6 }), {
    maxLength: 8,
  });
  const rounds = fc.sample(lengths, { numRuns: 60, seed: 7 });
  const outcomes = onFullDisk(`
    import { mkdirSync, readdirSync } from 'node:fs';
    import { openSpool } from ${JSON.stringify(new URL('./spool.ts', import.meta.url).href)};
    process.on('SIGXFSZ', () => {});
    const outcomes = [];
    for (const [round, batches] of ${JSON.stringify(rounds)}.entries()) {
      const dir = ${JSON.stringify(dir)} + '/' + round;
      const spool = openSpool(dir, ${JSON.stringify({ ...POLICY, fileBytes: 1e6 })}, () => 0);
      const stands = [];
      for (const [n, lengths] of batches.entries()) {
        const lines = lengths.map((length, m) => (n + '.' + m + ' ').padEnd(length, 'x'));
        stands.push(...lines.slice(0, spool.append(lines)));
      }
      const { waiting } = spool.counts();
      const read = [];
      for (let batch = spool.take(50); batch !== null; batch = spool.take(50)) {
        read.push(...batch.lines);
        batch.done();
      }
      const of = (lines) => lines.map((line) => line.slice(0, 4) + line.length);
      outcomes.push({ stands: of(stands), read: of(read), waiting, left: spool.counts().waiting, lost: spool.counts().dropped });
      await spool.close();
    }
    console.log(JSON.stringify(outcomes));`) as {
    stands: string[];
    read: string[];
    waiting: number;
    left: number;
    lost: number;
  }[];
  expect(outcomes).toHaveLength(60);
  for (const { stands, read, waiting, left, lost } of outcomes) {
    expect(read).toEqual(stands);
    expect([waiting, left, lost]).toEqual([stands.length, 0, 0]);
  }
});

it('V5: lines that stand are not refused because no new file can be begun behind them', async () => {
  const spool = open({ fileBytes: 10 });
  rmSync(dir, { recursive: true });
  expect(spool.append(['one line of more than ten bytes', 'two'])).toBe(2);
  expect(spool.counts().faults).toBeGreaterThan(0);
  expect(spool.lastFault()).toBe('ENOENT');
  await spool.close();
});

it('V5: files that somebody deleted to make room are passed over and counted; what stands behind them is sent', async () => {
  const spool = open({ fileBytes: 20 });
  for (let n = 0; n < 6; n += 1) spool.append([`${n}234567890`, `${n}abcdefghi`]);
  expect(spool.take(1)?.lines).toEqual(['0234567890']);
  spool.take(1)!.done();
  for (const name of files().slice(0, 2)) rmSync(join(dir, name));
  expect(drain(spool)).toEqual([2, 3, 4, 5].flatMap((n) => [`${n}234567890`, `${n}abcdefghi`]));
  expect(spool.counts()).toMatchObject({ waiting: 0, dropped: 3 });
  await spool.close();
});

it('V5: the file that is written, deleted, is begun anew: what comes from then on is there for the next process', async () => {
  const spool = open({ syncMs: 5 });
  spool.append(['gone']);
  const [name = ''] = files();
  rmSync(join(dir, name));
  await vi.waitFor(() => expect(files().filter((one) => one !== name)).toHaveLength(1), 15_000);
  expect(spool.append(['after'])).toBe(1);
  const next = open();
  expect(drain(next)).toEqual(['after']);
  expect(drain(spool)).toEqual(['after']);
  expect(spool.counts()).toMatchObject({ waiting: 0, dropped: 1 });
  await spool.close();
  await next.close();
});

it('V5: a disk that takes nothing is asked for another file, and leaves no heap of empty ones', () => {
  const { kept, files: left } = onFullDisk(`
    import { readdirSync } from 'node:fs';
    import { openSpool } from ${JSON.stringify(new URL('./spool.ts', import.meta.url).href)};
    process.on('SIGXFSZ', () => {});
    const spool = openSpool(${JSON.stringify(dir)}, ${JSON.stringify({ ...POLICY, syncMs: 5 })}, () => 0);
    let kept = 0;
    for (let n = 0; n < 40; n += 1) {
      kept += spool.append(['x'.repeat(3_000)]);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    console.log(JSON.stringify({ kept, files: readdirSync(${JSON.stringify(dir)}).length }));
    await spool.close();`) as { kept: number; files: number };
  expect(kept).toBe(0);
  // The marker, and the file that is tried at the moment.
  expect(left).toBeLessThanOrEqual(3);
});

it('V5: zeros that a power cut left, longer than any line, do not hide what stands behind them', async () => {
  const before = open({ fileBytes: 1e6 });
  before.append(['first']);
  await before.close();
  appendFileSync(join(dir, files()[0]!), Buffer.concat([Buffer.alloc(600_000), Buffer.from('\nbehind\n')]));
  const after = open();
  const { waiting } = after.counts();
  const lines = drain(after);
  expect([lines[0], lines.at(-1)]).toEqual(['first', 'behind']);
  expect(lines.length).toBe(waiting);
  expect(after.counts().waiting).toBe(0);
  await after.close();
});

it('V5: a file that cannot be read does not keep a node from starting, and is left as it is', async () => {
  const before = open({ fileBytes: 10 });
  before.append(['one line....']);
  before.append(['two lines...']);
  await before.close();
  // As a broken disk has it: there, and not to be read.
  const broken = pathOf(dir, 1);
  rmSync(broken);
  mkdirSync(broken);
  writeFileSync(join(broken, 'evidence'), '');
  const after = open();
  expect(after.counts()).toMatchObject({ waiting: 1, faults: 1 });
  expect([...after.left()]).toEqual(['two lines...']);
  expect(drain(after)).toEqual(['two lines...']);
  expect(existsSync(join(broken, 'evidence'))).toBe(true);
  await after.close();
});

it('V5: how many lines stood in memory alone is known to the next process, until it says that it has heard', async () => {
  const before = open();
  before.noteHomeless(3);
  // Killed, twice: nobody said it.
  for (let n = 0; n < 2; n += 1) {
    const after = open();
    expect(after.forsaken).toBe(3);
    if (n === 1) after.noteHomeless(0);
    await after.close();
  }
  const after = open();
  expect(after.forsaken).toBe(0);
  await after.close();
  await before.close();
});

it('V5: a disk that takes no folder, no file and no byte at the start keeps nobody from starting, and is used once it takes them', async () => {
  const place = join(dir, 'taken');
  writeFileSync(place, 'in the way');
  const spool = openSpool(join(place, 'spool'), { ...POLICY, syncMs: 10 }, () => 0);
  expect([spool.append(['a']), spool.take(3), [...spool.left()], spool.refuses()]).toEqual([
    0,
    null,
    [],
    true,
  ]);
  expect(spool.counts()).toMatchObject({ waiting: 0, dropped: 0 });
  spool.noteHomeless(1);
  expect([spool.lastFault(), spool.counts().faults > 0]).toEqual(['ENOTDIR', true]);
  rmSync(place);
  await vi.waitUntil(() => !spool.refuses(), { timeout: 10_000 });
  expect([spool.append(['a', 'b']), drain(spool)]).toEqual([2, ['a', 'b']]);
  await spool.close();
  const after = openSpool(join(place, 'spool'), POLICY, () => 0);
  expect([after.forsaken, after.counts().waiting, after.refuses()]).toEqual([1, 0, false]);
  await after.close();
});

it('V5: a disk that has room within the first second keeps the file that is begun then', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const place = join(dir, 'taken');
  writeFileSync(place, 'in the way');
  const spool = openSpool(join(place, 'spool'), POLICY, () => 0);
  expect(spool.refuses()).toBe(true);
  rmSync(place);
  vi.advanceTimersByTime(POLICY.syncMs);
  expect([spool.refuses(), spool.append(['a'])]).toEqual([false, 1]);
  expect(readdirSync(join(place, 'spool')).filter((name) => name.endsWith('.spool'))).toHaveLength(1);
  expect(drain(spool)).toEqual(['a']);
  await spool.close();
});

it('V5: a full disk at the start is known before the first look; what was left there is read, and new lines wait', async () => {
  const before = open();
  before.append(['left']);
  await before.close();
  const said = onFullDisk(`
    import { execFileSync } from 'node:child_process';
    import { openSpool } from ${JSON.stringify(new URL('./spool.ts', import.meta.url).href)};
    process.on('SIGXFSZ', () => {});
    execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=0:']);
    const spool = openSpool(${JSON.stringify(dir)}, ${JSON.stringify(POLICY)}, () => 1_000_000);
    const outcome = { refuses: spool.refuses(), stands: spool.append(['new']), left: [...spool.left()], read: spool.take(9).lines };
    await spool.close();
    console.log(JSON.stringify(outcome));`);
  expect(said).toEqual({ refuses: true, stands: 0, left: ['left'], read: ['left'] });
});
