import { randomUUID } from 'node:crypto';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { servicePolicy } from '@suizheng/domain/policy/service-policy.ts';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newMember } from '../../testing/organisation.ts';
import { type PortraitShown, portraitOf, scriptedPortraits } from '../../testing/scripted-portraits.ts';
import { syntheticSubject } from '../../testing/seed-application.ts';
import { askingParty } from '../../testing/services.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { type Answer, startTestServer, type TestClient } from '../../testing/test-server.ts';
import type { Resident } from '../../testing/test-world.ts';
import { forgetEvidence } from './forget-evidence.ts';
import { evidencePagesAbout, listEvidenceAbout } from './list-evidence.ts';
import { readEvidence } from './read-evidence.ts';

const vision = scriptedPortraits();
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let http: TestClient;
let bank: Awaited<ReturnType<typeof askingParty>>;
let person: Resident;
let asked = { named: 0, portraits: 0 };

/** The real registers, and how often each was asked. */
function counting(real: TestContext): TestContext {
  const population: TestContext['population'] = {
    ...real.population,
    checkRealName: (request) => {
      asked.named += 1;
      return real.population.checkRealName(request);
    },
    portrait: (request) => {
      asked.portraits += 1;
      return real.population.portrait(request);
    },
  };
  return { ...real, population };
}

