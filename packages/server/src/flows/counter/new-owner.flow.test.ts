import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registrationOf } from '../../testing/applicant.ts';
import { newMobile } from '../../testing/counter.ts';
import { counterTrip } from '../../testing/counter-trip.ts';
import { once } from '../../testing/gate.ts';
import { signInAs } from '../../testing/test-server.ts';

let trip: Awaited<ReturnType<typeof counterTrip>>;
beforeAll(async () => {
  trip = await counterTrip();
});
afterAll(() => trip.close());

/** Somebody whose account has that mobile, and their own browser, signed in. */
async function holder() {
  const mobile = newMobile();
  const { body: visit } = await trip.officer.visit(await trip.someone(), { purpose: 'face-sign' });
  const signed = await trip.officer.faceSign(visit.id, mobile);
  const client = trip.server.client();
  trip.context.advance(61_000);
  await signInAs(client, trip.context.world.url, mobile);
  trip.context.advance(61_000);
  return { mobile, client, accountId: signed.body.person.accounts[0].id as string };
}

const newsOf = async (accountId: string) =>
  (
    await trip.context.db
      .selectFrom('notification')
      .select(['kind', 'sms'])
      .where('account_id', '=', accountId)
      .execute()
  ).filter(({ kind }) => kind.startsWith('number-'));

