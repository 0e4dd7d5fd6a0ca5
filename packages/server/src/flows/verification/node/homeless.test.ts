import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createHomeless } from './homeless.ts';
import { openSpool, type Spool } from './spool.ts';

const POLICY = { fileBytes: 1e6, atMostBytes: 1e9, syncMs: 60_000, keptMs: 1_000_000 };
const quiet = { log: { info() {}, warn() {}, error() {} } };
const { atMost } = verificationPolicy.pendingLooks;
let dir: string;
let spool: Spool;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'suizheng-homeless-'));
  spool = openSpool(dir, POLICY, () => 0);
});
afterEach(async () => {
  await spool.close();
  rmSync(dir, { recursive: true, force: true });
});
const onDisk = (): string[] => [...spool.left()];

it('V5: lines that the disk refused are put on it as soon as it takes them, and survive a kill from then on', () => {
  // The disk takes 1,024 bytes of a file, until the limit is lifted; then the process is killed.
  const script = `
    import { execFileSync } from 'node:child_process';
    import { createHomeless } from ${JSON.stringify(new URL('./homeless.ts', import.meta.url).href)};
    import { openSpool } from ${JSON.stringify(new URL('./spool.ts', import.meta.url).href)};
    process.on('SIGXFSZ', () => {});
    const spool = openSpool(${JSON.stringify(join(dir, 'full'))}, ${JSON.stringify(POLICY)}, () => 0);
    const said = [];
    const log = { info: (what) => said.push(what), warn() {}, error: (what) => said.push(what) };
    const homeless = createHomeless({ log }, spool);
    const keep = (lines) => {
      const kept = spool.append(lines);
      if (kept < lines.length) homeless.add(lines.slice(kept));
    };
    keep(['short', 'a'.repeat(3000), 'b'.repeat(3000)]);
    keep(['c'.repeat(3000)]);
    const full = [homeless.settle(), homeless.counts().waiting];
    execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited:']);
    const empty = [homeless.settle(), homeless.counts().waiting];
    process.stdout.write(JSON.stringify({ full, empty, said }), () => process.kill(process.pid, 'SIGKILL'));`;
  const node = [process.execPath, '--input-type=module', '-e', script];
  const run = 'ulimit -S -f 1; "$@"; exit 0';
  const said = execFileSync('bash', ['-c', run, 'bash', ...node], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(JSON.parse(said)).toEqual({
    full: [3, 3],
    empty: [0, 0],
    said: [{ code: 'short-write' }, { settled: 3, waiting: 0 }],
  });
  const after = openSpool(join(dir, 'full'), POLICY, () => 0);
  expect([...after.left()].map((line) => line.slice(0, 1))).toEqual(['s', 'a', 'b', 'c']);
  expect(after.forsaken).toBe(0);
});

it('V5: lines on their way to the database are put on the disk too: whoever sends them may not come back in time', () => {
  const homeless = createHomeless(quiet, spool);
  homeless.add(['a', 'b']);
  const sending = homeless.take();
  homeless.add(['c']);
  expect(homeless.counts().waiting).toBe(3);
  expect(homeless.settle()).toBe(0);
  expect(onDisk()).toEqual(['a', 'b', 'c']);
  // They did not arrive: they stand on the disk, and not here again.
  sending.putBack();
  expect(homeless.counts().waiting).toBe(0);
  expect(homeless.take().lines).toEqual([]);
});

it('V5: what did not arrive waits again before what came after it; what arrived is gone', () => {
  const homeless = createHomeless(quiet, spool);
  homeless.add(['a']);
  const first = homeless.take();
  homeless.add(['b']);
  first.putBack();
  const second = homeless.take();
  expect(second.lines).toEqual(['a', 'b']);
  second.done();
  second.putBack();
  expect(homeless.counts()).toEqual({ waiting: 0, lost: 0 });
  expect(onDisk()).toEqual([]);
});

it('V5: beyond the bound the oldest go and are counted', () => {
  const homeless = createHomeless(quiet, spool);
  homeless.add(Array.from({ length: atMost }, (_, n) => `old ${n}`));
  homeless.add(['new 0', 'new 1']);
  expect(homeless.counts()).toEqual({ waiting: atMost, lost: 2 });
  const { lines } = homeless.take();
  expect([lines[0], lines.at(-1)]).toEqual(['old 2', 'new 1']);
});