beforeAll(async () => {
  context = counting(await testContext({ vision }));
  server = await startTestServer(context);
  http = server.client();
  bank = await askingParty(context, http);
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(async () => {
  // Nobody has been asked about yet: each trip has its own person.
  person = await context.world.enrol('慕容晓晓', '1990-03-07');
  asked = { named: 0, portraits: 0 };
});

let strangers = 500;
const nobody = () => syntheticSubject(strangers++).number;
const evidenceRows = async () =>
  Number((await context.pool.query('select count(*) from evidence')).rows[0].count);

/** All of an answer that may not tell one person from another: everything but ids and times. */
const sameness = ({ status, body, headers }: Answer) => {
  const { evidenceId, checkedAt, ...rest } = body;
  expect(evidenceId).toMatch(/^[0-9a-f-]{36}$/);
  expect(checkedAt).toMatch(/Z$/);
  const named = [...headers.keys()].filter((name) => !/date|trace|ratelimit/.test(name));
  return JSON.stringify({ status, rest, named, length: headers.get('content-length') });
};

describe('real-name checks', () => {
  it('V2, V6: name, number and birth date that belong together match, in the language asked for', async () => {
    const answer = await bank.realName(
      { ...person, birthDate: '1990-03-07' },
      { 'accept-language': 'zh-HK' },
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      service: 'real-name-check',
      purpose: 'bank.account',
      verdict: 'match',
      code: 'identity-match',
      title: '資料相符',
      checkedAt: context.clock().toISOString(),
    });
    for (const secret of [person.name, person.number]) expect(answer.text).not.toContain(secret);
  });

  it('V2: another name, another birth date and a number nobody has are one answer', async () => {
    const answers = await Promise.all([
      bank.realName({ ...person, name: '慕容大大' }),
      bank.realName({ ...person, birthDate: '1990-03-08' }),
      bank.realName({ name: person.name, number: nobody() }),
    ]);
    expect(new Set(answers.map(sameness)).size).toBe(1);
    expect(answers[0]!.body).toMatchObject({ verdict: 'no-match', code: 'identity-no-match' });
  });

  it('V2: permits of every kind are checked at their own register, the birth date too', async () => {
    const permit = { name: '陳家豪', document: 'home-return-permit', number: 'h99000001' };
    expect((await bank.realName(permit)).body.verdict).toBe('match');
    expect((await bank.realName({ ...permit, birthDate: '1994-08-12' })).body.verdict).toBe('match');
    expect((await bank.realName({ ...permit, birthDate: '1994-08-13' })).body.verdict).toBe('no-match');
    expect((await bank.realName({ ...permit, name: '陈家豪' })).body.verdict).toBe('no-match');
    const taiwan = { name: '林冠宇', document: 'taiwan-permit', number: '99000001' };
    expect((await bank.realName(taiwan)).body.verdict).toBe('match');
    const residence = { name: '陳家豪', document: 'residence-permit', number: '819900199408120030' };
    expect((await bank.realName(residence)).body.verdict).toBe('match');
  });

  it('A11: a number that cannot be one is named before anything is asked or counted', async () => {
    const answer = await bank.realName({ ...person, number: '99000019900307' });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ field: 'number', code: 'resident-id.length' }]);
    const permit = await bank.realName({ ...person, document: 'taiwan-permit' });
    expect(permit.body.errors[0].field).toBe('number');
    expect(asked.named).toBe(0);
  });

  it('V2: a purpose that was not approved, a service outside the token and a missing token are refused', async () => {
    const other = await bank.realName({ ...person, purpose: 'rail.entry' });
    expect(other.status).toBe(403);
    expect(other.body).toMatchObject({
      code: 'not-allowed',
      errors: [{ field: 'purpose', code: 'purpose.not-yours' }],
    });
    const narrow = await askingParty(context, http, { services: ['card-status-check'] });
    expect((await narrow.realName(person)).status).toBe(403);
    expect((await narrow.card(person)).status).toBe(200);
    expect(
      (await http.post('/api/v1/services/real-name-checks', { purpose: 'bank.account', ...person })).status,
    ).toBe(401);
    expect(asked.named).toBe(1);
  });

  it('V2, V5: a register that is away is a problem with seconds and its cause, leaves no evidence and counts for nothing', async () => {
    const before = await evidenceRows();
    await context.world.fault('error');
    const answers = [
      await bank.realName(person),
      await bank.card(person),
      await bank.person({ ...person, portrait: portraitOf() }),
    ];
    await context.world.fault('off');
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(answer.body).toMatchObject({
        code: 'register-unavailable',
        params: { because: expect.any(String) },
      });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(await evidenceRows()).toBe(before);
    const counts = await context.pool.query(
      "select coalesce(sum(count), 0) as sum from attempt_count where kind like 'service-%' and subject = $1",
      [context.keys.blindIndex('resident-number', person.number)],
    );
    expect(Number(counts.rows[0].sum)).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 400));
  });

  it('V2: guesses about one person end for the party that guesses, then for all; right answers are not counted', async () => {
    const { ofParty, ofAll } = servicePolicy.misses;
    const [mine, everybodys] = [ofParty[0]!.most, ofAll[0]!.most];
    const wrong = { ...person, name: '慕容大大' };
    const guess = async (who: typeof bank) => {
      for (let tries = 0; tries < mine; tries += 1) {
        const answer = await (tries % 3 === 0 ? who.card : who.realName)(wrong);
        expect(answer.body.verdict).toBe('no-match');
        if (tries < 2) expect((await who.realName(person)).body.verdict).toBe('match');
      }
      const before = asked.named;
      const refused = await who.realName(person);
      expect(refused.status).toBe(429);
      expect(refused.body.params.seconds).toBeGreaterThan(0);
      expect(asked.named).toBe(before);
    };
    await guess(bank);
    // One party cannot have a person refused at the others.
    const other = await askingParty(context, http);
    expect((await other.realName(person)).body.verdict).toBe('match');
    const parties = Math.floor(everybodys / mine) - 1;
    for (let i = 0; i < parties; i += 1) await guess(await askingParty(context, http));
    expect((await other.realName(person)).status).toBe(429);
  }, 120_000);
});

