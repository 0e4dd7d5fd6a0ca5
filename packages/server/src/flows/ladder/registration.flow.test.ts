import { randomUUID } from 'node:crypto';
import { TERMS } from '@suizheng/domain/contract/consent-terms.ts';
import { DAY_MS, MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import { permitHolders } from '@suizheng/sandbox/permits/holders.ts';
import { residents } from '@suizheng/sandbox/population/residents.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { actorOf, applyFor, newApplicant, signedIn } from '../../testing/applicant.ts';
import { faults } from '../../testing/apply-trip.ts';
import { ladderTrip, UNLIKE } from '../../testing/ladder-trip.ts';
import { scriptedVision } from '../../testing/scripted-vision.ts';
import { seedProof } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { chooseWay, withdraw } from '../applications/change-course.ts';
import { settleLeftBehind } from '../applications/lapse-due.ts';
import { readApplication } from '../applications/read-applications.ts';
import { settle } from '../settle/settle.ts';
import { confirmMobile } from './confirm-mobile.ts';

let context: TestContext;
let trip: ReturnType<typeof ladderTrip>;

beforeAll(async () => {
  context = await testContext({ vision: scriptedVision() });
  trip = ladderTrip(context);
});
afterAll(() => context.close());

describe('registration', () => {
  it('A1: name, number and terms, then the face: real-person at once, and the account belongs to the person', async () => {
    const { resident, accountId } = await trip.newcomer('李一一');
    const view = await trip.register(accountId, resident);
    expect(view).toMatchObject({ state: 'proving', need: 'real-person', triesLeft: 3, credentialId: null });
    expect(view.ways.map(({ rung }) => rung)).toEqual([
      'real-person',
      'mobile-on-file',
      'vouched-mobile',
      'document-review',
      'counter',
    ]);
    expect((await trip.faceOnce(accountId, view.id)).state).toBe('accepted');
    const after = await readApplication(context, { accountId }, view.id, 'en');
    expect(after.state).toBe('issued');
    const { personId } = await trip.keyOf(view.id);
    expect(await signedIn(context, accountId)).toMatchObject({ level: 'real-person', personId });
    expect(await faults(trip.register(accountId, resident))).toEqual({ code: 'level-held', fields: [] });
  });

  it('A2: a face that fails three times leads to the mobile on file, which gives real-name; nothing is typed twice', async () => {
    const { resident, accountId, by } = await trip.newcomer('王一二');
    const { id } = await trip.register(accountId, resident);
    for (let i = 0; i < 3; i += 1) expect((await trip.faceOnce(accountId, id, UNLIKE)).state).toBe('refused');
    const fallen = await readApplication(context, { accountId }, id, 'en');
    expect(fallen).toMatchObject({ state: 'proving', need: 'mobile-on-file' });
    expect(fallen.reasons[0]!.code).toBe('face-tries-used');
    const after = await confirmMobile(context, { accountId }, { applicationId: id, ...by });
    expect(after.state).toBe('issued');
    expect(await trip.levelOf(accountId)).toBe('real-name');
  });

  it('A2: asked twice, or by two requests at once, it is one fact and one level', async () => {
    const { resident, accountId, by } = await trip.newcomer('赵一三');
    const { id } = await trip.register(accountId, resident);
    const all = await Promise.all(
      [1, 2, 3].map(() => confirmMobile(context, { accountId }, { applicationId: id, ...by })),
    );
    const again = await confirmMobile(context, { accountId }, { applicationId: id, ...by });
    expect([...all, again].map(({ state }) => state)).toEqual(Array(4).fill('issued'));
    const { rowCount } = await context.pool.query('select 1 from proof where application_id = $1', [id]);
    expect(rowCount).toBe(1);
  });

  it('A2 A3: a mobile that is not the one on file closes that rung and opens the next, with the reason', async () => {
    const { resident, accountId, by } = await trip.newcomer('陈一四', trip.freshMobile(), trip.freshMobile());
    const { id } = await trip.register(accountId, resident);
    await chooseWay(context, { accountId }, { applicationId: id, rung: 'mobile-on-file', ...by });
    const after = await confirmMobile(context, { accountId }, { applicationId: id, ...by });
    expect(after).toMatchObject({ state: 'proving', need: 'vouched-mobile' });
    expect(after.ways.map(({ rung }) => rung)).not.toContain('mobile-on-file');
    const none = residents([]).find(({ mobile, birthDate }) => mobile === null && birthDate < '2000')!;
    const { accountId: hers } = await newApplicant(context, trip.freshMobile());
    const { id: other } = await trip.register(hers, none);
    const told = await confirmMobile(context, { accountId: hers }, { applicationId: other, ...by });
    expect(told.reasons[0]!.code).toBe('no-mobile-on-file');
    expect(await trip.levelOf(hers)).toBe('registered');
  });

  it('A2: a register that does not answer is said to be so, and the rung stays open', async () => {
    const { resident, accountId, by } = await trip.newcomer('钱一六');
    const { id } = await trip.register(accountId, resident);
    await context.world.fault('error');
    const ask = () => confirmMobile(context, { accountId }, { applicationId: id, ...by });
    expect(await faults(ask())).toMatchObject({ code: 'register-unavailable' });
    await context.world.fault('off');
    expect((await ask()).state).toBe('issued');
  });

  it('A2: somebody else’s application, a decided one and one that has lapsed are refused', async () => {
    const { resident, accountId, by } = await trip.newcomer('孙一七');
    const { id } = await trip.register(accountId, resident);
    const stranger = await newApplicant(context, trip.freshMobile());
    const ask = (who: { accountId: string }) => confirmMobile(context, who, { applicationId: id, ...by });
    expect(await faults(ask(stranger))).toMatchObject({ code: 'not-found' });
    const start = context.clock();
    context.advance(15 * DAY_MS);
    expect(await faults(ask({ accountId }))).toMatchObject({ code: 'wrong-state' });
    context.setNow(start);
    await withdraw(context, { accountId }, { applicationId: id, ...by });
    expect(await faults(ask({ accountId }))).toMatchObject({ code: 'wrong-state' });
  });

  it('A5: photos of the document wait for a reviewer, who decides by a fact: real-person', async () => {
    const { resident, accountId } = await trip.newcomer('周一八');
    const { id } = await trip.register(accountId, resident);
    const key = await trip.keyOf(id);
    await seedProof(context, key, 'review', 'document-review');
    expect((await settle(context, key, SYSTEM)).state).toBe('in-review');
    const waiting = await readApplication(context, { accountId }, id, 'en');
    expect(waiting.dueAt).not.toBeNull();
    expect(Date.parse(waiting.dueAt!)).toBeLessThan(Date.parse(waiting.lapsesAt));
    await seedProof(context, key, 'accept', 'document-review');
    expect((await settle(context, key, SYSTEM)).state).toBe('issued');
    expect(await trip.levelOf(accountId)).toBe('real-person');
  });

  it('A5 A6: photos refused twice still leave the counter, where an officer gives real-person', async () => {
    const { resident, accountId } = await trip.newcomer('吴一九');
    const { id } = await trip.register(accountId, resident);
    const key = await trip.keyOf(id);
    for (let i = 0; i < 2; i += 1) await seedProof(context, key, 'refuse', 'document-review');
    for (let i = 0; i < 3; i += 1) await seedProof(context, key, 'refuse');
    await settle(context, key, SYSTEM);
    const left = await readApplication(context, { accountId }, id, 'en');
    expect(left.ways.map(({ rung }) => rung)).toEqual(['mobile-on-file', 'vouched-mobile', 'counter']);
    await chooseWay(
      context,
      { accountId },
      {
        applicationId: id,
        rung: 'counter',
        actor: actorOf(accountId),
        locale: 'en',
      },
    );
    expect((await readApplication(context, { accountId }, id, 'en')).state).toBe('at-counter');
    await seedProof(context, key, 'accept', 'counter');
    expect((await settle(context, key, SYSTEM)).state).toBe('issued');
    expect(await trip.levelOf(accountId)).toBe('real-person');
  });

  it('A6: an officer who does not recognise the person ends it, with the reason', async () => {
    const { resident, accountId } = await trip.newcomer('郑二十');
    const { id } = await trip.register(accountId, resident);
    const key = await trip.keyOf(id);
    await seedProof(context, key, 'refuse', 'counter');
    expect((await settle(context, key, SYSTEM)).state).toBe('refused');
    expect(await trip.levelOf(accountId)).toBe('registered');
  });

  const holderOf = (document: string) =>
    permitHolders([]).find(
      (one) => one.document === document && one.card!.expires > '2026-12-01' && one.mobile !== null,
    )!;
  const permitForm = ({ document, name, number, card }: ReturnType<typeof holderOf>) => ({
    document,
    name,
    number,
    expires: card!.expires,
    terms: TERMS.version,
  });

  it('A9: a Taiwan resident registers with the permit and its expiry date, by the face; a wrong date is named', async () => {
    const holder = holderOf('taiwan-permit');
    const { accountId } = await newApplicant(context, trip.freshMobile());
    const form = permitForm(holder);
    const wrong = applyFor(context, accountId, 'registration', { ...form, expires: '2039-01-01' });
    expect(await faults(wrong)).toEqual({
      code: 'validation-failed',
      fields: ['input.expires expires.differs'],
    });
    const { id, subject } = await applyFor(context, accountId, 'registration', form);
    expect(subject.number).toContain('*');
    // The portrait is the permit register's.
    expect((await trip.faceOnce(accountId, id)).state).toBe('accepted');
    expect(await trip.levelOf(accountId)).toBe('real-person');
  });

  it('A9 A2: the mobile on file with the register of permits gives real-name', async () => {
    const holder = holderOf('home-return-permit');
    const { accountId } = await newApplicant(context, holder.mobile!);
    const { id } = await applyFor(context, accountId, 'registration', permitForm(holder));
    const by = { actor: actorOf(accountId), locale: 'en' } as const;
    expect((await confirmMobile(context, { accountId }, { applicationId: id, ...by })).state).toBe('issued');
    expect(await trip.levelOf(accountId)).toBe('real-name');
  });

  it('A11: every wrong field is named at once, before the register is asked', async () => {
    const { accountId } = await trip.newcomer('冯廿一');
    const input = {
      document: 'residence-permit',
      name: '',
      number: 'x',
      expires: '2020-01-01',
      terms: 'old',
    };
    expect(await faults(applyFor(context, accountId, 'registration', input))).toEqual({
      code: 'validation-failed',
      fields: [
        'input.name name.empty',
        'input.number residence-permit.length',
        'input.expires expires.past',
        'input.terms terms.outdated',
      ],
    });
  });

  it('applying again goes on with the open one; five at once are one; what it is about another person ends', async () => {
    const { resident, accountId } = await trip.newcomer('褚廿二');
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => trip.register(accountId, resident)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    const { id } = all[0]!;
    await seedProof(context, await trip.keyOf(id), 'refuse');
    const again = await trip.register(accountId, resident);
    expect(again).toMatchObject({ id, triesLeft: 2 });
    const other = await context.world.enrol('褚廿三');
    const { id: second } = await trip.register(accountId, other);
    expect(second).not.toBe(id);
    expect((await readApplication(context, { accountId }, id, 'en')).state).toBe('withdrawn');
  });

  it('the same request again answers the same application, also when it was decided meanwhile', async () => {
    const { resident, accountId } = await trip.newcomer('卫廿四');
    const operationId = randomUUID();
    const first = await trip.register(accountId, resident, operationId);
    expect(first.id).toBe(operationId);
    await trip.faceOnce(accountId, first.id);
    expect(await trip.register(accountId, resident, operationId)).toMatchObject({
      id: operationId,
      state: 'issued',
    });
  });

  it('an account that belongs to a person never becomes another’s', async () => {
    const { resident, accountId } = await trip.newcomer('蒋廿五');
    const mine = await trip.register(accountId, resident);
    const other = await context.world.enrol('蒋廿六');
    const key = await trip.keyOf(mine.id);
    // Its level was taken away, its person not: as an account stands between a deletion's steps.
    await context.db
      .updateTable('account')
      .set({ person_id: key.personId })
      .where('account_id', '=', accountId)
      .execute();
    expect(await faults(trip.register(accountId, other))).toEqual({
      code: 'validation-failed',
      fields: ['input.number account.other-person'],
    });
  });

  it('what a killed process left between the proof and the decision is settled by the job', async () => {
    const { resident, accountId } = await trip.newcomer('沈廿七');
    const { id } = await trip.register(accountId, resident);
    await seedProof(context, await trip.keyOf(id), 'accept', 'document-review');
    expect(await trip.levelOf(accountId)).toBe('registered');
    context.advance(MINUTE_MS);
    expect(await settleLeftBehind(context)).toBeGreaterThan(0);
    expect(await trip.levelOf(accountId)).toBe('real-person');
    const told = await context.db
      .selectFrom('account')
      .select('person_id')
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow();
    expect(told.person_id).toBe((await trip.keyOf(id)).personId);
  });
});
