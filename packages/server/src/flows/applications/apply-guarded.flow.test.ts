import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, applyTrip, faults } from '../../testing/apply-trip.ts';
import { type ScriptedVision, scriptedVision } from '../../testing/scripted-vision.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { apply } from './apply.ts';

let context: TestContext;
let vision: ScriptedVision;
let trip: ReturnType<typeof applyTrip>;

beforeAll(async () => {
  vision = scriptedVision();
  context = await testContext({ vision });
  trip = applyTrip(context);
});
afterAll(() => context.close());

describe('applying', () => {
  it('A11: names every wrong field before anything is stored', async () => {
    const doer = await trip.newDoer();
    const before = await trip.count('application');
    expect(await faults(trip.applyAs(doer, { name: '', number: '990000199003070018', extra: 1 }))).toEqual({
      code: 'validation-failed',
      fields: expect.arrayContaining([
        'input.name name.empty',
        'input.number resident-id.check-character',
        'input.city city.empty',
        'input.extra field.unknown',
      ]),
    });
    expect(await trip.count('application')).toBe(before);
  });

  it('B4: a home-return permit is told that only the resident card qualifies', async () => {
    const doer = await trip.newDoer();
    const outcome = await faults(trip.applyAs(doer, { name: '李一', number: 'H01234567', city: '北京市' }));
    expect(outcome).toEqual({
      code: 'validation-failed',
      fields: ['input.number resident-id.other-document'],
    });
  });

  it('A11: a name that is not on the register is refused on its fields, and guessing is limited', async () => {
    const doer = await trip.newDoer();
    const subject = await context.world.enrol('赵三');
    const wrong = { name: '赵四', number: subject.number, city: '北京市' };
    for (let i = 0; i < 6; i += 1) {
      expect(await faults(trip.applyAs(doer, wrong))).toEqual({
        code: 'validation-failed',
        fields: ['input.name name-number.mismatch', 'input.number name-number.mismatch'],
      });
    }
    expect(await faults(trip.applyAs(doer, { ...wrong, ...subject }))).toMatchObject({
      code: 'too-many-requests',
    });
  });

  it('guessing is limited also all at once: no more guesses reach the register than one after the other', async () => {
    const doer = await trip.newDoer();
    const subject = await context.world.enrol('赵四四');
    let asked = 0;
    const population: typeof context.population = {
      ...context.population,
      checkRealName: (request) => {
        asked += 1;
        return context.population.checkRealName(request);
      },
    };
    const guess = (name: string) =>
      apply({ ...context, population }, doer, {
        procedure: 'rail-temporary-id',
        input: { name, number: subject.number, city: '北京市' },
        holderKey: trip.holder.text,
        operationId: randomUUID(),
        actor: actorOf(doer),
        locale: 'en',
      });
    const names = Array.from({ length: 30 }, (_, i) => `赵${'一二三四五六七八九十'[i % 10]}`);
    const answers = await Promise.all(names.map((name) => faults(guess(name))));
    expect(
      answers.filter((answer) => typeof answer !== 'string' && answer.code === 'too-many-requests'),
    ).toHaveLength(24);
    expect(asked).toBe(6);
  });

  it('whoever travels with a family is not limited: what agrees with the register is given back', async () => {
    const doer = await trip.newDoer();
    for (let i = 0; i < 14; i += 1) {
      const subject = await context.world.enrol(`冯${'甲乙丙丁戊己庚辛壬癸子丑寅卯'[i]}`);
      expect((await trip.applyAs(doer, { ...subject, city: '北京市' })).state).toBe('proving');
    }
  });

  it('an account fills no tables: past a travelling party it is told to wait', async () => {
    const doer = await trip.newDoer();
    const subject = await context.world.enrol('陈甲甲');
    for (let i = 0; i < 60; i += 1) await trip.applyAs(doer, { ...subject, city: '北京市' });
    const before = await trip.count('application');
    expect(await faults(trip.applyAs(doer, { ...subject, city: '北京市' }))).toMatchObject({
      code: 'too-many-requests',
    });
    expect(await trip.count('application')).toBe(before);
  });

  it('a register that does not answer is said to be so, and nothing is counted or stored', async () => {
    const doer = await trip.newDoer();
    const subject = await context.world.enrol('钱五');
    await context.world.fault('error');
    expect(await faults(trip.applyAs(doer, { ...subject, city: '北京市' }))).toMatchObject({
      code: 'register-unavailable',
    });
    await context.world.fault('off');
    expect((await trip.applyAs(doer, { ...subject, city: '北京市' })).state).toBe('proving');
  });
});