describe('card-status checks', () => {
  it('V2: valid, lost, expired, and one no-match for another name, no card and nobody', async () => {
    const status = async (body: object) => (await bank.card(body)).body;
    expect(await status(person)).toMatchObject({ verdict: 'green', code: 'card-valid' });
    const lost = { name: '扎西次仁', number: await numberOf('p13') };
    expect(await status(lost)).toMatchObject({ verdict: 'red', code: 'card-lost' });
    const expired = { name: '李詠詩', document: 'home-return-permit', number: 'H99000002' };
    expect(await status(expired)).toMatchObject({ verdict: 'red', code: 'card-expired' });
    expect(await status({ ...expired, expires: '2026年1月14日' })).toMatchObject({ code: 'card-expired' });
    const answers = await Promise.all([
      bank.card({ ...person, name: '慕容大大' }),
      bank.card({ ...person, expires: '1999-12-31' }),
      bank.card({ name: '张小宝', number: await numberOf('p19') }),
      bank.card({ name: person.name, number: nobody() }),
    ]);
    expect(new Set(answers.map(sameness)).size).toBe(1);
    expect(answers[0]!.body).toMatchObject({ verdict: 'no-match', code: 'card-no-match' });
  });

  it('V2, C1: a loss reported between two questions is in the second answer', async () => {
    expect((await bank.card(person)).body.code).toBe('card-valid');
    const report = (lost: string) =>
      fetch(`${context.world.url}/people/${idOf(person)}/card`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ lost }),
      });
    await report('yes');
    expect((await bank.card(person)).body.code).toBe('card-lost');
    await report('no');
    expect((await bank.card(person)).body.code).toBe('card-valid');
  });
});

describe('real-person checks', () => {
  const ask = (who: object, shown: PortraitShown = {}) =>
    bank.person({ ...who, portrait: portraitOf(shown) });

  it('V2: the same face is a match, without a score or a band', async () => {
    const answer = await ask(person);
    expect(answer.body).toMatchObject({ verdict: 'match', code: 'person-match' });
    expect(Object.keys(answer.body).sort()).toEqual(
      [
        'checkedAt',
        'code',
        'evidenceId',
        'explanation',
        'next',
        'purpose',
        'service',
        'title',
        'verdict',
      ].sort(),
    );
    expect(answer.text.replace(answer.body.checkedAt, '')).not.toMatch(/0\.\d|score|similar|uncertain/i);
  });

  it('V2: another face, an uncertain one, another name, nobody, and no portrait on record are one answer, byte for byte', async () => {
    const noPortrait = { name: '王建国', number: await numberOf('p02') };
    const wrong = fc.constantFrom('face', 'uncertain', 'name', 'nobody', 'no portrait');
    const locale = fc.constantFrom('zh-CN', 'zh-HK', 'zh-TW', 'en');
    const seen = new Map<string, string>();
    await fc.assert(
      fc.asyncProperty(
        wrong,
        locale,
        fc.double({ min: -0.3, max: 0.34, noNaN: true }),
        async (how, tag, alike) => {
          const someone = await context.world.enrol('慕容晓晓', '1991-03-07');
          const who =
            how === 'name'
              ? { ...someone, name: '慕容大大' }
              : how === 'nobody'
                ? { ...someone, number: nobody() }
                : how === 'no portrait'
                  ? noPortrait
                  : someone;
          const shown = { alike: how === 'face' ? alike : how === 'uncertain' ? 0.4 : 0.9 };
          const party = await askingParty(context, http);
          const portrait = portraitOf(shown);
          const answer = await party.person({ ...who, portrait }, { 'accept-language': tag });
          const bytes = sameness(answer);
          expect(bytes).toBe(seen.get(tag) ?? bytes);
          seen.set(tag, bytes);
          expect(answer.body).toMatchObject({ verdict: 'no-match', code: 'person-no-match' });
        },
      ),
      { numRuns: 14 },
    );
  }, 120_000);

  it('V2: known or unknown, both registers’ questions are asked and two faces are measured', async () => {
    const work = async (who: object) => {
      asked = { named: 0, portraits: 0 };
      vision.portraits = 0;
      await ask(who, { alike: 0.1 });
      return { ...asked, measured: vision.portraits };
    };
    const known = await work(person);
    expect(known).toEqual({ named: 1, portraits: 1, measured: 2 });
    expect(await work({ ...person, name: '慕容大大' })).toEqual(known);
    expect(await work({ ...person, number: nobody() })).toEqual(known);
    expect(await work({ name: '王建国', number: await numberOf('p02') })).toEqual(known);
  });

  it('V2: what is wrong with a picture is named before anybody is asked, and counts as no try', async () => {
    const before = await evidenceRows();
    const faults = [
      'unreadable',
      'no-face',
      'several-faces',
      'face-too-small',
      'too-dark',
      'too-bright',
      'too-blurred',
    ] as const;
    for (const fault of faults) {
      const answers = await Promise.all([
        ask(person, { fault }),
        ask({ ...person, number: nobody() }, { fault }),
      ]);
      for (const answer of answers) {
        expect(answer.status).toBe(422);
        expect(answer.body.errors).toMatchObject([{ field: 'portrait', code: `portrait.${fault}` }]);
      }
    }
    expect(asked).toEqual({ named: 0, portraits: 0 });
    expect(await evidenceRows()).toBe(before);
    const { most } = servicePolicy.faces.ofParty[0]!;
    const tries = await Promise.all(Array.from({ length: most }, () => ask(person)));
    expect(tries.every(({ status }) => status === 200)).toBe(true);
  }, 60_000);

  it('V2: what is no JPEG, and what is too large, is refused before it is measured', async () => {
    vision.portraits = 0;
    for (const portrait of ['AAAA', 'not base64!', Buffer.from('GIF89a…').toString('base64')]) {
      const answer = await bank.person({ ...person, portrait });
      expect(answer.body.errors).toMatchObject([{ field: 'portrait', code: 'portrait.unreadable' }]);
    }
    const large = await bank.person({
      ...person,
      portrait: 'A'.repeat(servicePolicy.portraitCharacters + 4),
    });
    expect(large.body.errors).toMatchObject([{ field: 'portrait', code: 'portrait.too-large' }]);
    expect((await bank.person({ ...person, portrait: 'A'.repeat(2_000_000) })).status).toBe(413);
    expect(vision.portraits).toBe(0);
  });

  it('V2: a party may show few faces for one person in a day, whoever they are; nobody can climb towards a face', async () => {
    const { most, withinMs } = servicePolicy.faces.ofParty[0]!;
    for (const who of [person, { name: person.name, number: nobody() }]) {
      for (let i = 0; i < most; i += 1) expect((await ask(who, { alike: 0.1 })).status).toBe(200);
      asked = { named: 0, portraits: 0 };
      expect((await ask(who, { alike: 0.9 })).status).toBe(429);
      expect(asked).toEqual({ named: 0, portraits: 0 });
    }
    const other = await askingParty(context, http);
    expect((await other.person({ ...person, portrait: portraitOf() })).body.verdict).toBe('match');
    const now = context.clock();
    context.setNow(new Date(now.getTime() + withinMs + 1_000));
    const tomorrow = await askingParty(context, http);
    expect((await tomorrow.person({ ...person, portrait: portraitOf() })).body.verdict).toBe('match');
    context.setNow(now);
  }, 60_000);
});

