import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packStatuses, statusAt } from '@suizheng/domain/credential/status-list.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { rememberCheckedSignatures } from '@suizheng/server/crypto/checked-signatures.ts';
import { nodeCrypto } from '@suizheng/server/crypto/node-crypto.ts';
import { STATUS_LIST_SIZE } from '@suizheng/server/flows/settle/status-place.ts';
import { createRecentCodes } from '@suizheng/server/flows/verification/node/recent-codes.ts';
import { startVerificationWorld } from '@suizheng/server/testing/verification-world.ts';
import { burst, checkRequest, cpuSeconds, writeRequests } from './verification/rounds.ts';

const MILLION = 1_000_000;
/** 12306 on the peak day of 2025, published: 21.6 million tickets; a traveller shows the credential at entry, at the ticket check and at the exit. */
const TICKETS = 21_600_000;
const CHECKS_A_TRIP = 3;
/** How a travel day's gates fill, by hour from midnight, in shares of a day: an assumption, with a peak in the morning and one before evening. */
const PROFILE = [0, 0, 0, 0, 1, 3, 7, 9, 10, 9, 7, 6, 5, 5, 6, 7, 8, 7, 5, 3, 1, 1, 0, 0];
/** Within its busiest hour gates see this many times the hour's mean: trains leave, people come in waves. */
const WAVES = 2;
/** A day played in so many seconds on this machine, at loads scaled to it: an hour is so many of them. */
const SECONDS_AN_HOUR = 1;
/** Of what the machine can do, at the day's peak: the rest is the balancer's, the database's and the load's own. */
const PEAK_SHARE = 0.35;
/** Nodes are never planned fuller than this. */
const FILLED = 0.6;
const GATES = 64;

/** What a node keeps, and a Spring-Festival day at this machine's scale with what the full load needs. */
export type ScaleBench = {
  /** Bytes for a million status entries: packed, as a node holds them. */
  status_bytes_per_million: number;
  /** Nanoseconds of one look-up among a million. */
  status_lookup_ns: number;
  /** Bytes for a million remembered issuer signatures, and for a million presented codes. */
  remembered_bytes_per_million: number;
  recent_code_bytes_per_million: number;
  /** Checks of the day's peak hour at full load, a second, waves included. */
  spring_peak_per_s_full: number;
  /** The scaled day: checks made, at the peak a second, and the slowest hundredth at the peak in milliseconds. */
  spring_checks: number;
  spring_peak_per_s: number;
  spring_peak_p99_ms: number;
  /** Looks in the database after the day, and how long the last of them took to come, in seconds. */
  spring_looks: number;
  spring_last_look_s: number;
  /** Looks a second that one database took while the day was played. */
  spring_looks_per_s: number;
  /** Node processor time a check, in microseconds, with everything: spool, shipping, collector. */
  spring_cpu_us_per_check: number;
  /** For the full load: cores of nodes, rows the database writes a second at the peak, gigabytes of memory of all nodes. */
  spring_cores_full: number;
  spring_rows_per_s_full: number;
  spring_memory_gb_full: number;
};

/** Bytes by which the process grew. */
const grown = async (work: () => unknown): Promise<number> => {
  globalThis.gc?.();
  const before = process.memoryUsage();
  const kept = await work();
  globalThis.gc?.();
  const after = process.memoryUsage();
  const bytes = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  if (kept === undefined) throw new Error('bench: nothing was kept');
  return bytes;
};

function statusFigures() {
  const lists = Math.ceil(MILLION / STATUS_LIST_SIZE);
  const packed = Array.from({ length: lists }, () => packStatuses(STATUS_LIST_SIZE, [[7, 'revoked']]));
  const began = performance.now();
  let seen = 0;
  for (let i = 0; i < MILLION; i += 1) {
    if (statusAt(packed[i % lists]!, (i * 7_919) % STATUS_LIST_SIZE) !== 'valid') seen += 1;
  }
  const ns = ((performance.now() - began) * 1e6) / MILLION;
  if (seen === MILLION) throw new Error('bench: every entry revoked');
  const bytes = packed.reduce((sum, { length }) => sum + length, 0);
  return { bytes: (bytes * MILLION) / (lists * STATUS_LIST_SIZE), ns };
}

