import { randomUUID } from 'node:crypto';
import { DAY_MS } from '@suizheng/domain/policy/calendar.ts';
import { faceDataPolicy, retentionPolicy, rightsPolicy } from '@suizheng/domain/policy/retention.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { findOrCreatePerson, openPerson, personById } from '../../db/people.ts';
import { giveMobile, sessionOf } from '../../testing/account-session.ts';
import { begin, doCheck } from '../../testing/do-check.ts';
import { rightsTrip } from '../../testing/rights-trip.ts';
import { seedApplication, syntheticSubject } from '../../testing/seed-application.ts';
import { forgetServed } from '../retention/forget-served.ts';
import { settle } from '../settle/settle.ts';
import { carryOutDeletions } from './carry-out-deletions.ts';
import { markFaceData, readFaceData } from './face-data.ts';

let trip: Awaited<ReturnType<typeof rightsTrip>>;
beforeAll(async () => {
  trip = await rightsTrip();
});
afterAll(() => trip.close());

/** Every row of every table of the database, as the owner's dump has them: text, and bytes in hex, base64 and UTF-8. */
async function dump(): Promise<string> {
  const owner = new pg.Client({ connectionString: trip.context.databaseUrl });
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

describe('the deletion', () => {
  it('PIPL 47: says beforehand what goes and what the law keeps, ends credentials at once, and can be undone', async () => {
    const me = await trip.someone();
    await doCheck(trip.context, me.doer, me.what);
    const before = (await me.client.get('/api/v1/account/deletion')).body;
    expect(before).toMatchObject({
      askedAt: null,
      dueAt: null,
      undoDays: 7,
      credentials: 1,
      applications: 0,
    });
    expect(before.kept.length).toBeGreaterThan(3);
    const otherDevice = trip.server.client();
    otherDevice.cookie = await sessionOf(trip.context, me.accountId);
    const asked = (await me.client.post('/api/v1/account/deletion')).body;
    const due = new Date(trip.context.clock().getTime() + rightsPolicy.deletion.undoMs).toISOString();
    expect(asked).toMatchObject({ dueAt: due, credentials: 0, applications: 0 });
    expect((await otherDevice.get('/api/v1/account')).status).toBe(401);
    expect(await trip.count('credential where account_id = $1 and status = 1', me.accountId)).toBe(1);
    expect((await me.client.post('/api/v1/account/deletion')).body.dueAt).toBe(due);
    expect(await carryOutDeletions(trip.context)).toBe(0);
    const undone = await me.client.send('DELETE', '/api/v1/account/deletion');
    expect(undone.body).toMatchObject({ askedAt: null, dueAt: null });
    trip.context.advance(rightsPolicy.deletion.undoMs);
    expect(await carryOutDeletions(trip.context)).toBe(0);
    expect(openPerson(trip.context.keys, await personById(trip.context.db, me.personId))).toMatchObject(
      me.subject,
    );
  });

  it('destroys the keys: nothing opens any more, a dump of all tables holds neither name nor number nor mobile', async () => {
    const me = await trip.someone('欧阳慧敏');
    await doCheck(trip.context, me.doer, me.what);
    const companion = await trip.context.world.enrol('端木小宝', '1995-05-05');
    const open = await seedApplication(trip.context, { subject: companion, accountId: me.accountId });
    const sealedBefore = await trip.context.pool.query(
      `select p.data_key, p.sealed from person p where person_id in ($1, $2)`,
      [me.personId, open.personId],
    );
    await me.client.get('/api/v1/account');
    expect((await me.client.post('/api/v1/account/deletion')).status).toBe(200);
    expect(await trip.stateOf(open.applicationId)).toBe('withdrawn');
    trip.context.advance(rightsPolicy.deletion.undoMs);
    expect(await carryOutDeletions(trip.context)).toBe(1);
    expect(await carryOutDeletions(trip.context)).toBe(0);
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
    const rows = await trip.context.pool.query(
      `select length(p.data_key) as key, length(p.sealed) as sealed, length(c.token) as token, length(a.sealed) as typed
       from person p join application a using (person_id) left join credential c using (person_id, application_id)
       where a.account_id = $1`,
      [me.accountId],
    );
    for (const row of rows.rows)
      expect([row.key, row.sealed, row.token ?? 0, row.typed]).toEqual([0, 0, 0, 0]);
    expect(
      await trip.count("audit_event where action = 'account.delete' and object_id = $1", me.accountId),
    ).toBe(1);
  });

  it('leaves a person whom another account holds, and lets mobile and person come back with a new key, their quota kept', async () => {
    const me = await trip.someone('令狐芳');
    await doCheck(trip.context, me.doer, me.what);
    const shared = await trip.context.world.enrol('上官明', '1980-01-01');
    const other = await trip.someone('百里红');
    await seedApplication(trip.context, { subject: shared, accountId: me.accountId });
    const theirs = await seedApplication(trip.context, { subject: shared, accountId: other.accountId });
    await me.client.post('/api/v1/account/deletion');
    // Within the month: the quota used must not come back with a new account.
    await trip.context.pool.query('update account_deletion set due_at = $2 where account_id = $1', [
      me.accountId,
      trip.context.clock(),
    ]);
    expect(await carryOutDeletions(trip.context)).toBe(1);
    expect(openPerson(trip.context.keys, await personById(trip.context.db, theirs.personId))).toMatchObject(
      shared,
    );
    expect(openPerson(trip.context.keys, await personById(trip.context.db, me.personId)).name).toBe('—');
    await forgetServed(trip.context);
    const back = await findOrCreatePerson(
      trip.context.db,
      trip.context.keys,
      me.subject,
      trip.context.clock(),
    );
    expect(back.person_id).toBe(me.personId);
    expect(openPerson(trip.context.keys, back)).toMatchObject(me.subject);
    expect(await trip.count('quota_use where person_id = $1', me.personId)).toBe(1);
    const again = await trip.context.newAccount();
    await giveMobile(trip.context, again, me.mobile);
    const key = await seedApplication(trip.context, { subject: me.subject, accountId: again });
    expect((await settle(trip.context, key, SYSTEM)).state).toBe('proving');
  });

  it('ends what the holder was for organisations, also where another account’s application keeps the person', async () => {
    const me = await trip.someone('欧阳修远');
    const other = await trip.someone('轩辕青');
    await seedApplication(trip.context, { subject: me.subject, accountId: other.accountId });
    const organisation = randomUUID();
    await trip.context.pool.query(
      `insert into organisation (organisation_id, uscc, name, data_key, onboarded_at) values ($1, $2, '某公司', '', $3)`,
      [organisation, organisation.slice(0, 18), trip.context.clock()],
    );
    await trip.context.pool.query(
      `insert into organisation_member (organisation_id, person_id, role, joined_at) values ($1, $2, 'administrator', $3)`,
      [organisation, me.personId, trip.context.clock()],
    );
    await me.client.post('/api/v1/account/deletion');
    trip.context.advance(rightsPolicy.deletion.undoMs);
    await carryOutDeletions(trip.context);
    expect(openPerson(trip.context.keys, await personById(trip.context.db, me.personId))).toMatchObject(
      me.subject,
    );
    expect(await trip.count('organisation_member where person_id = $1', me.personId)).toBe(0);
  });

  it('forgets the mark of the number once the month of its quota is over', async () => {
    const me = await trip.someone('慕容雪');
    await doCheck(trip.context, me.doer, me.what);
    await me.client.post('/api/v1/account/deletion');
    trip.context.advance(rightsPolicy.deletion.undoMs);
    await carryOutDeletions(trip.context);
    trip.context.advance(40 * DAY_MS);
    const index = trip.context.keys.blindIndex('resident-number', me.subject.number);
    expect(await trip.count('person where number_index = $1', index)).toBe(1);
    await forgetServed(trip.context);
    expect(await trip.count('person where number_index = $1', index)).toBe(0);
    const anew = await findOrCreatePerson(
      trip.context.db,
      trip.context.keys,
      me.subject,
      trip.context.clock(),
    );
    expect(anew.person_id).not.toBe(me.personId);
  });
});

describe('what is kept', () => {
  it('people whom no account holds are forgotten after their time, and nobody else', async () => {
    const start = trip.context.clock();
    const subject = syntheticSubject(7_001);
    const person = await findOrCreatePerson(trip.context.db, trip.context.keys, subject, start);
    const held = await trip.someone('皇甫林');
    trip.context.advance(retentionPolicy.unheldPeopleMs + DAY_MS);
    await forgetServed(trip.context);
    expect(await trip.count('person where person_id = $1 and length(data_key) > 0', person.person_id)).toBe(
      0,
    );
    expect(await trip.count('person where person_id = $1 and length(data_key) > 0', held.personId)).toBe(1);
    expect(await forgetServed(trip.context)).toBe(0);
    trip.context.setNow(start);
  });

  it('faces stored are counted by people, near and at the number at which to file, with the working days to do it', async () => {
    trip.context.setNow('2026-09-21T10:00:00+08:00');
    const now = trip.context.clock();
    for (const name of ['钟离春', '公孙止', '东方朔', '南宫问']) {
      const me = await trip.someone(name);
      await begin(trip.context, me.doer, me.what);
    }
    const { storedNow, within } = await readFaceData(trip.context, now);
    const people = Math.max(storedNow, within.people);
    expect(people).toBeGreaterThanOrEqual(4);
    expect((await readFaceData(trip.context, now)).state).toBe('below');
    expect((await readFaceData(trip.context, now, Math.floor(people / faceDataPolicy.warnAt))).state).toBe(
      'near',
    );
    expect(await markFaceData(trip.context, now, people)).toBe(1);
    expect(await markFaceData(trip.context, new Date(now.getTime() + DAY_MS), people)).toBe(0);
    const reached = await readFaceData(trip.context, now, people);
    expect(reached).toMatchObject({ state: 'reached', reachedAt: now.toISOString() });
    // The end of the 30th working day after Monday 2026-09-21: Mid-Autumn and National Day off, 10 October worked.
    expect(reached.fileBy).toBe('2026-11-09T16:00:00.000Z');
    expect(await trip.count("audit_event where action = 'face-data.threshold'")).toBe(1);
  });
});
