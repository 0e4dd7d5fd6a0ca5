import { randomBytes, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { connect } from '../../../db/connect.ts';
import { addNodeMetrics } from '../../../http/node-metrics.ts';
import { type TestContext, testContext } from '../../../testing/test-context.ts';
import { forgetLooks } from '../forget-looks.ts';
import type { RefusedScan } from '../look-recorder.ts';
import type { NewLook } from '../new-look.ts';
import { createHomeless } from './homeless.ts';
import { keepNodeReady, openNodeDesk } from './node-desk.ts';
import { openSnapshot } from './snapshot.ts';
import { openSpool } from './spool.ts';

let context: TestContext;
let dir: string;
let said: [string, object][] = [];
const log = {
  info() {},
  warn() {},
  error: (what: object, words: string) => void said.push([words, what]),
};

beforeAll(async () => {
  context = await testContext();
});
afterAll(() => context.close());
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'suizheng-node-'));
  said = [];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A node's desk over a folder, as the process has it. */
const deskOf = (folder: string, db = context.db) =>
  openNodeDesk({
    db,
    clock: context.clock,
    log,
    random: context.random,
    keys: context.keys,
    anchor: () => ({ current: new Uint8Array(65), next: null }) as never,
    spool: openSpool(join(folder, 'spool'), { ...verificationPolicy.nodes.spool, keptMs: 200_000 }, Date.now),
    snapshot: openSnapshot(folder),
    monotonicMs: () => performance.now(),
  });
const scan = (): RefusedScan => ({
  evidenceId: randomUUID(),
  actor: { kind: 'reader', id: randomUUID(), traceId: randomBytes(16).toString('hex') },
  reason: 'malformed',
  at: context.clock(),
});
const look = (): NewLook => ({
  lookId: randomUUID(),
  cti: randomBytes(12),
  codeId: randomBytes(16),
  readerId: null,
  at: context.clock(),
  receivedAt: context.clock(),
  reason: 'valid',
  purpose: null,
  online: true,
  actor: { kind: 'stranger', id: 'stranger', traceId: null },
});
const audited = async (ids: readonly string[]) => {
  const rows = await context.db
    .selectFrom('audit_event')
    .select(['action', 'object_id', 'detail', 'actor_kind', 'actor_id', 'trace_id'])
    .where('object_id', 'in', [...ids])
    .orderBy('event_id')
    .execute();
  return rows;
};
/** A database that refuses every connection. */
const away = () =>
  connect({ url: 'postgres://nobody@127.0.0.1:1/nothing', poolSize: 1, connectTimeoutMs: 500 });

it('V5: a batch that goes to the database twice, also at one moment, stands there once: looks and refused scans', async () => {
  const desk = await deskOf(dir);
  const scans = Array.from({ length: 40 }, scan);
  const looks = Array.from({ length: 5 }, look);
  await Promise.all([
    ...scans.map((one) => desk.looks.refused(one)),
    ...looks.map((one) => desk.looks.look(one)),
  ]);
  // As a process leaves it that dies after the database has the batch and before its marker says so.
  const copies = [join(dir, 'again'), join(dir, 'at-once')];
  for (const copy of copies) cpSync(join(dir, 'spool'), join(copy, 'spool'), { recursive: true });
  const [again, atOnce] = await Promise.all(copies.map((copy) => deskOf(copy)));
  expect(await Promise.all([desk.shipper.ship(), atOnce!.shipper.ship()])).toEqual([45, 45]);
  expect(await again!.shipper.ship()).toBe(45);

  const ids = [...scans.map(({ evidenceId }) => evidenceId), ...looks.map(({ lookId }) => lookId)];
  const events = await audited(ids);
  expect(events.map(({ object_id }) => object_id).sort()).toEqual([...ids].sort());
  const [first] = scans;
  expect(events.find(({ object_id }) => object_id === first!.evidenceId)).toEqual({
    action: 'code-refused',
    object_id: first!.evidenceId,
    detail: { reason: 'malformed', at: first!.at.toISOString() },
    actor_kind: 'reader',
    actor_id: first!.actor.id,
    trace_id: first!.actor.traceId,
  });
  for (const one of [desk, again!, atOnce!]) await one.spool.close();
});

it('V5: the ids of refused scans are kept as long as looks, then forgotten; the audit log keeps the events', async () => {
  const desk = await deskOf(dir);
  const one = scan();
  await desk.looks.refused(one);
  await desk.shipper.ship();
  const known = () =>
    context.db.selectFrom('told_refusal').selectAll().where('evidence_id', '=', one.evidenceId).execute();
  const { looksMs } = verificationPolicy.kept;
  await forgetLooks(context, new Date(context.clock().getTime() + looksMs));
  expect(await known()).toHaveLength(1);
  await forgetLooks(context, new Date(context.clock().getTime() + looksMs + 1));
  expect(await known()).toEqual([]);
  expect(await audited([one.evidenceId])).toHaveLength(1);
  await desk.spool.close();
});

it('V5: looks in memory are put on the disk when a node stops while the database is away; the next one tells them', async () => {
  const gone = away();
  const desk = await deskOf(dir, gone.db);
  const close = keepNodeReady(desk, { log });
  const scans = [scan(), scan()];
  await desk.looks.refused(scans[0]!);
  // As when the disk refused, a moment ago.
  const line = desk.spool.take(1)!.lines[0]!;
  desk.homeless.add([line]);
  await close();
  await gone.close();
  expect(desk.homeless.counts()).toEqual({ waiting: 0, lost: 0 });
  expect(said.map(([words]) => words)).toEqual(['looks are kept in memory: the disk refuses']);

  const next = await deskOf(dir);
  expect(next.spool.counts().waiting).toBe(2);
  await next.shipper.ship();
  expect(await audited([scans[0]!.evidenceId])).toHaveLength(1);
  expect(said).toHaveLength(1);
  await next.spool.close();
});

it('V5: where disk and database refuse at the end, the log says how many looks end, the next start says it again and counts them', async () => {
  const gone = away();
  const whole = await deskOf(dir, gone.db);
  // The disk takes no line any more; the marker, which needs no room, is still written.
  const spool = { ...whole.spool, append: () => 0 };
  const homeless = createHomeless({ log }, spool);
  const desk = { ...whole, spool, homeless };
  homeless.add(['a', 'b', 'c']);
  await keepNodeReady(desk, { log })();
  await gone.close();
  expect(said).toContainEqual([
    'looks end with this process: neither disk nor database takes them',
    { lost: 3, code: null },
  ]);

  said = [];
  const next = await deskOf(dir);
  expect(said).toEqual([
    ['looks ended with the process before: it had them in memory alone, the disk refused', { lost: 3 }],
  ]);
  const registry = new Registry();
  addNodeMetrics(registry, next);
  const figures = await registry.metrics();
  expect(figures).toContain('\nsuizheng_looks_dropped 3\n');
  expect(figures).toContain('\nsuizheng_spool_faults 0\n');
  await next.spool.close();

  // Said once.
  said = [];
  const third = await deskOf(dir);
  expect(said).toEqual([]);
  await third.spool.close();
});
