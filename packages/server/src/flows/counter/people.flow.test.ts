import { randomUUID } from 'node:crypto';
import { applicationReference, referenceCode } from '@suizheng/domain/application/reference.ts';
import { counterPolicy } from '@suizheng/domain/policy/counter.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newMobile, newOfficer } from '../../testing/counter.ts';
import { seedApplication, seedProof } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { signInAs, startTestServer } from '../../testing/test-server.ts';
import { settle } from '../settle/settle.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let officer: Awaited<ReturnType<typeof newOfficer>>;
let other: Awaited<ReturnType<typeof newOfficer>>;
let people = 0;

beforeAll(async () => {
  context = await testContext({ now: new Date() });
  server = await startTestServer(context, { limits: true });
  officer = await newOfficer(context, server.client());
  other = await newOfficer(context, server.client(), '李警官');
});
afterAll(async () => {
  for (const line of server.log.filter((one) => one.includes('internal error')).slice(0, 3))
    console.log(line);
  await server.close();
  await context.close();
});

/** Somebody in the register whose card has no last day. */
const someone = () => {
  people += 1;
  return context.world.enrol(
    `面签${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳'[people]}`,
    `197${people % 10}-05-0${1 + (people % 9)}`,
  );
};
/** An application for a rail credential that waits for the counter. */
const atCounter = async (subject: { name: string; number: string }, accountId?: string) => {
  const key = await seedApplication(context, {
    subject,
    accountId: accountId ?? (await context.newAccount()),
  });
  for (let i = 0; i < 3; i += 1) await seedProof(context, key, 'refuse');
  const { state } = await settle(context, key, { kind: 'system', id: 'test', traceId: null });
  expect(state).toBe('at-counter');
  // An officer comes later than the tries.
  context.advance(1_000);
  return key;
};
const accountOf = async (mobile: string) =>
  context.db
    .selectFrom('account')
    .select(['account_id', 'level', 'person_id'])
    .where('mobile_index', '=', context.keys.blindIndex('mobile', mobile))
    .executeTakeFirst();
const audits = async (action: string) =>
  context.db.selectFrom('audit_event').selectAll().where('action', '=', action).execute();
const fault = (answer: { body: { errors?: { field: string; code: string }[] } }) =>
  answer.body.errors?.map(({ field, code }) => `${field} ${code}`);

describe('finding a person at the counter', () => {
  it('A6: by number or by the reference that the applicant shows; masked, and the look is audited with its purpose', async () => {
    const subject = await someone();
    const key = await atCounter(subject);
    for (const query of [
      subject.number,
      applicationReference(key.applicationId),
      referenceCode(key.applicationId),
    ]) {
      const { status, body, text } = await officer.find(query, 'identify-applicant');
      expect(status, text).toBe(200);
      expect(body.person.id).toBe(key.personId);
      expect(body.person.applications).toMatchObject([
        { id: key.applicationId, state: 'at-counter', accept: 'by-code', procedure: 'rail-temporary-id' },
      ]);
      expect(text).not.toContain(subject.number);
      expect(text).not.toContain(subject.name);
    }
    const looks = (await audits('staff.look')).filter((event) => event.object_id === key.personId);
    expect(looks.length).toBe(3);
    for (const look of looks) {
      expect(look).toMatchObject({ actor_id: officer.staffId, detail: { purpose: 'identify-applicant' } });
      expect(JSON.stringify(look)).not.toContain(subject.number);
    }
  });

  it('nobody is an empty answer, and that look is audited too; a text that is neither is named', async () => {
    const before = (await audits('staff.look')).length;
    expect((await officer.find('11010519491231002X')).body).toEqual({ person: null });
    expect((await audits('staff.look')).length).toBe(before + 1);
    expect(fault(await officer.find('随便写写'))).toEqual(['query query.unreadable']);
    expect((await officer.find('11010519491231002X', 'curiosity')).status).toBe(422);
  });
});

