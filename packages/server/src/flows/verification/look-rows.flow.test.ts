import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import type { NewLook } from './new-look.ts';
import { lookLine } from './node/look-line.ts';
import { recordLines, recordLooks } from './record-looks.ts';

const START = new Date('2026-11-22T09:03:00.123+08:00');
const RECEIVED = new Date('2026-11-22T09:03:01.5+08:00');
let context: TestContext;
const readers: string[] = [];

beforeAll(async () => {
  context = await testContext({ now: START });
  for (const label of ['东口', '西口']) {
    const reader_id = randomUUID();
    readers.push(reader_id);
    const reader = {
      organisation: '北京南站',
      label,
      scope: 'rail',
      purposes: ['rail.entry'],
      revoked_at: null,
    };
    const secrets = { token_hash: randomBytes(32), encryption_key: randomBytes(65) };
    await context.db
      .insertInto('reader')
      .values({ reader_id, ...reader, ...secrets, enrolled_at: START })
      .execute();
  }
});
afterAll(() => context.close());

const look = (readerId: string | null, change: Partial<NewLook> = {}): NewLook => ({
  lookId: randomUUID(),
  cti: randomBytes(12),
  codeId: randomBytes(16),
  readerId,
  at: START,
  receivedAt: RECEIVED,
  reason: 'valid',
  purpose: readerId === null ? null : 'rail.entry',
  online: true,
  actor: {
    kind: readerId === null ? 'stranger' : 'reader',
    id: readerId ?? 'stranger',
    traceId: readerId === null ? null : randomBytes(16).toString('hex'),
  },
  ...change,
});
const recorded = async ({ lookId }: NewLook) => ({
  look: await context.db.selectFrom('look').selectAll().where('look_id', '=', lookId).execute(),
  audited: await context.db
    .selectFrom('audit_event')
    .select(['actor_kind', 'actor_id', 'action', 'detail', 'trace_id'])
    .where('object_id', '=', lookId)
    .execute(),
});

it('V5: a look that comes as a line of a spool is recorded exactly as one that comes by itself', async () => {
  const kinds = [
    look(readers[0]!),
    look(readers[0]!, { reason: 'expired', online: false }),
    look(null, { at: new Date('2026-12-31T16:00:00.007Z') }),
  ];
  for (const one of kinds) {
    const twin = { ...one, lookId: randomUUID(), cti: randomBytes(12), codeId: randomBytes(16) };
    await recordLooks(context.db, [one]);
    await recordLines(context.db, [lookLine(twin)], RECEIVED);
    const [byItself, byLine] = [await recorded(one), await recorded(twin)];
    const named = JSON.stringify(byItself, withHex)
      .replaceAll(one.lookId, twin.lookId)
      .replaceAll(one.cti.toString('hex'), twin.cti.toString('hex'))
      .replaceAll(one.codeId.toString('hex'), twin.codeId.toString('hex'));
    expect(JSON.parse(JSON.stringify(byLine, withHex))).toEqual(JSON.parse(named));
    expect(byLine.look).toHaveLength(1);
    expect(byLine.audited).toHaveLength(1);
  }
});

it('V4, V5: a batch sent twice records each look once, and finds the codes shown at two gates in it and before it', async () => {
  const before = look(readers[0]!);
  await recordLines(context.db, [lookLine(before)], RECEIVED);
  const again = look(readers[1]!, { cti: before.cti, codeId: before.codeId });
  const one = look(readers[0]!);
  const two = look(readers[1]!, { cti: one.cti, codeId: one.codeId });
  const alone = look(readers[0]!);
  const batch = [again, one, two, alone].map(lookLine);
  await recordLines(context.db, batch, RECEIVED);
  await recordLines(context.db, [...batch, ...batch], RECEIVED);
  for (const [some, doubled] of [
    [[before, again, one, two], true],
    [[alone], false],
  ] as const) {
    for (const each of some) {
      const rows = await recorded(each);
      expect(rows.look.map((row) => row.doubled)).toEqual([doubled]);
      expect(rows.audited).toHaveLength(1);
    }
  }
});

/** Bytes as hex, so that ids can be found in them. */
function withHex(_key: string, value: unknown): unknown {
  const bytes = value as { type?: string; data?: number[] } | null;
  return bytes?.type === 'Buffer' ? Buffer.from(bytes.data!).toString('hex') : value;
}
