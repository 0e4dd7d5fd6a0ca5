import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@suizheng/launch/ports.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from './testing/test-context.ts';

let context: TestContext;
let dir: string;
let port: number;
let node: ChildProcess;

beforeAll(async () => {
  context = await testContext();
  context.keys.trustRoot();
});
afterAll(() => context.close());
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'suizheng-node-'));
  port = await freePort();
});
afterEach(async () => {
  if (node.exitCode === null && node.signalCode === null) {
    const gone = once(node, 'exit');
    node.kill('SIGTERM');
    await gone;
  }
  rmSync(dir, { recursive: true, force: true });
});

const entry = join(import.meta.dirname, 'verify-node.ts');
const environment = (on: number): NodeJS.ProcessEnv => ({
  ...process.env,
  SUIZHENG_MODE: 'sandbox',
  DATABASE_URL: context.databaseUrl,
  PORT: String(on),
  HOST: '127.0.0.1',
  SUIZHENG_DATA: context.dataDir,
  SUIZHENG_NODE_DATA: join(dir, 'node'),
  LOG_LEVEL: 'fatal',
});

/** A node whose disk takes no byte of any file, until that is lifted. */
function startOnFullDisk(): void {
  const command = `trap '' XFSZ; ulimit -S -f 0; exec "$@"`;
  node = spawn('bash', ['-c', command, 'bash', process.execPath, entry], {
    env: environment(port),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
const read = (path: string) => fetch(`http://127.0.0.1:${port}${path}`).catch(() => null);

/** The state of the node's disk as /readyz has it, once it answers. */
async function disk(): Promise<string> {
  for (;;) {
    const answer = await read('/readyz');
    if (answer) return (await answer.json()).parts.disk;
    if (node.exitCode !== null) throw new Error('the node ended');
    await sleep(100);
  }
}

async function figure(): Promise<string | undefined> {
  const text = await (await read('/metrics'))!.text();
  return /^suizheng_spool_refused (\S+)$/m.exec(text)?.[1];
}

describe('V5: a verification node on a disk that is full from the start', () => {
  it('starts and says so, alone in its folder; once there is room it takes it by itself', async () => {
    startOnFullDisk();
    expect(await disk()).toBe('refuses');
    expect(await figure()).toBe('1');
    expect((await read('/healthz'))!.status).toBe(200);
    // Its folder is its own all the same.
    const other = spawn(process.execPath, [entry], {
      env: environment(await freePort()),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    other.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const [code] = await once(other, 'close');
    expect(code).toBe(2);
    expect(said).toContain(`belongs to process ${node.pid}`);
    execFileSync('prlimit', ['--pid', String(node.pid), '--fsize=unlimited:']);
    while ((await disk()) !== 'ok') await sleep(100);
    // Figures are read anew every two seconds.
    while ((await figure()) !== '0') await sleep(100);
  }, 180_000);
});
