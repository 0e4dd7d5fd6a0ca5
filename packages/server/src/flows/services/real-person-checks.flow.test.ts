import { servicePolicy } from '@suizheng/domain/policy/service-policy.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { peopleChecks, sameness } from '../../testing/people-checks.ts';
import { type PortraitShown, portraitOf } from '../../testing/scripted-portraits.ts';
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

describe('real-person checks', () => {
  const ask = (who: object, shown: PortraitShown = {}) =>
    trip.bank.person({ ...who, portrait: portraitOf(shown) });

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
    const noPortrait = { name: '王建国', number: await trip.numberOf('p02') };
    const wrong = fc.constantFrom('face', 'uncertain', 'name', 'nobody', 'no portrait');
    const locale = fc.constantFrom('zh-CN', 'zh-HK', 'zh-TW', 'en');
    const seen = new Map<string, string>();
    await fc.assert(
      fc.asyncProperty(
        wrong,
        locale,
        fc.double({ min: -0.3, max: 0.34, noNaN: true }),
        async (how, tag, alike) => {
          const someone = await trip.context.world.enrol('慕容晓晓', '1991-03-07');
          const who =
            how === 'name'
              ? { ...someone, name: '慕容大大' }
              : how === 'nobody'
                ? { ...someone, number: trip.nobody() }
                : how === 'no portrait'
                  ? noPortrait
                  : someone;
          const shown = { alike: how === 'face' ? alike : how === 'uncertain' ? 0.4 : 0.9 };
          const party = await askingParty(trip.context, trip.http);
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
      Object.assign(trip.asked, { named: 0, portraits: 0 });
      trip.vision.portraits = 0;
      await ask(who, { alike: 0.1 });
      return { ...trip.asked, measured: trip.vision.portraits };
    };
    const known = await work(person);
    expect(known).toEqual({ named: 1, portraits: 1, measured: 2 });
    expect(await work({ ...person, name: '慕容大大' })).toEqual(known);
    expect(await work({ ...person, number: trip.nobody() })).toEqual(known);
    expect(await work({ name: '王建国', number: await trip.numberOf('p02') })).toEqual(known);
  });

  it('V2: what is wrong with a picture is named before anybody is asked, and counts as no try', async () => {
    const before = await trip.evidenceRows();
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
        ask({ ...person, number: trip.nobody() }, { fault }),
      ]);
      for (const answer of answers) {
        expect(answer.status).toBe(422);
        expect(answer.body.errors).toMatchObject([{ field: 'portrait', code: `portrait.${fault}` }]);
      }
    }
    expect(trip.asked).toEqual({ named: 0, portraits: 0 });
    expect(await trip.evidenceRows()).toBe(before);
    const { most } = servicePolicy.faces.ofParty[0]!;
    const tries = await Promise.all(Array.from({ length: most }, () => ask(person)));
    expect(tries.every(({ status }) => status === 200)).toBe(true);
  }, 60_000);

  it('V2: what is no JPEG, and what is too large, is refused before it is measured', async () => {
    trip.vision.portraits = 0;
    for (const portrait of ['AAAA', 'not base64!', Buffer.from('GIF89a…').toString('base64')]) {
      const answer = await trip.bank.person({ ...person, portrait });
      expect(answer.body.errors).toMatchObject([{ field: 'portrait', code: 'portrait.unreadable' }]);
    }
    const large = await trip.bank.person({
      ...person,
      portrait: 'A'.repeat(servicePolicy.portraitCharacters + 4),
    });
    expect(large.body.errors).toMatchObject([{ field: 'portrait', code: 'portrait.too-large' }]);
    expect((await trip.bank.person({ ...person, portrait: 'A'.repeat(2_000_000) })).status).toBe(413);
    expect(trip.vision.portraits).toBe(0);
  });

  it('V2: a party may show few faces for one person in a day, whoever they are; nobody can climb towards a face', async () => {
    const { most, withinMs } = servicePolicy.faces.ofParty[0]!;
    for (const who of [person, { name: person.name, number: trip.nobody() }]) {
      for (let i = 0; i < most; i += 1) expect((await ask(who, { alike: 0.1 })).status).toBe(200);
      Object.assign(trip.asked, { named: 0, portraits: 0 });
      expect((await ask(who, { alike: 0.9 })).status).toBe(429);
      expect(trip.asked).toEqual({ named: 0, portraits: 0 });
    }
    const other = await askingParty(trip.context, trip.http);
    expect((await other.person({ ...person, portrait: portraitOf() })).body.verdict).toBe('match');
    const now = trip.context.clock();
    trip.context.setNow(new Date(now.getTime() + withinMs + 1_000));
    const tomorrow = await askingParty(trip.context, trip.http);
    expect((await tomorrow.person({ ...person, portrait: portraitOf() })).body.verdict).toBe('match');
    trip.context.setNow(now);
  }, 60_000);
});
