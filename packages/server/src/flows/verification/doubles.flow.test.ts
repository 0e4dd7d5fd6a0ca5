import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { bearer, enrolGate, lookOf, phoneWithCredential } from '../../testing/gate.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer, type TestClient } from '../../testing/test-server.ts';
import { addStaff } from '../staff/add-staff.ts';
import { forgetLooks } from './forget-looks.ts';
import { listLooks } from './list-looks.ts';

const START = new Date('2026-11-21T09:03:00+08:00');
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let client: TestClient;
type Gate = Awaited<ReturnType<typeof enrolGate>>;
let a: Gate;
let b: Gate;

beforeAll(async () => {
  context = await testContext({ now: START });
  server = await startTestServer(context);
  client = server.client();
  const officer = await addStaff(
    context,
    SYSTEM,
    { name: '周警官', counter: '北京南站公安制证口', roles: ['officer'] },
    START,
  );
  a = await enrolGate(client, officer.token, { label: 'A 口', purposes: ['rail.entry'] });
  b = await enrolGate(client, officer.token, { label: 'B 口', purposes: ['rail.entry'] });
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(() => context.setNow(START));

const looksOf = (phone: { accountId: string; credentialId: string }) =>
  listLooks(context, { ...phone, locale: 'zh-Hans', now: context.clock() });

describe('V4: the same code twice', () => {
  it('V4: at another gate online it is refused, and both gates and the holder hear of it', async () => {
    const phone = await phoneWithCredential(context);
    const code = await phone.code();
    const first = await a.ask(code);
    expect(first.body.code).toBe('valid');
    context.advance(8_000);
    const second = await b.ask(code);
    expect(second.body).toMatchObject({ verdict: 'red', code: 'already-presented', fields: null });
    expect(second.text).not.toContain(phone.subject.name);
    const looks = await looksOf(phone);
    expect(looks.map(({ reader, reason, doubled }) => ({ reader, reason, doubled }))).toEqual([
      { reader: '北京南站 · B 口', reason: 'already-presented', doubled: true },
      { reader: '北京南站 · A 口', reason: 'valid', doubled: true },
    ]);
    const heard = await a.sync([]);
    expect(heard.body.flags).toContainEqual({
      lookId: first.body.evidenceId,
      codeId: expect.any(String),
      otherReader: '北京南站 · B 口',
      otherAt: new Date(START.getTime() + 8_000).toISOString(),
    });
    expect((await a.pack(context.clock())).flags.map((flag) => flag.lookId)).toContain(first.body.evidenceId);
  });

  it('V4: two gates at the very same moment: exactly one lets the person through', async () => {
    for (let round = 0; round < 5; round += 1) {
      const phone = await phoneWithCredential(context);
      const code = await phone.code();
      const answers = await Promise.all([a.ask(code), b.ask(code), a.ask(code), b.ask(code)]);
      const verdicts = answers.map((answer) => answer.body.code);
      // Whichever gate came first also passes its own repeated scan within the grace.
      const passed = [verdicts[0], verdicts[2]].includes('valid') ? 'a' : 'b';
      const gates = ['a', 'b', 'a', 'b'];
      verdicts.forEach((code, i) => {
        if (gates[i] !== passed) expect(code).toBe('already-presented');
      });
      expect(verdicts.filter((code) => code === 'valid').length).toBeGreaterThan(0);
    }
  });

  it('V4: the same gate scanning again within seconds is not punished; half a minute later it is', async () => {
    const phone = await phoneWithCredential(context);
    const code = await phone.code();
    await a.ask(code);
    context.advance(5_000);
    expect((await a.ask(code)).body.code).toBe('valid');
    context.advance(30_000);
    expect((await a.ask(code)).body.code).toBe('already-presented');
  });

  it('V4: a fresh code of the same credential at another gate is no double: entry, check, exit', async () => {
    const phone = await phoneWithCredential(context);
    expect((await a.ask(await phone.code())).body.code).toBe('valid');
    context.advance(20_000);
    expect((await b.ask(await phone.code())).body.code).toBe('valid');
    expect((await looksOf(phone)).every((look) => !look.doubled)).toBe(true);
  });

  it('T5: anybody may scan a code before the gate does, and the holder still passes', async () => {
    const phone = await phoneWithCredential(context);
    const code = await phone.code();
    expect((await client.post('/api/v1/verifications', { code })).body.code).toBe('valid');
    expect((await a.ask(code)).body.code).toBe('valid');
    expect((await looksOf(phone)).map((look) => look.reader)).toContainEqual(
      expect.stringContaining('未登记'),
    );
  });

  for (const order of ['earlier first', 'later first'] as const) {
    it(`V4: offline gates find it when they sync, ${order}; the first hears at its next sync`, async () => {
      const phone = await phoneWithCredential(context);
      const code = await phone.code();
      const [packA, packB] = [await a.pack(START), await b.pack(START)];
      const later = new Date(START.getTime() + 20_000);
      const verdictA = await packA.verify(code, START);
      const verdictB = await packB.verify(code, later);
      expect(verdictA.verdict).toBe('accepted-offline');
      expect(verdictB.verdict).toBe('accepted-offline');
      const lookA = lookOf(verdictA, START, 'rail.entry');
      const lookB = lookOf(verdictB, later, 'rail.entry');
      context.advance(3_600_000);
      const [one, two] =
        order === 'earlier first'
          ? ([
              [a, lookA],
              [b, lookB],
            ] as const)
          : ([
              [b, lookB],
              [a, lookA],
            ] as const);
      const first = await one[0].sync([one[1]]);
      expect(first.body).toMatchObject({ accepted: 1 });
      expect(first.body.flags.map((flag: { lookId: string }) => flag.lookId)).not.toContain(one[1].lookId);
      const second = await two[0].sync([two[1]]);
      expect(second.body.flags.map((flag: { lookId: string }) => flag.lookId)).toContain(two[1].lookId);
      const told = await one[0].sync([]);
      expect(told.body.flags.map((flag: { lookId: string }) => flag.lookId)).toContain(one[1].lookId);
      expect((await looksOf(phone)).map((look) => look.doubled)).toEqual([true, true]);
    });
  }

  it('V4: a sync that is repeated records and flags nothing twice', async () => {
    const phone = await phoneWithCredential(context);
    const code = await phone.code();
    const verdict = await (await a.pack(START)).verify(code, START);
    const look = lookOf(verdict, START, 'rail.entry');
    const events = () =>
      context.db.selectFrom('audit_event').selectAll().where('object_id', '=', look.lookId).execute();
    await a.sync([look, look]);
    await Promise.all([a.sync([look]), a.sync([look])]);
    expect(await looksOf(phone)).toHaveLength(1);
    expect(await events()).toHaveLength(1);
    expect((await looksOf(phone))[0]).toMatchObject({ doubled: false, online: false, purpose: 'rail.entry' });
  });

  it('a batch of 500 looks is taken over in one call', async () => {
    const phone = await phoneWithCredential(context);
    const pack = await a.pack(START);
    const verdict = await pack.verify(await phone.code(), START);
    const looks = Array.from({ length: 500 }, (_, i) => {
      const codeId = Buffer.alloc(16, i % 256);
      codeId.writeUInt32BE(i);
      return { ...lookOf(verdict, START, 'rail.entry'), codeId: codeId.toString('base64url') };
    });
    expect((await a.sync(looks)).body.accepted).toBe(500);
    expect(await looksOf(phone)).toHaveLength(500);
  });

  it('looks are forgotten after their time, presented codes sooner', async () => {
    const phone = await phoneWithCredential(context);
    const { evidenceId } = (await a.ask(await phone.code())).body;
    const kept = async () => ({
      looks: (await context.db.selectFrom('look').selectAll().where('look_id', '=', evidenceId).execute())
        .length,
      codes: (
        await context.db.selectFrom('presented_code').selectAll().where('cti', '=', phone.row.cti).execute()
      ).length,
    });
    const { looksMs, codesMs } = verificationPolicy.kept;
    await forgetLooks(context, new Date(START.getTime() + codesMs));
    expect(await kept()).toEqual({ looks: 1, codes: 1 });
    await forgetLooks(context, new Date(START.getTime() + codesMs + 1));
    expect(await kept()).toEqual({ looks: 1, codes: 0 });
    await forgetLooks(context, new Date(START.getTime() + looksMs + 1));
    expect(await kept()).toEqual({ looks: 0, codes: 0 });
  });

  it('T5 B7: whoever has a photograph of a code cannot fill the record, nor push a gate out of it', async () => {
    const phone = await phoneWithCredential(context);
    const code = await phone.code();
    await a.ask(code);
    const most = verificationPolicy.strangers.looksForCode;
    context.advance(3_600_000);
    for (let i = 0; i < most + 5; i += 1) {
      const answer = await client.post('/api/v1/verifications', { code });
      expect(answer.body.code).toBe('code-expired');
    }
    const looks = await looksOf(phone);
    expect(looks).toHaveLength(most + 1);
    expect(looks.filter(({ reader }) => reader === '北京南站 · A 口')).toHaveLength(1);
    await context.pool.query(
      `insert into look (cti, look_id, code_id, reader_id, at, received_at, reason, purpose, online)
       select $1, gen_random_uuid(), decode(md5(i::text), 'hex'), null, $2, $2, 'valid', null, true from generate_series(1, 600) i`,
      [phone.row.cti, context.clock()],
    );
    const crowded = await looksOf(phone);
    expect(crowded).toHaveLength(500);
    expect(crowded.some(({ reader }) => reader === '北京南站 · A 口')).toBe(true);
    expect(crowded).toEqual([...crowded].sort((x, y) => y.at.localeCompare(x.at)));
  });

  it('the holder alone sees who looked', async () => {
    const phone = await phoneWithCredential(context);
    const stranger = await context.newAccount();
    await expect(
      listLooks(context, { ...phone, accountId: stranger, locale: 'en', now: START }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('a reader whose token was revoked is dead at once', async () => {
    const officer = await addStaff(
      context,
      SYSTEM,
      { name: '吴警官', counter: '制证口', roles: ['officer'] },
      START,
    );
    const gate = await enrolGate(client, officer.token, { label: '旧闸机', purposes: ['rail.entry'] });
    expect((await gate.sync([])).status).toBe(200);
    const path = `/api/v1/counter/readers/${gate.readerId}/revocation`;
    expect((await client.post(path, { reason: '设备报废' }, bearer(officer.token))).status).toBe(200);
    expect((await gate.sync([])).status).toBe(401);
    const phone = await phoneWithCredential(context);
    expect((await gate.ask(await phone.code())).status).toBe(401);
    await expect(gate.pack(START)).rejects.toThrow('not-signed-in');
    const list = await client.get('/api/v1/counter/readers', bearer(officer.token));
    const row = list.body.find((reader: { id: string }) => reader.id === gate.readerId);
    expect(row.revokedAt).toBe(START.toISOString());
  });
});
