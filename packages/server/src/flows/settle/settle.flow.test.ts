import { parseCredential } from '@suizheng/domain/credential/credential.ts';
import { openFields } from '@suizheng/domain/credential/sealed-fields.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, SYSTEM } from '../../context.ts';
import { nodeCrypto } from '../../crypto/node-crypto.ts';
import { seedApplication, seedProof, syntheticSubject } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { settle } from './settle.ts';

let context: TestContext;
let accountId: string;
const actor: Actor = SYSTEM;
let next = 0;
const someone = () => syntheticSubject(next++);

beforeAll(async () => {
  context = await testContext();
  accountId = await context.newAccount();
});
afterAll(() => context.close());

const credentials = (personId: string) =>
  context.db.selectFrom('credential').selectAll().where('person_id', '=', personId).execute();
const stateOf = async (applicationId: string) =>
  context.db
    .selectFrom('application')
    .selectAll()
    .where('application_id', '=', applicationId)
    .executeTakeFirstOrThrow();

describe('settle', () => {
  it('B2: issues at once when the face matches, and the credential carries only what a purpose may open', async () => {
    const subject = someone();
    const key = await seedApplication(context, { subject, accountId, proof: 'accept' });
    const settled = await settle(context, key, actor);
    expect(settled.state).toBe('issued');
    const [row] = await credentials(key.personId);
    expect(row!.credential_id).toBe(settled.credentialId);
    const { claims } = parseCredential(row!.token);
    expect(claims.expiresAt - claims.issuedAt).toBe(DAY_MS / 1000);
    expect(claims.presentUntil! - claims.issuedAt).toBe((30 * MINUTE_MS) / 1000);
    expect(claims.status).toEqual({ list: row!.status_list, index: row!.status_index });
    const { keys } = context.keys.fieldKeys(claims.type);
    expect(await openFields(claims, keys, nodeCrypto())).toEqual(subject);
  });

  it('is harmless when it is called again: one credential, one unit of quota', async () => {
    const key = await seedApplication(context, { subject: someone(), accountId, proof: 'accept' });
    const all = await Promise.all(Array.from({ length: 12 }, () => settle(context, key, actor)));
    expect(all.every((one) => one.state === 'issued')).toBe(true);
    expect(all.filter((one) => one.credentialId !== null)).toHaveLength(1);
    expect(await credentials(key.personId)).toHaveLength(1);
    const quota = await context.db
      .selectFrom('quota_use')
      .selectAll()
      .where('person_id', '=', key.personId)
      .execute();
    expect(quota).toHaveLength(1);
  });

  it('B3: 50 parallel applications with one unit of quota left issue exactly one credential', async () => {
    const subject = someone();
    const start = context.clock();
    for (const days of [-5, -3]) {
      context.setNow(new Date(start.getTime() + days * DAY_MS));
      const key = await seedApplication(context, { subject, accountId, proof: 'accept' });
      expect((await settle(context, key, actor)).state).toBe('issued');
    }
    context.setNow(start);
    const keys = await Promise.all(
      Array.from({ length: 50 }, () => seedApplication(context, { subject, accountId, proof: 'accept' })),
    );
    const settled = await Promise.all(keys.map((key) => settle(context, key, actor)));
    expect(settled.filter((one) => one.state === 'issued')).toHaveLength(1);
    expect(settled.filter((one) => one.state === 'refused')).toHaveLength(49);
    expect(await credentials(keys[0]!.personId)).toHaveLength(3);
    for (const key of keys) {
      const { decision } = await stateOf(key.applicationId);
      if (decision!.kind === 'refuse') expect(decision!.rules).toContain('per-natural-month');
    }
  });

  it('600 issues at 16 parallel give 600 unique status indices', async () => {
    const keys = [];
    for (let i = 0; i < 600; i += 1)
      keys.push(await seedApplication(context, { subject: someone(), accountId, proof: 'accept' }));
    const waiting = [...keys];
    const worker = async () => {
      for (let key = waiting.pop(); key; key = waiting.pop()) await settle(context, key, actor);
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    const ids = keys.map((key) => key.applicationId);
    const rows = await context.db
      .selectFrom('credential')
      .select(['status_list', 'status_index', 'serial'])
      .where('application_id', 'in', ids)
      .execute();
    expect(rows).toHaveLength(600);
    expect(new Set(rows.map((row) => `${row.status_list}/${row.status_index}`)).size).toBe(600);
    expect(new Set(rows.map((row) => row.serial)).size).toBe(600);
  });

  it('B3: with 4 hours left the one held is to be shown; with 2 hours left another is issued', async () => {
    const subject = someone();
    const start = context.clock();
    const first = await seedApplication(context, { subject, accountId, proof: 'accept' });
    await settle(context, first, actor);
    context.setNow(new Date(start.getTime() + 20 * HOUR_MS));
    const early = await seedApplication(context, { subject, accountId, proof: 'accept' });
    expect((await settle(context, early, actor)).state).toBe('refused');
    expect((await stateOf(early.applicationId)).decision!.reasons[0]!.code).toBe('still-valid');
    context.setNow(new Date(start.getTime() + 22 * HOUR_MS));
    const late = await seedApplication(context, { subject, accountId, proof: 'accept' });
    expect((await settle(context, late, actor)).state).toBe('issued');
    context.setNow(start);
  });

  it('a proof from the counter settles what waits there, and the person is told', async () => {
    const key = await seedApplication(context, { subject: someone(), accountId });
    for (let i = 0; i < 3; i += 1) await seedProof(context, key, 'refuse');
    expect((await settle(context, key, actor)).state).toBe('at-counter');
    await seedProof(context, key, 'accept', 'counter');
    expect((await settle(context, key, actor)).state).toBe('issued');
    const told = await context.pool.query(
      `select n.kind from pgboss.job j join notification n on n.notification_id::text = j.data->>'notificationId'
       where j.name = 'send-notification' and n.params->>'application' = $1`,
      [key.applicationId],
    );
    expect(told.rows).toEqual([{ kind: 'application-issued' }]);
  });

  it('settles a credential in two statements and no transaction: docs/decisions/0003-settle.md', async () => {
    const key = await seedApplication(context, { subject: someone(), accountId, proof: 'accept' });
    const sent: string[] = [];
    const pool = {
      query: (statement: { name: string; text: string }) => {
        sent.push(statement.name);
        return context.pool.query(statement);
      },
    } as unknown as TestContext['pool'];
    const db = new Proxy(context.db, {
      get: () => {
        throw new Error('the credential path opened a transaction');
      },
    });
    expect((await settle({ ...context, pool, db }, key, actor)).state).toBe('issued');
    expect(sent).toEqual(['settle-facts', 'settle-issue']);
  });

  it('an old proof gives a credential that asks for the face again before it shows (B5)', async () => {
    const start = context.clock();
    const key = await seedApplication(context, { subject: someone(), accountId, proof: 'accept' });
    context.advance(2 * HOUR_MS);
    await settle(context, key, actor);
    const [row] = await credentials(key.personId);
    expect(row!.present_until).toEqual(row!.issued_at);
    context.setNow(start);
  });

  it('nothing is issued after the application has lapsed, and what was typed is gone', async () => {
    const start = context.clock();
    const key = await seedApplication(context, { subject: someone(), accountId, proof: 'accept' });
    context.advance(DAY_MS);
    expect((await settle(context, key, actor)).state).toBe('lapsed');
    expect((await stateOf(key.applicationId)).sealed).toHaveLength(0);
    expect(await credentials(key.personId)).toHaveLength(0);
    context.setNow(start);
  });

  it('writes the decision into the audit log without personal data', async () => {
    const subject = someone();
    const key = await seedApplication(context, { subject, accountId, proof: 'accept' });
    await settle(context, key, actor);
    const event = await context.db
      .selectFrom('audit_event')
      .selectAll()
      .where('object_id', '=', key.applicationId)
      .executeTakeFirstOrThrow();
    expect(event.action).toBe('application.issue');
    expect(JSON.stringify(event)).not.toContain(subject.number);
    expect(JSON.stringify(event)).not.toContain(subject.name);
  });
});
