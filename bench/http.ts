import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@suizheng/launch/ports.ts';
import { type NodeProcess, startVerificationWorld } from '@suizheng/server/testing/verification-world.ts';
import { type Burst, burst, checkRequest, writeRequests } from './verification/rounds.ts';

/** Rounds that count, after some that warm up: a server runs for days, and its compiler is at work for the first ten thousands of checks. */
const ROUNDS = 4;
const WARM_ROUNDS = 2;
/** Fresh codes in a round. */
const CODES = 8_000;
const GATES = 32;
const CONNECTIONS = 16;
const SERVER_CORE = 0;
const LOAD_CORE = 1;

/**
 * Checks over HTTP by a verification node on one core, every answer read and found green. Rates are per second of the
 * node's own processor time, kernel included, so that a busy neighbour does not count; `_wall` is the clock's, with the
 * load generator and PostgreSQL on the other core. T is a trivial JSON route of the same server: a body of the same size
 * in, read by its schema, JSON out (verification/trivial.ts); beside it the lightest answer there is, GET /healthz. R is
 * node:crypto's raw check on the same core with imported keys; ratios are medians of rounds in which all take turns.
 */
export type HttpBench = {
  /** Fresh codes of credentials never seen, against 1 / (1/T + 2/R): one issuer's and one holder's signature each. */
  verify_http_ratio_fresh: number;
  /** The same against the bound with GET /healthz for T: no body, no schema. */
  verify_http_ratio_fresh_get: number;
  /** The same codes' credentials again with new codes: the issuer's signature is remembered; against the same bound. */
  verify_http_ratio_again: number;
  /** What remembering gains: checks a second again / fresh. */
  verify_http_gain_remembered: number;
  /** Strangers: no fields are opened. */
  verify_http_ratio_stranger: number;
  verify_http_per_s: number;
  verify_http_per_s_again: number;
  verify_http_per_s_wall: number;
  /** Milliseconds with 16 connections always asking. */
  verify_http_p50_ms: number;
  verify_http_p99_ms: number;
  /** Milliseconds with one connection: what one gate waits. */
  verify_http_p50_ms_alone: number;
  verify_http_p99_ms_alone: number;
  trivial_http_per_s: number;
  trivial_http_per_s_get: number;
  raw_verify_per_s: number;
  /** Two processes, a core each, the load on both: together, by the clock and by their own processor time. */
  verify_http_per_s_two_wall: number;
  verify_http_per_s_two: number;
  /** Share of its core that the load generator took. */
  verify_http_load_share: number;
  /** Megabytes of the node after all of it. */
  verify_node_rss_mb: number;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Measures one node on one core, then two. */
export async function benchHttp(): Promise<HttpBench> {
  const pinned = cpus().length > 1 && process.platform === 'linux';
  const dir = mkdtempSync(join(tmpdir(), 'suizheng-bench-'));
  const world = await startVerificationWorld();
  try {
    const gates = await Promise.all(Array.from({ length: GATES }, (_, i) => world.reader(`${i}`)));
    const files = {
      trivial: join(dir, 'trivial'),
      get: join(dir, 'get'),
      checks: join(dir, 'checks'),
      more: join(dir, 'more'),
    };
    writeRequests(files.trivial, [trivialRequest('x'.repeat(474))]);
    writeRequests(files.get, ['GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n']);
    const plain = await startTrivial(pinned);
    const node = await world.node(pinned ? { core: SERVER_CORE, env: NODE_ENV } : { env: NODE_ENV });
    await node.start();
    const raw = (): number => {
      const args = [process.execPath, join(import.meta.dirname, 'verification', 'raw.ts'), '0.5'];
      const [command = '', ...rest] = pinned ? ['taskset', '-c', String(SERVER_CORE), ...args] : args;
      return Number(execFileSync(command, rest, { encoding: 'utf8' }));
    };
    type Phones = Awaited<ReturnType<typeof world.phones>>;
    const prepare = async (file: string, phones: Phones, enrolled: boolean): Promise<void> => {
      const now = new Date();
      const codes = await Promise.all(phones.map((phone) => phone.code(now)));
      writeRequests(
        file,
        codes.map((code, i) => checkRequest(enrolled ? gates[i % GATES]!.token : null, code, i)),
      );
    };
    const ask = (of: readonly NodeProcess[], file: string, connections = CONNECTIONS, core = LOAD_CORE) =>
      burst(
        of.map(({ pid }) => pid()),
        {
          port: of[0]!.port,
          file,
          expected: '"code":"valid"',
          seconds: 60,
          connections,
          repeat: 'once',
          ...(pinned ? { core } : {}),
        },
      );
    const rounds: Record<'trivial' | 'get' | 'fresh' | 'again' | 'stranger', Burst[]> = {
      trivial: [],
      get: [],
      fresh: [],
      again: [],
      stranger: [],
    };
    const raws: number[] = [];
    for (let round = 0; round < WARM_ROUNDS + ROUNDS; round += 1) {
      const phones = await world.phones(CODES);
      const strangers = await world.phones(CODES);
      const over = {
        seconds: 1,
        connections: CONNECTIONS,
        repeat: 'again' as const,
        ...(pinned ? { core: LOAD_CORE } : {}),
      };
      const get = await burst([node.pid()], { ...over, port: node.port, file: files.get, expected: '"ok"' });
      const { port } = plain;
      const trivial = await burst([plain.pid], {
        ...over,
        port,
        file: files.trivial,
        expected: '"accepted":474',
      });
      await prepare(files.checks, phones, true);
      const fresh = await ask([node], files.checks);
      const rawRate = raw();
      await prepare(files.checks, phones, true);
      const again = await ask([node], files.checks);
      await prepare(files.checks, strangers, false);
      const stranger = await ask([node], files.checks);
      if (round < WARM_ROUNDS) continue;
      raws.push(rawRate);
      rounds.trivial.push(trivial);
      rounds.get.push(get);
      rounds.fresh.push(fresh);
      rounds.again.push(again);
      rounds.stranger.push(stranger);
    }
    plain.stop();
    const alonePhones = await world.phones(1_000);
    await prepare(files.checks, alonePhones, true);
    const alone = await ask([node], files.checks, 1);

    const second = await world.node(pinned ? { core: LOAD_CORE, env: NODE_ENV } : { env: NODE_ENV });
    await second.start();
    await prepare(files.checks, await world.phones(CODES), true);
    await prepare(files.more, await world.phones(CODES), true);
    const began = performance.now();
    const both = await Promise.all([
      ask([node], files.checks, CONNECTIONS, LOAD_CORE),
      ask([second], files.more, CONNECTIONS, SERVER_CORE),
    ]);
    const bothSeconds = (performance.now() - began) / 1_000;

    const of = (name: keyof typeof rounds, key: keyof Burst): number =>
      median(rounds[name].map((one) => one[key]));
    const ratio = (name: keyof typeof rounds, trivial: 'trivial' | 'get' = 'trivial'): number =>
      median(
        rounds[name].map(({ perCpuSecond }, i) => {
          const bound = 1 / (1 / rounds[trivial][i]!.perCpuSecond + 2 / raws[i]!);
          return perCpuSecond / bound;
        }),
      );
    return {
      verify_http_ratio_fresh: ratio('fresh'),
      verify_http_ratio_fresh_get: ratio('fresh', 'get'),
      verify_http_ratio_again: ratio('again'),
      verify_http_gain_remembered: of('again', 'perCpuSecond') / of('fresh', 'perCpuSecond'),
      verify_http_ratio_stranger: ratio('stranger'),
      verify_http_per_s: of('fresh', 'perCpuSecond'),
      verify_http_per_s_again: of('again', 'perCpuSecond'),
      verify_http_per_s_wall: of('fresh', 'perSecond'),
      verify_http_p50_ms: of('fresh', 'p50'),
      verify_http_p99_ms: of('fresh', 'p99'),
      verify_http_p50_ms_alone: alone.p50,
      verify_http_p99_ms_alone: alone.p99,
      trivial_http_per_s: of('trivial', 'perCpuSecond'),
      trivial_http_per_s_get: of('get', 'perCpuSecond'),
      raw_verify_per_s: median(raws),
      verify_http_per_s_two_wall: (2 * CODES) / bothSeconds,
      verify_http_per_s_two: both.reduce((sum, { perCpuSecond }) => sum + perCpuSecond, 0),
      verify_http_load_share: of('fresh', 'loadCpuShare'),
      verify_node_rss_mb: await residentMegabytes(node),
    };
  } finally {
    await world.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** As docs/scale.md has it for a node: room for what is born and dies with each request. */
const NODE_ENV = { NODE_OPTIONS: '--max-semi-space-size=32', TRUST_PROXY: '127.0.0.1' };

function trivialRequest(code: string): string {
  const body = JSON.stringify({ code });
  return `POST /api/v1/trivial HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

/** The trivial route's process, on the node's core, with the node's room for garbage. */
async function startTrivial(pinned: boolean): Promise<{ port: number; pid: number; stop(): void }> {
  const port = await freePort();
  const script = join(import.meta.dirname, 'verification', 'trivial.ts');
  const pin = pinned ? ['taskset', '-c', String(SERVER_CORE)] : [];
  const [command = '', ...args] = [...pin, process.execPath, script, String(port)];
  const child = spawn(command, args, { env: { ...process.env, ...NODE_ENV }, stdio: 'inherit' });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the trivial server ended with ${child.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
    if (answer !== null) return { port, pid: child.pid!, stop: () => void child.kill('SIGTERM') };
    await sleep(50);
  }
}

/** From the node's own measures. */
async function residentMegabytes({ port }: NodeProcess): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]) / 1e6;
}

if (import.meta.main) console.log(JSON.stringify(await benchHttp(), null, 2));
