import { API } from '@suizheng/domain/contract/api.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findOrCreatePerson } from '../db/people.ts';
import { raiseSession, tokenHash } from '../flows/accounts/session.ts';
import { forgetExpired } from '../flows/retention/forget-expired.ts';
import { syntheticSubject } from '../testing/seed-application.ts';
import { signInTrip } from '../testing/sign-in-trip.ts';
import { newestCode, signInAs } from '../testing/test-server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
let trip: Awaited<ReturnType<typeof signInTrip>>;
beforeAll(async () => {
  trip = await signInTrip();
});
afterAll(() => trip.close());

describe('A10: a number given out anew', () => {
  it('A10: a code alone on a new browser sees no person and gets nothing; the former holder is told', async () => {
    const mobile = trip.freshMobile();
    const former = trip.server.client();
    const { body: account } = await signInAs(former, trip.context.world.url, mobile);
    await trip.bindPerson(account.id);
    trip.context.advance(MINUTE);
    const next = trip.server.client();
    const { body } = await signInAs(next, trip.context.world.url, mobile);
    expect(body).toMatchObject({ id: account.id, sees: 'masked', person: null });
    expect(body.hiddenHolder).toBe(true);
    expect((await next.get('/api/v1/applications')).body).toEqual([]);
    const refused: string[] = [];
    for (const resource of API) {
      if (resource.access !== 'account' || resource.openToMasked === true) continue;
      const path = resource.path.replaceAll(/\{\w+\}/g, account.id);
      const answer = await next.send(resource.method, path, {
        ...(resource.body === undefined ? {} : { body: {} }),
        headers: { 'idempotency-key': resource.id },
      });
      expect([resource.id, answer.status, answer.body?.code]).toEqual([resource.id, 403, 'confirm-yourself']);
      refused.push(resource.id);
    }
    expect(refused).toEqual(
      expect.arrayContaining(['addPasskey', 'beginPasskey', 'endDevice', 'endDevices', 'exportData']),
    );
    const told = await trip.context.db
      .selectFrom('notification')
      .select(['kind', 'sms'])
      .where('account_id', '=', account.id)
      .where('kind', '=', 'device-signed-in')
      .execute();
    expect(told).toHaveLength(1);
    expect(told[0]!.sms).not.toBe('none');
    // The same browser again is still new: signing in twice proves nothing.
    trip.context.advance(MINUTE);
    expect((await signInAs(next, trip.context.world.url, mobile)).body.sees).toBe('masked');
    trip.context.advance(2 * MINUTE);
    expect((await signInAs(former, trip.context.world.url, mobile)).body.sees).toBe('whole');
  });

  it('A10: whatever document the holder has, nothing of name or number is told to who has only the code', async () => {
    const permits = [
      ['taiwan-permit', '12345678'],
      ['home-return-permit', 'H12345678'],
      ['residence-permit', '810000199408230021'],
    ] as const;
    for (const [document, number] of permits) {
      const mobile = trip.freshMobile();
      const { body: account } = await signInAs(trip.server.client(), trip.context.world.url, mobile);
      const subject = { name: '陈美玲', number, document };
      const person = await findOrCreatePerson(
        trip.context.db,
        trip.context.keys,
        subject,
        trip.context.clock(),
      );
      await trip.context.db
        .updateTable('account')
        .set({ person_id: person.person_id, level: 'real-name' })
        .where('account_id', '=', account.id)
        .execute();
      trip.context.advance(MINUTE);
      const { body, text } = await signInAs(trip.server.client(), trip.context.world.url, mobile);
      expect(body).toMatchObject({ sees: 'masked', person: null, hiddenHolder: true });
      // Neither in full nor masked: a few characters tell a stranger who had the number before.
      for (const part of [number, number.slice(-2).padStart(number.length, '*'), '陈', '美玲', '****0021'])
        expect(text).not.toContain(part);
    }
  });

  it('A10: the face of whom the account belonged to opens the session, another one’s does not', async () => {
    const mobile = trip.freshMobile();
    const { body: account } = await signInAs(trip.server.client(), trip.context.world.url, mobile);
    const holder = await trip.bindPerson(account.id);
    trip.context.advance(MINUTE);
    const next = trip.server.client();
    await signInAs(next, trip.context.world.url, mobile);
    const { session_id } = await trip.context.db
      .selectFrom('session')
      .select('session_id')
      .where('token_hash', '=', tokenHash(next.cookie!))
      .executeTakeFirstOrThrow();
    const check = { account_id: account.id, session_id, credential_id: null };
    const stranger = await findOrCreatePerson(
      trip.context.db,
      trip.context.keys,
      syntheticSubject(9_001),
      trip.context.clock(),
    );
    await raiseSession(trip.context.db, { ...check, person_id: stranger.person_id }, trip.context.clock());
    expect((await next.get('/api/v1/account')).body.sees).toBe('masked');
    // Nor when that other person has come to stand on the account meanwhile.
    await trip.context.db
      .updateTable('account')
      .set({ person_id: stranger.person_id })
      .where('account_id', '=', account.id)
      .execute();
    await raiseSession(trip.context.db, { ...check, person_id: stranger.person_id }, trip.context.clock());
    expect((await next.get('/api/v1/account')).body.sees).toBe('masked');
    await trip.context.db
      .updateTable('account')
      .set({ person_id: holder })
      .where('account_id', '=', account.id)
      .execute();
    await raiseSession(trip.context.db, { ...check, person_id: holder }, trip.context.clock());
    expect((await next.get('/api/v1/account')).body.sees).toBe('whole');
    expect((await next.get('/api/v1/sessions')).body).toHaveLength(2);
  });
});

