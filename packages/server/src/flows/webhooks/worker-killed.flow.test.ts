import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { activeParty, administratorOf } from '../../testing/parties.ts';
import { provenWebhook } from '../../testing/proven-webhook.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startWebhookSink } from '../../testing/webhook-sink.ts';
import { tellParty } from '../parties/tell-party.ts';

const WORKER = fileURLToPath(new URL('../../worker.ts', import.meta.url));
const EVENTS = 12;
let context: TestContext;
let sink: Awaited<ReturnType<typeof startWebhookSink>>;
let worker: ChildProcess | undefined;

beforeAll(async () => {
  context = await testContext({ now: new Date() });
  sink = await startWebhookSink();
});
afterAll(async () => {
  worker?.kill('SIGKILL');
  await sink.close();
  await context.close();
});

/** The product's own worker over the test's database and keys. */
function startWorker(): ChildProcess {
  return spawn(process.execPath, [WORKER], {
    env: {
      ...process.env,
      SUIZHENG_MODE: 'sandbox',
      DATABASE_URL: context.databaseUrl,
      SUIZHENG_DATA: context.dataDir,
      LOG_LEVEL: 'silent',
    },
    stdio: 'inherit',
  });
}

async function until(come: () => boolean | Promise<boolean>): Promise<void> {
  for (let n = 0; n < 400 && !(await come()); n += 1) await sleep(100);
  expect(await come()).toBe(true);
}

it('V1: a worker killed while it delivers loses no event, and no event is acted on twice', async () => {
  const party = await activeParty(context);
  const { webhook } = await provenWebhook(
    context,
    await administratorOf(context, party),
    { partyId: party.partyId, url: sink.url, events: ['client.revoked'] },
    { operationId: randomUUID(), actor: SYSTEM },
  );
  const told: string[] = [];
  const tell = async () => {
    context.advance(1);
    const event = { partyId: party.partyId, kind: 'client.revoked', data: { n: told.length } } as const;
    told.push(await tellParty(context.db, event, context.clock()));
  };
  // The fifth delivery arrives and gets no answer: there the worker dies.
  sink.answerWith((_, response) => {
    if (sink.received.length !== 5) response.writeHead(204).end();
  });
  for (let n = 0; n < EVENTS; n += 1) await tell();
  worker = startWorker();
  await until(() => sink.received.length >= 5);
  worker.kill('SIGKILL');
  await once(worker, 'exit');
  await tell();
  // What time would do: the dead worker's line and its try run out.
  const past = new Date(Date.now() - 1_000);
  await context.db
    .updateTable('webhook')
    .set({ held_until: past })
    .where('webhook_id', '=', webhook.id)
    .execute();
  await context.db
    .updateTable('webhook_delivery')
    .set({ due_at: past })
    .where('webhook_id', '=', webhook.id)
    .where('state', '=', 'queued')
    .execute();
  worker = startWorker();
  const arrived = () => new Set(sink.events().map(({ id }) => id));
  await until(() => arrived().size === told.length);
  expect([...arrived()]).toEqual(told);
  // Only the one under way came twice, under the same id.
  await until(async () => {
    const left = await context.db
      .selectFrom('webhook_delivery')
      .select('delivery_id')
      .where('state', '<>', 'delivered')
      .execute();
    return left.length === 0;
  });
  expect(sink.received).toHaveLength(told.length + 1);
}, 120_000);
