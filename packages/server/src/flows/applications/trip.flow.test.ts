import { randomUUID } from 'node:crypto';
import { parseCredential } from '@suizheng/domain/credential/credential.ts';
import { HOUR_MS, MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, applyTrip, faults } from '../../testing/apply-trip.ts';
import { begin, doCheck, framesFor, send } from '../../testing/do-check.ts';
import { type ScriptedVision, scriptedVision } from '../../testing/scripted-vision.ts';
import { newHolderKey } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { endPresentation } from '../credentials/end-presentation.ts';
import { listCredentials, readCredential } from '../credentials/read-credentials.ts';
import { chooseWay, withdraw } from './change-course.ts';
import { listApplications, readApplication } from './read-applications.ts';

let context: TestContext;
let vision: ScriptedVision;
let trip: ReturnType<typeof applyTrip>;

beforeAll(async () => {
  vision = scriptedVision();
  context = await testContext({ vision });
  trip = applyTrip(context);
});
afterAll(() => context.close());

describe('the trip', () => {
  it('B1 B2 B5 B7: applies, is checked, gets a credential for 24 hours that shows for 30 minutes', async () => {
    const doer = await trip.newDoer();
    const subject = await context.world.enrol('李一');
    const application = await trip.applyAs(doer, { ...subject, city: '北京市' });
    expect(application).toMatchObject({
      state: 'proving',
      need: 'real-person',
      triesLeft: 3,
      city: '北京市',
    });
    expect(application.subject.number).toMatch(/^9900\*+/);
    const check = await doCheck(context, doer, { kind: 'application', id: application.id });
    expect(check.state).toBe('accepted');
    const after = await readApplication(context, doer, application.id, 'en');
    expect(after.state).toBe('issued');
    expect(check.credentialId).toBe(after.credentialId);
    const [credential] = await listCredentials(context, doer);
    expect(credential).toMatchObject({ id: after.credentialId, status: 'valid', city: '北京市' });
    expect(credential!.identifier).toMatch(/^1\.2\.156\.3005\.2\./);
    const { claims } = parseCredential(Buffer.from(credential!.token!, 'base64url'));
    expect(Buffer.from(claims.holderKey!)).toEqual(trip.holder.key);
    expect(await trip.count('check_frame')).toBe(0);
    expect((await listApplications(context, doer, 'en')).map((one) => one.id)).toEqual([application.id]);
    const stored = await context.pool.query('select * from proof where application_id = $1', [
      application.id,
    ]);
    expect(JSON.stringify(stored.rows)).not.toMatch(/fingerprint|digest|embedding/);
  });

  it('B1: applicant and subject are different people, and a stranger sees neither application nor credential', async () => {
    const [doer, stranger] = [await trip.newDoer(), await trip.newDoer()];
    const companion = await context.world.enrol('王二');
    const application = await trip.applyAs(doer, { ...companion, city: '上海市' });
    await doCheck(context, doer, { kind: 'application', id: application.id });
    const { credentialId } = await readApplication(context, doer, application.id, 'en');
    const person = await context.db
      .selectFrom('account')
      .select('person_id')
      .where('account_id', '=', doer.accountId)
      .executeTakeFirstOrThrow();
    expect(person.person_id).toBeNull();
    expect(await faults(readApplication(context, stranger, application.id, 'en'))).toMatchObject({
      code: 'not-found',
    });
    expect(await faults(readCredential(context, stranger, credentialId!))).toMatchObject({
      code: 'not-found',
    });
    expect(await faults(begin(context, stranger, { kind: 'application', id: application.id }))).toMatchObject(
      { code: 'not-found' },
    );
  });

  it('a retry with the same idempotency key finds the same application, whatever happened in between', async () => {
    const doer = await trip.newDoer();
    const subject = await context.world.enrol('孙六');
    const operationId = randomUUID();
    const all = await Promise.all(
      Array.from({ length: 5 }, () => trip.applyAs(doer, { ...subject, city: '北京市' }, operationId)),
    );
    expect(new Set(all.map((one) => one.id))).toEqual(new Set([operationId]));
    const check = await doCheck(context, doer, { kind: 'application', id: operationId });
    expect(check.state).toBe('accepted');
    const again = await trip.applyAs(doer, { ...subject, city: '北京市' }, operationId);
    expect(again).toMatchObject({ id: operationId, state: 'issued', credentialId: check.credentialId });
  });

  it('B3 A11: a used quota and a valid credential refuse before any camera, with the reason and the next step', async () => {
    const doer = await trip.newDoer();
    const subject = await context.world.enrol('周七');
    const start = context.clock();
    for (let i = 0; i < 3; i += 1) {
      const application = await trip.applyAs(doer, { ...subject, city: '北京市' });
      await doCheck(context, doer, { kind: 'application', id: application.id });
      const early = await trip.applyAs(doer, { ...subject, city: '北京市' });
      expect(early.state).toBe('refused');
      expect(early.reasons[0]!.code).toBe(i < 2 ? 'still-valid' : 'quota-used');
      expect(early.reasons[0]!.next).not.toBe('');
      context.advance(22 * HOUR_MS);
    }
    const fourth = await trip.applyAs(doer, { ...subject, city: '北京市' });
    expect(fourth).toMatchObject({ state: 'refused', reasons: [{ code: 'quota-used' }] });
    context.setNow('2026-12-01T00:00:01+08:00');
    expect((await trip.applyAs(doer, { ...subject, city: '北京市' })).state).toBe('proving');
    context.setNow(start);
  });

  it('A2: three failed tries lead to the counter with everything typed kept', async () => {
    const doer = await trip.newDoer();
    const subject = await context.world.enrol('吴八');
    const { id } = await trip.applyAs(doer, { ...subject, city: '成都市' });
    for (let left = 2; left >= 0; left -= 1) {
      const check = await doCheck(context, doer, { kind: 'application', id }, { match: 0.1 });
      expect(check).toMatchObject({ state: 'refused', triesLeft: left, reasons: [{ code: 'no-match' }] });
    }
    const after = await readApplication(context, doer, id, 'en');
    expect(after).toMatchObject({ state: 'at-counter', need: 'counter', triesLeft: 0, city: '成都市' });
    expect(after.reasons[0]!.code).toBe('face-tries-used');
    expect(await faults(begin(context, doer, { kind: 'application', id }))).toMatchObject({
      code: 'wrong-state',
    });
  });

  it('an uncertain match goes to review, and only then are pictures kept', async () => {
    const doer = await trip.newDoer();
    const { id } = await trip.applyAs(doer, { ...(await context.world.enrol('郑九')), city: '北京市' });
    const check = await doCheck(context, doer, { kind: 'application', id }, { match: 0.4 });
    expect(check).toMatchObject({ state: 'in-review', reasons: [{ code: 'match-uncertain' }] });
    expect((await readApplication(context, doer, id, 'en')).state).toBe('in-review');
    const kept = await context.pool.query('select 1 from check_frame where check_id = $1', [check.id]);
    expect(kept.rowCount).toBe(10);
  });

  it('A12: who declines the face is led to the counter, and the consent ends', async () => {
    const doer = await trip.newDoer();
    const { id } = await trip.applyAs(doer, { ...(await context.world.enrol('王十')), city: '北京市' });
    await begin(context, doer, { kind: 'application', id });
    const declined = await chooseWay(context, doer, {
      rung: 'counter',
      applicationId: id,
      actor: actorOf(doer),
      locale: 'en',
    });
    expect(declined).toMatchObject({ state: 'at-counter', need: 'counter', city: '北京市' });
    expect(declined.reasons[0]!.code).toBe('face-declined');
    const consents = await context.db
      .selectFrom('consent')
      .selectAll()
      .where('account_id', '=', doer.accountId)
      .execute();
    expect(consents).toHaveLength(1);
    expect(consents[0]!.withdrawn_at).not.toBeNull();
  });

  it('A12: with the consent end a check under way and the pictures kept for a review', async () => {
    const doer = await trip.newDoer();
    const kept = async () =>
      (
        await context.pool.query(
          'select k.state, count(f.*)::int as pictures from real_person_check k left join check_frame f on f.check_id = k.check_id where k.account_id = $1 group by 1 order by 1',
          [doer.accountId],
        )
      ).rows;
    const one = await trip.applyAs(doer, { ...(await context.world.enrol('蒋十')), city: '北京市' });
    const view = await begin(context, doer, { kind: 'application', id: one.id });
    const next = await send(context, doer, view, framesFor(context, view));
    expect(await kept()).toEqual([{ state: 'capturing', pictures: 1 }]);
    const by = { actor: actorOf(doer), locale: 'en' } as const;
    await chooseWay(context, doer, { rung: 'counter', applicationId: one.id, ...by });
    expect(await kept()).toEqual([{ state: 'lapsed', pictures: 0 }]);
    expect(await faults(send(context, doer, next, framesFor(context, next)))).toMatchObject({
      code: 'wrong-state',
    });
    const two = await trip.applyAs(doer, { ...(await context.world.enrol('沈十')), city: '北京市' });
    await doCheck(context, doer, { kind: 'application', id: two.id }, { match: 0.4 });
    await chooseWay(context, doer, { rung: 'counter', applicationId: two.id, ...by });
    expect(await kept()).toEqual([
      { state: 'in-review', pictures: 0 },
      { state: 'lapsed', pictures: 0 },
    ]);
    expect((await readApplication(context, doer, two.id, 'en')).state).toBe('at-counter');
  });

  it('withdraws what is not decided, destroys what was typed, and says so again when it is asked again', async () => {
    const doer = await trip.newDoer();
    const { id } = await trip.applyAs(doer, { ...(await context.world.enrol('冯十一')), city: '北京市' });
    const request = { applicationId: id, actor: actorOf(doer), locale: 'en' } as const;
    expect(await withdraw(context, doer, request)).toMatchObject({
      state: 'withdrawn',
      city: null,
      need: null,
    });
    expect(await withdraw(context, doer, request)).toMatchObject({ state: 'withdrawn' });
  });

  it('B5: after 30 minutes or a sign-out the face is checked again; the code stays the same certificate', async () => {
    const doer = await trip.newDoer();
    const { id } = await trip.applyAs(doer, { ...(await context.world.enrol('陈十二')), city: '北京市' });
    const { credentialId } = await doCheck(context, doer, { kind: 'application', id });
    const fresh = await readCredential(context, doer, credentialId!);
    context.advance(31 * MINUTE_MS);
    expect(await readCredential(context, doer, credentialId!)).toMatchObject({
      status: 'valid',
      token: null,
    });
    const otherPhone = newHolderKey();
    const check = await doCheck(context, doer, {
      kind: 'credential',
      id: credentialId!,
      holderKey: otherPhone.text,
    });
    expect(check.state).toBe('accepted');
    const renewed = await readCredential(context, doer, credentialId!);
    const [old, now] = [fresh, renewed].map(
      (one) => parseCredential(Buffer.from(one.token!, 'base64url')).claims,
    );
    expect(now).toMatchObject({ serial: old!.serial, status: old!.status, expiresAt: old!.expiresAt });
    expect(now!.credentialId).toEqual(old!.credentialId);
    expect(Buffer.from(now!.holderKey!)).toEqual(otherPhone.key);
    expect(now!.presentUntil!).toBeGreaterThan(old!.presentUntil!);
    expect(renewed.identifier).toBe(fresh.identifier);
    await endPresentation(context.db, doer.accountId, context.clock());
    expect((await readCredential(context, doer, credentialId!)).token).toBeNull();
    await doCheck(context, doer, { kind: 'credential', id: credentialId! });
    expect((await readCredential(context, doer, credentialId!)).token).not.toBeNull();
  });

  it('a full measuring queue loses nothing: the last step sent again brings the verdict, once', async () => {
    const doer = await trip.newDoer();
    const { id } = await trip.applyAs(doer, { ...(await context.world.enrol('卫十四')), city: '北京市' });
    let view = await begin(context, doer, { kind: 'application', id });
    while (view.step!.index < view.step!.of) view = await send(context, doer, view, framesFor(context, view));
    const last = framesFor(context, view);
    vision.busy = true;
    expect(await faults(send(context, doer, view, last))).toMatchObject({ code: 'busy' });
    vision.busy = false;
    const answers = await Promise.all([1, 2, 3].map(() => send(context, doer, view, last)));
    expect(answers.every((answer) => answer.state === 'accepted')).toBe(true);
    const proofs = await context.pool.query('select 1 from proof where application_id = $1', [id]);
    expect(proofs.rowCount).toBe(1);
  });
});
