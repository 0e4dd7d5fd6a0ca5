import { randomUUID } from 'node:crypto';
import { DOCUMENT_CONSENT, FACE_CONSENT, TERMS } from '@suizheng/domain/contract/consent-terms.ts';
import { DAY_MS, MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import { faceDataPolicy, retentionPolicy, rightsPolicy } from '@suizheng/domain/policy/retention.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { findOrCreatePerson, openPerson, personById } from '../../db/people.ts';
import { giveMobile, sessionOf } from '../../testing/account-session.ts';
import { begin, doCheck, framesFor, send } from '../../testing/do-check.ts';
import { type ScriptedVision, scriptedVision } from '../../testing/scripted-vision.ts';
import { seedApplication, syntheticSubject } from '../../testing/seed-application.ts';
import { seedPhotos } from '../../testing/seed-review.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer } from '../../testing/test-server.ts';
import { forgetServed } from '../retention/forget-served.ts';
import { settle } from '../settle/settle.ts';
import { carryOutDeletions } from './carry-out-deletions.ts';
import { markFaceData, readFaceData } from './face-data.ts';

let context: TestContext;
let vision: ScriptedVision;
let server: Awaited<ReturnType<typeof startTestServer>>;
beforeAll(async () => {
  vision = scriptedVision();
  context = await testContext({ vision });
  server = await startTestServer(context);
});
afterAll(async () => {
  await server.close();
  await context.close();
});

let mobiles = 16_500_000_000;
const NAME = '司徒静怡';

/** An account whose holder is on the register, with a session, an application and a credential by a face check. */
async function someone(name = NAME) {
  mobiles += 1;
  const mobile = String(mobiles);
  const subject = await context.world.enrol(name, '1990-03-07');
  const person = await findOrCreatePerson(context.db, context.keys, subject, context.clock());
  const accountId = await context.newAccount('real-person', person.person_id);
  await giveMobile(context, accountId, mobile);
  const doer = { accountId, personId: person.person_id };
  const key = await seedApplication(context, { subject, accountId });
  const client = server.client();
  client.cookie = await sessionOf(context, accountId);
  return {
    ...doer,
    doer,
    subject,
    mobile,
    client,
    key,
    what: { kind: 'application', id: key.applicationId } as const,
    signInAgain: async () => {
      client.cookie = await sessionOf(context, accountId);
    },
  };
}

const count = async (sql: string, ...values: unknown[]) =>
  Number((await context.pool.query(`select count(*) from ${sql}`, values)).rows[0].count);
const stateOf = async (id: string) =>
  (await context.pool.query('select state from application where application_id = $1', [id])).rows[0].state;

/** Every row of every table of the database, as the owner's dump has them: text, and bytes in hex, base64 and UTF-8. */
async function dump(): Promise<string> {
  const owner = new pg.Client({ connectionString: context.databaseUrl });
  await owner.connect();
  const tables = await owner.query<{ name: string }>(`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`);
  const parts: string[] = [];
  for (const { name } of tables.rows) {
    for (const row of (await owner.query(`select * from ${name}`)).rows) {
      for (const value of Object.values(row)) {
        if (Buffer.isBuffer(value)) {
          parts.push(
            value.toString('hex'),
            value.toString('base64'),
            value.toString('utf8'),
            value.toString('latin1'),
          );
        } else parts.push(typeof value === 'string' ? value : JSON.stringify(value));
      }
    }
  }
  await owner.end();
  return parts.join('\n');
}

describe('consents', () => {
  it('A12: are listed with version, words and time; withdrawing the face ends its check and deletes its pictures', async () => {
    const me = await someone();
    const view = await begin(context, me.doer, me.what);
    await send(context, me.doer, view, framesFor(context, view));
    expect(await count('check_frame where person_id = $1', me.personId)).toBeGreaterThan(0);
    const listed = await me.client.get('/api/v1/consents', { 'accept-language': 'en' });
    expect(listed.body).toHaveLength(1);
    expect(listed.body[0]).toMatchObject({
      kind: 'face',
      version: FACE_CONSENT.version,
      title: FACE_CONSENT.title.en,
      points: FACE_CONSENT.points.map(({ en }) => en),
      about: null,
      guardian: false,
      withdrawnAt: null,
    });
    const id = listed.body[0].id as string;
    const answer = await me.client.post(`/api/v1/consents/${id}/withdrawal`);
    expect([answer.status, answer.body.withdrawnAt]).toEqual([200, context.clock().toISOString()]);
    expect(await count('check_frame where person_id = $1', me.personId)).toBe(0);
    expect(await count("real_person_check where check_id = $1 and state = 'lapsed'", view.id)).toBe(1);
    const application = await me.client.get(`/api/v1/applications/${me.key.applicationId}`);
    expect(application.body).toMatchObject({ state: 'at-counter', need: 'counter' });
    context.advance(1_000);
    const again = await me.client.post(`/api/v1/consents/${id}/withdrawal`);
    expect(again.body.withdrawnAt).toBe(answer.body.withdrawnAt);
    const other = await someone();
    expect((await other.client.post(`/api/v1/consents/${id}/withdrawal`)).status).toBe(404);
    expect((await me.client.get('/api/v1/consents')).body).toHaveLength(1);
  });

  it('A12: withdrawing takes the pictures out of a reviewer’s hands', async () => {
    const me = await someone();
    await doCheck(context, me.doer, me.what, { match: 0.4 });
    expect(await stateOf(me.key.applicationId)).toBe('in-review');
    const [{ id }] = (await me.client.get('/api/v1/consents')).body;
    await me.client.post(`/api/v1/consents/${id}/withdrawal`);
    expect(await count('check_frame where person_id = $1', me.personId)).toBe(0);
    expect(await stateOf(me.key.applicationId)).toBe('at-counter');
    expect(
      await count(
        "review_case where application_id = $1 and state in ('open', 'claimed')",
        me.key.applicationId,
      ),
    ).toBe(0);
  });

  it('A12: withdrawing the consent to photos never sent leaves the review of the face as it is', async () => {
    const me = await someone('钟离春');
    await doCheck(context, me.doer, me.what, { match: 0.4 });
    await seedPhotos(context, me.key, { front: Buffer.of(1), back: Buffer.of(2) });
    const consentId = randomUUID();
    await context.pool.query(
      `insert into consent (consent_id, account_id, person_id, kind, version, guardian, granted_at)
       values ($1, $2, $3, 'document-photos', $5, false, $4)`,
      [consentId, me.accountId, me.personId, context.clock(), DOCUMENT_CONSENT.version],
    );
    const answer = await me.client.post(`/api/v1/consents/${consentId}/withdrawal`);
    expect(answer.status, answer.text).toBe(200);
    expect(await count('document_photo where person_id = $1', me.personId)).toBe(0);
    expect(await stateOf(me.key.applicationId)).toBe('in-review');
    expect(
      await count("review_case where application_id = $1 and state = 'open'", me.key.applicationId),
    ).toBe(1);
  });

  it('A1: the terms are recorded with a registration; withdrawing them ends what is open, and nothing that was issued', async () => {
    const subject = await context.world.enrol('东郭先', '1970-07-07');
    const accountId = await context.newAccount();
    await giveMobile(context, accountId, '16599999999');
    const client = server.client();
    client.cookie = await sessionOf(context, accountId);
    const input = { document: 'resident-id', ...subject, terms: TERMS.version };
    const applied = await client.post(
      '/api/v1/applications',
      { procedure: 'registration', input },
      { 'idempotency-key': randomUUID() },
    );
    expect(applied.status).toBe(201);
    const [terms] = (await client.get('/api/v1/consents')).body;
    expect(terms).toMatchObject({ kind: 'terms', version: TERMS.version, title: TERMS.title['zh-Hans'] });
    await client.post(`/api/v1/consents/${terms.id}/withdrawal`);
    expect(await stateOf(applied.body.id)).toBe('withdrawn');
    expect((await client.get('/api/v1/account')).status).toBe(200);
  });

  it('every version of a text stays readable', async () => {
    const answer = await server.client().get(`/api/v1/consent-texts/face/${FACE_CONSENT.version}`);
    expect(answer.body.title).toEqual(FACE_CONSENT.title);
    expect((await server.client().get('/api/v1/consent-texts/face/none')).status).toBe(404);
    expect((await server.client().get('/api/v1/consent-texts/toString/x')).status).toBe(404);
  });
});

describe('the export', () => {
  it('PIPL 45: is everything, in one document, with what was typed, decisions, consents and looks; audited and told', async () => {
    const me = await someone();
    await doCheck(context, me.doer, me.what);
    const answer = await me.client.post('/api/v1/account/exports');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const data = answer.body;
    expect(Object.keys(data)).toEqual([
      'format',
      'exportedAt',
      'language',
      'account',
      'applications',
      'credentials',
      'looks',
      'checks',
      'reports',
      'requests',
      'consents',
      'notifications',
      'sessions',
    ]);
    expect(data.account).toMatchObject({ mobile: me.mobile, holder: me.subject, level: 'real-person' });
    expect(data.applications[0]).toMatchObject({
      state: 'issued',
      typed: { ...me.subject, city: '北京市' },
      proofs: [{ rung: 'real-person', outcome: 'accept' }],
      decision: { kind: 'issue' },
    });
    expect(data.credentials).toHaveLength(1);
    expect(data.consents[0]).toMatchObject({ kind: 'face', version: FACE_CONSENT.version });
    expect(data.consents[0].text.length).toBeGreaterThan(1);
    expect(data.sessions).toHaveLength(1);
    expect(await count("audit_event where action = 'account.export' and object_id = $1", me.accountId)).toBe(
      1,
    );
    expect(await count("notification where kind = 'data-exported' and account_id = $1", me.accountId)).toBe(
      1,
    );
  });

  it('needs a fresh proof: an old session is refused until the face or a new sign-in; and only so often a day', async () => {
    const me = await someone();
    await doCheck(context, me.doer, me.what);
    context.advance(rightsPolicy.freshProofMs + MINUTE_MS);
    const old = await me.client.post('/api/v1/account/exports');
    expect([old.status, old.body.code, old.body.params]).toEqual([
      403,
      'fresh-proof-needed',
      { minutes: 10 },
    ]);
    expect((await me.client.post('/api/v1/account/deletion')).body.code).toBe('fresh-proof-needed');
    const { rows } = await context.pool.query('select credential_id from credential where account_id = $1', [
      me.accountId,
    ]);
    await doCheck(context, me.doer, { kind: 'credential', id: rows[0].credential_id });
    expect((await me.client.post('/api/v1/account/exports')).status).toBe(200);
    await me.signInAgain();
    for (let i = 1; i < rightsPolicy.exports[0].most; i += 1)
      expect((await me.client.post('/api/v1/account/exports')).status).toBe(200);
    expect((await me.client.post('/api/v1/account/exports')).status).toBe(429);
  });
});

describe('the deletion', () => {
  it('PIPL 47: says beforehand what goes and what the law keeps, ends credentials at once, and can be undone', async () => {
    const me = await someone();
    await doCheck(context, me.doer, me.what);
    const before = (await me.client.get('/api/v1/account/deletion')).body;
    expect(before).toMatchObject({
      askedAt: null,
      dueAt: null,
      undoDays: 7,
      credentials: 1,
      applications: 0,
    });
    expect(before.kept.length).toBeGreaterThan(3);
    const otherDevice = server.client();
    otherDevice.cookie = await sessionOf(context, me.accountId);
    const asked = (await me.client.post('/api/v1/account/deletion')).body;
    const due = new Date(context.clock().getTime() + rightsPolicy.deletion.undoMs).toISOString();
    expect(asked).toMatchObject({ dueAt: due, credentials: 0, applications: 0 });
    expect((await otherDevice.get('/api/v1/account')).status).toBe(401);
    expect(await count('credential where account_id = $1 and status = 1', me.accountId)).toBe(1);
    expect((await me.client.post('/api/v1/account/deletion')).body.dueAt).toBe(due);
    expect(await carryOutDeletions(context)).toBe(0);
    const undone = await me.client.send('DELETE', '/api/v1/account/deletion');
    expect(undone.body).toMatchObject({ askedAt: null, dueAt: null });
    context.advance(rightsPolicy.deletion.undoMs);
    expect(await carryOutDeletions(context)).toBe(0);
    expect(openPerson(context.keys, await personById(context.db, me.personId))).toMatchObject(me.subject);
  });

  it('destroys the keys: nothing opens any more, a dump of all tables holds neither name nor number nor mobile', async () => {
    const me = await someone('欧阳慧敏');
    await doCheck(context, me.doer, me.what);
    const companion = await context.world.enrol('端木小宝', '1995-05-05');
    const open = await seedApplication(context, { subject: companion, accountId: me.accountId });
    const sealedBefore = await context.pool.query(
      `select p.data_key, p.sealed from person p where person_id in ($1, $2)`,
      [me.personId, open.personId],
    );
    await me.client.get('/api/v1/account');
    expect((await me.client.post('/api/v1/account/deletion')).status).toBe(200);
    expect(await stateOf(open.applicationId)).toBe('withdrawn');
    context.advance(rightsPolicy.deletion.undoMs);
    expect(await carryOutDeletions(context)).toBe(1);
    expect(await carryOutDeletions(context)).toBe(0);
    expect((await me.client.get('/api/v1/account')).status).toBe(401);
    const all = await dump();
    for (const secret of [me.subject.name, companion.name, me.subject.number, companion.number, me.mobile]) {
      const bytes = Buffer.from(secret);
      expect(all.includes(secret)).toBe(false);
      expect(all.includes(bytes.toString('hex'))).toBe(false);
      expect(all.includes(bytes.toString('base64').replace(/=+$/, '').slice(0, -1))).toBe(false);
    }
    // Not even what was sealed before, with the wrapped keys from an old dump, is there to be opened.
    for (const { data_key, sealed } of sealedBefore.rows) {
      expect(all.includes(data_key.toString('hex'))).toBe(false);
      expect(all.includes(sealed.toString('hex'))).toBe(false);
    }
    const rows = await context.pool.query(
      `select length(p.data_key) as key, length(p.sealed) as sealed, length(c.token) as token, length(a.sealed) as typed
       from person p join application a using (person_id) left join credential c using (person_id, application_id)
       where a.account_id = $1`,
      [me.accountId],
    );
    for (const row of rows.rows)
      expect([row.key, row.sealed, row.token ?? 0, row.typed]).toEqual([0, 0, 0, 0]);
    expect(await count("audit_event where action = 'account.delete' and object_id = $1", me.accountId)).toBe(
      1,
    );
  });

  it('leaves a person whom another account holds, and lets mobile and person come back with a new key, their quota kept', async () => {
    const me = await someone('令狐芳');
    await doCheck(context, me.doer, me.what);
    const shared = await context.world.enrol('上官明', '1980-01-01');
    const other = await someone('百里红');
    await seedApplication(context, { subject: shared, accountId: me.accountId });
    const theirs = await seedApplication(context, { subject: shared, accountId: other.accountId });
    await me.client.post('/api/v1/account/deletion');
    // Within the month: the quota used must not come back with a new account.
    await context.pool.query('update account_deletion set due_at = $2 where account_id = $1', [
      me.accountId,
      context.clock(),
    ]);
    expect(await carryOutDeletions(context)).toBe(1);
    expect(openPerson(context.keys, await personById(context.db, theirs.personId))).toMatchObject(shared);
    expect(openPerson(context.keys, await personById(context.db, me.personId)).name).toBe('—');
    await forgetServed(context);
    const back = await findOrCreatePerson(context.db, context.keys, me.subject, context.clock());
    expect(back.person_id).toBe(me.personId);
    expect(openPerson(context.keys, back)).toMatchObject(me.subject);
    expect(await count('quota_use where person_id = $1', me.personId)).toBe(1);
    const again = await context.newAccount();
    await giveMobile(context, again, me.mobile);
    const key = await seedApplication(context, { subject: me.subject, accountId: again });
    expect((await settle(context, key, SYSTEM)).state).toBe('proving');
  });

  it('ends what the holder was for organisations, also where another account’s application keeps the person', async () => {
    const me = await someone('欧阳修远');
    const other = await someone('轩辕青');
    await seedApplication(context, { subject: me.subject, accountId: other.accountId });
    const organisation = randomUUID();
    await context.pool.query(
      `insert into organisation (organisation_id, uscc, name, data_key, onboarded_at) values ($1, $2, '某公司', '', $3)`,
      [organisation, organisation.slice(0, 18), context.clock()],
    );
    await context.pool.query(
      `insert into organisation_member (organisation_id, person_id, role, joined_at) values ($1, $2, 'administrator', $3)`,
      [organisation, me.personId, context.clock()],
    );
    await me.client.post('/api/v1/account/deletion');
    context.advance(rightsPolicy.deletion.undoMs);
    await carryOutDeletions(context);
    expect(openPerson(context.keys, await personById(context.db, me.personId))).toMatchObject(me.subject);
    expect(await count('organisation_member where person_id = $1', me.personId)).toBe(0);
  });

  it('forgets the mark of the number once the month of its quota is over', async () => {
    const me = await someone('慕容雪');
    await doCheck(context, me.doer, me.what);
    await me.client.post('/api/v1/account/deletion');
    context.advance(rightsPolicy.deletion.undoMs);
    await carryOutDeletions(context);
    context.advance(40 * DAY_MS);
    const index = context.keys.blindIndex('resident-number', me.subject.number);
    expect(await count('person where number_index = $1', index)).toBe(1);
    await forgetServed(context);
    expect(await count('person where number_index = $1', index)).toBe(0);
    const anew = await findOrCreatePerson(context.db, context.keys, me.subject, context.clock());
    expect(anew.person_id).not.toBe(me.personId);
  });
});

describe('what is kept', () => {
  it('people whom no account holds are forgotten after their time, and nobody else', async () => {
    const start = context.clock();
    const subject = syntheticSubject(7_001);
    const person = await findOrCreatePerson(context.db, context.keys, subject, start);
    const held = await someone('皇甫林');
    context.advance(retentionPolicy.unheldPeopleMs + DAY_MS);
    await forgetServed(context);
    expect(await count('person where person_id = $1 and length(data_key) > 0', person.person_id)).toBe(0);
    expect(await count('person where person_id = $1 and length(data_key) > 0', held.personId)).toBe(1);
    expect(await forgetServed(context)).toBe(0);
    context.setNow(start);
  });

  it('faces stored are counted by people, near and at the number at which to file, with the working days to do it', async () => {
    context.setNow('2026-09-21T10:00:00+08:00');
    const now = context.clock();
    for (const name of ['钟离春', '公孙止', '东方朔']) {
      const me = await someone(name);
      await begin(context, me.doer, me.what);
    }
    const { storedNow, within } = await readFaceData(context, now);
    const people = Math.max(storedNow, within.people);
    expect(people).toBeGreaterThanOrEqual(4);
    expect((await readFaceData(context, now)).state).toBe('below');
    expect((await readFaceData(context, now, Math.floor(people / faceDataPolicy.warnAt))).state).toBe('near');
    expect(await markFaceData(context, now, people)).toBe(1);
    expect(await markFaceData(context, new Date(now.getTime() + DAY_MS), people)).toBe(0);
    const reached = await readFaceData(context, now, people);
    expect(reached).toMatchObject({ state: 'reached', reachedAt: now.toISOString() });
    // The end of the 30th working day after Monday 2026-09-21: Mid-Autumn and National Day off, 10 October worked.
    expect(reached.fileBy).toBe('2026-11-09T16:00:00.000Z');
    expect(await count("audit_event where action = 'face-data.threshold'")).toBe(1);
  });
});