describe('the original document seen', () => {
  it('A6: opens the person to this officer alone, for a while; the register confirms name, number and last day', async () => {
    const subject = await someone();
    const { status, body } = await officer.visit(subject);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      person: { subject },
      document: { kind: 'resident-id', expires: 'long-term' },
      counter: '北京南站窗口',
    });
    expect((await officer.act('GET', `/visits/${body.id}`)).body.id).toBe(body.id);
    expect((await other.act('GET', `/visits/${body.id}`)).body.code).toBe('not-found');
    const start = context.clock();
    context.advance(counterPolicy.visitForMs);
    expect((await officer.act('GET', `/visits/${body.id}`)).body.code).toBe('not-found');
    context.setNow(start);
    expect((await officer.act('DELETE', `/visits/${body.id}`)).status).toBe(204);
    expect((await officer.act('GET', `/visits/${body.id}`)).body.code).toBe('not-found');
    const [seen] = (await audits('counter.document-seen')).filter(
      (event) => event.object_id === body.person.id,
    );
    expect(seen).toMatchObject({
      actor_id: officer.staffId,
      detail: { counter: '北京南站窗口', document: 'resident-id', visit: body.id },
    });
  });

  it('A11: what does not fit is named: the document that is over, the number, what the register denies', async () => {
    const subject = await someone();
    expect(fault(await officer.visit(subject, { expires: '2020-01-01' }))).toEqual([
      'document.expires expires.past',
    ]);
    expect(fault(await officer.visit({ ...subject, number: '990000199003070019' }))).toEqual([
      'document.number resident-id.check-character',
    ]);
    expect(fault(await officer.visit(subject, { expires: '2099年1月1日' }))).toEqual([
      'name document.mismatch',
      'document.number document.mismatch',
      'document.expires document.mismatch',
    ]);
    const unseen = await officer.act('POST', '/visits', {
      purpose: 'face-sign',
      name: '',
      document: {},
      seen: false,
    });
    expect(fault(unseen)).toEqual(
      expect.arrayContaining(['name name.empty', 'document.expires expires.empty', 'seen document.unseen']),
    );
  });

  it('A6: nobody serves themself: an officer’s own document opens no visit', async () => {
    const self = await someone();
    const same = await newOfficer(context, server.client(), '冯警官');
    await context.db
      .updateTable('staff')
      .set({ person_index: context.keys.blindIndex('resident-number', self.number) })
      .where('staff_id', '=', same.staffId)
      .execute();
    expect((await same.visit(self)).body.code).toBe('not-allowed');
    expect((await officer.visit(self)).status).toBe(201);
  });

  it('a repetition opens the same visit', async () => {
    const subject = await someone();
    const body = {
      purpose: 'face-sign',
      name: subject.name,
      document: { kind: 'resident-id', number: subject.number, expires: '长期' },
      seen: true,
    };
    const key = { 'idempotency-key': randomUUID() };
    const first = await officer.act('POST', '/visits', body, key);
    expect((await officer.act('POST', '/visits', body, key)).body).toEqual(first.body);
  });
});

