import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Stack, startStack } from '@suizheng/launch/testing/stack.ts';
import { chanceOf } from '@suizheng/vision/testing/script.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, hireActor } from '../steps/actor.ts';
import { look } from './citizen.ts';
import { askAgain, inspectDatabase } from './inspect.ts';
import { acknowledged, openLedger } from './ledger.ts';
import { startLoad } from './load.ts';

const rounds = Number(process.env.CRASH_ROUNDS ?? 3);
const seed = Number(process.env.CRASH_SEED ?? randomInt(1_000_000));
const VICTIMS = ['server', 'worker', 'database'] as const;
/** Milliseconds between a recovery and the next kill. */
const BETWEEN = { least: 300, most: 3_000 } as const;
/** Papers asked for at once, and the most milliseconds from then to the kill. */
const BURST = { papers: 24, most: 900 } as const;
/** Longest wait for the first face that is accepted: two codes, and a check on a busy machine. */
const FACE_MS = 180_000;
/** One round takes some ten seconds; abandoned keys, checks and the last seal take up to three minutes at the end. */
const TIMEOUT_MS = 300_000 + FACE_MS + rounds * 30_000;

let stack: Stack;
let actor: Actor | string;

beforeAll(async () => {
  stack = await startStack();
  actor = await hireActor();
  if (typeof actor === 'string') console.log(`crash test without face checks: ${actor}`);
}, 240_000);
afterAll(async () => {
  if (actor && typeof actor !== 'string') await actor.close();
  await stack?.stop();
});

/** Who dies in each round: every victim equally often, in an order drawn by the seed; now and then two at once. */
const drawVictims = (chance: () => number): (typeof VICTIMS)[number][][] =>
  Array.from({ length: rounds }, (_, round) => {
    const one = VICTIMS[(round + Math.floor(seed % 3)) % 3]!;
    const other = VICTIMS[Math.floor(chance() * 3)]!;
    return chance() < 0.25 && other !== one ? [one, other] : [one];
  });

/** `suizheng audit verify --json` as an operator calls it. */
const verifyAudit = async (): Promise<{
  ok: boolean;
  unsealed: number;
  treeSize: number;
  faults: unknown[];
}> => {
  const program = join(resolve(import.meta.dirname, '..', '..'), 'packages', 'cli', 'bin', 'suizheng.mjs');
  const env = { ...process.env, SUIZHENG_DATA: stack.dataDir, DATABASE_URL: stack.databaseUrl };
  const run = promisify(execFile)(process.execPath, [program, 'audit', 'verify', '--json'], { env });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return JSON.parse(stdout);
};

/** Looks again until nothing is found any more, at most so many milliseconds; answers what is still found. */
const settled = async <T>(findings: () => Promise<T[]>, withinMs: number): Promise<T[]> => {
  const until = performance.now() + withinMs;
  for (;;) {
    const found = await findings();
    if (found.length === 0 || performance.now() > until) return found;
    await sleep(1_000);
  }
};

it(
  'nothing acknowledged is lost and nothing issued twice, whatever is killed at whatever moment',
  async () => {
    const chance = chanceOf(seed);
    const ledger = openLedger();
    const world = { url: stack.url, sandboxUrl: stack.sandboxUrl, ledger };
    const ending = new AbortController();
    const load = await startLoad(world, {
      dataDir: stack.dataDir,
      databaseUrl: stack.databaseUrl,
      chance: chanceOf(seed + 1),
      actor: typeof actor === 'string' ? undefined : actor,
      ending: ending.signal,
    });
    console.log(`crash test: ${rounds} rounds, CRASH_SEED=${seed}`);
    for (const [round, victims] of drawVictims(chance).entries()) {
      await sleep(BETWEEN.least + chance() * (BETWEEN.most - BETWEEN.least));
      load.burst(BURST.papers);
      await sleep(chance() * BURST.most);
      const before = acknowledged(ledger);
      const since = performance.now();
      await Promise.all(victims.map((victim) => stack.kill9(victim)));
      for (const name of ['database', 'server', 'worker'] as const) await stack.whenReady(name, 90_000);
      const seconds = ((performance.now() - since) / 1_000).toFixed(1);
      console.log(
        `  round ${round + 1}: killed ${victims.join(' and ')} after ${before} acknowledged, ready again in ${seconds} s`,
      );
    }
    const issued = () =>
      [...ledger.applications.values()].filter(({ view }) => view.state === 'issued').length;
    const lookAround = async () => {
      for (const [id, { cookie }] of ledger.applications) await look(world, cookie, id);
    };
    // A traveller whom a kill caught at their sign-in waits a minute for another code: all go on until a face was accepted.
    await settled(async () => {
      await lookAround();
      return typeof actor === 'string' || issued() > 0 ? [] : ['nobody was issued anything by face'];
    }, FACE_MS);
    ending.abort();
    await load.ended;

    const present = async (): Promise<string[]> => {
      // What the worker decided after the person had gone is told by the next look.
      await lookAround();
      return inspectDatabase(stack.databaseUrl, ledger);
    };
    const found = await settled(present, 120_000);
    found.push(...(await askAgain(stack.url, ledger)));
    const unsealed = await settled(async () => {
      const report = await verifyAudit();
      return report.ok && report.unsealed === 0 ? [] : [`the audit log: ${JSON.stringify(report)}`];
    }, 30_000);
    found.push(...unsealed, ...ledger.wrong);

    console.log(
      `  acknowledged: ${ledger.applications.size} applications (${issued()} issued by face), ${ledger.papers.size} papers, ${ledger.revoked.size} revocations, ${ledger.sessions.length} sessions`,
    );
    if (found.length > 0) console.log(`  broken with CRASH_SEED=${seed}:\n    ${found.join('\n    ')}`);
    expect(found).toEqual([]);
    expect(ledger.papers.size).toBeGreaterThan(0);
    if (typeof actor !== 'string') expect(issued()).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);
