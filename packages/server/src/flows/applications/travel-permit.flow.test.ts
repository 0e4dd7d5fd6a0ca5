import { randomUUID } from 'node:crypto';
import { createPresentation } from '@suizheng/domain/credential/presentation.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { DAY_MS } from '@suizheng/domain/policy/calendar.ts';
import { HOLDERS } from '@suizheng/sandbox/permits/holders.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, SYSTEM } from '../../context.ts';
import { nodeSigner } from '../../crypto/node-crypto.ts';
import { type Doer, doCheck } from '../../testing/do-check.ts';
import { bearer, enrolGate, once } from '../../testing/gate.ts';
import { scriptedVision } from '../../testing/scripted-vision.ts';
import { newHolderKey } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer, type TestClient } from '../../testing/test-server.ts';
import { listCredentials } from '../credentials/read-credentials.ts';
import { addStaff } from '../staff/add-staff.ts';
import { apply } from './apply.ts';
import { readApplication } from './read-applications.ts';

const START = new Date('2026-11-02T09:03:00+08:00');
const holder = newHolderKey();
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let client: TestClient;
let officer: string;

beforeAll(async () => {
  context = await testContext({ now: START, vision: scriptedVision() });
  server = await startTestServer(context, { limits: false });
  client = server.client();
  const staff = { name: '周警官', counter: '浦东机场出入境制证窗口', roles: ['officer'] as const };
  officer = (await addStaff(context, SYSTEM, staff, START)).token;
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(() => context.setNow(START));

type Applicant = Doer & { level: 'registered' };
const newDoer = async (): Promise<Applicant> => ({
  accountId: await context.newAccount(),
  personId: null,
  level: 'registered',
});
const actorOf = (doer: Doer): Actor => ({ kind: 'account', id: doer.accountId, traceId: null });
const told = (number: string) => {
  const { name, card } = HOLDERS.find((one) => one.number === number)!;
  return { reason: 'lost', name, number, expires: card!.expires as string };
};
const applyAs = (doer: Applicant, procedure: string, input: Record<string, unknown>) =>
  apply(context, doer, {
    procedure,
    input,
    holderKey: holder.text,
    operationId: randomUUID(),
    actor: actorOf(doer),
    locale: 'zh-Hant-TW',
  });
const faults = (promise: Promise<unknown>) =>
  promise.then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return error.fields.map(({ field, code }) => `${field} ${code}`);
    },
  );

/** Applies and stands before the camera; answers the credential and what the phone's screen shows now. */
async function issued(doer: Applicant, procedure: string, number: string) {
  const application = await applyAs(doer, procedure, told(number));
  expect(application).toMatchObject({ state: 'proving', need: 'real-person', triesLeft: 3 });
  expect(application.ways.map(({ rung }) => rung)).toEqual(['real-person', 'document-review', 'counter']);
  const check = await doCheck(context, doer, { kind: 'application', id: application.id });
  expect(check.state).toBe('accepted');
  expect((await readApplication(context, doer, application.id, 'en')).state).toBe('issued');
  const credential = (await listCredentials(context, doer)).find(({ id }) => id === check.credentialId)!;
  const { sign } = nodeSigner(holder.privateKey, new Uint8Array(4));
  const show = () =>
    createPresentation(
      {
        credential: Buffer.from(credential.token!, 'base64url'),
        time: Math.floor(context.clock().getTime() / 1000),
        nonce: Math.floor(Math.random() * 2 ** 32),
      },
      sign,
    );
  return { credential, show };
}

const PERMITS = [
  ['hk-macau-travel-permit', 'home-return-permit', 'H99000001'],
  ['taiwan-travel-permit', 'taiwan-permit', '99000001'],
] as const;