describe('evidence', () => {
  it('V2: an answer can be looked up by the party that got it and by nobody else, without personal data', async () => {
    const { body } = await bank.realName({ ...person, name: '慕容大大' });
    const found = await bank.evidence(body.evidenceId, { 'accept-language': 'en' });
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
      by: { kind: 'client', id: bank.system.clientId, label: '测试系统' },
    });
    const other = await askingParty(context, http);
    expect((await other.evidence(body.evidenceId)).status).toBe(404);
    expect((await bank.evidence(randomUUID())).status).toBe(404);
    const row = await context.pool.query('select * from evidence where evidence_id = $1', [body.evidenceId]);
    expect(JSON.stringify(row.rows)).not.toContain(person.number);
    const audit = await context.pool.query('select * from audit_event where object_id = $1', [
      body.evidenceId,
    ]);
    expect(audit.rows).toMatchObject([
      { action: 'service.answer', actor_kind: 'client', actor_id: bank.system.clientId },
    ]);
  });

  it('V2: the person asked about can see who asked, what for and what came of it, wrong guesses too', async () => {
    await bank.realName(person);
    await bank.card({ ...person, name: '慕容大大' });
    const seen = await listEvidenceAbout(context.db, context.keys, [person.number]);
    expect(seen.map(({ service, reason }) => [service, reason]).sort()).toEqual([
      ['card-status-check', 'card-no-match'],
      ['real-name-check', 'identity-match'],
    ]);
    expect(seen[0]).toMatchObject({ organisation: bank.party.name, purpose: 'bank.account' });
    const all = [];
    for await (const page of evidencePagesAbout(context.db, context.keys, [person.number])) all.push(...page);
    expect(all).toEqual(seen);
    expect(await listEvidenceAbout(context.db, context.keys, [nobody()])).toEqual([]);
    expect(await listEvidenceAbout(context.db, context.keys, [])).toEqual([]);
  });

  it('V2: the administrators of the party can look it up too, with their own sign-in; operators and others cannot', async () => {
    const { body } = await bank.realName(person);
    const { organisationId, partyId } = bank.party;
    const path = `/api/v1/parties/${partyId}/evidence/${body.evidenceId}`;
    const admin = await newMember(context, server, organisationId);
    expect((await admin.client.get(path)).body).toMatchObject({
      code: 'identity-match',
      purpose: 'bank.account',
    });
    const operator = await newMember(context, server, organisationId, { role: 'operator' });
    expect((await operator.client.get(path)).status).toBe(404);
    expect((await server.client().get(path)).status).toBe(401);
    const other = await askingParty(context, http);
    const stranger = await newMember(context, server, other.party.organisationId);
    expect((await stranger.client.get(path)).status).toBe(404);
    const theirs = `/api/v1/parties/${other.party.partyId}/evidence/${body.evidenceId}`;
    expect((await stranger.client.get(theirs)).status).toBe(404);
  });

  it('V2: evidence goes after its time, for both sides', async () => {
    const { body } = await bank.realName(person);
    const later = new Date(context.clock().getTime() + partyPolicy.evidenceForMs + 1);
    const lookup = { partyId: bank.party.partyId, evidenceId: body.evidenceId, locale: 'en' } as const;
    await expect(readEvidence(context, { ...lookup, now: later })).rejects.toThrow('not-found');
    expect(await forgetEvidence(context, new Date(later.getTime() - 1_000))).toBe(0);
    expect(await forgetEvidence(context, later)).toBeGreaterThan(0);
    expect(await listEvidenceAbout(context.db, context.keys, [person.number])).toEqual([]);
  });

  it('V2: where the evidence cannot be written there is no answer', async () => {
    const owner = new pg.Client({ connectionString: context.databaseUrl });
    await owner.connect();
    await owner.query('revoke insert on evidence from suizheng_app');
    const answers = [
      await bank.realName(person),
      await bank.card(person),
      await bank.person({ ...person, portrait: portraitOf() }),
    ];
    await owner.query('grant insert on evidence to suizheng_app');
    await owner.end();
    for (const answer of answers) {
      expect(answer.status).toBeGreaterThanOrEqual(500);
      expect(answer.text).not.toContain('match');
    }
    expect((await bank.realName(person)).body.verdict).toBe('match');
  });
});

