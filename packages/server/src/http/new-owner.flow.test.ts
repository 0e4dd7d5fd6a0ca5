import { DAY_MS, HOUR_MS } from '@suizheng/domain/policy/calendar.ts';
import { numberClaimPolicy } from '@suizheng/domain/policy/number-claim.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendDue } from '../flows/notifications/send-notification.ts';
import { forgetExpired } from '../flows/retention/forget-expired.ts';
import { settle } from '../flows/settle/settle.ts';
import { softPasskey } from '../testing/authenticator.ts';
import { newOwnerTrip } from '../testing/new-owner-trip.ts';
import { seedProof } from '../testing/seed-application.ts';
import { signInAs } from '../testing/test-server.ts';

let trip: Awaited<ReturnType<typeof newOwnerTrip>>;
beforeAll(async () => {
  trip = await newOwnerTrip();
});
afterAll(() => trip.close());

describe('A10: the next owner of a mobile number', () => {
  it('A10: registers as themself by face and gets the number; the former holder goes on with all that is theirs', async () => {
    const former = await trip.holder('陈原主');
    const passkey = softPasskey();
    const { body: options } = await former.client.post('/api/v1/account/passkey-options');
    const response = passkey.create(options.challenge);
    expect((await former.client.post('/api/v1/account/passkeys', { name: '手机', response })).status).toBe(
      200,
    );
    const next = await trip.newOwner('林新主', former.mobile);
    expect(next.accountId).not.toBe(former.accountId);
    const waiting = (await next.client.get('/api/v1/account')).body;
    expect(waiting).toMatchObject({ mobile: null, sees: 'whole', hiddenHolder: false, person: null });
    expect(waiting.claimed.mobile).toBe(`${former.mobile.slice(0, 3)}****${former.mobile.slice(-4)}`);
    expect(await trip.newsOf(former.accountId)).toContain('number-claimed');
    expect((await trip.accountOf(former.mobile))!.account_id).toBe(former.accountId);

    await trip.face(next.accountId, await trip.register(next));
    const mine = (await next.client.get('/api/v1/account')).body;
    expect(mine).toMatchObject({
      id: next.accountId,
      level: 'real-person',
      mobile: waiting.claimed.mobile,
      claimed: null,
      person: { name: '林新主' },
    });
    expect((await trip.accountOf(former.mobile))!.account_id).toBe(next.accountId);

    const theirs = (await former.client.get('/api/v1/account')).body;
    expect(theirs).toMatchObject({ mobile: null, claimed: null, sees: 'whole', person: { name: '陈原主' } });
    expect((await former.client.get('/api/v1/credentials')).body).toHaveLength(1);
    expect((await former.client.get('/api/v1/sessions')).body).toHaveLength(1);
    const { body: inbox } = await former.client.get('/api/v1/notifications');
    expect(JSON.stringify(inbox)).not.toContain('林新主');
    expect(await trip.newsOf(former.accountId)).toContain('number-passed-on');
    const challenge = (await trip.server.client().post('/api/v1/passkey-options')).body.challenge;
    const elsewhere = trip.server.client();
    const entered = await elsewhere.post('/api/v1/passkey-sessions', { response: passkey.use(challenge) });
    expect(entered.body).toMatchObject({ id: former.accountId, sees: 'whole', mobile: null });

    const { rows } = await trip.context.pool.query(
      `select detail from audit_event where action = 'account.pass-number-on' and object_id = $1`,
      [next.accountId],
    );
    expect(rows[0].detail).toMatchObject({ from: former.accountId });
    const again = trip.server.client();
    expect(await trip.signIn(again, former.mobile)).toMatchObject({ id: next.accountId });
  });

  it('A10: reads nothing of the former holder, before, while they register, and after', async () => {
    const former = await trip.holder('郭藏名');
    const next = await trip.newOwner('何读者', former.mobile);
    const secrets = [
      '郭藏名',
      former.resident.number,
      former.resident.number.slice(-4),
      former.accountId,
      former.railId,
    ];
    const readAll = async () => {
      const paths = ['account', 'applications', 'credentials', 'notifications', 'sessions', 'consents'];
      const more = ['organisations', 'account/passkeys', 'account/functions', 'looks'];
      for (const path of [...paths, ...more]) {
        const { text, status } = await next.client.get(`/api/v1/${path}`);
        expect([path, status]).toEqual([path, 200]);
        for (const secret of secrets) expect(text).not.toContain(secret);
      }
      const { text } = await next.client.post('/api/v1/account/exports');
      for (const secret of secrets) expect(text).not.toContain(secret);
      for (const path of [`applications/${former.railId}`, `credentials/${former.railId}`])
        expect((await next.client.get(`/api/v1/${path}`)).status).toBe(404);
    };
    await readAll();
    const id = await trip.register(next);
    await readAll();
    await trip.face(next.accountId, id);
    await readAll();
  });

  it('A10: what they did in the masked session, as themself, comes with them and leaves the former holder’s sight', async () => {
    const former = await trip.holder('谢先行');
    const client = trip.server.client();
    const resident = await trip.context.world.enrol('罗先行', '1988-04-09');
    await trip.signIn(client, former.mobile);
    const railId = await trip.rail({ client, accountId: former.accountId, resident });
    const claimed = await trip.claim(client);
    const next = { client, accountId: claimed.body.id as string, resident };
    expect((await client.get('/api/v1/applications')).body).toEqual([]);
    await trip.face(next.accountId, await trip.register(next));
    const mine = (await client.get('/api/v1/applications')).body.map((one: { id: string }) => one.id);
    expect(mine).toContain(railId);
    expect((await client.get('/api/v1/credentials')).body).toHaveLength(1);
    const { text } = await former.client.get('/api/v1/applications');
    expect(text).toContain(former.railId);
    expect(text).not.toContain(railId);
    expect((await former.client.get('/api/v1/credentials')).text).not.toContain('罗先行');
  });

  it('A10: an earlier account of theirs, of another number, is taken over as ever', async () => {
    const earlier = await trip.holder('苏换号');
    const former = await trip.holder('董换号');
    const client = trip.server.client();
    await trip.signIn(client, former.mobile);
    const { body } = await trip.claim(client);
    const next = { client, accountId: body.id as string, resident: earlier.resident };
    await trip.face(next.accountId, await trip.register(next));
    expect((await client.get('/api/v1/account')).body).toMatchObject({ level: 'real-person' });
    expect((await client.get('/api/v1/account')).body.mobile).toContain(former.mobile.slice(-4));
    expect((await earlier.client.get('/api/v1/account')).status).toBe(401);
    expect((await client.get('/api/v1/applications')).text).toContain(earlier.railId);
  });

  it('A10: the holder who chose the wrong way finds everything again by their own face', async () => {
    const former = await trip.holder('程本人');
    const client = trip.server.client();
    await trip.signIn(client, former.mobile);
    const { body } = await trip.claim(client);
    const again = { client, accountId: body.id as string, resident: former.resident };
    await trip.face(again.accountId, await trip.register(again));
    expect((await trip.accountOf(former.mobile))!.account_id).toBe(again.accountId);
    expect((await client.get('/api/v1/applications')).text).toContain(former.railId);
    expect((await client.get('/api/v1/account')).body.person.name).toBe('程本人');
  });

  it('A10: the former holder has a number again by any new one and their face', async () => {
    const former = await trip.holder('袁再来');
    const next = await trip.newOwner('邓再来', former.mobile);
    await trip.face(next.accountId, await trip.register(next));
    const client = trip.server.client();
    const mobile = '17099990001';
    const { id: accountId } = await trip.signIn(client, mobile);
    const back = { client, accountId: accountId as string, resident: former.resident };
    await trip.face(accountId, await trip.register(back));
    expect((await client.get('/api/v1/applications')).text).toContain(former.railId);
    expect(await trip.newsOf(accountId)).toContain('number-passed-on');
  });
});