describe('A10: a mobile that was given out anew, at a counter', () => {
  it('A10: face-sign without saying so is refused; with it the visitor has the number, the former holder all else', async () => {
    const former = await holder();
    const { body: visit } = await trip.officer.visit(await trip.someone(), { purpose: 'face-sign' });
    const code = await trip.officer.code(visit.id, former.mobile);
    const sign = (newOwner?: boolean) =>
      trip.officer.act('POST', `/visits/${visit.id}/face-sign`, { mobile: former.mobile, code, newOwner });
    expect(trip.fault(await sign())).toEqual(['mobile mobile.of-another']);
    expect((await former.client.get('/api/v1/account')).body.mobile).not.toBe(null);
    const signed = await sign(true);
    expect(signed.status, signed.text).toBe(200);
    const mine = (await trip.accountOf(former.mobile))!;
    expect(mine).toMatchObject({ level: 'real-person', person_id: visit.person.id });
    expect(mine.account_id).not.toBe(former.accountId);
    const { body } = await former.client.get('/api/v1/account');
    expect(body).toMatchObject({ id: former.accountId, mobile: null, sees: 'whole' });
    expect(await newsOf(former.accountId)).toEqual([{ kind: 'number-passed-on', sms: 'none' }]);
    const event = (await trip.audits('counter.face-sign')).find(
      ({ object_id }) => object_id === mine.account_id,
    );
    expect(event!.detail).toMatchObject({ from: former.accountId, person: visit.person.id });
  });

  it('A10: another mobile for an account that is there: the same', async () => {
    const former = await holder();
    const own = newMobile();
    const { body: visit } = await trip.officer.visit(await trip.someone());
    const signed = await trip.officer.faceSign(visit.id, own);
    const accountId = signed.body.person.accounts[0].id;
    const code = await trip.officer.code(visit.id, former.mobile);
    const change = (newOwner?: boolean) =>
      trip.officer.act('POST', `/visits/${visit.id}/phone`, {
        accountId,
        mobile: former.mobile,
        code,
        newOwner,
      });
    expect(trip.fault(await change())).toEqual(['mobile mobile.of-another']);
    const changed = await change(true);
    expect(changed.status, changed.text).toBe(200);
    expect((await trip.accountOf(former.mobile))!.account_id).toBe(accountId);
    expect((await former.client.get('/api/v1/account')).body).toMatchObject({ mobile: null });
    expect(await newsOf(former.accountId)).toHaveLength(1);
    const [event] = await trip.audits('counter.register-phone');
    expect(event!.detail).toMatchObject({ from: former.accountId });
  });

  it('A10: who had begun on their phone goes on there: the number comes to the account that waits for it', async () => {
    const former = await holder();
    const resident = await trip.someone();
    const phone = trip.server.client();
    await signInAs(phone, trip.context.world.url, former.mobile);
    const { body: waiting } = await phone.post('/api/v1/account/new-owner');
    const applied = await phone.post(
      '/api/v1/applications',
      { procedure: 'registration', input: registrationOf(resident) },
      once(),
    );
    expect(applied.status, applied.text).toBe(201);
    trip.context.advance(61_000);
    const { body: visit } = await trip.officer.visit(resident, { purpose: 'face-sign' });
    const code = await trip.officer.code(visit.id, former.mobile);
    const signed = await trip.officer.act('POST', `/visits/${visit.id}/face-sign`, {
      mobile: former.mobile,
      code,
      newOwner: true,
    });
    expect(signed.status, signed.text).toBe(200);
    expect(await trip.accountOf(former.mobile)).toMatchObject({
      account_id: waiting.id,
      level: 'real-person',
      person_id: visit.person.id,
    });
  });

  it('A10: an account that is somebody else’s by now does not get the visitor’s number, whatever was begun on it', async () => {
    const former = await holder();
    const resident = await trip.someone();
    const phone = trip.server.client();
    await signInAs(phone, trip.context.world.url, former.mobile);
    const { body: waiting } = await phone.post('/api/v1/account/new-owner');
    const input = registrationOf(resident);
    const applied = await phone.post('/api/v1/applications', { procedure: 'registration', input }, once());
    expect(applied.status, applied.text).toBe(201);
    const { person_id } = (await trip.accountOf(former.mobile))!;
    await trip.context.db
      .updateTable('account')
      .set({ person_id })
      .where('account_id', '=', waiting.id)
      .execute();
    trip.context.advance(61_000);
    const { body: visit } = await trip.officer.visit(resident, { purpose: 'face-sign' });
    const signed = await trip.officer.act('POST', `/visits/${visit.id}/face-sign`, {
      mobile: former.mobile,
      code: await trip.officer.code(visit.id, former.mobile),
      newOwner: true,
    });
    expect(signed.status, signed.text).toBe(200);
    const mine = (await trip.accountOf(former.mobile))!;
    expect(mine).toMatchObject({ level: 'real-person', person_id: visit.person.id });
    expect(mine.account_id).not.toBe(waiting.id);
  });

  it('A10: a holder who comes for another number leaves the old one to whoever has asked for it', async () => {
    const former = await holder();
    const phone = trip.server.client();
    await signInAs(phone, trip.context.world.url, former.mobile);
    const { body: waiting } = await phone.post('/api/v1/account/new-owner');
    const { person } = (await former.client.get('/api/v1/account')).body;
    trip.context.advance(61_000);
    const { body: visit } = await trip.officer.visit(person);
    const fresh = newMobile();
    const given = await trip.officer.act('POST', `/visits/${visit.id}/phone`, {
      accountId: former.accountId,
      mobile: fresh,
      code: await trip.officer.code(visit.id, fresh),
    });
    expect(given.status, given.text).toBe(200);
    expect(await newsOf(waiting.id)).toEqual([]);
    const waits = { mobile: expect.stringContaining(former.mobile.slice(-4)) };
    expect((await phone.get('/api/v1/account')).body).toMatchObject({ id: waiting.id, claimed: waits });
  });

  it('A10: who takes another number at the counter waits no more for the one they had asked for', async () => {
    const former = await holder();
    const phone = trip.server.client();
    await signInAs(phone, trip.context.world.url, former.mobile);
    const { body: waiting } = await phone.post('/api/v1/account/new-owner');
    const { body: visit } = await trip.officer.visit(await trip.someone());
    await trip.context.db
      .updateTable('account')
      .set({ person_id: visit.person.id, level: 'real-name' })
      .where('account_id', '=', waiting.id)
      .execute();
    const fresh = newMobile();
    const given = await trip.officer.act('POST', `/visits/${visit.id}/phone`, {
      accountId: waiting.id,
      mobile: fresh,
      code: await trip.officer.code(visit.id, fresh),
    });
    expect(given.status, given.text).toBe(200);
    const claims = trip.context.db.selectFrom('number_claim').select('ended_at');
    expect(await claims.where('account_id', '=', waiting.id).execute()).toEqual([
      { ended_at: expect.any(Date) },
    ]);
  });

  it('A10: a holder without a mobile has a number again at the counter, on the account that is theirs', async () => {
    const former = await holder();
    const { body: other } = await trip.officer.visit(await trip.someone(), { purpose: 'face-sign' });
    await trip.officer.act('POST', `/visits/${other.id}/face-sign`, {
      mobile: former.mobile,
      code: await trip.officer.code(other.id, former.mobile),
      newOwner: true,
    });
    const { person } = (await former.client.get('/api/v1/account')).body;
    const { body: visit } = await trip.officer.visit(person);
    expect(visit.person.accounts).toMatchObject([{ id: former.accountId, mobile: '–' }]);
    const fresh = newMobile();
    const given = await trip.officer.act('POST', `/visits/${visit.id}/phone`, {
      accountId: former.accountId,
      mobile: fresh,
      code: await trip.officer.code(visit.id, fresh),
    });
    expect(given.status, given.text).toBe(200);
    expect((await trip.accountOf(fresh))!.account_id).toBe(former.accountId);
  });
});