it('V2: the log names nobody, and holds no byte of a picture', async () => {
  const portrait = portraitOf({ alike: 0.2 });
  await bank.person({ ...person, portrait });
  await bank.person({ ...person, portrait: portraitOf({ fault: 'too-dark' }) });
  await bank.realName({ ...person, birthDate: '1990-03-07' });
  await bank.card({ ...person, expires: '2031-05-03' });
  await bank.realName({ ...person, number: `${person.number}9` });
  const log = server.log.join('\n');
  for (const secret of [
    person.name,
    person.number,
    '1990-03-07',
    '2031-05-03',
    portrait.slice(20, 60),
    bank.token,
  ])
    expect(log).not.toContain(secret);
  const stored = await context.pool.query('select * from evidence');
  expect(JSON.stringify(stored.rows)).not.toContain(portrait.slice(20, 60));
});

async function numberOf(id: string): Promise<string> {
  const page = await (await fetch(`${context.world.url}/people/${id}`)).text();
  return /990000\d{11}[\dX]/.exec(page)![0];
}

/** A newcomer's page: the newest one has the largest number. */
let newcomers = new Map<string, string>();
const idOf = ({ number }: Resident): string => newcomers.get(number)!;
beforeEach(async () => {
  const { people } = (await (await fetch(`${context.world.url}/demo-people`)).json()) as {
    people: { number: string; portraitUrl: string | null }[];
  };
  newcomers = new Map(
    people.map(({ number, portraitUrl }) => [number, /people\/(\w+)\//.exec(portraitUrl ?? '')?.[1] ?? '']),
  );
});
