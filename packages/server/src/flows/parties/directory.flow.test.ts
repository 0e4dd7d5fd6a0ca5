import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { cutOffWay } from '../../testing/cut-off.ts';
import { activeParty, clientOf } from '../../testing/parties.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { createDatabaseGuard, DatabaseAway } from '../verification/database-guard.ts';
import { createDirectory } from './directory.ts';

let context: TestContext;
let way: Awaited<ReturnType<typeof cutOffWay>>;
let connection: ReturnType<typeof connect>;
beforeAll(async () => {
  context = await testContext();
  way = await cutOffWay(context.databaseUrl);
  connection = connect({ url: way.url, poolSize: 4 });
});
afterAll(async () => {
  await connection.close();
  await way.close();
  await context.close();
});

/** The directory of a process of its own: its own memory, its own clock, a database it may lose. */
function processOf(size?: number) {
  let ms = 0;
  const guard = createDatabaseGuard(context.log, { restMs: 0, waitMs: 20_000 }, () => ms);
  const directory = createDirectory(connection, guard, () => ms, size);
  return {
    ...directory,
    knows: async (clientId: string) => (await directory.client(clientId, context.clock())) !== null,
    passes: (time: number) => {
      ms += time;
    },
    later: () => {
      ms += 2 * partyPolicy.directoryRefreshMs + 1;
    },
  };
}

const revoke = (clientId: string) =>
  context.db
    .updateTable('client')
    .set({ revoked_at: context.clock() })
    .where('client_id', '=', clientId)
    .execute();
const setState = (partyId: string, state: 'active' | 'suspended' | 'ended') =>
  context.db.updateTable('relying_party').set({ state }).where('party_id', '=', partyId).execute();

async function readerOf(partyId: string | null): Promise<Buffer> {
  const token_hash = createHash('sha256').update(randomBytes(16)).digest();
  await context.db
    .insertInto('reader')
    .values({
      reader_id: randomUUID(),
      organisation: '北京南站',
      label: '1 号闸机',
      scope: 'rail',
      purposes: ['rail.entry'],
      token_hash,
      encryption_key: Buffer.alloc(65, 4),
      enrolled_at: context.clock(),
      revoked_at: null,
      party_id: partyId,
    })
    .execute();
  return token_hash;
}

describe('the directory of clients and readers', () => {
  it('V1: one process revokes a client, the other refuses it from its next refresh on, far within a minute', async () => {
    const [one, other] = [processOf(), processOf()];
    const { clientId } = await clientOf(context, await activeParty(context));
    expect([await one.knows(clientId), await other.knows(clientId)]).toEqual([true, true]);
    await revoke(clientId);
    await one.refresh();
    expect(await one.knows(clientId)).toBe(false);
    // The other has not asked again yet: this is the window that the policy's figure bounds.
    expect(await other.knows(clientId)).toBe(true);
    other.later();
    expect(await other.knows(clientId)).toBe(false);
    expect(3 * partyPolicy.directoryRefreshMs).toBeLessThan(60_000);
  });

  it('V1: clients and readers of a suspended or ended party are refused, and welcome again when it resumes', async () => {
    const directory = processOf();
    const party = await activeParty(context);
    const { clientId } = await clientOf(context, party);
    const [reader, own] = [await readerOf(party.partyId), await readerOf(null)];
    const known = async () => [
      await directory.knows(clientId),
      (await directory.reader(reader)) !== null,
      (await directory.reader(own)) !== null,
    ];
    expect(await known()).toEqual([true, true, true]);
    await setState(party.partyId, 'suspended');
    directory.later();
    expect(await known()).toEqual([false, false, true]);
    await setState(party.partyId, 'active');
    directory.later();
    expect(await known()).toEqual([true, true, true]);
    await setState(party.partyId, 'ended');
    directory.later();
    expect(await known()).toEqual([false, false, true]);
  });

  it('V1: a revocation that began before another change but committed after it is not missed', async () => {
    const directory = processOf();
    const [slow, quick] = await Promise.all(
      [0, 1].map(async () => clientOf(context, await activeParty(context))),
    );
    expect([await directory.knows(slow!.clientId), await directory.knows(quick!.clientId)]).toEqual([
      true,
      true,
    ]);
    const began = Promise.withResolvers<void>();
    const commit = Promise.withResolvers<void>();
    const transaction = context.db.transaction().execute(async (trx) => {
      await trx
        .updateTable('client')
        .set({ revoked_at: context.clock() })
        .where('client_id', '=', slow!.clientId)
        .execute();
      began.resolve();
      await commit.promise;
    });
    await began.promise;
    await revoke(quick!.clientId);
    await directory.refresh();
    expect([await directory.knows(slow!.clientId), await directory.knows(quick!.clientId)]).toEqual([
      true,
      false,
    ]);
    commit.resolve();
    await transaction;
    await directory.refresh();
    expect(await directory.knows(slow!.clientId)).toBe(false);
  });

  it('V1: a client made a moment ago is known at its first call; an expired one is not', async () => {
    const directory = processOf();
    await directory.refresh();
    const { clientId } = await clientOf(context, await activeParty(context));
    expect(await directory.knows(clientId)).toBe(true);
    const expires_at = context.clock();
    await context.db.updateTable('client').set({ expires_at }).where('client_id', '=', clientId).execute();
    await directory.refresh();
    expect(await directory.knows(clientId)).toBe(false);
  });

  it('V1: ids that nobody has reach the database once in a while, not with every call', async () => {
    const directory = processOf();
    const id = randomUUID();
    expect(await directory.knows(id)).toBe(false);
    const made = await clientOf(context, await activeParty(context), { clientId: id });
    expect(await directory.knows(made.clientId)).toBe(false);
    directory.passes(2_000);
    expect(await directory.knows(made.clientId)).toBe(true);
  });

  it('V5: while the database is away, known callers go on from memory, strangers are told to wait, and the age is known', async () => {
    const directory = processOf();
    const party = await activeParty(context);
    const { clientId } = await clientOf(context, party);
    const reader = await readerOf(party.partyId);
    await directory.refresh();
    expect(directory.ageMs()).toBe(0);
    way.cut();
    try {
      directory.later();
      expect(await directory.knows(clientId)).toBe(true);
      expect(await directory.reader(reader)).not.toBeNull();
      expect(directory.ageMs()).toBe(2 * partyPolicy.directoryRefreshMs + 1);
      await expect(directory.knows(randomUUID())).rejects.toBeInstanceOf(DatabaseAway);
    } finally {
      way.mend();
    }
    await setState(party.partyId, 'suspended');
    await directory.refresh();
    expect(await directory.knows(clientId)).toBe(false);
  });

  it('V5: a process that starts reads everybody once, page by page, and then knows them without the database', async () => {
    const party = await activeParty(context);
    const made = await Promise.all(Array.from({ length: 3 }, () => clientOf(context, party)));
    const gates = await Promise.all(Array.from({ length: 5 }, () => readerOf(party.partyId)));
    const directory = processOf(2);
    await directory.refresh();
    way.cut();
    try {
      for (const { clientId } of made) expect(await directory.knows(clientId)).toBe(true);
      for (const gate of gates) expect(await directory.reader(gate)).not.toBeNull();
    } finally {
      way.mend();
    }
  });
});