describe('face-sign', () => {
  it('A6: a person with a phone comes out real-person; the fact names officer, counter and document', async () => {
    const subject = await someone();
    const mobile = newMobile();
    const { body: visit } = await officer.visit(subject);
    const signed = await officer.faceSign(visit.id, mobile);
    expect(signed.status, signed.text).toBe(200);
    expect(signed.body.person.accounts).toMatchObject([
      { level: 'real-person', mobile: `${mobile.slice(0, 3)}****${mobile.slice(-4)}` },
    ]);
    const account = await accountOf(mobile);
    expect(account).toMatchObject({ level: 'real-person', person_id: visit.person.id });
    const facts = await context.db
      .selectFrom('proof')
      .selectAll()
      .where('person_id', '=', visit.person.id)
      .execute();
    expect(facts).toMatchObject([
      {
        rung: 'counter',
        outcome: 'accept',
        staff_id: officer.staffId,
        counter: '北京南站窗口',
        document_seen: 'resident-id',
      },
    ]);
    const citizen = server.client();
    const session = await signInAs(citizen, context.world.url, mobile);
    // Met by an officer with this mobile in hand, they need no face on their own telephone (A12).
    expect(session.body).toMatchObject({ level: 'real-person', person: subject });
    expect((await citizen.get('/api/v1/organisations')).status).toBe(200);
    // Once: the next new browser is anybody's.
    context.advance(61_000);
    const another = server.client();
    expect((await signInAs(another, context.world.url, mobile)).body.person).not.toEqual(subject);
  });

  it('A6 A10: with another phone the person is face-signed again: the new account holds what the old one held', async () => {
    const subject = await someone();
    const [lost, fresh] = [newMobile(), newMobile()];
    const { body: first } = await officer.visit(subject);
    await officer.faceSign(first.id, lost);
    const old = (await accountOf(lost))!.account_id;
    const key = await atCounter(subject, old);
    const accept = {
      outcome: 'accept',
      reason: null,
      note: '',
      reference: applicationReference(key.applicationId),
    };
    await officer.decide(first.id, key.applicationId, accept);
    const { body: second } = await other.visit(subject);
    const signed = await other.faceSign(second.id, fresh);
    expect(signed.status, signed.text).toBe(200);
    const now = (await accountOf(fresh))!;
    expect(now).toMatchObject({ level: 'real-person', person_id: second.person.id });
    const credential = await context.db
      .selectFrom('credential')
      .select('account_id')
      .where('application_id', '=', key.applicationId)
      .executeTakeFirstOrThrow();
    expect(credential.account_id).toBe(now.account_id);
    expect((await accountOf(lost))?.person_id ?? null).toBeNull();
  });

  it('again, by the same officer or another, adds nothing', async () => {
    const subject = await someone();
    const mobile = newMobile();
    const { body: visit } = await officer.visit(subject);
    const key = { 'idempotency-key': randomUUID() };
    const code = await officer.code(visit.id, mobile);
    const path = `/visits/${visit.id}/face-sign`;
    const [a, b] = await Promise.all([
      officer.act('POST', path, { mobile, code }, key),
      officer.act('POST', path, { mobile, code }, key),
    ]);
    expect([a.status, b.status]).toEqual([200, 200]);
    const { body: again } = await other.visit(subject);
    expect((await other.faceSign(again.id, mobile)).status).toBe(200);
    const facts = await context.db
      .selectFrom('proof')
      .select('proof_id')
      .where('person_id', '=', visit.person.id)
      .execute();
    expect(facts).toHaveLength(1);
  });

  it('a code is wrong, belongs to another visit, or was used: named, and the account stays as it was', async () => {
    const subject = await someone();
    const mobile = newMobile();
    const { body: visit } = await officer.visit(subject);
    const code = await officer.code(visit.id, mobile);
    const wrong = code === '000000' ? '000001' : '000000';
    const path = (id: string) => `/visits/${id}/face-sign`;
    expect(fault(await officer.act('POST', path(visit.id), { mobile, code: wrong }))).toEqual([
      'code code.wrong',
    ]);
    const { body: second } = await officer.visit(subject);
    expect(fault(await officer.act('POST', path(second.id), { mobile, code }))).toEqual([
      'code code.expired',
    ]);
    expect((await other.act('POST', path(visit.id), { mobile, code })).body.code).toBe('not-found');
    const signIn = await server.client().post('/api/v1/sessions', { mobile, code });
    expect(fault(signIn)).toEqual(['code code.expired']);
    expect(await accountOf(mobile)).toBeUndefined();
    for (let tries = 1; tries < counterPolicy.code.tries; tries += 1)
      await officer.act('POST', path(visit.id), { mobile, code: wrong });
    expect(fault(await officer.act('POST', path(visit.id), { mobile, code }))).toEqual(['code code.expired']);
  });

  it('the mobile of another person’s account is refused, naming the field', async () => {
    const [one, two] = [await someone(), await someone()];
    const mobile = newMobile();
    const { body: first } = await officer.visit(one);
    await officer.faceSign(first.id, mobile);
    const { body: second } = await officer.visit(two);
    expect(fault(await officer.faceSign(second.id, mobile))).toEqual(['mobile mobile.of-another']);
    expect((await accountOf(mobile))!.person_id).toBe(first.person.id);
  });
});

