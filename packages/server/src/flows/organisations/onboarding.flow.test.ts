import { createHash, randomUUID } from 'node:crypto';
import { organisationPolicy } from '@suizheng/domain/policy/organisation.ts';
import { ORGANISATIONS } from '@suizheng/sandbox/organisations/organisations.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newMobile } from '../../testing/counter.ts';
import { fault, organisationTrip, PDF } from '../../testing/organisation-trip.ts';

let trip: Awaited<ReturnType<typeof organisationTrip>>;
beforeAll(async () => {
  trip = await organisationTrip();
});
afterAll(() => trip.close());
beforeEach(() => trip.begin());
const [company, logistics, revoked] = ORGANISATIONS;

describe('onboarding at the counter (A7)', () => {
  it('A7: code checked, certificate and agent seen, letter sealed: the agent is the first administrator', async () => {
    const { visitId, personId } = await trip.atCounter(newMobile());
    const answer = await trip.onboard(visitId);
    expect(answer.status, answer.text).toBe(201);
    const sha256 = createHash('sha256').update(Buffer.from(PDF, 'base64url')).digest('hex');
    expect(answer.body).toMatchObject({
      uscc: company!.uscc,
      name: company!.name,
      members: 1,
      administrators: [{ name: expect.stringContaining('*') }],
      letters: [{ sha256, counter: '北京南站窗口' }],
    });
    const kept = await trip.context.db
      .selectFrom('organisation_document')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(kept.sealed.includes(Buffer.from('%PDF-'))).toBe(false);
    const event = await trip.context.db
      .selectFrom('audit_event')
      .selectAll()
      .where('action', '=', 'organisation.onboard')
      .where('object_id', '=', answer.body.id)
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({
      actor_id: trip.officer.staffId,
      detail: {
        agent: personId,
        letter: sha256,
        certificate: 'seen',
        document: 'resident-id',
        counter: '北京南站窗口',
      },
    });
    const found = await trip.officer.act('POST', '/organisation-searches', {
      uscc: company!.uscc.toLowerCase(),
    });
    expect(found.body.organisation.id).toBe(answer.body.id);
  });

  it('A11: each wrong field is named: the code character by character, the name, the certificate, the letter', async () => {
    const { visitId } = await trip.atCounter(newMobile());
    const wrong = async (more: Record<string, unknown>) => fault(await trip.onboard(visitId, more));
    expect(await wrong({ uscc: '' })).toEqual(['uscc uscc.empty']);
    expect(await wrong({ uscc: company!.uscc.slice(1) })).toEqual(['uscc uscc.length']);
    expect(await wrong({ uscc: `I${company!.uscc.slice(1)}` })).toEqual(['uscc uscc.characters']);
    const last = company!.uscc.at(-1) === '1' ? '2' : '1';
    expect(await wrong({ uscc: company!.uscc.slice(0, 17) + last })).toEqual(['uscc uscc.check-character']);
    expect(await wrong({ name: logistics!.name })).toEqual(['uscc uscc.mismatch', 'name uscc.mismatch']);
    expect(await wrong({ uscc: revoked!.uscc, name: revoked!.name })).toEqual([
      'uscc organisation.not-active',
    ]);
    expect(await wrong({ certificateSeen: false })).toEqual(['certificateSeen certificate.unseen']);
    expect(await wrong({ letter: '' })).toContain('letter letter.missing');
    expect(await wrong({ letter: Buffer.from('GIF89a').toString('base64url') })).toEqual([
      'letter letter.type',
    ]);
    const large = Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(organisationPolicy.largestLetter)]);
    expect(await wrong({ letter: large.toString('base64url') })).toEqual(['letter letter.too-large']);
    expect(await trip.context.db.selectFrom('organisation').selectAll().execute()).toEqual([]);
  });

  it('an agent whose identity is not at real-person is refused: face-sign comes first', async () => {
    const { visitId } = await trip.atCounter();
    expect((await trip.onboard(visitId)).body.code).toBe('level-needed');
  });

  it('two officers at once make one organisation; a repetition adds nothing; a second agent becomes another administrator', async () => {
    const [one, two] = [await trip.atCounter(newMobile()), await trip.atCounter(newMobile())];
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all([trip.onboard(one.visitId, {}, key), trip.onboard(two.visitId)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]!.body.id).toBe(answers[1]!.body.id);
    await trip.onboard(one.visitId, {}, key);
    const { body } = await trip.officer.act('POST', '/organisation-searches', { uscc: company!.uscc });
    expect(body.organisation).toMatchObject({ members: 2 });
    expect(body.organisation.letters).toHaveLength(2);
  });
});
