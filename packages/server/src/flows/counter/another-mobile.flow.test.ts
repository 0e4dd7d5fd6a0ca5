import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newMobile } from '../../testing/counter.ts';
import { counterTrip } from '../../testing/counter-trip.ts';
import { seedApplication } from '../../testing/seed-application.ts';
import { signInAs } from '../../testing/test-server.ts';

let trip: Awaited<ReturnType<typeof counterTrip>>;
beforeAll(async () => {
  trip = await counterTrip();
});
afterAll(() => trip.close());

describe('another mobile for a person’s account (A10: recovery at a counter)', () => {
  it('the new mobile signs in, the old one is a stranger, and the old sessions have ended', async () => {
    const subject = await trip.someone();
    const [old, fresh] = [newMobile(), newMobile()];
    const { body: visit } = await trip.officer.visit(subject, { purpose: 'face-sign' });
    const signed = await trip.officer.faceSign(visit.id, old);
    const { id: accountId } = signed.body.person.accounts[0];
    const phone = trip.server.client();
    await signInAs(phone, trip.context.world.url, old);
    const code = await trip.officer.code(visit.id, fresh);
    const done = await trip.officer.act('POST', `/visits/${visit.id}/phone`, {
      accountId,
      mobile: fresh,
      code,
    });
    expect(done.status, done.text).toBe(200);
    expect((await phone.get('/api/v1/account')).body.code).toBe('not-signed-in');
    expect((await trip.accountOf(fresh))!.account_id).toBe(accountId);
    // The old mobile is told, on an account of its own that holds nothing of the person: no officer does this unseen.
    const left = (await trip.accountOf(old))!;
    expect(left).toMatchObject({ level: 'registered', person_id: null });
    const told = await trip.context.db
      .selectFrom('notification')
      .select(['kind', 'sms'])
      .where('account_id', '=', left.account_id)
      .execute();
    expect(told).toMatchObject([{ kind: 'account-moved', sms: 'queued' }]);
    const [event] = await trip.audits('counter.register-phone');
    expect(event).toMatchObject({
      object_id: accountId,
      detail: { counter: '北京南站窗口', document: 'resident-id' },
    });
    // A repetition finds it done, without another code.
    const again = await trip.officer.act('POST', `/visits/${visit.id}/phone`, {
      accountId,
      mobile: fresh,
      code,
    });
    expect(again.status).toBe(200);
  });

  it('passkeys of before, on a lost phone or of who had the number earlier, open nothing after the counter', async () => {
    const subject = await trip.someone();
    const [mobile, fresh] = [newMobile(), newMobile()];
    // Somebody had the number before: an account without a person, and a passkey on it.
    await signInAs(trip.server.client(), trip.context.world.url, mobile);
    const { account_id: accountId } = (await trip.accountOf(mobile))!;
    const plant = () =>
      trip.context.db
        .insertInto('passkey')
        .values({
          account_id: accountId,
          passkey_id: randomUUID(),
          credential_id: Buffer.from(randomUUID()),
          public_key: Buffer.of(1),
          sign_count: '0',
          transports: [],
          name: Buffer.of(1),
          backed_up: false,
          created_at: trip.context.clock(),
        })
        .execute();
    const passkeys = () =>
      trip.context.db
        .selectFrom('passkey')
        .select('passkey_id')
        .where('account_id', '=', accountId)
        .execute();
    await plant();
    const { body: visit } = await trip.officer.visit(subject);
    expect((await trip.officer.faceSign(visit.id, mobile)).status).toBe(200);
    expect(await trip.accountOf(mobile)).toMatchObject({ account_id: accountId, level: 'real-person' });
    expect(await passkeys()).toEqual([]);
    await plant();
    const code = await trip.officer.code(visit.id, fresh);
    const done = await trip.officer.act('POST', `/visits/${visit.id}/phone`, {
      accountId,
      mobile: fresh,
      code,
    });
    expect(done.status, done.text).toBe(200);
    expect(await passkeys()).toEqual([]);
    const told = await trip.context.db
      .selectFrom('notification')
      .select('notification_id')
      .where('account_id', '=', accountId)
      .where('kind', '=', 'passkey-removed')
      .execute();
    expect(told).toHaveLength(2);
  });

  it('a mobile of somebody else or of an account that was used is refused; a fresh account gives way', async () => {
    const [one, two] = [await trip.someone(), await trip.someone()];
    const [mobileOne, mobileTwo, fresh, used] = [newMobile(), newMobile(), newMobile(), newMobile()];
    const { body: first } = await trip.officer.visit(one);
    await trip.officer.faceSign(first.id, mobileOne);
    const { body: second } = await trip.officer.visit(two);
    const accountId = (await trip.officer.faceSign(second.id, mobileTwo)).body.person.accounts[0].id;
    const change = async (mobile: string) =>
      trip.officer.act('POST', `/visits/${second.id}/phone`, {
        accountId,
        mobile,
        code: await trip.officer.code(second.id, mobile),
      });
    expect(trip.fault(await change(mobileOne))).toEqual(['mobile mobile.of-another']);
    await signInAs(trip.server.client(), trip.context.world.url, used);
    await seedApplication(trip.context, {
      subject: one,
      accountId: (await trip.accountOf(used))!.account_id,
    });
    trip.context.advance(61_000);
    expect(trip.fault(await change(used))).toEqual(['mobile mobile.in-use']);
    await signInAs(trip.server.client(), trip.context.world.url, fresh);
    trip.context.advance(61_000);
    expect((await change(fresh)).status).toBe(200);
    expect((await trip.accountOf(fresh))!.account_id).toBe(accountId);
  });
});
