import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { applyFor } from '../../testing/applicant.ts';
import { faults } from '../../testing/apply-trip.ts';
import { ladderTrip, UNLIKE } from '../../testing/ladder-trip.ts';
import { scriptedVision } from '../../testing/scripted-vision.ts';
import { seedProof } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { chooseWay } from '../applications/change-course.ts';
import { readApplication } from '../applications/read-applications.ts';
import { settle } from '../settle/settle.ts';
import { confirmMobile } from './confirm-mobile.ts';

let context: TestContext;
let trip: ReturnType<typeof ladderTrip>;

beforeAll(async () => {
  context = await testContext({ vision: scriptedVision() });
  trip = ladderTrip(context);
});
afterAll(() => context.close());

describe('step-up', () => {
  async function realName(name: string) {
    const person = await trip.newcomer(name);
    const { id } = await trip.register(person.accountId, person.resident);
    await confirmMobile(context, person, { applicationId: id, ...person.by });
    expect(await trip.levelOf(person.accountId)).toBe('real-name');
    return person;
  }
  it('A4: below real-name it is refused with the way there; at real-person there is nothing to gain', async () => {
    const { accountId } = await trip.newcomer('韩廿八');
    const ask = applyFor(context, accountId, 'step-up', { expires: '2032-05-03' });
    await expect(ask).rejects.toMatchObject({
      code: 'level-needed',
      params: { level: 'real-name', held: 'registered', by: 'registration' },
    });
  });

  it('A4: the document’s last day is checked with name and number before any photo; then the face gives real-person', async () => {
    const { accountId, resident } = await realName('杨廿九');
    const wrong = applyFor(context, accountId, 'step-up', { expires: '2039-12-31' });
    expect(await faults(wrong)).toEqual({
      code: 'validation-failed',
      fields: ['input.expires expires.differs'],
    });
    const expires = context.world.expiryOf(resident.number);
    const view = await applyFor(context, accountId, 'step-up', { expires });
    expect(view.ways.map(({ rung }) => rung)).toEqual(['real-person', 'document-review', 'counter']);
    await trip.faceOnce(accountId, view.id);
    expect(await trip.levelOf(accountId)).toBe('real-person');
    expect(await faults(applyFor(context, accountId, 'step-up', { expires }))).toMatchObject({
      code: 'level-held',
    });
  });

  it('A5: a face that keeps failing leads to photos of the document, and the reviewer’s finding to real-person', async () => {
    const { accountId, resident } = await realName('朱三十');
    const { id } = await applyFor(context, accountId, 'step-up', {
      expires: context.world.expiryOf(resident.number),
    });
    for (let i = 0; i < 3; i += 1) await trip.faceOnce(accountId, id, UNLIKE);
    const fallen = await readApplication(context, { accountId }, id, 'en');
    expect(fallen.need).toBe('document-review');
    const key = await trip.keyOf(id);
    await seedProof(context, key, 'review', 'document-review');
    await settle(context, key, SYSTEM);
    await seedProof(context, key, 'accept', 'document-review');
    await settle(context, key, SYSTEM);
    expect(await trip.levelOf(accountId)).toBe('real-person');
  });

  it('A12: who declines the face keeps the way of the document photos, equally', async () => {
    const { accountId, resident, by } = await realName('秦卅一');
    const { id } = await applyFor(context, accountId, 'step-up', {
      expires: context.world.expiryOf(resident.number),
    });
    const after = await chooseWay(
      context,
      { accountId },
      { applicationId: id, rung: 'document-review', ...by },
    );
    expect(after).toMatchObject({ state: 'proving', need: 'document-review' });
  });
});
