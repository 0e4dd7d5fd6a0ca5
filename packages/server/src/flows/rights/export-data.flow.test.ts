import { FACE_CONSENT } from '@suizheng/domain/contract/consent-terms.ts';
import { MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import { rightsPolicy } from '@suizheng/domain/policy/retention.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doCheck } from '../../testing/do-check.ts';
import { rightsTrip } from '../../testing/rights-trip.ts';

let trip: Awaited<ReturnType<typeof rightsTrip>>;
beforeAll(async () => {
  trip = await rightsTrip();
});
afterAll(() => trip.close());

describe('the export', () => {
  it('PIPL 45: is everything, in one document, with what was typed, decisions, consents and looks; audited and told', async () => {
    const me = await trip.someone();
    await doCheck(trip.context, me.doer, me.what);
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
    expect(
      await trip.count("audit_event where action = 'account.export' and object_id = $1", me.accountId),
    ).toBe(1);
    expect(
      await trip.count("notification where kind = 'data-exported' and account_id = $1", me.accountId),
    ).toBe(1);
  });

  it('needs a fresh proof: an old session is refused until the face or a new sign-in; and only so often a day', async () => {
    const me = await trip.someone();
    await doCheck(trip.context, me.doer, me.what);
    trip.context.advance(rightsPolicy.freshProofMs + MINUTE_MS);
    const old = await me.client.post('/api/v1/account/exports');
    expect([old.status, old.body.code, old.body.params]).toEqual([
      403,
      'fresh-proof-needed',
      { minutes: 10 },
    ]);
    expect((await me.client.post('/api/v1/account/deletion')).body.code).toBe('fresh-proof-needed');
    const { rows } = await trip.context.pool.query(
      'select credential_id from credential where account_id = $1',
      [me.accountId],
    );
    await doCheck(trip.context, me.doer, { kind: 'credential', id: rows[0].credential_id });
    expect((await me.client.post('/api/v1/account/exports')).status).toBe(200);
    await me.signInAgain();
    for (let i = 1; i < rightsPolicy.exports[0].most; i += 1)
      expect((await me.client.post('/api/v1/account/exports')).status).toBe(200);
    expect((await me.client.post('/api/v1/account/exports')).status).toBe(429);
  });
});
