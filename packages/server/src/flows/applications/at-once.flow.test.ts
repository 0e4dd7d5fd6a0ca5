import { residents } from '@suizheng/sandbox/population/residents.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { sessionOf } from '../../testing/account-session.ts';
import { actorOf, applyFor, newApplicant, registrationOf } from '../../testing/applicant.ts';
import { newMobile } from '../../testing/counter.ts';
import { seedApplication, syntheticSubject } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { untilSomebodyWaits } from '../../testing/until-somebody-waits.ts';
import { tokenHash } from '../accounts/session.ts';
import { askDeletion } from '../rights/ask-deletion.ts';
import { withdrawOpen } from '../rights/end-account.ts';
import { settle } from '../settle/settle.ts';
import { chooseWay, withdraw } from './change-course.ts';
import { takeBack } from './take-back.ts';

let context: TestContext;
let people = 40_000;
beforeAll(async () => {
  context = await testContext();
});
afterAll(() => context.close());

const someone = async () => {
  const accountId = await context.newAccount();
  const key = await seedApplication(context, { subject: syntheticSubject(people++), accountId });
  const request = { applicationId: key.applicationId, actor: actorOf(accountId), locale: 'en' } as const;
  return { accountId, key, request };
};
const rowOf = (applicationId: string) =>
  context.db
    .selectFrom('application')
    .selectAll()
    .where('application_id', '=', applicationId)
    .executeTakeFirstOrThrow();

/** Runs `work` once the application is moving to that state, not yet written down; answers what `work` came to. */
async function whileItMoves<T>(
  applicationId: string,
  state: 'in-review' | 'refused',
  work: () => Promise<T>,
): Promise<T> {
  const { done } = await context.db.transaction().execute(async (moving) => {
    await moving
      .updateTable('application')
      .set({ state })
      .where('application_id', '=', applicationId)
      .execute();
    const done = work();
    done.catch(() => {});
    await untilSomebodyWaits(context.db);
    return { done };
  });
  return done;
}

describe('an application that moves while its applicant acts', () => {
  it('withdrawn at the moment it goes to a reviewer it is withdrawn: it was not decided', async () => {
    const { accountId, key, request } = await someone();
    const view = await whileItMoves(key.applicationId, 'in-review', () =>
      withdraw(context, { accountId }, request),
    );
    expect(view.state).toBe('withdrawn');
    expect(await rowOf(key.applicationId)).toMatchObject({ state: 'withdrawn', sealed: Buffer.alloc(0) });
  });

  it('withdrawn at the moment it is refused it is decided, and says so', async () => {
    const { accountId, key, request } = await someone();
    const asked = whileItMoves(key.applicationId, 'refused', () => withdraw(context, { accountId }, request));
    await expect(asked).rejects.toMatchObject({ code: 'wrong-state' });
    expect((await rowOf(key.applicationId)).state).toBe('refused');
  });

  it('PIPL 15: whoever withdraws everything leaves nothing open that was on its way to a reviewer', async () => {
    const { accountId, key } = await someone();
    const ended = await whileItMoves(key.applicationId, 'in-review', () =>
      withdrawOpen(context, accountId, SYSTEM),
    );
    expect(ended).toBe(1);
    expect((await rowOf(key.applicationId)).state).toBe('withdrawn');
  });

  it('A12: another way chosen at the moment it is refused declines nothing any more', async () => {
    const { accountId, key, request } = await someone();
    const asked = whileItMoves(key.applicationId, 'refused', () =>
      chooseWay(context, { accountId }, { ...request, rung: 'counter' }),
    );
    await expect(asked).rejects.toMatchObject({ code: 'wrong-state' });
    expect(await rowOf(key.applicationId)).toMatchObject({ declined_face: false, chosen_rung: null });
  });

  it('applied for again at the moment the open one is taken back, a new one is made: what was destroyed stays so', async () => {
    const person = residents([]).find(({ mobile }) => mobile !== null)!;
    const { accountId } = await newApplicant(context, newMobile());
    const first = await applyFor(context, accountId, 'registration', registrationOf(person));
    const { person_id: personId } = await rowOf(first.id);
    const client = await context.pool.connect();
    await client.query('begin');
    const key = { personId, applicationId: first.id };
    expect(await takeBack({ db: context.db, on: client }, key, SYSTEM, context.clock())).toBe(true);
    const applying = applyFor(context, accountId, 'registration', registrationOf(person));
    // Whatever happens next, nobody waits for this connection for ever.
    await untilSomebodyWaits(context.db).finally(() => client.query('commit'));
    client.release();
    const second = await applying;
    expect(second.id).not.toBe(first.id);
    expect(second.state).toBe('proving');
    expect(await rowOf(first.id)).toMatchObject({ state: 'withdrawn', sealed: Buffer.alloc(0) });
  });

  describe('PIPL 47: at the moment its account’s deletion is asked for', () => {
    /** An application that is about to be issued, its account, and what asks for the deletion. */
    async function aboutToBeIssued() {
      const accountId = await context.newAccount();
      const subject = syntheticSubject(people++);
      const key = await seedApplication(context, { subject, accountId, proof: 'accept' });
      const token = await sessionOf(context, accountId);
      const asker = { accountId, personId: null, signedInAt: context.clock(), session: tokenHash(token) };
      await context.db
        .insertInto('consent')
        .values({
          account_id: accountId,
          consent_id: key.applicationId,
          person_id: null,
          kind: 'terms',
          version: 't',
          guardian: false,
          granted_at: context.clock(),
          withdrawn_at: null,
        })
        .execute();
      const ask = () => askDeletion(context, asker, actorOf(accountId));
      return { accountId, key, ask };
    }
    const valid = (accountId: string) =>
      context.db
        .selectFrom('credential')
        .select('status')
        .where('account_id', '=', accountId)
        .where('status', '<>', 1)
        .execute();

    it('it is not issued any more, and nothing is left to be done once the deletion stands', async () => {
      const { accountId, key, ask } = await aboutToBeIssued();
      const { both } = await context.db.transaction().execute(async (holding) => {
        await holding
          .selectFrom('consent')
          .select('consent_id')
          .where('consent_id', '=', key.applicationId)
          .forUpdate()
          .execute();
        // It holds the application; deciding that waits for it has read its facts before.
        const asked = ask();
        await untilSomebodyWaits(context.db);
        const settled = settle(context, key, SYSTEM).then(async () => {
          // As if the process that asked had died: whatever it did after its transaction is not done.
          expect(await valid(accountId)).toEqual([]);
        });
        await untilSomebodyWaits(context.db, 2);
        return { both: Promise.all([asked, settled]) };
      });
      await both;
      expect((await rowOf(key.applicationId)).state).toBe('withdrawn');
    });

    it('what is being issued is waited for, and revoked with the others', async () => {
      const { accountId, key, ask } = await aboutToBeIssued();
      const client = await context.pool.connect();
      await client.query('begin');
      const on = { query: client.query.bind(client) } as unknown as typeof context.pool;
      const settled = await settle({ ...context, pool: on }, key, SYSTEM);
      expect(settled.state).toBe('issued');
      const asked = ask();
      await untilSomebodyWaits(context.db).finally(() => client.query('commit'));
      client.release();
      await asked;
      expect((await rowOf(key.applicationId)).state).toBe('issued');
      expect(await valid(accountId)).toEqual([]);
    });
  });
});
