import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { ensureBalancer } from '@suizheng/launch/ensure-balancer.ts';
import { forgedPhones, revokedPhones } from '@suizheng/server/testing/verification-phones.ts';
import { type NodeProcess, startVerificationWorld } from '@suizheng/server/testing/verification-world.ts';
import { chanceOf } from '@suizheng/vision/testing/script.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBalancer } from './balancer.ts';
import { type Asked, type Codes, startVerifying, wrongAnswers } from './verifying.ts';

const seed = Number(process.env.CRASH_SEED ?? randomInt(1_000_000));
const missing = ensureBalancer();
if (missing !== undefined) console.log(`verification kill tests are skipped: ${missing}`);
const { greenForMs, pollMs } = verificationPolicy.nodes;
const GATES = 8;

let world: Awaited<ReturnType<typeof startVerificationWorld>>;
let balancer: Awaited<ReturnType<typeof startBalancer>>;
let nodes: [NodeProcess, NodeProcess];
let tokens: string[];
let codes: Codes;

beforeAll(async () => {
  if (missing !== undefined) return;
  world = await startVerificationWorld();
  const readers = Array.from({ length: GATES }, (_, i) => world.reader(`${i + 1} 号闸机`));
  tokens = (await Promise.all(readers)).map(({ token }) => token);
  codes = {
    good: await world.phones(200),
    revoked: await revokedPhones(world.context, 3),
    forged: await forgedPhones(3),
  };
  // Or a node's first snapshot would be from before the revocations, and amber after a restart, as is right.
  await eventually('the revocations are published', async () => {
    const { db } = world.context;
    const behind = await db
      .selectFrom('status_list_version as wanted')
      .leftJoin('published_list as p', (join) =>
        join.onRef('p.list', '=', 'wanted.status_list').on('p.kind', '=', 'status'),
      )
      .where((row) =>
        row.or([row('p.version', 'is', null), row('p.version', '<', row.ref('wanted.version'))]),
      )
      .select('wanted.status_list')
      .execute();
    return behind.length === 0;
  });
  nodes = [await world.node(), await world.node()];
  await Promise.all(nodes.map((node) => node.start()));
  balancer = await startBalancer([nodes[0].port, nodes[1].port]);
  await eventually('both nodes are green', async () =>
    (await Promise.all(nodes.map(isGreen))).every(Boolean),
  );
  console.log(`verification kill tests: CRASH_SEED=${seed}`);
}, 240_000);
afterAll(async () => {
  await balancer?.close();
  await world?.close();
});

const eventually = async (words: string, look: () => Promise<boolean>): Promise<void> => {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (await look().catch(() => false)) return;
    await sleep(100);
  }
  throw new Error(`it did not come about that ${words}`);
};

const metric = async ({ port }: NodeProcess, name: string): Promise<number> => {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
};

const isGreen = async ({ port }: NodeProcess): Promise<boolean> => {
  const { parts } = (await (await fetch(`http://127.0.0.1:${port}/readyz`)).json()) as {
    parts: Record<string, string>;
  };
  return parts.database === 'ok';
};

/** Every answered look of a code that proved itself, and what of it stands in the table. */
const compareWithTable = async (asked: readonly Asked[]): Promise<string[]> => {
  const rows = await world.context.db.selectFrom('look').select(['look_id', 'reason']).execute();
  const byId = Map.groupBy(rows, ({ look_id }) => look_id);
  return asked
    .filter(({ kind }) => kind !== 'forged')
    .flatMap(({ evidenceId, code }) => {
      const found = (byId.get(evidenceId) ?? []).map(({ reason }) => reason);
      return found.length === 1 && found[0] === code
        ? []
        : [`look ${evidenceId}, answered ${code}, is in the table as ${JSON.stringify(found)}`];
    });
};