describe('an application that waits at the counter', () => {
  it('A6 B2: accepted by the officer, it is issued to the phone', async () => {
    const subject = await someone();
    const key = await atCounter(subject);
    const { body: visit } = await officer.visit(subject, { purpose: 'identify-applicant' });
    const done = await officer.decide(visit.id, key.applicationId, {
      outcome: 'accept',
      reason: null,
      note: '',
      reference: applicationReference(key.applicationId),
    });
    expect(done.status, done.text).toBe(200);
    expect(done.body.person.applications).toEqual([]);
    expect(done.body.person.credentials).toMatchObject([{ medium: 'electronic', status: 'valid' }]);
    const told = await context.db
      .selectFrom('notification')
      .select('kind')
      .where('kind', '=', 'application-issued')
      .execute();
    expect(told.length).toBeGreaterThan(0);
  });

  it('A6: what somebody else’s phone applied for in the person’s name is not accepted without that phone’s code, nor a level at all', async () => {
    const subject = await someone();
    const key = await atCounter(subject);
    const { body: visit } = await officer.visit(subject);
    const accept = (reference: string) =>
      officer.decide(visit.id, key.applicationId, { outcome: 'accept', reason: null, note: '', reference });
    for (const reference of ['', 'x', applicationReference(randomUUID())])
      expect(fault(await accept(reference))).toEqual(['reference reference.mismatch']);
    // A registration begun on any mobile by who knew name and number: it takes the mobile's own proof.
    await context.db
      .updateTable('application')
      .set({ procedure: 'registration', holder_key: null })
      .where('application_id', '=', key.applicationId)
      .execute();
    expect((await officer.find(subject.number)).body.person.applications).toMatchObject([
      { accept: 'by-face-sign' },
    ]);
    expect((await accept(applicationReference(key.applicationId))).body.code).toBe('wrong-state');
  });

  it('refused with a reason from the list: the applicant reads why and what to do; the note is kept sealed', async () => {
    const subject = await someone();
    const key = await atCounter(subject);
    const { body: visit } = await officer.visit(subject, { purpose: 'identify-applicant' });
    const path = [visit.id, key.applicationId] as const;
    expect(
      fault(
        await officer.decide(...path, {
          outcome: 'refuse',
          reason: null,
          note: '',
          reference: applicationReference(key.applicationId),
        }),
      ),
    ).toEqual(['reason field.required']);
    const note = '长相与照片差别很大';
    const refused = await officer.decide(...path, {
      outcome: 'refuse',
      reason: 'counter-not-the-person',
      note,
      reference: '',
    });
    expect(refused.status).toBe(200);
    const row = await context.db
      .selectFrom('application')
      .select(['state', 'decision'])
      .where('application_id', '=', key.applicationId)
      .executeTakeFirstOrThrow();
    expect(row.state).toBe('refused');
    expect(row.decision!.reasons[0]!.code).toBe('counter-not-the-person');
    const facts = JSON.stringify(
      await context.db
        .selectFrom('proof')
        .selectAll()
        .where('application_id', '=', key.applicationId)
        .execute(),
    );
    expect(facts).not.toContain(note);
    expect(facts).toContain('"note"');
  });

  it('two officers at once: the same decision twice is one, contrary ones leave exactly one standing', async () => {
    for (const [first, second] of [
      ['accept', 'accept'],
      ['accept', 'refuse'],
    ] as const) {
      const subject = await someone();
      const key = await atCounter(subject);
      const [mine, theirs] = [(await officer.visit(subject)).body.id, (await other.visit(subject)).body.id];
      const body = (outcome: string) => ({
        outcome,
        reason: outcome === 'refuse' ? 'counter-document-doubtful' : null,
        note: '',
        reference: applicationReference(key.applicationId),
      });
      const answers = await Promise.all([
        officer.decide(mine, key.applicationId, body(first)),
        other.decide(theirs, key.applicationId, body(second)),
      ]);
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual(first === second ? [200, 200] : [200, 409]);
      const facts = await context.db
        .selectFrom('proof')
        .select('outcome')
        .where('application_id', '=', key.applicationId)
        .where('rung', '=', 'counter')
        .execute();
      expect(facts).toHaveLength(1);
    }
  });

  it('somebody else’s application is not found from this person’s visit', async () => {
    const key = await atCounter(await someone());
    const { body: visit } = await officer.visit(await someone());
    const answer = await officer.decide(visit.id, key.applicationId, {
      outcome: 'accept',
      reason: null,
      note: '',
      reference: applicationReference(key.applicationId),
    });
    expect(answer.body.code).toBe('not-found');
  });
});