describe('A10: devices', () => {
  it('A10: ends one, and all others; a browser that was ended is a stranger again', async () => {
    const mobile = trip.freshMobile();
    const [here, there] = [trip.server.client(), trip.server.client()];
    const { body: account } = await signInAs(here, trip.context.world.url, mobile);
    trip.context.advance(MINUTE);
    await signInAs(there, trip.context.world.url, mobile);
    await trip.bindPerson(account.id);
    const { body: devices } = await here.get('/api/v1/sessions', { 'user-agent': 'x' });
    expect(devices.map(({ current }: { current: boolean }) => current)).toEqual([true, false]);
    expect((await here.post(`/api/v1/sessions/${devices[1].id}/end`)).status).toBe(204);
    expect((await there.get('/api/v1/account')).status).toBe(401);
    trip.context.advance(2 * MINUTE);
    expect((await signInAs(there, trip.context.world.url, mobile)).body.sees).toBe('masked');
    expect((await here.post('/api/v1/sessions/end', { which: 'others' })).body).toEqual({ ended: 1 });
    expect((await there.get('/api/v1/account')).status).toBe(401);
    expect((await here.get('/api/v1/account')).body.sees).toBe('whole');
    const { body } = await here.post('/api/v1/sessions/end', { which: 'all' });
    expect(body).toEqual({ ended: 1 });
    expect(here.cookie).toBe(null);
  });

  it('A10: a browser of theirs is known again after half a year', async () => {
    const mobile = trip.freshMobile();
    const me = trip.server.client();
    const { body: account } = await signInAs(me, trip.context.world.url, mobile);
    await trip.bindPerson(account.id);
    trip.context.advance(180 * DAY);
    await forgetExpired(trip.context);
    expect((await signInAs(me, trip.context.world.url, mobile)).body.sees).toBe('whole');
    expect((await signInAs(trip.server.client(), trip.context.world.url, trip.freshMobile())).body.sees).toBe(
      'whole',
    );
  });

  it('A10: nobody ends a session of somebody else’s account', async () => {
    const [mine, theirs] = [trip.server.client(), trip.server.client()];
    await signInAs(mine, trip.context.world.url, trip.freshMobile());
    await signInAs(theirs, trip.context.world.url, trip.freshMobile());
    const { body } = await theirs.get('/api/v1/sessions');
    expect((await mine.post(`/api/v1/sessions/${body[0].id}/end`)).body.code).toBe('not-found');
    expect((await theirs.get('/api/v1/account')).status).toBe(200);
  });

  it('A10: the device’s name lies sealed in the database', async () => {
    const me = trip.server.client();
    const agent = { 'user-agent': 'Mozilla/5.0 (iPhone) Version/18.1 Mobile/15E148 Safari/604.1' };
    const mobile = trip.freshMobile();
    await me.post('/api/v1/sms-codes', { mobile }, agent);
    const code = await newestCode(trip.context.world.url, mobile);
    await me.post('/api/v1/sessions', { mobile, code }, agent);
    expect((await me.get('/api/v1/sessions')).body[0]).toMatchObject({ browser: 'Safari', system: 'iPhone' });
    const rows = await trip.context.db.selectFrom('session').select('device').execute();
    expect(rows.some(({ device }) => device?.includes('iPhone'))).toBe(false);
  });
});
