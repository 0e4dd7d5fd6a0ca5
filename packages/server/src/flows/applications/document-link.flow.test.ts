import { randomUUID } from 'node:crypto';
import { createPresentation } from '@suizheng/domain/credential/presentation.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { maskIdentityNumber } from '@suizheng/domain/identifiers/identity-document.ts';
import { DAY_MS } from '@suizheng/domain/policy/calendar.ts';
import { documentLink } from '@suizheng/domain/procedures/document-link/procedure.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, SYSTEM } from '../../context.ts';
import { nodeSigner } from '../../crypto/node-crypto.ts';
import { type Doer, doCheck } from '../../testing/do-check.ts';
import { bearer, enrolGate, once } from '../../testing/gate.ts';
import { canRenderPages, readQr, renderPage, renderRectangles } from '../../testing/read-qr.ts';
import { scriptedVision } from '../../testing/scripted-vision.ts';
import { newHolderKey, seedProof } from '../../testing/seed-application.ts';
import { pictureOf, seedPhotos } from '../../testing/seed-review.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer, type TestClient } from '../../testing/test-server.ts';
import { listCredentials } from '../credentials/read-credentials.ts';
import { claimNext } from '../review/claim.ts';
import { readCase } from '../review/read-case.ts';
import { settle } from '../settle/settle.ts';
import { addStaff } from '../staff/add-staff.ts';
import { apply } from './apply.ts';
import { readApplication } from './read-applications.ts';

const START = new Date('2026-11-02T09:03:00+08:00');
const holder = newHolderKey();
const [HONG_KONG, TAIWAN] = documentLink.examples.map(({ input }) => input as Record<string, string>) as [
  Record<string, string>,
  Record<string, string>,
];
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let client: TestClient;
let atStation: string;
let atCounty: string;

beforeAll(async () => {
  context = await testContext({ now: START, vision: scriptedVision() });
  server = await startTestServer(context, { limits: false });
  client = server.client();
  const staff = { name: '周警官', counter: '福田出入境窗口', roles: ['officer'] as const };
  atStation = (await addStaff(context, SYSTEM, staff, START)).token;
  atCounty = (await addStaff(context, SYSTEM, { ...staff, counterLevel: 'county' }, START)).token;
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
const applyAs = (doer: Applicant, input: Record<string, unknown>) =>
  apply(context, doer, {
    procedure: 'document-link',
    input,
    holderKey: holder.text,
    operationId: randomUUID(),
    actor: { kind: 'account', id: doer.accountId, traceId: null } satisfies Actor,
    locale: 'zh-Hant-HK',
  });
const faults = (promise: Promise<unknown>) =>
  promise.then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return error.fields.map(({ field, code }) => `${field} ${code}`);
    },
  );