describe('another mobile for a person’s account (A10: recovery at a counter)', () => {
  it('the new mobile signs in, the old one is a stranger, and the old sessions have ended', async () => {
    const subject = await someone();
    const [old, fresh] = [newMobile(), newMobile()];
    const { body: visit } = await officer.visit(subject, { purpose: 'face-sign' });
    const signed = await officer.faceSign(visit.id, old);
    const { id: accountId } = signed.body.person.accounts[0];
    const phone = server.client();
    await signInAs(phone, context.world.url, old);
    const code = await officer.code(visit.id, fresh);
    const done = await officer.act('POST', `/visits/${visit.id}/phone`, { accountId, mobile: fresh, code });
    expect(done.status, done.text).toBe(200);
    expect((await phone.get('/api/v1/account')).body.code).toBe('not-signed-in');
    expect((await accountOf(fresh))!.account_id).toBe(accountId);
    // The old mobile is told, on an account of its own that holds nothing of the person: no officer does this unseen.
    const left = (await accountOf(old))!;
    expect(left).toMatchObject({ level: 'registered', person_id: null });
    const told = await context.db
      .selectFrom('notification')
      .select(['kind', 'sms'])
      .where('account_id', '=', left.account_id)
      .execute();
    expect(told).toMatchObject([{ kind: 'account-moved', sms: 'queued' }]);
    const [event] = await audits('counter.register-phone');
    expect(event).toMatchObject({
      object_id: accountId,
      detail: { counter: '北京南站窗口', document: 'resident-id' },
    });
    // A repetition finds it done, without another code.
    const again = await officer.act('POST', `/visits/${visit.id}/phone`, { accountId, mobile: fresh, code });
    expect(again.status).toBe(200);
  });

  it('passkeys of before, on a lost phone or of who had the number earlier, open nothing after the counter', async () => {
    const subject = await someone();
    const [mobile, fresh] = [newMobile(), newMobile()];
    // Somebody had the number before: an account without a person, and a passkey on it.
    await signInAs(server.client(), context.world.url, mobile);
    const { account_id: accountId } = (await accountOf(mobile))!;
    const plant = () =>
      context.db
        .insertInto('passkey')
        .values({
          account_id: accountId,
          passkey_id: randomUUID(),
          credential_id: Buffer.from(randomUUID()),
          public_key: Buffer.of(1),
          sign_count: '0',
          transports: [],
          name: Buffer.of(1),
          backed_up: false,
          created_at: context.clock(),
        })
        .execute();
    const passkeys = () =>
      context.db.selectFrom('passkey').select('passkey_id').where('account_id', '=', accountId).execute();
    await plant();
    const { body: visit } = await officer.visit(subject);
    expect((await officer.faceSign(visit.id, mobile)).status).toBe(200);
    expect(await accountOf(mobile)).toMatchObject({ account_id: accountId, level: 'real-person' });
    expect(await passkeys()).toEqual([]);
    await plant();
    const code = await officer.code(visit.id, fresh);
    const done = await officer.act('POST', `/visits/${visit.id}/phone`, { accountId, mobile: fresh, code });
    expect(done.status, done.text).toBe(200);
    expect(await passkeys()).toEqual([]);
    const told = await context.db
      .selectFrom('notification')
      .select('notification_id')
      .where('account_id', '=', accountId)
      .where('kind', '=', 'passkey-removed')
      .execute();
    expect(told).toHaveLength(2);
  });

  it('a mobile of somebody else or of an account that was used is refused; a fresh account gives way', async () => {
    const [one, two] = [await someone(), await someone()];
    const [mobileOne, mobileTwo, fresh, used] = [newMobile(), newMobile(), newMobile(), newMobile()];
    const { body: first } = await officer.visit(one);
    await officer.faceSign(first.id, mobileOne);
    const { body: second } = await officer.visit(two);
    const accountId = (await officer.faceSign(second.id, mobileTwo)).body.person.accounts[0].id;
    const change = async (mobile: string) =>
      officer.act('POST', `/visits/${second.id}/phone`, {
        accountId,
        mobile,
        code: await officer.code(second.id, mobile),
      });
    expect(fault(await change(mobileOne))).toEqual(['mobile mobile.of-another']);
    await signInAs(server.client(), context.world.url, used);
    await seedApplication(context, { subject: one, accountId: (await accountOf(used))!.account_id });
    context.advance(61_000);
    expect(fault(await change(used))).toEqual(['mobile mobile.in-use']);
    await signInAs(server.client(), context.world.url, fresh);
    context.advance(61_000);
    expect((await change(fresh)).status).toBe(200);
    expect((await accountOf(fresh))!.account_id).toBe(accountId);
  });
});

it('nothing of a person stands in clear in visits and audit events', async () => {
  const subject = await someone();
  const mobile = newMobile();
  const { body: visit } = await officer.visit(subject);
  await officer.faceSign(visit.id, mobile);
  for (const table of ['counter_visit', 'audit_event', 'proof', 'account', 'sms_code'] as const) {
    const rows = JSON.stringify(await context.db.selectFrom(table).selectAll().execute(), (_, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString('utf8') : value,
    );
    for (const secret of [subject.name, subject.number, mobile]) expect(rows).not.toContain(secret);
  }
  for (const secret of [subject.name, subject.number, mobile])
    expect(server.log.join('\n')).not.toContain(secret);
});
