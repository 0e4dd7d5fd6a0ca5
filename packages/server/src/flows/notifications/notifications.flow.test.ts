import { NOTIFICATIONS, notificationPolicy } from '@suizheng/domain/policy/notification-text.ts';
import { LOCALES } from '@suizheng/domain/text/locale.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../context.ts';
import { giveMobile, sessionOf } from '../../testing/account-session.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { inboxOf, startTestServer } from '../../testing/test-server.ts';
import { notify } from './notify.ts';
import { readReceipts, recordReceipt } from './record-receipt.ts';
import { type NotificationKey, sendDue, sendNotification } from './send-notification.ts';

let context: TestContext;
beforeAll(async () => {
  context = await testContext();
});
afterAll(() => context.close());

let mobiles = 16_300_000_000;

/** An account with a mobile of its own. */
async function someone(locale: 'zh-Hans' | 'en' = 'zh-Hans', ending = '') {
  mobiles += 1;
  const mobile = `${String(mobiles).slice(0, 11 - ending.length)}${ending}`;
  const accountId = await context.newAccount();
  await giveMobile(context, accountId, mobile);
  await context.db.updateTable('account').set({ locale }).where('account_id', '=', accountId).execute();
  return { accountId, mobile };
}

async function told(accountId: string): Promise<NotificationKey> {
  const news = { accountId, kind: 'application-issued', params: {}, sms: true } as const;
  const notificationId = await context.db.transaction().execute((trx) => notify(trx, news, context.clock()));
  return { accountId, notificationId };
}

const rowOf = ({ notificationId }: NotificationKey) =>
  context.db
    .selectFrom('notification')
    .selectAll()
    .where('notification_id', '=', notificationId)
    .executeTakeFirstOrThrow();
const messages = (mobile: string) => inboxOf(context.world.url, mobile);
const down: Context['sms'] = {
  send: async () => ({ kind: 'unavailable', reason: 'no-answer', requestId: 'r' }) as never,
  receipts: async () => ({ kind: 'unavailable', reason: 'no-answer', requestId: 'r' }) as never,
};

describe('a text message', () => {
  it('and the job that wakes it are there only when what they tell of is', async () => {
    const { accountId } = await someone();
    const news = { accountId, kind: 'application-issued', params: {}, sms: true } as const;
    await context.db
      .transaction()
      .execute(async (trx) => {
        await notify(trx, news, context.clock());
        throw new Error('the transaction fails');
      })
      .catch(() => {});
    expect(
      await context.db.selectFrom('notification').selectAll().where('account_id', '=', accountId).execute(),
    ).toEqual([]);
    const { notificationId } = await told(accountId);
    const jobs = await context.pool.query(`select data from pgboss.job where data->>'accountId' = $1`, [
      accountId,
    ]);
    expect(jobs.rows).toEqual([{ data: { accountId, notificationId } }]);
  });

  it('comes in the person’s language and names nobody and no service', async () => {
    const { accountId, mobile } = await someone('en');
    await sendNotification(context, await told(accountId));
    expect(await messages(mobile)).toEqual([NOTIFICATIONS['application-issued'].sms.en]);
    for (const kind of Object.values(NOTIFICATIONS))
      for (const locale of LOCALES) expect(kind.sms[locale]).not.toMatch(/[{}\d]|铁路|鐵路|rail/i);
  });

  it('waits while the gateway is down, longer each time, and goes out once when it is up', async () => {
    const start = context.clock();
    const { accountId, mobile } = await someone();
    const key = await told(accountId);
    await sendNotification({ ...context, sms: down }, key);
    await sendNotification(context, key);
    expect(await rowOf(key)).toMatchObject({ sms: 'queued', sms_tries: 1 });
    expect((await rowOf(key)).sms_due_at).toEqual(new Date(start.getTime() + 60_000));
    context.advance(60_000);
    await sendDue({ ...context, sms: down });
    expect((await rowOf(key)).sms_due_at).toEqual(new Date(start.getTime() + 180_000));
    context.advance(120_000);
    await sendDue(context);
    await sendDue(context);
    expect(await rowOf(key)).toMatchObject({ sms: 'sent', sms_tries: 3, sms_due_at: null });
    expect(await messages(mobile)).toHaveLength(1);
  });

  it('is one message when the worker is killed between sending and recording, even in another language by then', async () => {
    const { accountId, mobile } = await someone('en');
    const key = await told(accountId);
    const killed: Context['sms'] = {
      ...context.sms,
      send: async (message) => {
        await context.sms.send(message);
        throw new Error('killed');
      },
    };
    await expect(sendNotification({ ...context, sms: killed }, key)).rejects.toThrow('killed');
    await context.db
      .updateTable('account')
      .set({ locale: 'zh-Hans' })
      .where('account_id', '=', accountId)
      .execute();
    expect((await rowOf(key)).sms).toBe('queued');
    context.advance(60_000);
    await Promise.all([sendDue(context), sendDue(context), sendNotification(context, key)]);
    expect((await rowOf(key)).sms).toBe('sent');
    expect(await messages(mobile)).toEqual([NOTIFICATIONS['application-issued'].sms.en]);
  });

  it('is given up after the tries there are: a dead letter with an audit event, still in the inbox', async () => {
    const { accountId, mobile } = await someone();
    const key = await told(accountId);
    const gone = { ...context, sms: down };
    for (let i = 0; i < notificationPolicy.sms.tries + 3; i += 1) {
      await sendDue(gone);
      context.advance(3_600_000);
    }
    await sendDue(context);
    expect(await rowOf(key)).toMatchObject({
      sms: 'dead',
      sms_tries: notificationPolicy.sms.tries,
      sms_due_at: null,
    });
    expect(await messages(mobile)).toEqual([]);
    const events = await context.db
      .selectFrom('audit_event')
      .select('detail')
      .where('action', '=', 'notification.dead')
      .where('object_id', '=', key.notificationId)
      .execute();
    expect(events).toEqual([{ detail: { kind: 'application-issued', tries: notificationPolicy.sms.tries } }]);
  });

  it('a hundred of them through a gateway that loses the first answer to each: a hundred arrive, none twice', async () => {
    const people = await Promise.all(Array.from({ length: 100 }, () => someone()));
    for (const { accountId } of people) await told(accountId);
    const asked = new Set<string>();
    const flaky: Context['sms'] = {
      ...context.sms,
      send: async (message) => {
        const answer = await context.sms.send(message);
        if (asked.has(message.reference)) return answer;
        asked.add(message.reference);
        return { kind: 'unavailable', reason: 'no-answer', requestId: 'r' } as never;
      },
    };
    for (let i = 0; i < 12; i += 1) {
      await Promise.all([sendDue({ ...context, sms: flaky }), sendDue({ ...context, sms: flaky })]);
      context.advance(3_600_000);
    }
    const arrived = await Promise.all(people.map(async ({ mobile }) => (await messages(mobile)).length));
    expect(arrived.filter((n) => n === 1)).toHaveLength(100);
    const states = await Promise.all(
      people.map(
        async ({ accountId }) =>
          (
            await context.db
              .selectFrom('notification')
              .select('sms')
              .where('account_id', '=', accountId)
              .executeTakeFirstOrThrow()
          ).sms,
      ),
    );
    expect(new Set(states)).toEqual(new Set(['sent']));
  }, 30_000);
});