describe('L1: the document link on a phone', () => {
  it.each([
    ['home-return-permit', HONG_KONG],
    ['taiwan-permit', TAIWAN],
  ] as const)(
    'L1: with a %s: the face, then a credential of 30 days that a bank reads',
    async (document, input) => {
      const doer = await newDoer();
      const { name, number, residence } = input as { name: string; number: string; residence: string };
      const application = await applyAs(doer, input);
      expect(application).toMatchObject({ state: 'proving', need: 'real-person' });
      const check = await doCheck(context, doer, { kind: 'application', id: application.id });
      expect(check.state).toBe('accepted');
      expect((await readApplication(context, doer, application.id, 'en')).state).toBe('issued');
      const seen = await readApplication(context, doer, application.id, 'en');
      const credential = (await listCredentials(context, doer)).find(({ id }) => id === check.credentialId)!;
      expect(seen.documents).toEqual(credential.documents);
      expect(Date.parse(credential.expiresAt) - Date.parse(credential.issuedAt)).toBe(30 * DAY_MS);
      expect(credential.documents).toEqual([
        { document, number: maskIdentityNumber(document, number) },
        { document: 'residence-permit', number: maskIdentityNumber('residence-permit', residence) },
      ]);
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
      const gate = (scope: string, purpose: string) =>
        enrolGate(client, atStation, { label: `${scope} ${document}`, scope, purposes: [purpose] });
      const bank = await (await gate('bank', 'bank.account')).ask(await show());
      expect(bank.body).toMatchObject({
        verdict: 'green',
        type: { procedure: 'document-link' },
        fields: { name, number, documentType: document, linkedNumber: residence },
      });
      const rail = await (await gate('rail', 'rail.entry')).ask(await show());
      expect(rail.body).toMatchObject({ verdict: 'red', fields: null });
      const stranger = await client.post('/api/v1/verifications', { code: await show() });
      expect(stranger.body).toMatchObject({ verdict: 'green', fields: null });
    },
  );

  it('L1: a reviewer of the photos sees both documents: one as typed, the other, which no photo shows, masked', async () => {
    const doer = await newDoer();
    context.setNow('2027-01-11T09:03:00+08:00');
    const { id: applicationId } = await applyAs(doer, HONG_KONG);
    const { person_id: personId } = await context.db
      .updateTable('application')
      .set({ chosen_rung: 'document-review' })
      .where('application_id', '=', applicationId)
      .returning('person_id')
      .executeTakeFirstOrThrow();
    const key = { personId, applicationId };
    await seedPhotos(context, key, { front: pictureOf('front'), back: pictureOf('back') });
    await seedProof(context, key, 'review', 'document-review');
    await settle(context, key, SYSTEM);
    const options = { name: '李审核', counter: '审核中心', roles: ['reviewer'] as const };
    const { staffId } = await addStaff(context, SYSTEM, options, context.clock());
    const actor: Actor = { kind: 'staff', id: staffId, traceId: null };
    const reviewer = { ...options, staffId, roles: [...options.roles] };
    const { claim } = await claimNext(context, reviewer, { procedure: 'document-link' }, actor);
    const seen = await readCase(context, reviewer, { caseId: claim!.id, locale: 'en' }, actor);
    expect(seen).toMatchObject({
      document: 'home-return-permit',
      linked: {
        document: 'residence-permit',
        number: maskIdentityNumber('residence-permit', HONG_KONG.residence!),
      },
    });
    expect(JSON.stringify(seen)).toContain(HONG_KONG.number);
    expect(JSON.stringify(seen)).not.toContain(HONG_KONG.residence);
  });

  it('L1: whatever differs in the second document is one refusal of one field, before any camera', async () => {
    const doer = await newDoer();
    const answers = [];
    for (const wrong of [
      // Nobody's; somebody else's; another last day; another person's with the same name is the register's to know.
      { residence: '819900199408120014' },
      { residence: '839900199006210029', residenceExpires: '2030-02-17' },
      { residenceExpires: '2029-10-10' },
      { residence: TAIWAN.residence, residenceExpires: TAIWAN.residenceExpires },
    ])
      answers.push(await faults(applyAs(doer, { ...HONG_KONG, ...wrong })));
    const [first] = answers;
    for (const answer of answers)
      expect(answer.filter((fault) => !fault.includes('check-character'))).toEqual(
        answer.some((fault) => fault.includes('check-character')) ? [] : ['input.residence linked.mismatch'],
      );
    expect(first).toBeDefined();
    // What is wrong with the first document is said as everywhere.
    expect(await faults(applyAs(await newDoer(), { ...HONG_KONG, name: '陳家' }))).toEqual([
      'input.name name-number.mismatch',
      'input.number name-number.mismatch',
    ]);
    const rows = await context.db
      .selectFrom('application')
      .where('account_id', '=', doer.accountId)
      .select('application_id')
      .execute();
    expect(rows).toEqual([]);
  });

  it('L1: a person’s third of a month is issued, the fourth refused before any camera', async () => {
    const doer = await newDoer();
    context.setNow('2026-12-02T09:03:00+08:00');
    for (let i = 0; i < 3; i += 1) {
      const application = await applyAs(doer, HONG_KONG);
      expect(application.state).toBe('proving');
      await doCheck(context, doer, { kind: 'application', id: application.id });
    }
    const fourth = await applyAs(doer, HONG_KONG);
    expect(fourth).toMatchObject({ state: 'refused', reasons: [{ code: 'quota-used' }] });
  });
});

