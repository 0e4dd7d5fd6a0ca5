import { randomUUID } from 'node:crypto';
import { applicationReference } from '@suizheng/domain/application/reference.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counterTrip } from '../../testing/counter-trip.ts';

let trip: Awaited<ReturnType<typeof counterTrip>>;
beforeAll(async () => {
  trip = await counterTrip();
});
afterAll(() => trip.close());

describe('an application that waits at the counter', () => {
  it('A6 B2: accepted by the officer, it is issued to the phone', async () => {
    const subject = await trip.someone();
    const key = await trip.atCounter(subject);
    const { body: visit } = await trip.officer.visit(subject, { purpose: 'identify-applicant' });
    const done = await trip.officer.decide(visit.id, key.applicationId, {
      outcome: 'accept',
      reason: null,
      note: '',
      reference: applicationReference(key.applicationId),
    });
    expect(done.status, done.text).toBe(200);
    expect(done.body.person.applications).toEqual([]);
    expect(done.body.person.credentials).toMatchObject([{ medium: 'electronic', status: 'valid' }]);
    const told = await trip.context.db
      .selectFrom('notification')
      .select('kind')
      .where('kind', '=', 'application-issued')
      .execute();
    expect(told.length).toBeGreaterThan(0);
  });

  it('A6: what somebody else’s phone applied for in the person’s name is not accepted without that phone’s code, nor a level at all', async () => {
    const subject = await trip.someone();
    const key = await trip.atCounter(subject);
    const { body: visit } = await trip.officer.visit(subject);
    const accept = (reference: string) =>
      trip.officer.decide(visit.id, key.applicationId, {
        outcome: 'accept',
        reason: null,
        note: '',
        reference,
      });
    for (const reference of ['', 'x', applicationReference(randomUUID())])
      expect(trip.fault(await accept(reference))).toEqual(['reference reference.mismatch']);
    // A registration begun on any mobile by who knew name and number: it takes the mobile's own proof.
    await trip.context.db
      .updateTable('application')
      .set({ procedure: 'registration', holder_key: null })
      .where('application_id', '=', key.applicationId)
      .execute();
    expect((await trip.officer.find(subject.number)).body.person.applications).toMatchObject([
      { accept: 'by-face-sign' },
    ]);
    expect((await accept(applicationReference(key.applicationId))).body.code).toBe('wrong-state');
  });

  it('refused with a reason from the list: the applicant reads why and what to do; the note is kept sealed', async () => {
    const subject = await trip.someone();
    const key = await trip.atCounter(subject);
    const { body: visit } = await trip.officer.visit(subject, { purpose: 'identify-applicant' });
    const path = [visit.id, key.applicationId] as const;
    expect(
      trip.fault(
        await trip.officer.decide(...path, {
          outcome: 'refuse',
          reason: null,
          note: '',
          reference: applicationReference(key.applicationId),
        }),
      ),
    ).toEqual(['reason field.required']);
    const note = '长相与照片差别很大';
    const refused = await trip.officer.decide(...path, {
      outcome: 'refuse',
      reason: 'counter-not-the-person',
      note,
      reference: '',
    });
    expect(refused.status).toBe(200);
    const row = await trip.context.db
      .selectFrom('application')
      .select(['state', 'decision'])
      .where('application_id', '=', key.applicationId)
      .executeTakeFirstOrThrow();
    expect(row.state).toBe('refused');
    expect(row.decision!.reasons[0]!.code).toBe('counter-not-the-person');
    const facts = JSON.stringify(
      await trip.context.db
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
      const subject = await trip.someone();
      const key = await trip.atCounter(subject);
      const [mine, theirs] = [
        (await trip.officer.visit(subject)).body.id,
        (await trip.other.visit(subject)).body.id,
      ];
      const body = (outcome: string) => ({
        outcome,
        reason: outcome === 'refuse' ? 'counter-document-doubtful' : null,
        note: '',
        reference: applicationReference(key.applicationId),
      });
      const answers = await Promise.all([
        trip.officer.decide(mine, key.applicationId, body(first)),
        trip.other.decide(theirs, key.applicationId, body(second)),
      ]);
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual(first === second ? [200, 200] : [200, 409]);
      const facts = await trip.context.db
        .selectFrom('proof')
        .select('outcome')
        .where('application_id', '=', key.applicationId)
        .where('rung', '=', 'counter')
        .execute();
      expect(facts).toHaveLength(1);
    }
  });

  it('somebody else’s application is not found from this person’s visit', async () => {
    const key = await trip.atCounter(await trip.someone());
    const { body: visit } = await trip.officer.visit(await trip.someone());
    const answer = await trip.officer.decide(visit.id, key.applicationId, {
      outcome: 'accept',
      reason: null,
      note: '',
      reference: applicationReference(key.applicationId),
    });
    expect(answer.body.code).toBe('not-found');
  });
});