async function memoryFigures() {
  const codes = createRecentCodes(verificationPolicy.nodes.codesForMs, () => 0, 1);
  const recent = await grown(() => {
    for (let i = 0; i < MILLION / 4; i += 1) {
      // Each its own id and time, as looks have them: what they share would not be counted.
      const look = { lookId: randomBytes(18).toString('hex'), codeId: randomBytes(16), at: new Date() };
      codes.meet({ ...look, readerId: 'a', reason: 'valid' });
    }
    return codes;
  });
  const remembered = await grown(() =>
    rememberCheckedSignatures(nodeCrypto(), { atMost: 2 ** 20, random: (length) => randomBytes(length) }),
  );
  return { recent: recent * 4, remembered: (remembered * MILLION) / 2 ** 20 };
}

/** Measures memory, then plays the day. */
export async function benchScale(): Promise<ScaleBench> {
  const status = statusFigures();
  const memory = await memoryFigures();
  const dir = mkdtempSync(join(tmpdir(), 'suizheng-bench-'));
  const world = await startVerificationWorld();
  try {
    const gates = await Promise.all(Array.from({ length: GATES }, (_, i) => world.reader(`${i}`)));
    const node = await world.node({ env: { NODE_OPTIONS: '--max-semi-space-size=32' } });
    await node.start();
    const file = join(dir, 'checks');
    const phones = await world.phones(8_000);
    const fill = async (count: number): Promise<void> => {
      const now = new Date();
      const codes = Array.from({ length: count }, (_, i) => phones[i % phones.length]!.code(now));
      writeRequests(
        file,
        (await Promise.all(codes)).map((code, i) => checkRequest(gates[i % GATES]!.token, code)),
      );
    };
    const hour = (perSecond?: number) =>
      burst([node.pid()], {
        port: node.port,
        file,
        expected: '"code":"valid"',
        seconds: 60,
        connections: 16,
        repeat: 'once',
        ...(perSecond === undefined ? {} : { perSecond }),
      });
    // What this machine can do at most, with nodes, load and database sharing it.
    await fill(4_000);
    await hour();
    await fill(4_000);
    const most = (await hour()).perSecond;
    const peak = Math.max(...PROFILE);
    // What warmed up is told first, or it would be counted as the day's.
    const before = await looksAtLeast(world, 8_000);
    const cpuBefore = cpuSeconds(node.pid());
    const began = performance.now();
    let [checks, p99] = [0, 0];
    for (const share of PROFILE) {
      const perSecond = Math.round((most * PEAK_SHARE * share) / peak);
      const count = perSecond * SECONDS_AN_HOUR;
      if (count === 0) continue;
      await fill(count);
      const { p99: slowest } = await hour(perSecond);
      checks += count;
      if (share === peak) p99 = slowest;
    }
    const cpu = cpuSeconds(node.pid()) - cpuBefore;
    const dayEnded = performance.now();
    const told = await looksAtLeast(world, before + checks);
    const ended = performance.now();
    const cpuPerCheck = cpu / checks;
    const day = PROFILE.reduce((sum, share) => sum + share, 0);
    const full = (((TICKETS * CHECKS_A_TRIP * peak) / day) * WAVES) / 3_600;
    // A core gives at most 1 / cpuPerCheck.
    const cores = (full * cpuPerCheck) / FILLED;
    const kept = (2 * verificationPolicy.nodes.codesForMs) / 1_000;
    return {
      status_bytes_per_million: status.bytes,
      status_lookup_ns: status.ns,
      remembered_bytes_per_million: memory.remembered,
      recent_code_bytes_per_million: memory.recent,
      spring_peak_per_s_full: full,
      spring_checks: checks,
      spring_peak_per_s: most * PEAK_SHARE,
      spring_peak_p99_ms: p99,
      spring_looks: told - before,
      spring_last_look_s: (ended - dayEnded) / 1_000,
      spring_looks_per_s: (told - before) / ((ended - began) / 1_000),
      spring_cpu_us_per_check: cpuPerCheck * 1e6,
      spring_cores_full: cores,
      // A look, its presented code, its audit event and that event's leaf.
      spring_rows_per_s_full: full * 4,
      spring_memory_gb_full: (Math.ceil(cores) * 0.15e9 + (full * kept * memory.recent) / MILLION) / 1e9,
    };
  } finally {
    await world.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function looks({ context }: Awaited<ReturnType<typeof startVerificationWorld>>): Promise<number> {
  const { count } = await context.db
    .selectFrom('look')
    .select((row) => row.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Waits for that many looks in the database, at most a minute; answers how many there are. */
async function looksAtLeast(world: Parameters<typeof looks>[0], wanted: number): Promise<number> {
  const until = performance.now() + 60_000;
  let told = await looks(world);
  while (told < wanted && performance.now() < until) {
    await sleep(20);
    told = await looks(world);
  }
  return told;
}

if (import.meta.main) console.log(JSON.stringify(await benchScale(), null, 2));
