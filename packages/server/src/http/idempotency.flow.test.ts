import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SYSTEM } from '../context.ts';
import { IDEMPOTENCY_POLICY, operationIdOf } from '../flows/idempotency/answer-once.ts';
import { addStaff, revokeStaff } from '../flows/staff/add-staff.ts';
import { newHolderKey } from '../testing/seed-application.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { signInAs, startTestServer, type TestClient } from '../testing/test-server.ts';

const PATH = '/api/v1/counter/enrolment-codes';
const body = { organisation: '随证站', label: '1 号闸机', scope: 'rail', purposes: ['rail-entry'] };

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let client: TestClient;
let officer: { staffId: string; token: string };
let created: () => Promise<number>;

beforeAll(async () => {
  context = await testContext();
  server = await startTestServer(context);
  client = server.client();
  const someone = { name: '周警官', counter: '随证站', roles: ['officer'] } as const;
  officer = await addStaff(context, SYSTEM, someone, context.clock());
  const { body: procedures } = await client.get('/api/v1/procedures');
  body.purposes = [procedures[0].credential.purposes[0].id];
  created = async () => (await context.db.selectFrom('enrolment_code').select('code_hash').execute()).length;
});
afterAll(async () => {
  await server.close();
  await context.close();
});

const post = (key: string | null, content: unknown = body) =>
  client.post(PATH, content, {
    authorization: `Bearer ${officer.token}`,
    ...(key === null ? {} : { 'idempotency-key': key }),
  });

it('a creating call without a key is refused, with the next step', async () => {
  const answer = await post(null);
  expect(answer.status).toBe(400);
  expect(answer.body.code).toBe('idempotency-key-missing');
  expect((await post('has space')).body.code).toBe('idempotency-key-missing');
  expect((await post('x'.repeat(129))).body.code).toBe('idempotency-key-missing');
});

it('a repetition gets the first answer, word for word, and creates nothing', async () => {
  const key = randomUUID();
  const first = await post(key);
  expect(first.status).toBe(201);
  expect(first.headers.get('idempotency-replayed')).toBe(null);
  const before = await created();
  const again = await post(key);
  expect(again.status).toBe(201);
  expect(again.text).toBe(first.text);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(await created()).toBe(before);
});

it('the kept answer lies sealed: a one-time code cannot be read from the database', async () => {
  const key = randomUUID();
  const { body: answer } = await post(key);
  const row = await context.db
    .selectFrom('idempotency')
    .select('answer')
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  expect(row.answer!.includes(answer.code)).toBe(false);
});

it('sixteen at once under one key create once, and all get the same answer', async () => {
  const key = randomUUID();
  const before = await created();
  // As a phone does on a slow day: told that the first is still at work, it asks again.
  const patiently = async () => {
    let answer = await post(key);
    while (answer.body.code === 'in-progress') answer = await post(key);
    return answer;
  };
  const answers = await Promise.all(Array.from({ length: 16 }, patiently));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(await created()).toBe(before + 1);
});

it('the same key for another request is refused; another actor’s same key is another key', async () => {
  const key = randomUUID();
  await post(key);
  const other = await post(key, { ...body, label: '2 号闸机' });
  expect(other.status).toBe(409);
  expect(other.body.code).toBe('idempotency-key-reused');
  const somebody = await addStaff(
    context,
    SYSTEM,
    { name: '吴警官', counter: '随证站', roles: ['officer'] },
    context.clock(),
  );
  const theirs = await client.post(PATH, body, {
    authorization: `Bearer ${somebody.token}`,
    'idempotency-key': key,
  });
  expect(theirs.status).toBe(201);
  expect(theirs.headers.get('idempotency-replayed')).toBe(null);
});

it('a refused call frees its key: the person corrects the entry and sends again', async () => {
  const key = randomUUID();
  const refused = await post(key, { ...body, scope: 'moon' });
  expect(refused.status).toBe(422);
  expect((await post(key)).status).toBe(201);
});

it('a call at work elsewhere is waited for, then said to be in progress; an abandoned one is taken over', async () => {
  const key = randomUUID();
  const first = await post(key);
  // As a process leaves it that died between its work and keeping the answer.
  await context.db
    .updateTable('idempotency')
    .set({ status: null, answer: null })
    .where('key', '=', key)
    .execute();
  const busy = await post(key);
  expect(busy.status).toBe(409);
  expect(busy.body.code).toBe('in-progress');
  context.advance(IDEMPOTENCY_POLICY.abandonedAfterMs);
  const taken = await post(key);
  expect(taken.status).toBe(201);
  expect(taken.headers.get('idempotency-replayed')).toBe(null);
  expect(taken.text).not.toBe(first.text);
});

it('the id given to the flow is a UUID, the same for every repetition, another for another actor', () => {
  const requestHash = Buffer.from('a');
  const id = operationIdOf({ actor: 'account:1', key: 'key', requestHash });
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(operationIdOf({ actor: 'account:1', key: 'key', requestHash })).toBe(id);
  expect(operationIdOf({ actor: 'account:2', key: 'key', requestHash })).not.toBe(id);
  expect(operationIdOf({ actor: 'account:1', key: 'key', requestHash: Buffer.from('b') })).not.toBe(id);
});

it('staff: a revoked token is nobody’s, and a token of staff opens no account', async () => {
  const leaving = await addStaff(
    context,
    SYSTEM,
    { name: '郑警官', counter: '随证站', roles: ['reviewer'] },
    context.clock(),
  );
  const ask = (path: string, token: string) => client.get(path, { authorization: `Bearer ${token}` });
  expect((await ask('/api/v1/staff/me', leaving.token)).body).toMatchObject({ roles: ['reviewer'] });
  const forbidden = await client.post(PATH, body, {
    authorization: `Bearer ${leaving.token}`,
    'idempotency-key': randomUUID(),
  });
  expect(forbidden.body.code).toBe('not-allowed');
  expect(await revokeStaff(context, SYSTEM, leaving.staffId, context.clock())).toBe(true);
  expect(await revokeStaff(context, SYSTEM, leaving.staffId, context.clock())).toBe(false);
  expect((await ask('/api/v1/staff/me', leaving.token)).status).toBe(401);
  expect((await ask('/api/v1/account', officer.token)).status).toBe(401);
  expect((await ask('/api/v1/readers/current/pack', officer.token)).status).toBe(401);
});

it('B1: a process that dies between applying and answering loses nothing: the repetition gets the same application', async () => {
  const me = server.client();
  await signInAs(me, context.world.url, '19912340099');
  const resident = await context.world.enrol('钱来来', '1990-03-07', '19912340099');
  await me.post('/api/v1/account/real-name', resident);
  const request = {
    procedure: 'rail-temporary-id',
    input: { ...resident, city: '杭州' },
    holderKey: newHolderKey().text,
  };
  const key = { 'idempotency-key': randomUUID() };
  const first = await me.post('/api/v1/applications', request, key);
  expect(first.status).toBe(201);
  await context.db
    .updateTable('idempotency')
    .set({ status: null, answer: null })
    .where('key', '=', key['idempotency-key'])
    .execute();
  context.advance(IDEMPOTENCY_POLICY.abandonedAfterMs);
  const again = await me.post('/api/v1/applications', request, key);
  expect(again.status).toBe(201);
  expect(again.body.id).toBe(first.body.id);
  expect((await me.get('/api/v1/applications')).body).toHaveLength(1);
});
