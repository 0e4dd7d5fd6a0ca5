import { randomUUID } from 'node:crypto';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newMember } from '../../testing/organisation.ts';
import { peopleChecks } from '../../testing/people-checks.ts';
import { portraitOf } from '../../testing/scripted-portraits.ts';
import { askingParty } from '../../testing/services.ts';
import type { Resident } from '../../testing/test-world.ts';
import { forgetEvidence } from './forget-evidence.ts';
import { evidencePagesAbout, listEvidenceAbout } from './list-evidence.ts';
import { readEvidence } from './read-evidence.ts';

let trip: Awaited<ReturnType<typeof peopleChecks>>;
let person: Resident;
beforeAll(async () => {
  trip = await peopleChecks();
});
afterAll(() => trip.close());
beforeEach(async () => {
  person = await trip.newPerson();
});

describe('evidence', () => {
  it('V2: an answer can be looked up by the party that got it and by nobody else, without personal data', async () => {
    const { body } = await trip.bank.realName({ ...person, name: '慕容大大' });
    const found = await trip.bank.evidence(body.evidenceId, { 'accept-language': 'en' });
    expect(found.body).toEqual({
      evidenceId: body.evidenceId,
      service: 'real-name-check',
      purpose: 'bank.account',
      verdict: 'no-match',
      code: 'identity-no-match',
      title: 'No match',
      explanation: expect.any(String),
      next: expect.any(String),
      at: body.checkedAt,
      by: { kind: 'client', id: trip.bank.system.clientId, label: '测试系统' },
    });
    const other = await askingParty(trip.context, trip.http);
    expect((await other.evidence(body.evidenceId)).status).toBe(404);
    expect((await trip.bank.evidence(randomUUID())).status).toBe(404);
    const row = await trip.context.pool.query('select * from evidence where evidence_id = $1', [
      body.evidenceId,
    ]);
    expect(JSON.stringify(row.rows)).not.toContain(person.number);
    const audit = await trip.context.pool.query('select * from audit_event where object_id = $1', [
      body.evidenceId,
    ]);
    expect(audit.rows).toMatchObject([
      { action: 'service.answer', actor_kind: 'client', actor_id: trip.bank.system.clientId },
    ]);
  });

  it('V2: the person asked about can see who asked, what for and what came of it, wrong guesses too', async () => {
    await trip.bank.realName(person);
    await trip.bank.card({ ...person, name: '慕容大大' });
    const seen = await listEvidenceAbout(trip.context.db, trip.context.keys, [person.number]);
    expect(seen.map(({ service, reason }) => [service, reason]).sort()).toEqual([
      ['card-status-check', 'card-no-match'],
      ['real-name-check', 'identity-match'],
    ]);
    expect(seen[0]).toMatchObject({ organisation: trip.bank.party.name, purpose: 'bank.account' });
    const all = [];
    for await (const page of evidencePagesAbout(trip.context.db, trip.context.keys, [person.number]))
      all.push(...page);
    expect(all).toEqual(seen);
    expect(await listEvidenceAbout(trip.context.db, trip.context.keys, [trip.nobody()])).toEqual([]);
    expect(await listEvidenceAbout(trip.context.db, trip.context.keys, [])).toEqual([]);
  });

  it('V2: the administrators of the party can look it up too, with their own sign-in; operators and others cannot', async () => {
    const { body } = await trip.bank.realName(person);
    const { organisationId, partyId } = trip.bank.party;
    const path = `/api/v1/parties/${partyId}/evidence/${body.evidenceId}`;
    const admin = await newMember(trip.context, trip.server, organisationId);
    expect((await admin.client.get(path)).body).toMatchObject({
      code: 'identity-match',
      purpose: 'bank.account',
    });
    const operator = await newMember(trip.context, trip.server, organisationId, { role: 'operator' });
    expect((await operator.client.get(path)).status).toBe(404);
    expect((await trip.server.client().get(path)).status).toBe(401);
    const other = await askingParty(trip.context, trip.http);
    const stranger = await newMember(trip.context, trip.server, other.party.organisationId);
    expect((await stranger.client.get(path)).status).toBe(404);
    const theirs = `/api/v1/parties/${other.party.partyId}/evidence/${body.evidenceId}`;
    expect((await stranger.client.get(theirs)).status).toBe(404);
  });

  it('V2: evidence goes after its time, for both sides', async () => {
    const { body } = await trip.bank.realName(person);
    const later = new Date(trip.context.clock().getTime() + partyPolicy.evidenceForMs + 1);
    const lookup = { partyId: trip.bank.party.partyId, evidenceId: body.evidenceId, locale: 'en' } as const;
    await expect(readEvidence(trip.context, { ...lookup, now: later })).rejects.toThrow('not-found');
    expect(await forgetEvidence(trip.context, new Date(later.getTime() - 1_000))).toBe(0);
    expect(await forgetEvidence(trip.context, later)).toBeGreaterThan(0);
    expect(await listEvidenceAbout(trip.context.db, trip.context.keys, [person.number])).toEqual([]);
  });

  it('V2: where the evidence cannot be written there is no answer', async () => {
    const owner = new pg.Client({ connectionString: trip.context.databaseUrl });
    await owner.connect();
    await owner.query('revoke insert on evidence from suizheng_app');
    const answers = [
      await trip.bank.realName(person),
      await trip.bank.card(person),
      await trip.bank.person({ ...person, portrait: portraitOf() }),
    ];
    await owner.query('grant insert on evidence to suizheng_app');
    await owner.end();
    for (const answer of answers) {
      expect(answer.status).toBeGreaterThanOrEqual(500);
      expect(answer.text).not.toContain('match');
    }
    expect((await trip.bank.realName(person)).body.verdict).toBe('match');
  });
});

it('V2: the log names nobody, and holds no byte of a picture', async () => {
  const portrait = portraitOf({ alike: 0.2 });
  await trip.bank.person({ ...person, portrait });
  await trip.bank.person({ ...person, portrait: portraitOf({ fault: 'too-dark' }) });
  await trip.bank.realName({ ...person, birthDate: '1990-03-07' });
  await trip.bank.card({ ...person, expires: '2031-05-03' });
  await trip.bank.realName({ ...person, number: `${person.number}9` });
  const log = trip.server.log.join('\n');
  for (const secret of [
    person.name,
    person.number,
    '1990-03-07',
    '2031-05-03',
    portrait.slice(20, 60),
    trip.bank.token,
  ])
    expect(log).not.toContain(secret);
  const stored = await trip.context.pool.query('select * from evidence');
  expect(JSON.stringify(stored.rows)).not.toContain(portrait.slice(20, 60));
});
