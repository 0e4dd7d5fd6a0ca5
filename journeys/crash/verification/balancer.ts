import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@suizheng/launch/ports.ts';

const example = join(import.meta.dirname, '..', '..', '..', 'docs', 'haproxy.cfg');

/** HAProxy by the configuration of docs/haproxy.cfg, on ports of its own, before the given nodes. */
export async function startBalancer(nodes: readonly [number, number]) {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), 'suizheng-balancer-'));
  const config = readFileSync(example, 'utf8')
    .replace('127.0.0.1:8089', `127.0.0.1:${port}`)
    .replace('127.0.0.1:8091', `127.0.0.1:${nodes[0]}`)
    .replace('127.0.0.1:8092', `127.0.0.1:${nodes[1]}`);
  const file = join(dir, 'haproxy.cfg');
  writeFileSync(file, config);
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
  const child: ChildProcess = spawn('haproxy', ['-f', file, '-db'], { env, stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; ; attempt += 1) {
    const answer = await fetch(`${url}/api/v1/trust-list`).catch(() => null);
    if (answer?.ok) break;
    if (attempt > 100) throw new Error('the balancer did not become ready');
    await sleep(100);
  }
  return {
    url,
    async close() {
      child.kill('SIGTERM');
      await gone;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
