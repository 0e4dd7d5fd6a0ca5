import { servicePolicy } from '@suizheng/domain/policy/service-policy.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { peopleChecks, sameness } from '../../testing/people-checks.ts';
import { portraitOf } from '../../testing/scripted-portraits.ts';
import { askingParty } from '../../testing/services.ts';
import type { Resident } from '../../testing/test-world.ts';

let trip: Awaited<ReturnType<typeof peopleChecks>>;
let person: Resident;
beforeAll(async () => {
  trip = await peopleChecks();
});
afterAll(() => trip.close());
beforeEach(async () => {
  person = await trip.newPerson();
});

describe('real-name checks', () => {
  it('V2, V6: name, number and birth date that belong together match, in the language asked for', async () => {
    const answer = await trip.bank.realName(
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
      checkedAt: trip.context.clock().toISOString(),
    });
    for (const secret of [person.name, person.number]) expect(answer.text).not.toContain(secret);
  });

  it('V2: another name, another birth date and a number nobody has are one answer', async () => {
    const answers = await Promise.all([
      trip.bank.realName({ ...person, name: '慕容大大' }),
      trip.bank.realName({ ...person, birthDate: '1990-03-08' }),
      trip.bank.realName({ name: person.name, number: trip.nobody() }),
    ]);
    expect(new Set(answers.map(sameness)).size).toBe(1);
    expect(answers[0]!.body).toMatchObject({ verdict: 'no-match', code: 'identity-no-match' });
  });

  it('V2: permits of every kind are checked at their own register, the birth date too', async () => {
    const permit = { name: '陳家豪', document: 'home-return-permit', number: 'h99000001' };
    expect((await trip.bank.realName(permit)).body.verdict).toBe('match');
    expect((await trip.bank.realName({ ...permit, birthDate: '1994-08-12' })).body.verdict).toBe('match');
    expect((await trip.bank.realName({ ...permit, birthDate: '1994-08-13' })).body.verdict).toBe('no-match');
    expect((await trip.bank.realName({ ...permit, name: '陈家豪' })).body.verdict).toBe('no-match');
    const taiwan = { name: '林冠宇', document: 'taiwan-permit', number: '99000001' };
    expect((await trip.bank.realName(taiwan)).body.verdict).toBe('match');
    const residence = { name: '陳家豪', document: 'residence-permit', number: '819900199408120030' };
    expect((await trip.bank.realName(residence)).body.verdict).toBe('match');
  });

  it('A11: a number that cannot be one is named before anything is asked or counted', async () => {
    const answer = await trip.bank.realName({ ...person, number: '99000019900307' });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ field: 'number', code: 'resident-id.length' }]);
    const permit = await trip.bank.realName({ ...person, document: 'taiwan-permit' });
    expect(permit.body.errors[0].field).toBe('number');
    expect(trip.asked.named).toBe(0);
  });

  it('V2: a purpose that was not approved, a service outside the token and a missing token are refused', async () => {
    const other = await trip.bank.realName({ ...person, purpose: 'rail.entry' });
    expect(other.status).toBe(403);
    expect(other.body).toMatchObject({
      code: 'not-allowed',
      errors: [{ field: 'purpose', code: 'purpose.not-yours' }],
    });
    const narrow = await askingParty(trip.context, trip.http, { services: ['card-status-check'] });
    expect((await narrow.realName(person)).status).toBe(403);
    expect((await narrow.card(person)).status).toBe(200);
    expect(
      (await trip.http.post('/api/v1/services/real-name-checks', { purpose: 'bank.account', ...person }))
        .status,
    ).toBe(401);
    expect(trip.asked.named).toBe(1);
  });

  it('V2, V5: a register that is away is a problem with seconds and its cause, leaves no evidence and counts for nothing', async () => {
    const before = await trip.evidenceRows();
    await trip.context.world.fault('error');
    const answers = [
      await trip.bank.realName(person),
      await trip.bank.card(person),
      await trip.bank.person({ ...person, portrait: portraitOf() }),
    ];
    await trip.context.world.fault('off');
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(answer.body).toMatchObject({
        code: 'register-unavailable',
        params: { because: expect.any(String) },
      });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(await trip.evidenceRows()).toBe(before);
    const counts = await trip.context.pool.query(
      "select coalesce(sum(count), 0) as sum from attempt_count where kind like 'service-%' and subject = $1",
      [trip.context.keys.blindIndex('resident-number', person.number)],
    );
    expect(Number(counts.rows[0].sum)).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 400));
  });

  it('V2: guesses about one person end for the party that guesses, then for all; right answers are not counted', async () => {
    const { ofParty, ofAll } = servicePolicy.misses;
    const [mine, everybodys] = [ofParty[0]!.most, ofAll[0]!.most];
    const wrong = { ...person, name: '慕容大大' };
    const guess = async (who: typeof trip.bank) => {
      for (let tries = 0; tries < mine; tries += 1) {
        const answer = await (tries % 3 === 0 ? who.card : who.realName)(wrong);
        expect(answer.body.verdict).toBe('no-match');
        if (tries < 2) expect((await who.realName(person)).body.verdict).toBe('match');
      }
      const before = trip.asked.named;
      const refused = await who.realName(person);
      expect(refused.status).toBe(429);
      expect(refused.body.params.seconds).toBeGreaterThan(0);
      expect(trip.asked.named).toBe(before);
    };
    await guess(trip.bank);
    // One party cannot have a person refused at the others.
    const other = await askingParty(trip.context, trip.http);
    expect((await other.realName(person)).body.verdict).toBe('match');
    const parties = Math.floor(everybodys / mine) - 1;
    for (let i = 0; i < parties; i += 1) await guess(await askingParty(trip.context, trip.http));
    expect((await other.realName(person)).status).toBe(429);
  }, 120_000);
});

describe('card-status checks', () => {
  it('V2: valid, lost, expired, and one no-match for another name, no card and nobody', async () => {
    const status = async (body: object) => (await trip.bank.card(body)).body;
    expect(await status(person)).toMatchObject({ verdict: 'green', code: 'card-valid' });
    const lost = { name: '扎西次仁', number: await trip.numberOf('p13') };
    expect(await status(lost)).toMatchObject({ verdict: 'red', code: 'card-lost' });
    const expired = { name: '李詠詩', document: 'home-return-permit', number: 'H99000002' };
    expect(await status(expired)).toMatchObject({ verdict: 'red', code: 'card-expired' });
    expect(await status({ ...expired, expires: '2026年1月14日' })).toMatchObject({ code: 'card-expired' });
    const answers = await Promise.all([
      trip.bank.card({ ...person, name: '慕容大大' }),
      trip.bank.card({ ...person, expires: '1999-12-31' }),
      trip.bank.card({ name: '张小宝', number: await trip.numberOf('p19') }),
      trip.bank.card({ name: person.name, number: trip.nobody() }),
    ]);
    expect(new Set(answers.map(sameness)).size).toBe(1);
    expect(answers[0]!.body).toMatchObject({ verdict: 'no-match', code: 'card-no-match' });
  });

  it('V2, C1: a loss reported between two questions is in the second answer', async () => {
    expect((await trip.bank.card(person)).body.code).toBe('card-valid');
    const id = await trip.idOf(person);
    const report = (lost: string) =>
      fetch(`${trip.context.world.url}/people/${id}/card`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ lost }),
      });
    await report('yes');
    expect((await trip.bank.card(person)).body.code).toBe('card-lost');
    await report('no');
    expect((await trip.bank.card(person)).body.code).toBe('card-valid');
  });
});