it.skipIf(missing !== undefined)(
  'V5: whichever of database and nodes is killed under load, no check fails, no verdict is wrong, no look is lost',
  async () => {
    const load = startVerifying(balancer.url, tokens, codes, chanceOf(seed));
    await sleep(2_000);

    // The database dies as in a power cut, and stays away.
    process.kill(world.database.pid, 'SIGKILL');
    const killedAt = performance.now();
    await world.database.stop();
    await sleep(greenForMs + 2 * pollMs);
    const staleFrom = performance.now();
    // Meanwhile a node loses all it had in memory, and goes on from its own folder.
    await nodes[0].kill9();
    await sleep(1_000);
    await nodes[0].start();
    await sleep(2_000);
    const staleUntil = performance.now();
    await world.database.restart();
    await eventually('both nodes are green again', async () =>
      (await Promise.all(nodes.map(isGreen))).every(Boolean),
    );
    const greenFrom = performance.now();
    await sleep(1_000);

    // A node dies with the database in place.
    await nodes[1].kill9();
    await sleep(2_000);
    await nodes[1].start();
    await sleep(2_000);
    const asked = await load.stop();

    const during = asked.filter(({ sentAt, answeredAt }) => sentAt > staleFrom && answeredAt < staleUntil);
    const after = asked.filter(({ sentAt, kind }) => sentAt > greenFrom && kind === 'good');
    const good = asked.filter(({ kind }) => kind === 'good');
    const slowest = Math.max(...asked.map(({ sentAt, answeredAt }) => answeredAt - sentAt));
    console.log(
      `  ${asked.length} checks (${good.length} of good codes, ${during.length} without the database), slowest ${Math.round(slowest)} ms, away ${Math.round(greenFrom - killedAt)} ms`,
    );
    expect(wrongAnswers(asked)).toEqual([]);
    expect(during.filter(({ verdict }) => verdict === 'green')).toEqual([]);
    expect(during.filter(({ verdict }) => verdict === 'amber').length).toBeGreaterThan(0);
    expect(after.filter(({ verdict }) => verdict === 'green').length).toBeGreaterThan(0);

    await eventually('everything was told', async () =>
      (await Promise.all(nodes.map((node) => metric(node, 'suizheng_looks_waiting')))).every(
        (waiting) => waiting === 0,
      ),
    );
    expect(await compareWithTable(asked)).toEqual([]);
    const dropped = await Promise.all(nodes.map((node) => metric(node, 'suizheng_looks_dropped')));
    expect(dropped).toEqual([0, 0]);
  },
  180_000,
);

it.skipIf(missing !== undefined)(
  'V4: one code at two gates is refused at once behind the balancer, and found afterwards where it is not there',
  async () => {
    const ask = async (url: string, token: string, code: string) => {
      const response = await fetch(`${url}/api/v1/verifications`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ code }),
      });
      return (await response.json()) as { code: string; evidenceId: string };
    };
    for (const phone of codes.good.slice(0, 10)) {
      const code = await phone.code(new Date());
      expect((await ask(balancer.url, tokens[0]!, code)).code).toBe('valid');
      expect((await ask(balancer.url, tokens[1]!, code)).code).toBe('already-presented');
    }
    const code = await codes.good[0]!.code(new Date());
    const [a, b] = await Promise.all(
      nodes.map(({ port }, i) => ask(`http://127.0.0.1:${port}`, tokens[i]!, code)),
    );
    expect([a!.code, b!.code]).toEqual(['valid', 'valid']);
    await eventually('both looks are marked', async () => {
      const rows = await world.context.db
        .selectFrom('look')
        .select('doubled')
        .where('look_id', 'in', [a!.evidenceId, b!.evidenceId])
        .execute();
      return rows.length === 2 && rows.every(({ doubled }) => doubled);
    });
  },
  60_000,
);

it.skipIf(missing !== undefined)(
  'V5: a node’s short way for gates answers word for word as its long one, refusals included',
  async () => {
    const url = `http://127.0.0.1:${nodes[0].port}/api/v1/verifications`;
    const ask = async (body: string, extra: Record<string, string>) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens[0]}`, ...extra },
        body,
      });
      const {
        evidenceId: _id,
        checkedAt: _at,
        traceId: _traceId,
        ...answer
      } = (await response.json()) as Record<string, unknown>;
      const {
        'x-trace-id': _trace,
        date: _date,
        connection: _connection,
        'keep-alive': _keepAlive,
        ...headers
      } = Object.fromEntries(response.headers);
      return { status: response.status, headers, answer };
    };
    const code = await codes.good[1]!.code(new Date());
    const bodies = [
      JSON.stringify({ code }),
      JSON.stringify({ code: 'SZ1:NOTHING' }),
      JSON.stringify({ code, purpose: 'rail.exit' }),
      JSON.stringify({ code, purpose: 7, more: true }),
      '{}',
      '{"code":',
      '"\\ud800"',
      JSON.stringify({ code: 'A'.repeat(9_000) }),
    ];
    for (const body of bodies) {
      for (const language of ['zh-CN', 'zh-HK', 'zh-TW', 'en']) {
        const short = await ask(body, { 'accept-language': language });
        // A browser's header sends it the long way.
        const long = await ask(body, { 'accept-language': language, 'sec-fetch-site': 'none' });
        expect(short).toEqual(long);
      }
    }
    const unknown = { authorization: `Bearer szr_${'x'.repeat(43)}` };
    expect((await ask(bodies[0]!, unknown)).status).toBe(401);
  },
  60_000,
);