describe('L2: the document link on paper', () => {
  const issue = (token: string, more: Record<string, unknown> = {}) =>
    client.post(
      '/api/v1/counter/paper-credentials',
      {
        procedure: 'document-link',
        name: HONG_KONG.name,
        document: { kind: 'home-return-permit', number: 'H99000001' },
        linked: { number: HONG_KONG.residence, expires: HONG_KONG.residenceExpires },
        proof: { kind: 'both-documents', issuedBy: '本人', reference: '' },
        ...more,
      },
      { ...bearer(token), ...once(), 'accept-language': 'zh-Hans' },
    );

  it('L2: a counter below county level refuses and names the nearest level that issues it', async () => {
    const refused = await issue(atStation);
    expect(refused.status).toBe(403);
    expect(refused.body.code).toBe('county-counter-needed');
    expect(refused.body.detail ?? refused.text).toContain('县级');
  });

  it('L2: at county level it is issued for the same 30 days; the code on paper verifies the same way', async () => {
    const issued = await issue(atCounty);
    expect(issued.status, issued.text).toBe(201);
    expect(Date.parse(issued.body.expiresAt) - Date.parse(issued.body.issuedAt)).toBe(30 * DAY_MS);
    const both = [
      { document: 'home-return-permit', number: maskIdentityNumber('home-return-permit', 'H99000001') },
      { document: 'residence-permit', number: maskIdentityNumber('residence-permit', HONG_KONG.residence!) },
    ];
    expect(issued.body.documents).toEqual(both);
    const found = await client.post(
      '/api/v1/counter/credential-searches',
      { identifier: issued.body.identifier, purpose: 'change-status' },
      bearer(atCounty),
    );
    expect(found.body[0].documents).toEqual(both);
    const path = `/api/v1/counter/paper-credentials/${issued.body.id}/document`;
    const pdf = Buffer.from(
      await (await fetch(server.url + path, { headers: bearer(atCounty) })).arrayBuffer(),
    );
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
    const [code] = await readQr(canRenderPages ? renderPage(pdf, 144) : await renderRectangles(pdf));
    const bank = await enrolGate(client, atCounty, {
      label: '柜台',
      scope: 'bank',
      purposes: ['bank.account'],
    });
    expect((await bank.ask(code!)).body).toMatchObject({
      verdict: 'amber',
      medium: 'paper',
      fields: {
        name: HONG_KONG.name,
        number: 'H99000001',
        documentType: 'home-return-permit',
        linkedNumber: HONG_KONG.residence,
      },
    });
  });

  it('L2: without the second document, with another person’s, or where none belongs, the field is named', async () => {
    const named = async (more: Record<string, unknown>) =>
      (await issue(atCounty, more)).body.errors?.map(
        ({ field, code }: { field: string; code: string }) => `${field} ${code}`,
      );
    expect(await named({ linked: undefined })).toEqual(['linked linked.missing']);
    expect(await named({ linked: { number: '1', expires: '' } })).toEqual([
      'linked.number residence-permit.length',
      'linked.expires expires.empty',
    ]);
    const another = { number: '839900199006210029', expires: '2030-02-17' };
    expect(await named({ linked: another })).toEqual(['linked.number linked.mismatch']);
    const permit = {
      procedure: 'hk-macau-travel-permit',
      proof: { kind: 'other-means', issuedBy: '本人', reference: '' },
    };
    expect(await named(permit)).toEqual(['linked linked.surplus']);
  });
});