describe('a receipt', () => {
  it('twice, or before the worker said it had sent, or after the contrary, ends in the same state', async () => {
    const { accountId } = await someone();
    const early = await told(accountId);
    const reference = early.notificationId;
    expect(await recordReceipt(context, { reference, status: 'delivered' })).toBe(true);
    expect(await recordReceipt(context, { reference, status: 'delivered' })).toBe(false);
    expect(await recordReceipt(context, { reference, status: 'failed' })).toBe(false);
    await sendNotification(context, early);
    expect((await rowOf(early)).sms).toBe('delivered');
    const late = await told(accountId);
    await sendNotification(context, late);
    expect(await recordReceipt(context, { reference: late.notificationId, status: 'failed' })).toBe(true);
    expect(await recordReceipt(context, { reference: late.notificationId, status: 'delivered' })).toBe(true);
    expect((await rowOf(late)).sms).toBe('delivered');
    expect(await recordReceipt(context, { reference: 'code:abc', status: 'delivered' })).toBe(false);
  });

  it('that nobody heard is fetched from the gateway: delivered and failed', async () => {
    const reachable = await someone();
    const unreachable = await someone('zh-Hans', '9999');
    const keys = [await told(reachable.accountId), await told(unreachable.accountId)];
    for (const key of keys) await sendNotification(context, key);
    await readReceipts(context);
    expect(await readReceipts(context)).toBe(0);
    expect(await Promise.all(keys.map(async (key) => (await rowOf(key)).sms))).toEqual([
      'delivered',
      'failed',
    ]);
  });
});

describe('the inbox', () => {
  it('lists page by page in the reader’s language, counts and marks what is read, and only one’s own', async () => {
    const server = await startTestServer(context);
    try {
      const [me, other] = [await someone(), await someone()];
      const client = server.client();
      client.cookie = await sessionOf(context, me.accountId);
      const params = { application: crypto.randomUUID(), procedure: 'rail-temporary-id' };
      for (let i = 0; i < notificationPolicy.pageSize + 2; i += 1) {
        const news = { accountId: me.accountId, kind: 'application-refused', params, sms: false } as const;
        await notify(context.db, news, new Date(context.clock().getTime() - 1_000 * i));
      }
      const foreign = await notify(
        context.db,
        { accountId: other.accountId, kind: 'data-exported', params: {}, sms: false },
        context.clock(),
      );
      const first = await client.get('/api/v1/notifications', { 'accept-language': 'en' });
      expect(first.body).toMatchObject({ more: true, unread: notificationPolicy.pageSize + 2 });
      expect(first.body.items[0]).toMatchObject({
        title: 'Your application was refused',
        link: { to: 'application', id: params.application },
      });
      expect(first.body.items[0].body).not.toContain('{');
      const last = first.body.items.at(-1).id;
      const second = await client.get(`/api/v1/notifications?before=${last}`);
      expect(second.body).toMatchObject({ more: false });
      expect(second.body.items).toHaveLength(2);
      const ids = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id);
      expect(new Set(ids).size).toBe(notificationPolicy.pageSize + 2);
      expect((await client.post(`/api/v1/notifications/${ids[0]}/reading`)).status).toBe(204);
      expect((await client.post(`/api/v1/notifications/${ids[0]}/reading`)).status).toBe(204);
      expect((await client.post(`/api/v1/notifications/${foreign}/reading`)).status).toBe(404);
      expect((await client.get('/api/v1/notifications/unread')).body).toEqual({
        unread: notificationPolicy.pageSize + 1,
        locale: 'zh-Hans',
        deletionAt: null,
      });
      await client.post('/api/v1/notifications/reading');
      const set = await client.send('PUT', '/api/v1/account/locale', { body: { locale: 'zh-Hant-TW' } });
      expect(set.status).toBe(204);
      expect((await client.get('/api/v1/notifications/unread')).body).toEqual({
        unread: 0,
        locale: 'zh-Hant-TW',
        deletionAt: null,
      });
    } finally {
      await server.close();
    }
  });
});
