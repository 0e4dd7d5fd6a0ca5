import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { auditVerify } from '@suizheng/cli/audit.ts';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { checkpointFile } from './checkpoint-file.ts';
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

const event = (n: number) => appendAudit(context.db, SYSTEM, 'test', { kind: 'test', id: String(n) }, { n });
/** `count` events, sealed in batches of that size. */
async function seal(count: number, batch = 10): Promise<void> {
  const client = await context.pool.connect();
  const sequencer = await openSequencer(context, client, file);
  for (let i = 0; i < count; i += 1) {
    await event(i);
    if ((i + 1) % batch === 0) await sequencer.sealOnce();
  }
  while ((await sequencer.sealOnce()) > 0);
  client.release();
}
const verify = () => verifyAudit(context, file);
const whole = (treeSize: number, unsealed = 0) => ({
  ok: true,
  state: 'whole',
  tree: 1,
  treeSize,
  unsealed,
  faults: [],
  closed: [],
});
const faultsOf = async () => (await verify()).faults;

describe('the audit log', () => {
  it('is whole when nobody touched it, and says how many wait to be sealed', async () => {
    await seal(57);
    await event(58);
    expect(await verify()).toEqual(whole(57, 1));
  });

  it('cannot be rewritten by the application’s own role', async () => {
    await seal(3);
    for (const statement of [
      "update audit_event set action = 'x'",
      'delete from audit_event',
      'truncate audit_event',
      'delete from audit_leaf',
      "update audit_leaf set leaf_hash = ''",
      'delete from audit_checkpoint',
      "update audit_checkpoint set signed = ''",
    ]) {
      await expect(context.pool.query(statement)).rejects.toThrow(/permission denied/);
    }
  });

  it('names an event that was changed', async () => {
    await seal(40);
    await owner.query('update audit_event set detail = \'{"n": 99}\' where event_id = 17');
    expect(await faultsOf()).toEqual([{ kind: 'changed', eventId: '17', leaf: 16 }]);
    await owner.query('update audit_event set detail = \'{"n": 16}\' where event_id = 17');
    expect(await faultsOf()).toEqual([]);
    await owner.query("update audit_event set at = at + interval '1 microsecond' where event_id = 5");
    expect(await faultsOf()).toEqual([{ kind: 'changed', eventId: '5', leaf: 4 }]);
  });

  it('names an event that was removed', async () => {
    await seal(40);
    await owner.query('delete from audit_event where event_id = 21');
    expect(await faultsOf()).toEqual([{ kind: 'removed', eventId: '21', leaf: 20 }]);
    await owner.query('delete from audit_leaf where event_id = 21');
    expect(await faultsOf()).toContainEqual({ kind: 'leaf-missing', leaf: 20, afterEventId: '20' });
  });

  it('names an event that was slipped in', async () => {
    await seal(40);
    await owner.query(`insert into audit_event (event_id, at, actor_kind, actor_id, action, object_kind, object_id, detail)
      overriding system value values (1000, now() - interval '1 hour', 'staff', 'x', 'test', 'test', 'y', '{}')`);
    expect(await faultsOf()).toEqual([{ kind: 'inserted', eventId: '1000' }]);
    // Sealing goes on and does not adopt it.
    await seal(5);
    expect(await faultsOf()).toEqual([{ kind: 'inserted', eventId: '1000' }]);
    await owner.query("insert into audit_leaf (leaf_index, event_id, leaf_hash) values (45, 1000, '\\x00')");
    expect(await faultsOf()).toContainEqual({ kind: 'inserted', eventId: '1000' });
  });

  it('finds an event rewritten together with its leaf, and names the batch it stands in', async () => {
    await seal(40);
    await owner.query("update audit_event set action = 'forged' where event_id = 23");
    const { leavesFrom, eventBytes } = await import('../../db/audit-tree.ts');
    const { leafHash } = await import('./merkle.ts');
    const [row] = await leavesFrom(context.pool, 1, 22, 1);
    await owner.query('update audit_leaf set leaf_hash = $1 where event_id = 23', [
      leafHash(eventBytes(row as never)),
    ]);
    const faults = await faultsOf();
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({
      kind: 'rewritten',
      treeSize: 30,
      eventIds: expect.arrayContaining(['23']),
    });
    const client = await context.pool.connect();
    await expect(openSequencer(context, client, file)).rejects.toThrow(/audit verify/);
    client.release();
  });

  it('notices that the end of the log was cut off, heads and all, by the file of heads', async () => {
    await seal(40);
    await owner.query('delete from audit_checkpoint where tree_size > 30');
    await owner.query('delete from audit_leaf where leaf_index >= 30');
    await owner.query('delete from audit_event where event_id > 30');
    expect(await faultsOf()).toEqual([{ kind: 'history-lost', treeSize: 40 }]);
  });

  it('believes no head without a signature of this installation', async () => {
    await seal(20);
    await owner.query("update audit_checkpoint set root_hash = sha256('x') where tree_size = 10");
    expect(await faultsOf()).toContainEqual({ kind: 'checkpoint-forged', treeSize: 10, where: 'database' });
    const lines = readFileSync(file, 'utf8').replace('suizheng/audit\\n20', 'suizheng/audit\\n21');
    writeFileSync(file, lines);
    expect(await faultsOf()).toContainEqual({ kind: 'checkpoint-forged', treeSize: 20, where: 'file' });
  });

  it('seals what commits late, though its id is older', async () => {
    const late = await context.pool.connect();
    await late.query('begin');
    await late.query(
      "insert into audit_event (actor_kind, actor_id, action, object_kind, object_id, detail) values ('system', 'x', 'late', 't', 't', '{}')",
    );
    await seal(10);
    expect((await verify()).treeSize).toBe(10);
    await late.query('commit');
    late.release();
    await seal(0);
    expect(await verify()).toEqual(whole(11));
  });

  it('is sealed whole after workers were away for long: of what waited nothing looks late', async () => {
    await seal(3);
    await owner.query("update audit_checkpoint set at = now() - interval '3 hours'");
    await owner.query(`insert into audit_event (at, actor_kind, actor_id, action, object_kind, object_id, detail)
      select now() - interval '2 hours' + n * interval '1 second', 'system', 'x', 'test', 'test', n::text, '{}'
      from generate_series(1, 4500) n`);
    const client = await context.pool.connect();
    const first = await openSequencer(context, client, file);
    expect(await first.sealOnce()).toBe(2_000);
    expect(await faultsOf()).toEqual([]);
    // Another worker goes on where that one ended.
    const second = await openSequencer(context, client, file);
    while ((await second.sealOnce()) > 0);
    client.release();
    expect(await verify()).toEqual(whole(4_503));
  });

  it('has heads of its own time: events that somebody dates ahead or back move none', async () => {
    await seal(3);
    const dated = (count: number, when: string) =>
      owner.query(
        `insert into audit_event (at, actor_kind, actor_id, action, object_kind, object_id, detail)
         select now() + $2::interval, 'system', 'x', 'test', 'test', n::text, '{}' from generate_series(1, $1::int) n`,
        [count, when],
      );
    const client = await context.pool.connect();
    const sequencer = await openSequencer(context, client, file);
    await dated(2_000, '1 year');
    expect(await sequencer.sealOnce()).toBe(2_000);
    await event(1);
    expect(await sequencer.sealOnce()).toBe(1);
    await dated(2_000, '-8 minutes');
    expect(await sequencer.sealOnce()).toBe(2_000);
    // Else ten minutes more would be open with every such batch.
    await dated(1, '-15 minutes');
    expect(await sequencer.sealOnce()).toBe(0);
    client.release();
    expect(await verify()).toMatchObject({ treeSize: 4_004, faults: [{ kind: 'inserted' }] });
  });

  it('is verified however many heads there are', async () => {
    await seal(3);
    appendFileSync(file, '{"tree":1,"size":1,"note":"x"}\n'.repeat(150_000));
    const { state, faults } = await verify();
    expect([state, faults[0]]).toEqual([
      'tampered',
      { kind: 'checkpoint-forged', treeSize: 1, where: 'file' },
    ]);
  });

  it('is sealed by one of several workers, and again after that one was killed', async () => {
    const first = runSequencer(context, file);
    const second = runSequencer(context, file);
    for (let i = 0; i < 200; i += 1) await event(i);
    const sealed = async () => (await verify()).treeSize;
    for (let i = 0; i < 400 && (await sealed()) < 200; i += 1) await sleep(50);
    expect(await verify()).toMatchObject({ ok: true, treeSize: 200, unsealed: 0 });
    // Of this database alone: others of the cluster are other tests'.
    await owner.query(
      `select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
       where l.locktype = 'advisory' and l.granted and d.datname = current_database()`,
    );
    for (let i = 0; i < 20; i += 1) await event(i);
    for (let i = 0; i < 400 && (await sealed()) < 220; i += 1) await sleep(50);
    expect(await verify()).toMatchObject({ ok: true, treeSize: 220, unsealed: 0 });
    await Promise.all([first.stop(), second.stop()]);
  });

  it('is checked by command: one JSON object, 0 when whole, 1 when not, 2 when it cannot be told', async () => {
    const said: string[] = [];
    const io = {
      out: (text: string) => void said.push(text),
      err: () => {},
      env: { DATABASE_URL: context.databaseUrl, SUIZHENG_DATA: context.dataDir },
    };
    await seal(12);
    expect(await auditVerify(['--json'], io)).toBe(0);
    expect(JSON.parse(said[0]!)).toEqual(whole(12));
    await owner.query("update audit_event set actor_id = 'y' where event_id = 3");
    expect(await auditVerify(['--json'], io)).toBe(1);
    expect(JSON.parse(said[1]!).faults).toEqual([{ kind: 'changed', eventId: '3', leaf: 2 }]);
    expect(await auditVerify(['--nonsense'], io)).toBe(2);
    expect(
      await auditVerify([], { ...io, env: { ...io.env, SUIZHENG_DATA: join(context.dataDir, 'none') } }),
    ).toBe(2);
  });
});
