import { randomUUID } from 'node:crypto';
import { FACE_CONSENT } from '@suizheng/domain/contract/consent-terms.ts';
import type { CheckView } from '@suizheng/domain/contract/real-person-checks.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog } from '../log.ts';
import { framesFor } from '../testing/do-check.ts';
import { scriptedVision } from '../testing/scripted-vision.ts';
import { newHolderKey } from '../testing/seed-application.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { newestCode, signInAs, startTestServer } from '../testing/test-server.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;

beforeAll(async () => {
  context = await testContext({ vision: scriptedVision() });
  server = await startTestServer(context);
});
afterAll(async () => {
  await server.close();
  await context.close();
});

it('the whole trip over HTTP, from sign-in to a credential: the log tells what was done and names nobody', async () => {
  const me = server.client();
  const mobile = '19955554444';
  const ip = '203.0.113.45';
  const from = { 'x-forwarded-for': ip };
  const resident = await context.world.enrol('诸葛晓晓', '1990-03-07', mobile);
  const { body: account } = await signInAs(me, context.world.url, mobile);
  const smsCode = await newestCode(context.world.url, mobile);
  const token = me.cookie!;
  await me.post('/api/v1/account/real-name', resident, from);
  await me.post('/api/v1/account/real-name', { name: resident.name, number: `${resident.number}0` }, from);
  const once = () => ({ ...from, 'idempotency-key': randomUUID() });
  const holder = newHolderKey();
  const input = { ...resident, city: '景德镇市' };
  const applied = await me.post(
    '/api/v1/applications',
    { procedure: 'rail-temporary-id', input, holderKey: holder.text },
    once(),
  );
  expect(applied.body).toMatchObject({ state: 'proving', need: 'real-person' });
  const what = { kind: 'application', id: applied.body.id };
  const consent = { version: FACE_CONSENT.version };
  let check: CheckView = (await me.post('/api/v1/real-person-checks', { for: what, consent }, once())).body;
  while (check.step) {
    const frames = framesFor(context, check);
    const path = `/api/v1/real-person-checks/${check.id}/steps/${check.step.index}`;
    check = (await me.post(path, { nonce: check.nonce, frames }, from)).body;
  }
  expect(check.state).toBe('accepted');
  const { body: credentials } = await me.get('/api/v1/credentials', from);
  expect(credentials).toHaveLength(1);
  await me.get(`/api/v1/credentials/${credentials[0].id}/looks?secret=${resident.number}`, from);
  await me.post('/api/v1/verifications', { code: `SZ1:${resident.number}` }, from);
  await me.post('/api/v1/places/nearest', { latitude: 29.2921, longitude: 117.2039 }, from);
  await me.get(`/api/v1/places/cities?q=${encodeURIComponent('景德')}`, from);
  await me.get('/api/v1/nowhere/%E8%AF%B8%E8%91%9B', from);
  await me.send('DELETE', '/api/v1/sessions/current', { headers: from });

  const log = server.log.join('\n');
  const about = [
    mobile,
    ip,
    resident.name,
    resident.number,
    '景德',
    smsCode,
    token,
    credentials[0].token,
    '29.29',
  ];
  for (const secret of [...about, holder.text, account.mobile]) expect(log).not.toContain(secret);
  const lines = server.log.map((line) => JSON.parse(line));
  expect(lines.every((line) => line.msg !== 'internal error')).toBe(true);
  const answered = lines.filter((line) => line.msg === 'answered');
  expect(answered.map((line) => line.resource)).toEqual(
    expect.arrayContaining(['signIn', 'proveRealName', 'createApplication', 'sendStep', 'verify', 'none']),
  );
  for (const line of answered) {
    expect(Object.keys(line).sort()).toEqual([
      'level',
      'method',
      'ms',
      'msg',
      'resource',
      'status',
      'time',
      'traceId',
    ]);
  }
  const metrics = (await me.get('/metrics')).text;
  for (const secret of about) expect(metrics).not.toContain(secret);
});

it('what must never be logged is blotted out, and errors are logged without their words', async () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line: string) => void lines.push(line) });
  log.info({ mobile: '19955554444', sent: { token: 'szs_secret' } }, 'careless');
  const error = Object.assign(new Error('duplicate key (mobile)=(19955554444)'), { detail: '19955554444' });
  log.error({ err: error }, 'failed');
  expect(lines.join('')).not.toMatch(/19955554444|szs_secret/);
  expect(JSON.parse(lines[1]!).err.at[0]).toContain('log.flow.test.ts');
});
