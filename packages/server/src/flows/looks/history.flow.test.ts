import { randomUUID } from 'node:crypto';
import { lookReportPolicy } from '@suizheng/domain/policy/look-reports.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { bearer, enrolGate, phoneWithCredential } from '../../testing/gate.ts';
import { newMember } from '../../testing/organisation.ts';
import { activeParty } from '../../testing/parties.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer, type TestClient } from '../../testing/test-server.ts';
import { recordEvidence } from '../services/record-evidence.ts';
import { addStaff } from '../staff/add-staff.ts';
import { forgetReports } from './forget-reports.ts';

const START = new Date('2026-11-21T09:03:00+08:00');
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let me: TestClient;
let holder: Awaited<ReturnType<typeof newMember>>;
let phone: Awaited<ReturnType<typeof phoneWithCredential>>;
let gate: Awaited<ReturnType<typeof enrolGate>>;
let officer: Record<string, string>;

beforeAll(async () => {
  context = await testContext({ now: START });
  server = await startTestServer(context, { limits: false });
  const anyone = server.client();
  const staff = { name: '周警官', counter: '北京南站公安制证口', roles: ['officer'] as const };
  const { token } = await addStaff(context, SYSTEM, staff, START);
  officer = bearer(token);
  gate = await enrolGate(anyone, token, { label: '东进站口 3 号', purposes: ['rail.entry'] });
  holder = await newMember(context, server, null);
  me = holder.client;
  phone = await phoneWithCredential(context, { name: '张晓晓', number: holder.number });
  const account = await context.db
    .selectFrom('account')
    .select('account_id')
    .where('person_id', '=', holder.personId)
    .executeTakeFirstOrThrow();
  await context.db
    .updateTable('credential')
    .set({ account_id: account.account_id })
    .where('credential_id', '=', phone.credentialId)
    .execute();
});
afterAll(async () => {
  await server.close();
  await context.close();
});

describe('T5: who looked', () => {
  it('T5: is told with place, purpose, the fields it saw, when, online or not, and the evidence id that both sides hold', async () => {
    const look = await gate.ask(await phone.code());
    await server.client().post('/api/v1/verifications', { code: await phone.code() });
    const { partyId, name } = await activeParty(context);
    const evidenceId = randomUUID();
    const asked = { partyId, clientId: null, service: 'real-name-check', purpose: 'bank.account' } as const;
    const evidence = {
      ...asked,
      evidenceId,
      number: holder.number,
      verdict: 'match',
      reason: 'identity-match',
    };
    const actor = { kind: 'system', id: 'test', traceId: null } as const;
    await recordEvidence(context.db, context.keys, evidence, { actor, now: START });
    const { body } = await me.get('/api/v1/looks');
    expect(body).toHaveLength(3);
    expect(body).toContainEqual(
      expect.objectContaining({
        evidenceId: look.body.evidenceId,
        kind: 'look',
        organisation: '北京南站',
        place: '东进站口 3 号',
        purpose: 'rail.entry',
        fields: ['name', 'number'],
        online: true,
        accepted: true,
        title: '有效',
        report: null,
      }),
    );
    expect(body).toContainEqual(expect.objectContaining({ organisation: null, place: null, fields: [] }));
    expect(body).toContainEqual(
      expect.objectContaining({
        evidenceId,
        kind: 'service',
        organisation: name,
        service: 'real-name-check',
      }),
    );
    const { body: one } = await me.get(`/api/v1/looks/${evidenceId}`);
    expect(one).toMatchObject({ evidenceId, accepted: true });
    const ofDocument = await me.get(`/api/v1/looks?credential=${phone.credentialId}`);
    expect(ofDocument.body.map(({ kind }: { kind: string }) => kind)).toEqual(['look', 'look']);
  });

  it('T5: nobody else reads it or reports it, by whatever id', async () => {
    const other = await newMember(context, server, null);
    const { body } = await me.get('/api/v1/looks');
    expect((await other.client.get('/api/v1/looks')).body).toEqual([]);
    const path = `/api/v1/looks?credential=${phone.credentialId}`;
    expect((await other.client.get(path)).body.code).toBe('not-found');
    for (const { evidenceId } of body) {
      expect((await other.client.get(`/api/v1/looks/${evidenceId}`)).body.code).toBe('not-found');
      const report = await other.client.post(
        `/api/v1/looks/${evidenceId}/reports`,
        { reason: 'not-me' },
        { 'idempotency-key': randomUUID() },
      );
      expect(report.body.code).toBe('not-found');
    }
  });

  it('T5: a look is reported once, officers answer it, the holder sees where it stands, and it ends in time', async () => {
    const { body } = await me.get('/api/v1/looks');
    const { evidenceId } = body.find(({ place }: { place: string }) => place === '东进站口 3 号');
    const report = (input: object) =>
      me.post(`/api/v1/looks/${evidenceId}/reports`, input, { 'idempotency-key': randomUUID() });
    const empty = await report({ reason: 'other', note: ' ' });
    expect(empty.body.errors).toMatchObject([{ field: 'note', code: 'look-report.note-empty' }]);
    expect((await report({})).body.errors).toMatchObject([
      { field: 'reason', code: 'look-report.reason-missing' },
    ]);
    const made = await report({ reason: 'not-me', note: '那天我在家' });
    expect(made.status, made.text).toBe(201);
    expect(made.body).toMatchObject({
      state: 'received',
      reason: 'not-me',
      note: '那天我在家',
      answer: null,
    });
    expect((await report({ reason: 'too-much' })).body).toEqual(made.body);
    const kept = await context.db.selectFrom('look_report').selectAll().execute();
    expect(kept).toMatchObject([{ organisation: '北京南站', reader_id: gate.readerId, kind: 'look' }]);
    expect(kept[0]!.note!.includes(Buffer.from('在家'))).toBe(false);
    const answer = { outcome: 'upheld', answer: '已核实，是他人使用了您的截图' };
    const path = `/api/v1/counter/look-reports/${made.body.id}/answer`;
    const answered = await server.client().post(path, answer, officer);
    expect(answered.status, answered.text).toBe(200);
    expect((await me.get(`/api/v1/looks/${evidenceId}`)).body.report).toMatchObject({
      state: 'upheld',
      answer: answer.answer,
    });
    const inbox = await me.get('/api/v1/notifications');
    expect(inbox.body.items[0]).toMatchObject({ link: { to: 'looks', id: evidenceId } });
    expect(await forgetReports(context, new Date(START.getTime() + lookReportPolicy.keptMs))).toBe(0);
    expect(await forgetReports(context, new Date(START.getTime() + lookReportPolicy.keptMs + 1_000))).toBe(1);
  });
});
