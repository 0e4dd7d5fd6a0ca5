import { randomUUID } from 'node:crypto';
import { DOCUMENT_CONSENT, FACE_CONSENT, TERMS } from '@suizheng/domain/contract/consent-terms.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveMobile, sessionOf } from '../../testing/account-session.ts';
import { begin, doCheck, framesFor, send } from '../../testing/do-check.ts';
import { rightsTrip } from '../../testing/rights-trip.ts';
import { seedPhotos } from '../../testing/seed-review.ts';

let trip: Awaited<ReturnType<typeof rightsTrip>>;
beforeAll(async () => {
  trip = await rightsTrip();
});
afterAll(() => trip.close());

describe('consents', () => {
  it('A12: are listed with version, words and time; withdrawing the face ends its check and deletes its pictures', async () => {
    const me = await trip.someone();
    const view = await begin(trip.context, me.doer, me.what);
    await send(trip.context, me.doer, view, framesFor(trip.context, view));
    expect(await trip.count('check_frame where person_id = $1', me.personId)).toBeGreaterThan(0);
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
    expect([answer.status, answer.body.withdrawnAt]).toEqual([200, trip.context.clock().toISOString()]);
    expect(await trip.count('check_frame where person_id = $1', me.personId)).toBe(0);
    expect(await trip.count("real_person_check where check_id = $1 and state = 'lapsed'", view.id)).toBe(1);
    const application = await me.client.get(`/api/v1/applications/${me.key.applicationId}`);
    expect(application.body).toMatchObject({ state: 'at-counter', need: 'counter' });
    trip.context.advance(1_000);
    const again = await me.client.post(`/api/v1/consents/${id}/withdrawal`);
    expect(again.body.withdrawnAt).toBe(answer.body.withdrawnAt);
    const other = await trip.someone();
    expect((await other.client.post(`/api/v1/consents/${id}/withdrawal`)).status).toBe(404);
    expect((await me.client.get('/api/v1/consents')).body).toHaveLength(1);
  });

  it('A12: withdrawing takes the pictures out of a reviewer’s hands', async () => {
    const me = await trip.someone();
    await doCheck(trip.context, me.doer, me.what, { match: 0.4 });
    expect(await trip.stateOf(me.key.applicationId)).toBe('in-review');
    const [{ id }] = (await me.client.get('/api/v1/consents')).body;
    await me.client.post(`/api/v1/consents/${id}/withdrawal`);
    expect(await trip.count('check_frame where person_id = $1', me.personId)).toBe(0);
    expect(await trip.stateOf(me.key.applicationId)).toBe('at-counter');
    expect(
      await trip.count(
        "review_case where application_id = $1 and state in ('open', 'claimed')",
        me.key.applicationId,
      ),
    ).toBe(0);
  });

  it('A12: withdrawing the consent to photos never sent leaves the review of the face as it is', async () => {
    const me = await trip.someone('钟离春');
    await doCheck(trip.context, me.doer, me.what, { match: 0.4 });
    await seedPhotos(trip.context, me.key, { front: Buffer.of(1), back: Buffer.of(2) });
    const consentId = randomUUID();
    await trip.context.pool.query(
      `insert into consent (consent_id, account_id, person_id, kind, version, guardian, granted_at)
       values ($1, $2, $3, 'document-photos', $5, false, $4)`,
      [consentId, me.accountId, me.personId, trip.context.clock(), DOCUMENT_CONSENT.version],
    );
    const answer = await me.client.post(`/api/v1/consents/${consentId}/withdrawal`);
    expect(answer.status, answer.text).toBe(200);
    expect(await trip.count('document_photo where person_id = $1', me.personId)).toBe(0);
    expect(await trip.stateOf(me.key.applicationId)).toBe('in-review');
    expect(
      await trip.count("review_case where application_id = $1 and state = 'open'", me.key.applicationId),
    ).toBe(1);
  });

  it('A1: the terms are recorded with a registration; withdrawing them ends what is open, and nothing that was issued', async () => {
    const subject = await trip.context.world.enrol('东郭先', '1970-07-07');
    const accountId = await trip.context.newAccount();
    await giveMobile(trip.context, accountId, '16599999999');
    const client = trip.server.client();
    client.cookie = await sessionOf(trip.context, accountId);
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
    expect(await trip.stateOf(applied.body.id)).toBe('withdrawn');
    expect((await client.get('/api/v1/account')).status).toBe(200);
  });

  it('every version of a text stays readable', async () => {
    const answer = await trip.server.client().get(`/api/v1/consent-texts/face/${FACE_CONSENT.version}`);
    expect(answer.body.title).toEqual(FACE_CONSENT.title);
    expect((await trip.server.client().get('/api/v1/consent-texts/face/none')).status).toBe(404);
    expect((await trip.server.client().get('/api/v1/consent-texts/toString/x')).status).toBe(404);
  });
});
