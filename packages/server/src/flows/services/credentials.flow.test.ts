import { formatCertificateId } from '@suizheng/domain/identifiers/certificate-id.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { enrolGate, phoneWithCredential } from '../../testing/gate.ts';
import { askingParty } from '../../testing/services.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { type Answer, startTestServer, type TestClient } from '../../testing/test-server.ts';
import { certificateIdentifier } from '../counter/find-credentials.ts';
import { addStaff } from '../staff/add-staff.ts';
import { listEvidenceAbout } from './list-evidence.ts';

const START = new Date('2026-11-21T09:03:00+08:00');
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let http: TestClient;
let railway: Awaited<ReturnType<typeof askingParty>>;
let border: Awaited<ReturnType<typeof askingParty>>;
let bank: Awaited<ReturnType<typeof askingParty>>;

beforeAll(async () => {
  context = await testContext({ now: START });
  server = await startTestServer(context);
  http = server.client();
  railway = await askingParty(context, http, { purposes: ['rail.entry', 'rail.exit'] });
  border = await askingParty(context, http, { purposes: ['border.crossing'] });
  bank = await askingParty(context, http);
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(() => context.setNow(START));

type Phone = Awaited<ReturnType<typeof phoneWithCredential>>;
const identifierOf = ({ row }: Phone) => certificateIdentifier(context.issuer, row);

async function setStatus({ row }: Phone, status: number) {
  const { status_list, status_index } = row;
  await context.db
    .updateTable('credential')
    .set({ status })
    .where('status_list', '=', status_list)
    .where('status_index', '=', status_index)
    .execute();
}

const sameness = ({ status, body }: Answer) => {
  const { evidenceId, checkedAt, ...rest } = body;
  return JSON.stringify({ status, rest });
};

describe('credential checks by number', () => {
  it('V2, V6: identifier and name of a valid credential: what it is and until when, and compare the person', async () => {
    const phone = await phoneWithCredential(context);
    const answer = await railway.credential({ identifier: identifierOf(phone), name: phone.subject.name });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      service: 'credential-check',
      purpose: 'rail.entry',
      verdict: 'amber',
      code: 'valid-compare-person',
      type: { procedure: 'rail-temporary-id' },
      medium: 'electronic',
      validUntil: phone.row.expires_at.toISOString(),
      fields: null,
    });
    for (const secret of [phone.subject.name, phone.subject.number])
      expect(answer.text).not.toContain(secret);
  });

  it('V2: another name and an identifier that was never given out are one answer, and the holder sees the guess', async () => {
    const phone = await phoneWithCredential(context);
    const type = credentialProcedureById('rail-temporary-id')!.credential.certificateType;
    const parts = { type, issuer: context.issuer.uscc, serial: '999999', version: '001' };
    const other = { ...parts, issuer: '91350100M000100Y43', serial: '1' };
    const wrong = { name: '周不全' };
    const answers = [
      await railway.credential({ identifier: identifierOf(phone), ...wrong }),
      await railway.credential({ identifier: formatCertificateId(parts), ...wrong }),
      await railway.credential({ identifier: formatCertificateId(other), ...wrong }),
      await border.credential({
        purpose: 'border.crossing',
        identifier: formatCertificateId(parts),
        ...wrong,
      }),
    ];
    expect(new Set(answers.slice(0, 3).map(sameness)).size).toBe(1);
    expect(answers[0]!.body).toMatchObject({ verdict: 'no-match', code: 'credential-no-match', type: null });
    expect(answers[3]!.body.code).toBe('credential-no-match');
    const seen = await listEvidenceAbout(context.db, context.keys, [phone.subject.number]);
    expect(seen).toMatchObject([{ organisation: railway.party.name, reason: 'credential-no-match' }]);
  });

  it('V2: suspended, revoked and expired are said as they stand at this moment', async () => {
    const phone = await phoneWithCredential(context);
    const ask = async () =>
      (await railway.credential({ identifier: identifierOf(phone), name: phone.subject.name })).body;
    await setStatus(phone, 2);
    expect(await ask()).toMatchObject({ verdict: 'red', code: 'suspended', validUntil: null });
    await setStatus(phone, 1);
    expect(await ask()).toMatchObject({ verdict: 'red', code: 'revoked' });
    await setStatus(phone, 0);
    expect(await ask()).toMatchObject({ code: 'valid-compare-person' });
    await context.db
      .updateTable('credential')
      .set({ expires_at: START })
      .where('credential_id', '=', phone.credentialId)
      .execute();
    expect(await ask()).toMatchObject({ verdict: 'red', code: 'expired', validUntil: null });
  });

  it('B6, T4: outside the scope of the purpose nothing but that is said; the border hears why', async () => {
    const phone = await phoneWithCredential(context);
    const question = { identifier: identifierOf(phone), name: phone.subject.name };
    const nothing = { type: null, medium: null, validUntil: null, fields: null };
    expect((await bank.credential(question)).body).toMatchObject({ code: 'not-valid-here', ...nothing });
    expect((await border.credential(question)).body).toMatchObject({
      code: 'not-valid-for-border',
      ...nothing,
    });
  });

  it('A11: an identifier that cannot be one is named; code and identifier together are refused', async () => {
    const phone = await phoneWithCredential(context);
    const identifier = identifierOf(phone);
    const bad = await railway.credential({ identifier: `${identifier.slice(0, -1)}*`, name: '周全' });
    expect(bad.body.errors).toMatchObject([{ field: 'identifier', code: 'identifier.invalid' }]);
    const both = await railway.credential({ identifier, name: '周全', code: await phone.code() });
    expect(both.body.errors.map(({ field }: { field: string }) => field)).toEqual(['identifier', 'name']);
    expect((await railway.credential({})).body.errors).toMatchObject([
      { field: 'code', code: 'field.required' },
    ]);
    expect((await railway.credential({ identifier })).body.errors).toMatchObject([{ field: 'name' }]);
  });
});

