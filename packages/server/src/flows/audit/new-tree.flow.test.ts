import { setTimeout as sleep } from 'node:timers/promises';
import { auditNewTree, auditVerify } from '@suizheng/cli/audit.ts';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { eventBytes, leavesFrom } from '../../db/audit-tree.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { checkpointFile } from './checkpoint-file.ts';
import { leafHash } from './merkle.ts';
import { openNewTree } from './open-new-tree.ts';
import { runSequencer } from './run-sequencer.ts';
import { openSequencer } from './seal-audit-log.ts';
import { verifyAudit } from './verify-audit.ts';

let context: TestContext;
let owner: pg.Client;
let file: string;

beforeEach(async () => {
  context = await testContext();
  file = checkpointFile(context.dataDir);
  owner = new pg.Client({ connectionString: context.databaseUrl });
  await owner.connect();
});
afterEach(async () => {
  await owner.end();
  await context.close();
});

const WHO = { by: '值班员 007', why: '2 号机房入侵，案号 15', actor: SYSTEM };
const event = (n: number) => appendAudit(context.db, SYSTEM, 'test', { kind: 'test', id: String(n) }, { n });
const verify = () => verifyAudit(context, file);
const open = (wait?: number) => openNewTree(context, file, WHO, wait);

async function seal(count: number, batch = 10): Promise<void> {
  const client = await context.pool.connect();
  try {
    const sequencer = await openSequencer(context, client, file);
    for (let n = 0; n < count; n += 1) {
      await event(n);
      if ((n + 1) % batch === 0) await sequencer.sealOnce();
    }
    while ((await sequencer.sealOnce()) > 0);
  } finally {
    client.release();
  }
}

/** Rewrites an event together with its leaf, as who holds the database can; sealing ends there. */
async function rewrite(id: number): Promise<void> {
  await owner.query("update audit_event set action = 'forged' where event_id = $1", [id]);
  const [row] = await leavesFrom(context.pool, 1, id - 1, 1);
  await owner.query('update audit_leaf set leaf_hash = $1 where event_id = $2', [
    leafHash(eventBytes(row as never)),
    id,
  ]);
}

describe('a log that was tampered with', () => {
  it('goes on in a new tree, whose first record tells of the old one: its head, the first bad place, by whom, why, when', async () => {
    await seal(40);
    await rewrite(23);
    for (let n = 0; n < 5; n += 1) await event(n);
    await expect(seal(0)).rejects.toThrow(/audit verify/);
    expect(await open()).toMatchObject({ kind: 'opened', tree: 2, sealed: 6 });
    const { rows } = await owner.query(
      `select e.*, e.at > now() - interval '1 minute' as now from audit_leaf l join audit_event e using (event_id)
       where l.tree = 2 and l.leaf_index = 0`,
    );
    expect(rows[0]).toMatchObject({ action: 'audit.new-tree', object_id: '2', now: true });
    const first = { kind: 'rewritten', treeSize: 30 };
    expect(rows[0].detail).toMatchObject({
      by: WHO.by,
      why: WHO.why,
      waited: 5,
      closed: [{ tree: 1, faults: 1, first, head: expect.stringMatching(/^suizheng\/audit\n40\n/) }],
    });
    await seal(12);
    const report = await verify();
    expect(report).toMatchObject({ ok: false, state: 'closed', tree: 2, treeSize: 18, unsealed: 0 });
    expect(report.faults).toEqual([]);
    expect(report.closed).toMatchObject([
      { tree: 1, treeSize: 40, known: true, faults: [first], by: WHO.by, why: WHO.why },
    ]);
    expect(report.closed[0]!.closedAt).toMatch(/^\d{4}-/);
  });

  it('is never healthy again, and tells what is touched later from what was known', async () => {
    await seal(40);
    await rewrite(23);
    await open();
    await seal(20);
    await owner.query('update audit_event set detail = \'{"n": 99}\' where event_id = 7');
    expect(await verify()).toMatchObject({ state: 'tampered', faults: [], closed: [{ known: false }] });
    await owner.query('update audit_event set detail = \'{"n": 6}\' where event_id = 7');
    expect(await verify()).toMatchObject({ state: 'closed', closed: [{ known: true }] });
    // In the new tree as in any.
    await owner.query("update audit_event set action = 'x' where event_id = 50");
    expect(await verify()).toMatchObject({ state: 'tampered', faults: [{ kind: 'changed', eventId: '50' }] });
    await owner.query("update audit_event set action = 'test' where event_id = 50");
    // Who softens the opening is found out: it is sealed like every other record.
    await owner.query(
      `update audit_event set detail = jsonb_set(detail, '{why}', '"演练"') where action = 'audit.new-tree'`,
    );
    expect(await verify()).toMatchObject({ state: 'tampered', faults: [{ kind: 'changed', leaf: 0 }] });
  });

  it('is still verified where the opening was made into something else', async () => {
    await seal(20);
    await rewrite(5);
    await open();
    for (const detail of ['{}', 'null', '{"closed": [null], "from": null}', '{"closed": [], "from": "x"}']) {
      await owner.query("update audit_event set detail = $1 where action = 'audit.new-tree'", [detail]);
      const { state, faults, closed } = await verify();
      expect([state, faults.map(({ kind }) => kind)]).toEqual(['tampered', ['opening-missing', 'changed']]);
      expect(closed).toMatchObject([{ known: false, by: null }]);
    }
  });

  it('does not lose its new tree: who takes it out is convicted by the file of heads, and nobody seals in the old one', async () => {
    await seal(40);
    await rewrite(23);
    await open();
    await owner.query('delete from audit_checkpoint where tree = 2');
    await owner.query('delete from audit_leaf where tree = 2');
    expect(await verify()).toMatchObject({
      state: 'tampered',
      tree: 2,
      faults: [{ kind: 'opening-missing' }, { kind: 'history-lost', treeSize: 1 }],
    });
    await expect(seal(0)).rejects.toThrow(/audit verify/);
    // A tree that nobody signed is none.
    await owner.query("insert into audit_leaf values (1, 99, 'x', 3)").catch(() => {});
    await owner.query("insert into audit_checkpoint values (0, sha256(''), 'x', now(), 3)");
    await expect(seal(0)).rejects.toThrow(/audit verify/);
  });

  it('leaves to the old tree what was slipped in there, and takes over what waited', async () => {
    await seal(40);
    await owner.query(`insert into audit_event (event_id, at, actor_kind, actor_id, action, object_kind, object_id, detail)
      overriding system value values (-5, now() - interval '1 hour', 'staff', 'x', 'test', 'test', 'y', '{}')`);
    await event(1);
    const inserted = { kind: 'inserted', eventId: '-5' } as const;
    // Whatever its id: ours begin at one.
    expect((await verify()).faults).toEqual([inserted]);
    expect(await open()).toMatchObject({ kind: 'opened', sealed: 2 });
    await seal(7);
    const report = await verify();
    expect(report).toMatchObject({ state: 'closed', unsealed: 1, treeSize: 9, faults: [] });
    expect(report.closed).toMatchObject([{ known: true, faults: [inserted] }]);
  });

  it('is closed a second time like the first, and both are told of', async () => {
    await seal(20);
    await rewrite(5);
    await open();
    await seal(20);
    await owner.query('delete from audit_event where event_id = 30');
    expect(await open()).toMatchObject({ kind: 'opened', tree: 3 });
    await seal(3);
    expect(await verify()).toMatchObject({
      state: 'closed',
      tree: 3,
      treeSize: 4,
      closed: [
        { tree: 1, known: true, faults: [{ kind: 'rewritten' }] },
        { tree: 2, known: true, faults: [{ kind: 'removed', eventId: '30' }] },
      ],
    });
  });

  it('is sealed on by a worker that had stopped, as soon as the new tree is there', async () => {
    await seal(40);
    await rewrite(23);
    const worker = runSequencer(context, file);
    await event(1);
    expect(await open()).toMatchObject({ kind: 'opened' });
    await event(2);
    for (let n = 0; n < 400 && (await verify()).treeSize < 3; n += 1) await sleep(50);
    expect(await verify()).toMatchObject({ state: 'closed', treeSize: 3, unsealed: 0 });
    await worker.stop();
  });
});

