import { randomUUID } from 'node:crypto';
import { MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { sessionOf } from '../../testing/account-session.ts';
import { actorOf, applyFor, newApplicant, registrationOf, signedIn } from '../../testing/applicant.ts';
import { doCheck } from '../../testing/do-check.ts';
import { scriptedVision } from '../../testing/scripted-vision.ts';
import { newHolderKey, seedProof } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { readSession } from '../accounts/session.ts';
import { apply } from '../applications/apply.ts';
import { settleLeftBehind } from '../applications/lapse-due.ts';
import { listApplications, readApplication } from '../applications/read-applications.ts';
import { listCredentials } from '../credentials/read-credentials.ts';
import { confirmMobile } from '../ladder/confirm-mobile.ts';
import { notify } from '../notifications/notify.ts';
import { settle } from './settle.ts';

let context: TestContext;
let order = 0;
const freshMobile = () => `1371000${String(++order).padStart(4, '0')}`;

beforeAll(async () => {
  context = await testContext({ vision: scriptedVision() });
});
afterAll(() => context.close());

const levelOf = async (accountId: string) => (await signedIn(context, accountId)).level;
const newsOf = async (accountId: string) =>
  (
    await context.db
      .selectFrom('notification')
      .select(['kind', 'sms'])
      .where('account_id', '=', accountId)
      .orderBy('kind')
      .execute()
  ).map(({ kind }) => kind);

/** Registers by face on a phone of their own, and holds a rail ID there. */
async function holder(name: string) {
  const mobile = freshMobile();
  const resident = await context.world.enrol(name, '1990-03-07', mobile);
  const { accountId } = await newApplicant(context, mobile);
  const { id } = await applyFor(context, accountId, 'registration', registrationOf(resident));
  await doCheck(context, await signedIn(context, accountId), { kind: 'application', id });
  const doer = await signedIn(context, accountId);
  const rail = await apply(context, doer, {
    procedure: 'rail-temporary-id',
    input: { ...resident, city: '北京市' },
    holderKey: newHolderKey().text,
    operationId: randomUUID(),
    actor: actorOf(accountId),
    locale: 'en',
  });
  await doCheck(context, doer, { kind: 'application', id: rail.id });
  return { resident, accountId, doer, rail };
}

describe('recovery climbs the ladder (A10)', () => {
  it('A10: a new phone and a live face take over: sessions end, credentials and records move, both are told', async () => {
    const old = await holder('李换机');
    const session = await sessionOf(context, old.accountId);
    expect(await readSession(context, session, context.clock())).not.toBeNull();
    const news = { accountId: old.accountId, kind: 'credential-suspended', params: {}, sms: true } as const;
    await notify(context.db, news, context.clock());
    const { accountId } = await newApplicant(context, freshMobile());
    const { id } = await applyFor(context, accountId, 'registration', registrationOf(old.resident));
    await doCheck(context, await signedIn(context, accountId), { kind: 'application', id });

    const mine = await signedIn(context, accountId);
    expect(mine).toMatchObject({ level: 'real-person', personId: old.doer.personId });
    expect(await signedIn(context, old.accountId)).toMatchObject({ level: 'registered', personId: null });
    expect(await readSession(context, session, context.clock())).toBeNull();
    const [credential] = await listCredentials(context, mine);
    expect(credential).toMatchObject({ status: 'valid' });
    expect(await listCredentials(context, old.doer)).toEqual([]);
    expect((await listApplications(context, mine, 'en')).map((one) => one.id)).toContain(old.rail.id);
    expect(await listApplications(context, old.doer, 'en')).toEqual([]);
    const consents = await context.db
      .selectFrom('consent')
      .select('account_id')
      .where('person_id', '=', mine.personId)
      .execute();
    expect(new Set(consents.map((row) => row.account_id))).toEqual(new Set([accountId]));
    // Whoever has the earlier number next finds nothing of the person there, what was told to them least of all.
    expect(await newsOf(old.accountId)).toEqual(['account-moved']);
    expect(await newsOf(accountId)).toContain('credential-suspended');
    expect(await newsOf(accountId)).toContain('account-recovered');
    const event = await context.db
      .selectFrom('audit_event')
      .selectAll()
      .where('action', '=', 'account.take-over')
      .where('object_id', '=', accountId)
      .executeTakeFirstOrThrow();
    expect(event.detail).toEqual({ person: mine.personId, from: [old.accountId] });
  });

  it('A10 B5: the credential that moved shows nothing until the face is checked for the new phone’s key', async () => {
    const old = await holder('王换机');
    const { accountId } = await newApplicant(context, freshMobile());
    const { id } = await applyFor(context, accountId, 'registration', registrationOf(old.resident));
    await doCheck(context, await signedIn(context, accountId), { kind: 'application', id });
    const mine = await signedIn(context, accountId);
    const [credential] = await listCredentials(context, mine);
    expect(Date.parse(credential!.presentUntil!)).toBeLessThanOrEqual(context.clock().getTime());
    const check = await doCheck(context, mine, {
      kind: 'credential',
      id: credential!.id,
      holderKey: newHolderKey().text,
    });
    expect(check.state).toBe('accepted');
  });

  it('A10: real-name never takes over: who only knows a name, a number and a mobile on file gets nothing of another’s', async () => {
    const mobile = freshMobile();
    const resident = await context.world.enrol('赵两户', '1990-03-07', mobile);
    const first = await newApplicant(context, freshMobile());
    const { id } = await applyFor(context, first.accountId, 'registration', registrationOf(resident));
    const { rows } = await context.pool.query('select person_id from application where application_id = $1', [
      id,
    ]);
    await seedProof(context, { personId: rows[0].person_id, applicationId: id }, 'accept', 'counter');
    await settle(context, { personId: rows[0].person_id, applicationId: id }, SYSTEM);
    expect(await levelOf(first.accountId)).toBe('real-person');

    const second = await newApplicant(context, mobile);
    const again = await applyFor(context, second.accountId, 'registration', registrationOf(resident));
    await confirmMobile(context, second, {
      applicationId: again.id,
      actor: actorOf(second.accountId),
      locale: 'en',
    });
    expect(await levelOf(second.accountId)).toBe('real-name');
    expect(await signedIn(context, first.accountId)).toMatchObject({
      level: 'real-person',
      personId: rows[0].person_id,
    });
    expect(await newsOf(first.accountId)).not.toContain('account-moved');
  });

  it('A10: two accounts that prove the same person at one moment leave exactly one holder', async () => {
    const resident = await context.world.enrol('孙同时');
    const accounts = await Promise.all([0, 1, 2].map(() => newApplicant(context, freshMobile())));
    const keys = [];
    for (const { accountId } of accounts) {
      const { id } = await applyFor(context, accountId, 'registration', registrationOf(resident));
      const { rows } = await context.pool.query(
        'select person_id from application where application_id = $1',
        [id],
      );
      const key = { personId: rows[0].person_id as string, applicationId: id };
      await seedProof(context, key, 'accept', 'counter');
      keys.push(key);
    }
    await Promise.all([...keys, ...keys].map((key) => settle(context, key, SYSTEM)));
    const held = await Promise.all(accounts.map(({ accountId }) => signedIn(context, accountId)));
    expect(held.filter(({ personId }) => personId !== null)).toHaveLength(1);
    expect(held.filter(({ level }) => level === 'real-person')).toHaveLength(1);
  });

  it('A10: what the earlier account was climbing to ends, and its later proofs give it nothing', async () => {
    const resident = await context.world.enrol('周先后');
    const [first, second] = await Promise.all([0, 1].map(() => newApplicant(context, freshMobile())));
    const before = await applyFor(context, first!.accountId, 'registration', registrationOf(resident));
    const { rows } = await context.pool.query('select person_id from application where application_id = $1', [
      before.id,
    ]);
    const personId = rows[0].person_id as string;
    await context.db
      .updateTable('account')
      .set({ level: 'real-name', person_id: personId })
      .where('account_id', '=', first!.accountId)
      .execute();
    const after = await applyFor(context, second!.accountId, 'registration', registrationOf(resident));
    await seedProof(context, { personId, applicationId: after.id }, 'accept', 'counter');
    await settle(context, { personId, applicationId: after.id }, SYSTEM);
    const ended = await readApplication(context, second!, before.id, 'en');
    expect(ended.state).toBe('withdrawn');
    await seedProof(context, { personId, applicationId: before.id }, 'accept', 'counter');
    await settle(context, { personId, applicationId: before.id }, SYSTEM);
    expect(await levelOf(first!.accountId)).toBe('registered');
  });

  it('A10: a crash between the proof and the decision loses nothing: the job grants and takes over, once', async () => {
    const old = await holder('吴断电');
    const { accountId } = await newApplicant(context, freshMobile());
    const { id } = await applyFor(context, accountId, 'registration', registrationOf(old.resident));
    await seedProof(context, { personId: old.doer.personId!, applicationId: id }, 'accept', 'counter');
    expect(await levelOf(old.accountId)).toBe('real-person');
    context.advance(MINUTE_MS);
    await settleLeftBehind(context);
    await settleLeftBehind(context);
    expect(await levelOf(accountId)).toBe('real-person');
    expect(await levelOf(old.accountId)).toBe('registered');
    expect((await newsOf(accountId)).filter((kind) => kind === 'account-recovered')).toHaveLength(1);
  });

  it('an account that came to belong to somebody else meanwhile gets no level, and hears why', async () => {
    const resident = await context.world.enrol('郑错人');
    const other = await holder('冯他人');
    const { accountId } = await newApplicant(context, freshMobile());
    const { id } = await applyFor(context, accountId, 'registration', registrationOf(resident));
    const { rows } = await context.pool.query('select person_id from application where application_id = $1', [
      id,
    ]);
    await context.db
      .updateTable('account')
      .set({ person_id: other.doer.personId })
      .where('account_id', '=', accountId)
      .execute();
    await seedProof(context, { personId: rows[0].person_id, applicationId: id }, 'accept', 'counter');
    await settle(context, { personId: rows[0].person_id, applicationId: id }, SYSTEM);
    const view = await readApplication(context, { accountId }, id, 'en');
    expect(view).toMatchObject({ state: 'refused', reasons: [{ code: 'account-of-another' }] });
    expect(await levelOf(accountId)).toBe('registered');
  });
});
