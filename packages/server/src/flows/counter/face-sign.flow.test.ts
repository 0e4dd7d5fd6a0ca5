import { randomUUID } from 'node:crypto';
import { applicationReference } from '@suizheng/domain/application/reference.ts';
import { counterPolicy } from '@suizheng/domain/policy/counter.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newMobile } from '../../testing/counter.ts';
import { counterTrip } from '../../testing/counter-trip.ts';
import { signInAs } from '../../testing/test-server.ts';

let trip: Awaited<ReturnType<typeof counterTrip>>;
beforeAll(async () => {
  trip = await counterTrip();
});
afterAll(() => trip.close());

describe('face-sign', () => {
  it('A6: a person with a phone comes out real-person; the fact names officer, counter and document', async () => {
    const subject = await trip.someone();
    const mobile = newMobile();
    const { body: visit } = await trip.officer.visit(subject);
    const signed = await trip.officer.faceSign(visit.id, mobile);
    expect(signed.status, signed.text).toBe(200);
    expect(signed.body.person.accounts).toMatchObject([
      { level: 'real-person', mobile: `${mobile.slice(0, 3)}****${mobile.slice(-4)}` },
    ]);
    const account = await trip.accountOf(mobile);
    expect(account).toMatchObject({ level: 'real-person', person_id: visit.person.id });
    const facts = await trip.context.db
      .selectFrom('proof')
      .selectAll()
      .where('person_id', '=', visit.person.id)
      .execute();
    expect(facts).toMatchObject([
      {
        rung: 'counter',
        outcome: 'accept',
        staff_id: trip.officer.staffId,
        counter: '北京南站窗口',
        document_seen: 'resident-id',
      },
    ]);
    const citizen = trip.server.client();
    const session = await signInAs(citizen, trip.context.world.url, mobile);
    // Met by an officer with this mobile in hand, they need no face on their own telephone (A12).
    expect(session.body).toMatchObject({ level: 'real-person', person: subject });
    expect((await citizen.get('/api/v1/organisations')).status).toBe(200);
    // Once: the next new browser is anybody's.
    trip.context.advance(61_000);
    const another = trip.server.client();
    expect((await signInAs(another, trip.context.world.url, mobile)).body.person).not.toEqual(subject);
  });

  it('A6 A10: with another phone the person is face-signed again: the new account holds what the old one held', async () => {
    const subject = await trip.someone();
    const [lost, fresh] = [newMobile(), newMobile()];
    const { body: first } = await trip.officer.visit(subject);
    await trip.officer.faceSign(first.id, lost);
    const old = (await trip.accountOf(lost))!.account_id;
    const key = await trip.atCounter(subject, old);
    const accept = {
      outcome: 'accept',
      reason: null,
      note: '',
      reference: applicationReference(key.applicationId),
    };
    await trip.officer.decide(first.id, key.applicationId, accept);
    const { body: second } = await trip.other.visit(subject);
    const signed = await trip.other.faceSign(second.id, fresh);
    expect(signed.status, signed.text).toBe(200);
    const now = (await trip.accountOf(fresh))!;
    expect(now).toMatchObject({ level: 'real-person', person_id: second.person.id });
    const credential = await trip.context.db
      .selectFrom('credential')
      .select('account_id')
      .where('application_id', '=', key.applicationId)
      .executeTakeFirstOrThrow();
    expect(credential.account_id).toBe(now.account_id);
    expect((await trip.accountOf(lost))?.person_id ?? null).toBeNull();
  });

  it('again, by the same officer or another, adds nothing', async () => {
    const subject = await trip.someone();
    const mobile = newMobile();
    const { body: visit } = await trip.officer.visit(subject);
    const key = { 'idempotency-key': randomUUID() };
    const code = await trip.officer.code(visit.id, mobile);
    const path = `/visits/${visit.id}/face-sign`;
    const [a, b] = await Promise.all([
      trip.officer.act('POST', path, { mobile, code }, key),
      trip.officer.act('POST', path, { mobile, code }, key),
    ]);
    expect([a.status, b.status]).toEqual([200, 200]);
    const { body: again } = await trip.other.visit(subject);
    expect((await trip.other.faceSign(again.id, mobile)).status).toBe(200);
    const facts = await trip.context.db
      .selectFrom('proof')
      .select('proof_id')
      .where('person_id', '=', visit.person.id)
      .execute();
    expect(facts).toHaveLength(1);
  });

  it('a code is wrong, belongs to another visit, or was used: named, and the account stays as it was', async () => {
    const subject = await trip.someone();
    const mobile = newMobile();
    const { body: visit } = await trip.officer.visit(subject);
    const code = await trip.officer.code(visit.id, mobile);
    const wrong = code === '000000' ? '000001' : '000000';
    const path = (id: string) => `/visits/${id}/face-sign`;
    expect(trip.fault(await trip.officer.act('POST', path(visit.id), { mobile, code: wrong }))).toEqual([
      'code code.wrong',
    ]);
    const { body: second } = await trip.officer.visit(subject);
    expect(trip.fault(await trip.officer.act('POST', path(second.id), { mobile, code }))).toEqual([
      'code code.expired',
    ]);
    expect((await trip.other.act('POST', path(visit.id), { mobile, code })).body.code).toBe('not-found');
    const signIn = await trip.server.client().post('/api/v1/sessions', { mobile, code });
    expect(trip.fault(signIn)).toEqual(['code code.expired']);
    expect(await trip.accountOf(mobile)).toBeUndefined();
    for (let tries = 1; tries < counterPolicy.code.tries; tries += 1)
      await trip.officer.act('POST', path(visit.id), { mobile, code: wrong });
    expect(trip.fault(await trip.officer.act('POST', path(visit.id), { mobile, code }))).toEqual([
      'code code.expired',
    ]);
  });

  it('the mobile of another person’s account is refused, naming the field', async () => {
    const [one, two] = [await trip.someone(), await trip.someone()];
    const mobile = newMobile();
    const { body: first } = await trip.officer.visit(one);
    await trip.officer.faceSign(first.id, mobile);
    const { body: second } = await trip.officer.visit(two);
    expect(trip.fault(await trip.officer.faceSign(second.id, mobile))).toEqual(['mobile mobile.of-another']);
    expect((await trip.accountOf(mobile))!.person_id).toBe(first.person.id);
  });
});