describe('a new tree', () => {
  it('is not opened where nothing is wrong, nor while a worker seals', async () => {
    await seal(10);
    expect(await open()).toEqual({ kind: 'whole' });
    await owner.query("update audit_event set action = 'x' where event_id = 3");
    const worker = runSequencer(context, file);
    await event(1);
    for (let n = 0; n < 400 && (await verify()).treeSize < 11; n += 1) await sleep(50);
    expect(await open(100)).toEqual({ kind: 'being-sealed' });
    await worker.stop();
    expect(await open()).toMatchObject({ kind: 'opened', tree: 2 });
    expect(await open()).toEqual({ kind: 'whole' });
  });

  it('is opened by command, which wants a name and a reason; then verification ends with 3', async () => {
    const said: string[] = [];
    const io = {
      out: (text: string) => void said.push(text),
      err: (text: string) => void said.push(text),
      env: { DATABASE_URL: context.databaseUrl, SUIZHENG_DATA: context.dataDir },
    };
    await seal(12);
    const asked = ['--by', WHO.by, '--reason', WHO.why];
    expect(await auditNewTree(asked, io)).toBe(1);
    await owner.query("update audit_event set actor_id = 'y' where event_id = 3");
    expect(await auditNewTree(['--by', WHO.by], io)).toBe(2);
    expect(await auditNewTree(['--by', ' ', '--reason', 'x'], io)).toBe(2);
    expect(await auditNewTree(['--nonsense'], io)).toBe(2);
    said.length = 0;
    expect(await auditNewTree(asked, io)).toBe(0);
    expect(said.join('\n')).toBe(
      'Tree 1 is closed with 1 faults. First: event 3 was changed after it was sealed.\n' +
        'Tree 2 is open; 1 records are sealed in it, this act the first.',
    );
    said.length = 0;
    expect(await auditVerify([], io)).toBe(3);
    expect(said.join('\n')).toMatch(
      /^1 records sealed in tree 2, 0 waiting\.\nTree 1, 12 records, was closed at \S+ by 值班员 007: 2 号机房入侵，案号 15\n {2}event 3 was changed .+\n {2}This is what it was closed for\.\nEvery record of tree 2 is as it was sealed\. The log before it was tampered with\.$/,
    );
    await owner.query("update audit_event set actor_id = 'y' where event_id = 4");
    said.length = 0;
    expect(await auditVerify(['--json'], io)).toBe(1);
    expect(JSON.parse(said[0]!)).toMatchObject({ ok: false, closed: [{ known: false }] });
  });
});
