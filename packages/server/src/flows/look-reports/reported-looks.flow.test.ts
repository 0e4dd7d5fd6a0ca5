import { randomUUID } from 'node:crypto';
import { deadlineOf } from '@suizheng/domain/policy/deadline.ts';
import { lookReportPolicy } from '@suizheng/domain/policy/look-reports.ts';
import type { StaffRole } from '@suizheng/domain/policy/staff-access.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { bearer } from '../../testing/gate.ts';
import { newMember } from '../../testing/organisation.ts';
import { activeParty } from '../../testing/parties.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer } from '../../testing/test-server.ts';
import { addStaff } from '../staff/add-staff.ts';
import { placeOfReportNote } from './sealed-places.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;

beforeAll(async () => {
  context = await testContext();
  server = await startTestServer(context, { limits: false });
});
afterAll(async () => {
  await server.close();
  await context.close();
});

const staffOf = async (...roles: StaffRole[]) => {
  const staff = { name: '周警官', counter: '随证站', roles };
  const { token, staffId } = await addStaff(context, SYSTEM, staff, context.clock());
  const client = server.client();
  const at = (path: string) => `/api/v1/counter/look-reports${path}`;
  return {
    staffId,
    get: (path = '') => client.get(at(path), bearer(token)),
    post: (path: string, body?: unknown) => client.post(at(path), body, bearer(token)),
  };
};

/** A report by hand: how a holder makes one is not what is tested. */
const report = async (holder: Awaited<ReturnType<typeof newMember>>, note: string) => {
  const party = await activeParty(context);
  const { account_id, data_key } = await context.db
    .selectFrom('account')
    .select(['account_id', 'data_key'])
    .where('person_id', '=', holder.personId)
    .executeTakeFirstOrThrow();
  const report_id = randomUUID();
  const now = context.clock();
  await context.db
    .insertInto('look_report')
    .values({
      account_id,
      report_id,
      evidence_id: randomUUID(),
      kind: 'service',
      organisation: party.name,
      reader_id: null,
      client_id: null,
      party_id: party.partyId,
      purpose: 'bank.account',
      looked_at: now,
      reason: 'not-for-this',
      note: context.keys.seal(data_key, placeOfReportNote(report_id), Buffer.from(note)),
      state: 'received',
      created_at: now,
      due_at: deadlineOf(lookReportPolicy.answeredWithin, now),
      decided_by: null,
      decided_at: null,
      answer: null,
    })
    .execute();
  return { id: report_id, accountId: account_id, party };
};

it('T5: an officer reads a report without learning who the holder is, answers it, and the holder is told', async () => {
  const officer = await staffOf('officer');
  const holder = await newMember(context, server, null);
  const { id, accountId, party } = await report(holder, '我没有在那家银行开户');
  const { body: list } = await officer.get();
  expect(list).toMatchObject({
    waiting: 1,
    overdue: 0,
    reports: [{ id, organisation: party.name, reason: 'not-for-this', state: 'received' }],
  });
  const { body } = await officer.get(`/${id}`);
  expect(body).toMatchObject({ note: '我没有在那家银行开户', partyId: party.partyId, answer: null });
  const told = JSON.stringify([list, body]);
  for (const secret of [accountId, holder.personId, holder.number]) expect(told).not.toContain(secret);
  const answer = { outcome: 'upheld', answer: '该单位不应查询，已责令整改' };
  const answered = await officer.post(`/${id}/answer`, answer);
  expect(answered.status, answered.text).toBe(200);
  expect(answered.body).toMatchObject({ state: 'upheld', answer: answer.answer });
  expect((await officer.post(`/${id}/answer`, answer)).status).toBe(200);
  const other = await officer.post(`/${id}/answer`, { ...answer, outcome: 'dismissed' });
  expect(other.body.code).toBe('wrong-state');
  const { body: inbox } = await holder.client.get('/api/v1/notifications');
  expect(inbox.items.map(({ kind }: { kind: string }) => kind)).toEqual(['look-report-answered']);
  const kept = await context.db
    .selectFrom('look_report')
    .select('answer')
    .where('report_id', '=', id)
    .executeTakeFirstOrThrow();
  expect(kept.answer!.includes(Buffer.from('整改'))).toBe(false);
  const looked = await context.db
    .selectFrom('audit_event')
    .select('action')
    .where('object_id', '=', id)
    .orderBy('event_id')
    .execute();
  expect(looked.map(({ action }) => action)).toEqual(['staff.look', 'look-report.answer']);
});

it('T5: nobody answers a report of their own, reviewers see none, and an answer needs words and a finding', async () => {
  const holder = await newMember(context, server, null);
  const { id } = await report(holder, '见附件');
  const [self, reviewer] = [await staffOf('officer'), await staffOf('reviewer')];
  const person_index = context.keys.blindIndex('resident-number', holder.number);
  await context.db.updateTable('staff').set({ person_index }).where('staff_id', '=', self.staffId).execute();
  const answer = { outcome: 'dismissed', answer: '没有违规' };
  expect((await self.post(`/${id}/answer`, answer)).body.code).toBe('not-allowed');
  expect((await reviewer.get()).body.code).toBe('not-allowed');
  const empty = await self.post(`/${id}/answer`, { outcome: 'maybe', answer: ' ' });
  expect(empty.body.errors.map(({ code }: { code: string }) => code).sort()).toEqual([
    'report-answer.empty',
    'report-outcome.missing',
  ]);
  expect((await self.get(`/${randomUUID()}`)).body.code).toBe('not-found');
});

it('T5: who belongs to the party that is complained of does not read the complaint, nor see that there is one', async () => {
  const holder = await newMember(context, server, null);
  const { id, party } = await report(holder, '我没有去过那里');
  const [insider, officer] = [await staffOf('officer'), await staffOf('officer')];
  const member = await newMember(context, server, party.organisationId, { role: 'operator' });
  const person_index = context.keys.blindIndex('resident-number', member.number);
  const { db } = context;
  await db.updateTable('staff').set({ person_index }).where('staff_id', '=', insider.staffId).execute();
  const ids = async (who: typeof officer): Promise<string[]> =>
    (await who.get()).body.reports.map((one: { id: string }) => one.id);
  expect(await ids(officer)).toContain(id);
  expect(await ids(insider)).not.toContain(id);
  expect((await officer.get(`/${id}`)).status).toBe(200);
  expect((await insider.get(`/${id}`)).body.code).toBe('not-allowed');
});