describe.each(PERMITS)('%s', (procedure, document, number) => {
  it('T1 T2 T3 T4 T5: issued by the face for 7 days; air and rail see what their purpose allows, the border hears why not', async () => {
    const doer = await newDoer();
    const { credential, show } = await issued(doer, procedure, number);
    expect(Date.parse(credential.expiresAt) - Date.parse(credential.issuedAt)).toBe(7 * DAY_MS);
    const { name } = told(number);
    const gate = (scope: string, purpose: string) =>
      enrolGate(client, officer, { label: `${scope} ${procedure}`, scope, purposes: [purpose] });
    const security = await (await gate('air', 'air.security')).ask(await show());
    expect(security.body).toMatchObject({
      verdict: 'green',
      type: { procedure },
      fields: { name, number, documentType: document },
    });
    const boarding = await (await gate('air', 'air.boarding')).ask(await show());
    expect(boarding.body.fields).toEqual({ name, number });
    const exit = await (await gate('rail', 'rail.exit')).ask(await show());
    expect(exit.body).toMatchObject({ verdict: 'green', fields: { name } });
    expect(Object.keys(exit.body.fields)).toEqual(['name']);
    const stranger = await client.post('/api/v1/verifications', { code: await show() });
    expect(stranger.body).toMatchObject({ verdict: 'green', fields: null, sealDigest: null });
    const border = await gate('border', 'border.crossing');
    const code = await show();
    const refused = await border.ask(code);
    expect(refused.body).toMatchObject({
      verdict: 'red',
      code: 'not-valid-for-border',
      type: null,
      medium: null,
      validUntil: null,
      fields: null,
      sealDigest: null,
    });
    expect(refused.text).not.toContain(name);
    expect(refused.text).not.toContain(number);
    const english = await client.post(
      '/api/v1/verifications',
      { code: await show() },
      { ...bearer(border.token), 'accept-language': 'en' },
    );
    expect(english.body.title).toBe('Not valid for border crossing');
    // Offline the border hears the same, and its grant holds no key at all.
    const pack = await border.pack(context.clock());
    expect(await pack.verify(await show(), context.clock())).toMatchObject({
      verdict: 'not-valid-here',
      reason: 'not-valid-for-border',
    });
  });

  it('T3: two in a natural month, the third is refused until the next', async () => {
    context.setNow(new Date('2026-12-04T09:00:00+08:00'));
    const doer = await newDoer();
    await issued(doer, procedure, number);
    await issued(doer, procedure, number);
    const third = await applyAs(doer, procedure, told(number));
    expect(third).toMatchObject({ state: 'refused', reasons: [{ code: 'quota-used' }] });
    // Whose phone it is does not matter: the quota is the person's.
    const companion = await newDoer();
    expect(await applyAs(companion, procedure, told(number))).toMatchObject({ state: 'refused' });
    context.setNow(new Date('2027-01-01T00:00:30+08:00'));
    expect(await applyAs(doer, procedure, told(number))).toMatchObject({ state: 'proving' });
  });

  it('T2: name, number and last day are the permit register’s before any photo is taken', async () => {
    const doer = await newDoer();
    const good = told(number);
    expect(await faults(applyAs(doer, procedure, { ...good, name: '王小明' }))).toEqual([
      'input.name name-number.mismatch',
      'input.number name-number.mismatch',
    ]);
    expect(await faults(applyAs(doer, procedure, { ...good, expires: '2030-01-01' }))).toEqual([
      'input.expires expires.differs',
    ]);
    expect(
      await faults(applyAs(doer, procedure, { reason: '', name: '', number: '1', expires: '' })),
    ).toEqual([
      'input.reason choice.missing',
      'input.name name.empty',
      `input.number ${document}.form`,
      'input.expires expires.empty',
    ]);
  });

  it('T7: the counter issues paper on one of the proofs; the permit register is asked and the paper is found by its number', async () => {
    const { name } = told(number);
    const issue = (who: string) =>
      client.post(
        '/api/v1/counter/paper-credentials',
        {
          procedure,
          name: who,
          document: { kind: document, number: number.toLowerCase() },
          proof: { kind: 'permit-damaged', issuedBy: '本人', reference: '' },
        },
        { ...bearer(officer), ...once() },
      );
    const wrong = await issue('王小明');
    expect(wrong.body.errors).toMatchObject([{ field: 'name' }, { field: 'document.number' }]);
    const paper = await issue(name);
    expect(paper.status).toBe(201);
    expect(paper.body).toMatchObject({ medium: 'paper', status: 'valid', procedure });
    expect(paper.body.subject.number).not.toContain(number);
    expect(Date.parse(paper.body.expiresAt) - Date.parse(paper.body.issuedAt)).toBe(7 * DAY_MS);
    const path = `/api/v1/counter/paper-credentials/${paper.body.id}/document`;
    expect((await client.get(path, bearer(officer))).status).toBe(200);
    const found = await client.post(
      '/api/v1/counter/credential-searches',
      { number, purpose: 'answer-holder' },
      bearer(officer),
    );
    expect(found.body.map(({ id }: { id: string }) => id)).toContain(paper.body.id);
  });
});

it('T2: 李詠詩, whose permit has expired, is told so before the register or a camera is asked', async () => {
  const doer = await newDoer();
  expect(await faults(applyAs(doer, 'hk-macau-travel-permit', told('H99000002')))).toEqual([
    'input.expires expires.past',
  ]);
});

it('A12: 張雅婷, without a portrait on record, is led on to photos of the permit or the counter', async () => {
  const doer = await newDoer();
  const application = await applyAs(doer, 'taiwan-travel-permit', told('99000002'));
  const check = await doCheck(context, doer, { kind: 'application', id: application.id });
  expect(check.state).toBe('refused');
  const after = await readApplication(context, doer, application.id, 'en');
  expect(after.ways.map(({ rung }) => rung)).toEqual(['document-review', 'counter']);
});

it('V1: a reader is enrolled for the uses of its own scope only', async () => {
  const ask = (scope: string, purpose: string) =>
    client.post(
      '/api/v1/counter/enrolment-codes',
      { organisation: '某机场', label: '1 号', scope, purposes: [purpose] },
      { ...bearer(officer), ...once() },
    );
  expect((await ask('air', 'rail.entry')).body.errors).toMatchObject([{ field: 'purposes.0' }]);
  expect((await ask('border', 'air.security')).body.errors).toMatchObject([{ field: 'purposes.0' }]);
  expect((await ask('border', 'border.crossing')).status).toBe(201);
});