describe('A10: who has only the telephone, for a minute', () => {
  it('A10: gets nothing without a face: photos of a document raise a level and leave the number where it is', async () => {
    const former = await trip.holder('傅不动');
    const next = await trip.newOwner('沈照片', former.mobile);
    const id = await trip.register(next);
    expect((await next.client.post(`/api/v1/applications/${id}/mobile-check`)).body.code).toBe('wrong-state');
    const { rows } = await trip.context.pool.query(
      'select person_id from application where application_id = $1',
      [id],
    );
    const key = { personId: rows[0].person_id as string, applicationId: id };
    await seedProof(trip.context, key, 'accept', 'document-review');
    await settle(trip.context, key, { kind: 'system', id: 'test', traceId: null });
    const { body } = await next.client.get('/api/v1/account');
    expect(body).toMatchObject({ level: 'real-person', mobile: null });
    expect((await trip.accountOf(former.mobile))!.account_id).toBe(former.accountId);
    expect((await former.client.get('/api/v1/account')).body.mobile).toContain(former.mobile.slice(-4));
  });

  it('A10: the holder who still has the number signs in once by code, and the claim is over', async () => {
    const former = await trip.holder('曾还在');
    const next = await trip.newOwner('彭落空', former.mobile);
    const id = await trip.register(next);
    expect(await trip.signIn(former.client, former.mobile)).toMatchObject({
      id: former.accountId,
      sees: 'whole',
    });
    await trip.face(next.accountId, id);
    expect((await next.client.get('/api/v1/account')).body).toMatchObject({ mobile: null, claimed: null });
    expect(await trip.newsOf(next.accountId)).toContain('number-not-passed-on');
    expect((await former.client.get('/api/v1/account')).body.mobile).toContain(former.mobile.slice(-4));
    // Not stuck: whoever receives the number's messages asks again, and goes on with all that is theirs.
    const again = await trip.newOwner('彭再来', former.mobile);
    const mine = { ...again, resident: next.resident };
    await trip.face(again.accountId, await trip.register(mine));
    expect((await trip.accountOf(former.mobile))!.account_id).toBe(again.accountId);
  });

  it('A10: a claim is over after a day, and wants a code of this hour', async () => {
    const former = await trip.holder('吕过期');
    const next = await trip.newOwner('苏过期', former.mobile);
    const id = await trip.register(next);
    trip.context.advance(numberClaimPolicy.claimForMs - HOUR_MS);
    await next.client.get('/api/v1/account');
    trip.context.advance(2 * HOUR_MS);
    await trip.face(next.accountId, id);
    expect((await trip.accountOf(former.mobile))!.account_id).toBe(former.accountId);
    const late = trip.server.client();
    await trip.signIn(late, former.mobile);
    trip.context.advance(numberClaimPolicy.codeFreshForMs + 1_000);
    expect((await trip.claim(late)).body).toMatchObject({
      code: 'fresh-proof-needed',
      params: { minutes: 60 },
    });
  });

  it('A10: who showed their face in time gets the number, however long a reviewer takes', async () => {
    const former = await trip.holder('毛久等');
    const next = await trip.newOwner('邱久等', former.mobile);
    const id = await trip.register(next);
    const { rows } = await trip.context.pool.query(
      'select person_id from application where application_id = $1',
      [id],
    );
    const key = { personId: rows[0].person_id as string, applicationId: id };
    const system = { kind: 'system', id: 'test', traceId: null } as const;
    await seedProof(trip.context, key, 'review');
    expect(await settle(trip.context, key, system)).toMatchObject({ state: 'in-review' });
    trip.context.advance(numberClaimPolicy.claimForMs + DAY_MS);
    await seedProof(trip.context, key, 'accept');
    await settle(trip.context, key, system);
    expect((await trip.accountOf(former.mobile))!.account_id).toBe(next.accountId);
  });

  it('A10: only who came by code, as a stranger, to somebody’s account may claim; and only so often', async () => {
    const former = await trip.holder('蒋限次');
    expect((await trip.claim(former.client)).body.code).toBe('wrong-state');
    expect((await trip.claim(trip.server.client())).body.code).toBe('not-signed-in');
    const [{ most }] = numberClaimPolicy.claimsOfAccount;
    for (let n = 0; n < most; n += 1) await trip.newOwner('蔡限次', former.mobile);
    const fourth = trip.server.client();
    await trip.signIn(fourth, former.mobile);
    expect((await trip.claim(fourth)).body.code).toBe('too-many-requests');
    // The refusal left them where they were.
    expect((await fourth.get('/api/v1/account')).body).toMatchObject({
      id: former.accountId,
      sees: 'masked',
    });
  });

  it('A10: a session that was carried to another browser claims nothing there', async () => {
    const former = await trip.holder('钟别机');
    const client = trip.server.client();
    await trip.signIn(client, former.mobile);
    const thief = trip.server.client();
    thief.cookie = client.cookie;
    for (const device of [null, former.client.device]) {
      thief.device = device;
      expect((await trip.claim(thief)).body.code).toBe('not-signed-in');
    }
    expect(await trip.newsOf(former.accountId)).not.toContain('number-claimed');
    expect((await trip.claim(client)).status).toBe(201);
  });

  it('A10: signing in again on the same browser goes on with the account that was begun', async () => {
    const former = await trip.holder('贾再续');
    const next = await trip.newOwner('丁再续', former.mobile);
    const id = await trip.register(next);
    expect(await trip.signIn(next.client, former.mobile)).toMatchObject({ sees: 'masked' });
    const again = await trip.claim(next.client);
    expect(again.body.id).toBe(next.accountId);
    expect((await next.client.get(`/api/v1/applications/${id}`)).status).toBe(200);
    expect((await trip.newsOf(former.accountId)).filter((kind) => kind === 'number-claimed')).toHaveLength(1);
    const elsewhere = await trip.newOwner('丁别处', former.mobile);
    expect(elsewhere.accountId).not.toBe(next.accountId);
  });
});