describe('credential checks by code', () => {
  it('V2: a code gives the gate’s verdict, and the fields that the purpose may see', async () => {
    const phone = await phoneWithCredential(context);
    const answer = await railway.credential({ code: await phone.code() }, { 'accept-language': 'en' });
    expect(answer.body).toMatchObject({
      service: 'credential-check',
      purpose: 'rail.entry',
      verdict: 'green',
      code: 'valid',
      type: { procedure: 'rail-temporary-id' },
      fields: phone.subject,
    });
    const exit = await railway.credential({ purpose: 'rail.exit', code: await phone.code() });
    expect(exit.body.fields).toEqual({ name: phone.subject.name });
    expect(exit.text).not.toContain(phone.subject.number);
    const abroad = await border.credential({ code: await phone.code() });
    expect(abroad.body).toMatchObject({
      verdict: 'red',
      code: 'not-valid-for-border',
      type: null,
      fields: null,
    });
    const foreign = await railway.credential({ purpose: 'border.crossing', code: await phone.code() });
    expect(foreign.status).toBe(403);
  });

  it('V2: the look is recorded with the credential and the system, and the party can look it up', async () => {
    const phone = await phoneWithCredential(context);
    const { body } = await railway.credential({ code: await phone.code() });
    const look = await context.db
      .selectFrom('look')
      .selectAll()
      .where('look_id', '=', body.evidenceId)
      .executeTakeFirstOrThrow();
    expect(look).toMatchObject({
      client_id: railway.system.clientId,
      reader_id: null,
      purpose: 'rail.entry',
    });
    expect((await railway.evidence(body.evidenceId)).body).toMatchObject({
      service: 'credential-check',
      purpose: 'rail.entry',
      verdict: 'green',
      code: 'valid',
      by: { kind: 'client', id: railway.system.clientId },
    });
    expect((await bank.evidence(body.evidenceId)).status).toBe(404);
  });

  it('V2: a forgery is refused with its reason, and that too can be looked up', async () => {
    const { body } = await railway.credential({ code: 'https://example.cn/qr' });
    expect(body).toMatchObject({ verdict: 'red', code: 'malformed', type: null, fields: null });
    expect((await railway.evidence(body.evidenceId)).body).toMatchObject({
      verdict: 'red',
      code: 'malformed',
    });
  });

  it('V2: a look by a device of the party is found too; a device of the authority itself is nobody’s', async () => {
    const { token } = await addStaff(
      context,
      SYSTEM,
      { name: '周警官', counter: '北京南站公安制证口', roles: ['officer'] },
      START,
    );
    const gate = await enrolGate(http, token, { label: '1 号闸机', purposes: ['rail.entry'] });
    const phone = await phoneWithCredential(context);
    const { body } = await gate.ask(await phone.code());
    expect((await railway.evidence(body.evidenceId)).status).toBe(404);
    await context.db
      .updateTable('reader')
      .set({ party_id: railway.party.partyId })
      .where('reader_id', '=', gate.readerId)
      .execute();
    expect((await railway.evidence(body.evidenceId)).body).toMatchObject({
      code: 'valid',
      by: { kind: 'reader', id: gate.readerId, label: '1 号闸机' },
    });
  });
});
