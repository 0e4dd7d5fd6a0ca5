import { randomUUID } from 'node:crypto';
import { DAY_MS } from '@suizheng/domain/policy/calendar.ts';
import { railTemporaryId } from '@suizheng/domain/procedures/rail-temporary-id/procedure.ts';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { bearer, enrolGate, once } from '../../testing/gate.ts';
import { canRenderPages, readQr, renderPage, renderRectangles } from '../../testing/read-qr.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer, type TestClient } from '../../testing/test-server.ts';
import { addStaff } from '../staff/add-staff.ts';

const START = new Date('2026-11-21T09:03:00+08:00');
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let client: TestClient;
let officer: string;
let gate: Awaited<ReturnType<typeof enrolGate>>;
const onlyRectangles = canRenderPages
  ? ''
  : ' (from its rectangles: pdftoppm of poppler-utils is not installed)';

beforeAll(async () => {
  context = await testContext({ now: START });
  // Rendering pages holds up the event loop that test and server share here: it must not look like a crowd.
  server = await startTestServer(context, { limits: false });
  client = server.client();
  const staff = { name: '周警官', counter: '北京南站公安制证口', roles: ['officer'] as const };
  officer = (await addStaff(context, SYSTEM, staff, START)).token;
  gate = await enrolGate(client, officer, { label: '1 号闸机', purposes: ['rail.entry'] });
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(() => context.setNow(START));

type Document = { kind: 'resident-id' | 'passport' | 'other'; number: string };

const issue = (
  name: string,
  document: Document,
  proof: string,
  headers: Record<string, string> = once(),
  more: Record<string, unknown> = {},
) =>
  client.post(
    '/api/v1/counter/paper-credentials',
    {
      procedure: 'rail-temporary-id',
      name,
      document,
      proof: { kind: proof, issuedBy: '某单位', reference: '证字〔2026〕12 号' },
      ...more,
    },
    { ...bearer(officer), ...headers },
  );

const print = async (id: string) => {
  const path = `/api/v1/counter/paper-credentials/${id}/document`;
  const response = await fetch(server.url + path, { headers: bearer(officer) });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/pdf');
  return Buffer.from(await response.arrayBuffer());
};

/** A document that each proof can speak for. */
const holderFor = async (proof: string): Promise<{ name: string; document: Document }> => {
  if (proof === 'embassy-letter') {
    return { name: 'MARIA RODRIGUEZ', document: { kind: 'passport', number: 'AB 1234567' } };
  }
  if (proof === 'issuing-authority-letter') {
    return { name: '陈港生', document: { kind: 'other', number: 'H01234567' } };
  }
  const { name, number } = await context.world.enrol(`纸${['甲', '乙', '丙', '丁', '戊'][people++]}`);
  return { name, document: { kind: 'resident-id', number } };
};
let people = 0;

describe('B8: paper at the counter', () => {
  it('B8: there are six proofs, and they are data of the procedure', async () => {
    const { body } = await client.get('/api/v1/procedures');
    expect(body[0].credential.paperProofs.map((proof: { id: string }) => proof.id)).toEqual([
      'household-letter',
      'school-letter',
      'unit-letter',
      'embassy-letter',
      'issuing-authority-letter',
      'other-means',
    ]);
  });

  for (const { id: proof } of railTemporaryId.credential.paperProofs ?? []) {
    it(`B8: ${proof}: the paper’s code, read from its pixels, verifies offline with the holder’s name and number${onlyRectangles}`, async () => {
      const { name, document } = await holderFor(proof);
      const issued = await issue(name, document, proof);
      expect(issued.status).toBe(201);
      expect(issued.body).toMatchObject({
        medium: 'paper',
        status: 'valid',
        procedure: 'rail-temporary-id',
      });
      expect(Date.parse(issued.body.expiresAt) - Date.parse(issued.body.issuedAt)).toBe(DAY_MS);
      const pdf = await print(issued.body.id);
      // As a gate's camera may see it: small, turned a little, out of focus.
      const page = await sharp(canRenderPages ? renderPage(pdf, 144) : await renderRectangles(pdf))
        .rotate(4, { background: '#ffffff' })
        .blur(0.6)
        .png()
        .toBuffer();
      const [code] = await readQr(page);
      expect(code).toMatch(/^SZP1:/);
      const pack = await gate.pack(START);
      const verdict = await pack.verify(code!, new Date(START.getTime() + 3_600_000));
      expect(verdict).toMatchObject({
        verdict: 'accepted-offline',
        reason: 'paper-compare-person',
        fields: { name, number: document.number.replaceAll(' ', '') },
        certificateId: issued.body.identifier,
      });
      expect((await gate.ask(code!)).body).toMatchObject({
        verdict: 'amber',
        medium: 'paper',
        fields: { name },
      });
      // The same paper is shown many times: entry, check, exit, at many gates.
      const other = await enrolGate(client, officer, { label: '检票', purposes: ['rail.check'] });
      expect((await other.ask(code!)).body.code).toBe('paper-compare-person');
      const [fact] = await context.db
        .selectFrom('proof')
        .innerJoin('credential', (join) =>
          join
            .onRef('credential.person_id', '=', 'proof.person_id')
            .onRef('credential.application_id', '=', 'proof.application_id'),
        )
        .select(['proof.rung', 'proof.outcome', 'proof.staff_id', 'proof.measurements'])
        .where('credential.credential_id', '=', issued.body.id)
        .execute();
      expect(fact).toMatchObject({ rung: 'counter', outcome: 'accept', measurements: { proof } });
      expect(fact!.staff_id).not.toBeNull();
    });
  }

  it('B8: printed again it is the same file, byte for byte', async () => {
    const { name, number } = await context.world.enrol('重印');
    const { body } = await issue(name, { kind: 'resident-id', number }, 'household-letter');
    const first = await print(body.id);
    context.advance(7 * 3_600_000);
    expect((await print(body.id)).equals(first)).toBe(true);
    const [code] = await readQr(await renderRectangles(first));
    expect(code).toMatch(/^SZP1:/);
  });

  it('a repetition under the same key issues nothing new', async () => {
    const { name, number } = await context.world.enrol('重试');
    const key = { 'idempotency-key': randomUUID() };
    const [first, second] = [
      await issue(name, { kind: 'resident-id', number }, 'household-letter', key),
      await issue(name, { kind: 'resident-id', number }, 'household-letter', key),
    ];
    expect(second.body).toEqual(first.body);
    const found = await client.post(
      '/api/v1/counter/credential-searches',
      { number, purpose: 'answer-holder' },
      bearer(officer),
    );
    expect(found.body).toHaveLength(1);
    expect(found.body[0]).toEqual(first.body);
    const masked = JSON.stringify(found.body);
    expect(masked).not.toContain(number);
  });

  it('B3: paper is not bound by the quota of the month', async () => {
    const { name, number } = await context.world.enrol('常客');
    for (let i = 0; i < 5; i += 1) {
      expect((await issue(name, { kind: 'resident-id', number }, 'other-means')).status).toBe(201);
    }
  });

  it('no officer issues to themself', async () => {
    const { name, number } = await context.world.enrol('自办');
    const person_index = context.keys.blindIndex('resident-number', number);
    await context.db.updateTable('staff').set({ person_index }).execute();
    const answer = await issue(name, { kind: 'resident-id', number }, 'household-letter');
    expect([answer.status, answer.body.code]).toEqual([403, 'not-allowed']);
    await context.db.updateTable('staff').set({ person_index: null }).execute();
    expect((await issue(name, { kind: 'resident-id', number }, 'household-letter')).status).toBe(201);
  });

  it('a name that is not the register’s is refused, naming both fields and telling nothing else', async () => {
    const { number } = await context.world.enrol('真名');
    const answer = await issue('假名', { kind: 'resident-id', number }, 'household-letter');
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((e: { field: string; code: string }) => [e.field, e.code])).toEqual([
      ['name', 'name-number.mismatch'],
      ['document.number', 'name-number.mismatch'],
    ]);
    expect(answer.text).not.toContain('真名');
    const guess = context.db
      .selectFrom('audit_event')
      .select('actor_kind')
      .where('action', '=', 'real-name.no-match');
    expect(await guess.execute()).toEqual([{ actor_kind: 'staff' }]);
  });

  it('a proof that cannot speak for the document, and a wrong number, are named', async () => {
    const embassy = await issue(
      '张三',
      { kind: 'resident-id', number: '990000199003070013' },
      'embassy-letter',
    );
    expect(embassy.body.errors).toMatchObject([{ field: 'document.kind' }]);
    const number = await issue(
      '张三',
      { kind: 'resident-id', number: '990000199003070019' },
      'household-letter',
    );
    expect(number.body.errors).toMatchObject([
      { field: 'document.number', code: 'resident-id.check-character' },
    ]);
    const passport = await issue('JOHN DOE', { kind: 'passport', number: '<script>' }, 'embassy-letter');
    expect(passport.body.errors).toMatchObject([{ field: 'document.number', code: 'field.invalid' }]);
    const unknown = await issue('张三', { kind: 'passport', number: 'AB123456' }, 'a-friend');
    expect(unknown.body.errors).toMatchObject([{ field: 'proof.kind' }]);
  });

  it('when the register is away nothing is issued, and the officer hears why', async () => {
    const { name, number } = await context.world.enrol('等候');
    await context.world.fault('error');
    const answer = await issue(name, { kind: 'resident-id', number }, 'household-letter');
    await context.world.fault('off');
    expect(answer.status).toBe(503);
    expect(answer.body.code).toBe('register-unavailable');
  });

  it('two people with the same passport number of two states are two people', async () => {
    const number = 'P7654321';
    const one = await issue('ANNA SMITH', { kind: 'passport', number }, 'embassy-letter');
    const two = await issue('BORIS IVANOV', { kind: 'passport', number }, 'embassy-letter');
    const search = (name: string) =>
      client.post(
        '/api/v1/counter/credential-searches',
        { number, name, purpose: 'answer-holder' },
        bearer(officer),
      );
    expect((await search('Anna Smith')).body).toEqual([]);
    expect((await search('ANNA SMITH')).body.map((found: { id: string }) => found.id)).toEqual([one.body.id]);
    expect((await search('BORIS IVANOV')).body.map((found: { id: string }) => found.id)).toEqual([
      two.body.id,
    ]);
  });

  it('only an officer issues; a reviewer may not', async () => {
    const staff = { name: '审核员', counter: '审核室', roles: ['reviewer'] as const };
    const reviewer = (await addStaff(context, SYSTEM, staff, START)).token;
    const body = {
      procedure: 'rail-temporary-id',
      name: '张三',
      document: { kind: 'passport', number: 'AB1234567' },
      proof: { kind: 'embassy-letter', issuedBy: '使馆', reference: '' },
    };
    const answer = await client.post('/api/v1/counter/paper-credentials', body, {
      ...bearer(reviewer),
      ...once(),
    });
    expect(answer.body.code).toBe('not-allowed');
  });

  it('officers’ words and holders’ data are nowhere in clear: audit log, application, proof', async () => {
    const { name, number } = await context.world.enrol('隐私');
    await issue(name, { kind: 'resident-id', number }, 'school-letter', once(), {
      proof: { kind: 'school-letter', issuedBy: '隐私中学', reference: '学证 7 号' },
    });
    for (const table of ['audit_event', 'application', 'proof', 'person', 'credential'] as const) {
      const rows = JSON.stringify(await context.db.selectFrom(table).selectAll().execute(), (_, value) =>
        value?.type === 'Buffer' ? Buffer.from(value.data).toString('utf8') : value,
      );
      for (const secret of [name, number, '隐私中学', '学证 7 号']) expect(rows).not.toContain(secret);
    }
  });
});