describe('A10: an account without a mobile', () => {
  it('A10: exports, makes passkeys, is written to in its inbox alone, asks for deletion and undoes it', async () => {
    const former = await trip.holder('余无号');
    const next = await trip.newOwner('潘有号', former.mobile);
    await trip.face(next.accountId, await trip.register(next));
    const { body: options } = await former.client.post('/api/v1/account/passkey-options');
    expect(JSON.stringify(options)).not.toContain('undefined');
    const passkey = softPasskey();
    const response = passkey.create(options.challenge);
    expect((await former.client.post('/api/v1/account/passkeys', { name: '手机', response })).status).toBe(
      200,
    );
    await sendDue(trip.context);
    const { rows } = await trip.context.pool.query(
      `select kind, sms from notification where account_id = $1 and kind = 'passkey-added'`,
      [former.accountId],
    );
    expect(rows).toEqual([{ kind: 'passkey-added', sms: 'none' }]);
    // A passkey is as fresh a proof as a code.
    const challenge = (await former.client.post('/api/v1/passkey-options')).body.challenge;
    await former.client.post('/api/v1/passkey-sessions', { response: passkey.use(challenge) });
    const exported = await former.client.post('/api/v1/account/exports');
    expect(exported.status, exported.text).toBe(200);
    expect(exported.text).toContain('余无号');
    expect(exported.text).toContain('"mobile":null');
    const deletion = await former.client.post('/api/v1/account/deletion');
    expect(deletion.status, deletion.text).toBeLessThan(300);
    expect((await former.client.send('DELETE', '/api/v1/account/deletion')).status).toBeLessThan(300);
    expect((await former.client.get('/api/v1/account')).body.mobile).toBe(null);
  });

  it('A10: claims that are long over are forgotten', async () => {
    const former = await trip.holder('杜忘记');
    const next = await trip.newOwner('叶忘记', former.mobile);
    trip.context.advance(40 * DAY_MS);
    await forgetExpired(trip.context);
    const { rows } = await trip.context.pool.query('select 1 from number_claim where account_id = $1', [
      next.accountId,
    ]);
    expect(rows).toEqual([]);
    const client = trip.server.client();
    await signInAs(client, trip.context.world.url, former.mobile);
    expect((await client.get('/api/v1/account')).body.hiddenHolder).toBe(true);
  });
});
