import { randomUUID } from 'node:crypto';
import { applicationReference, referenceCode } from '@suizheng/domain/application/reference.ts';
import { counterPolicy } from '@suizheng/domain/policy/counter.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newMobile, newOfficer } from '../../testing/counter.ts';
import { counterTrip } from '../../testing/counter-trip.ts';

let trip: Awaited<ReturnType<typeof counterTrip>>;
beforeAll(async () => {
  trip = await counterTrip();
});
afterAll(() => trip.close());

describe('finding a person at the counter', () => {
  it('A6: by number or by the reference that the applicant shows; masked, and the look is audited with its purpose', async () => {
    const subject = await trip.someone();
    const key = await trip.atCounter(subject);
    for (const query of [
      subject.number,
      applicationReference(key.applicationId),
      referenceCode(key.applicationId),
    ]) {
      const { status, body, text } = await trip.officer.find(query, 'identify-applicant');
      expect(status, text).toBe(200);
      expect(body.person.id).toBe(key.personId);
      expect(body.person.applications).toMatchObject([
        { id: key.applicationId, state: 'at-counter', accept: 'by-code', procedure: 'rail-temporary-id' },
      ]);
      expect(text).not.toContain(subject.number);
      expect(text).not.toContain(subject.name);
    }
    const looks = (await trip.audits('staff.look')).filter((event) => event.object_id === key.personId);
    expect(looks.length).toBe(3);
    for (const look of looks) {
      expect(look).toMatchObject({
        actor_id: trip.officer.staffId,
        detail: { purpose: 'identify-applicant' },
      });
      expect(JSON.stringify(look)).not.toContain(subject.number);
    }
  });

  it('nobody is an empty answer, and that look is audited too; a text that is neither is named', async () => {
    const before = (await trip.audits('staff.look')).length;
    expect((await trip.officer.find('11010519491231002X')).body).toEqual({ person: null });
    expect((await trip.audits('staff.look')).length).toBe(before + 1);
    expect(trip.fault(await trip.officer.find('随便写写'))).toEqual(['query query.unreadable']);
    expect((await trip.officer.find('11010519491231002X', 'curiosity')).status).toBe(422);
  });
});

describe('the original document seen', () => {
  it('A6: opens the person to this officer alone, for a while; the register confirms name, number and last day', async () => {
    const subject = await trip.someone();
    const { status, body } = await trip.officer.visit(subject);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      person: { subject },
      document: { kind: 'resident-id', expires: 'long-term' },
      counter: '北京南站窗口',
    });
    expect((await trip.officer.act('GET', `/visits/${body.id}`)).body.id).toBe(body.id);
    expect((await trip.other.act('GET', `/visits/${body.id}`)).body.code).toBe('not-found');
    const start = trip.context.clock();
    trip.context.advance(counterPolicy.visitForMs);
    expect((await trip.officer.act('GET', `/visits/${body.id}`)).body.code).toBe('not-found');
    trip.context.setNow(start);
    expect((await trip.officer.act('DELETE', `/visits/${body.id}`)).status).toBe(204);
    expect((await trip.officer.act('GET', `/visits/${body.id}`)).body.code).toBe('not-found');
    const [seen] = (await trip.audits('counter.document-seen')).filter(
      (event) => event.object_id === body.person.id,
    );
    expect(seen).toMatchObject({
      actor_id: trip.officer.staffId,
      detail: { counter: '北京南站窗口', document: 'resident-id', visit: body.id },
    });
  });

  it('A11: what does not fit is named: the document that is over, the number, what the register denies', async () => {
    const subject = await trip.someone();
    expect(trip.fault(await trip.officer.visit(subject, { expires: '2020-01-01' }))).toEqual([
      'document.expires expires.past',
    ]);
    expect(trip.fault(await trip.officer.visit({ ...subject, number: '990000199003070019' }))).toEqual([
      'document.number resident-id.check-character',
    ]);
    expect(trip.fault(await trip.officer.visit(subject, { expires: '2099年1月1日' }))).toEqual([
      'name document.mismatch',
      'document.number document.mismatch',
      'document.expires document.mismatch',
    ]);
    const unseen = await trip.officer.act('POST', '/visits', {
      purpose: 'face-sign',
      name: '',
      document: {},
      seen: false,
    });
    expect(trip.fault(unseen)).toEqual(
      expect.arrayContaining(['name name.empty', 'document.expires expires.empty', 'seen document.unseen']),
    );
  });

  it('A6: nobody serves themself: an officer’s own document opens no visit', async () => {
    const self = await trip.someone();
    const same = await newOfficer(trip.context, trip.server.client(), '冯警官');
    await trip.context.db
      .updateTable('staff')
      .set({ person_index: trip.context.keys.blindIndex('resident-number', self.number) })
      .where('staff_id', '=', same.staffId)
      .execute();
    expect((await same.visit(self)).body.code).toBe('not-allowed');
    expect((await trip.officer.visit(self)).status).toBe(201);
  });

  it('a repetition opens the same visit', async () => {
    const subject = await trip.someone();
    const body = {
      purpose: 'face-sign',
      name: subject.name,
      document: { kind: 'resident-id', number: subject.number, expires: '长期' },
      seen: true,
    };
    const key = { 'idempotency-key': randomUUID() };
    const first = await trip.officer.act('POST', '/visits', body, key);
    expect((await trip.officer.act('POST', '/visits', body, key)).body).toEqual(first.body);
  });
});

it('nothing of a person stands in clear in visits and audit events', async () => {
  const subject = await trip.someone();
  const mobile = newMobile();
  const { body: visit } = await trip.officer.visit(subject);
  await trip.officer.faceSign(visit.id, mobile);
  for (const table of ['counter_visit', 'audit_event', 'proof', 'account', 'sms_code'] as const) {
    const rows = JSON.stringify(await trip.context.db.selectFrom(table).selectAll().execute(), (_, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString('utf8') : value,
    );
    for (const secret of [subject.name, subject.number, mobile]) expect(rows).not.toContain(secret);
  }
  for (const secret of [subject.name, subject.number, mobile])
    expect(trip.server.log.join('\n')).not.toContain(secret);
});
