import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { isTaken, repeatUndone, wasUndone } from './repeat-undone.ts';
import type { Database } from './schema.ts';

let context: TestContext;
beforeAll(async () => {
  context = await testContext();
});
afterAll(() => context.close());

describe('transactions that wait for each other in a circle', () => {
  it('the one that the database undid is done again: nobody hears of it, and nothing is done twice', async () => {
    const accounts = [await context.newAccount(), await context.newAccount()];
    let runs = 0;
    let arrived = 0;
    let meet: () => void = () => {};
    const met = new Promise<void>((resolve) => {
      meet = resolve;
    });
    const hold = (trx: Kysely<Database>, accountId: string) =>
      trx
        .selectFrom('account')
        .select('account_id')
        .where('account_id', '=', accountId)
        .forUpdate()
        .execute();
    const both = (first: string, second: string, locale: string) =>
      context.db.transaction().execute(async (trx) => {
        runs += 1;
        await hold(trx, first);
        arrived += 1;
        if (arrived === 2) meet();
        await met;
        await hold(trx, second);
        await trx
          .insertInto('consent')
          .values({
            account_id: first,
            consent_id: randomUUID(),
            person_id: null,
            kind: 'face',
            version: locale,
            guardian: false,
            granted_at: context.clock(),
            withdrawn_at: null,
          })
          .execute();
        return locale;
      });
    const [a, b] = accounts as [string, string];
    expect(await Promise.all([both(a, b, 'one'), both(b, a, 'two')])).toEqual(['one', 'two']);
    expect(runs).toBe(3);
    const kept = await context.db.selectFrom('consent').select('version').orderBy('version').execute();
    expect(kept.map(({ version }) => version)).toEqual(['one', 'two']);
  });

  it('what is wrong in itself is not tried again, and no circle is run in for ever', async () => {
    const failing = (code: string) => {
      let runs = 0;
      const work = () => {
        runs += 1;
        return Promise.reject(Object.assign(new Error('no'), { code }));
      };
      return repeatUndone(work).catch((error: unknown) => ({ error, runs }));
    };
    expect(await failing('23505')).toMatchObject({ runs: 1, error: { code: '23505' } });
    expect(await failing('40P01')).toMatchObject({ runs: 4, error: { code: '40P01' } });
    // 40003, completion unknown: it may stand, and done again it would stand twice.
    expect(await failing('40003')).toMatchObject({ runs: 1 });
    expect([wasUndone(new Error('40P01')), isTaken({ code: '40P01' }), isTaken({ code: '23505' })]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
