import { ORGANISATIONS } from '@suizheng/sandbox/organisations/organisations.ts';
import { syntheticNumber } from '@suizheng/sandbox/population/people.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createOrganisationRegister } from './organisation-register.ts';
import { createPermitRegister, registerFor } from './permit-register.ts';
import { createPopulationRegister } from './population-register.ts';
import { quickPolicy, startOutsideWorld, testEffects, testKeys } from './testing/outside-world.ts';

let world: Awaited<ReturnType<typeof startOutsideWorld>>;
beforeAll(async () => {
  world = await startOutsideWorld();
});
afterEach(async () => {
  await world.fault({ target: 'permits', mode: 'off' });
  await world.fault({ target: 'organisations', mode: 'off' });
});
afterAll(() => world.close());

function reach(bearer = testKeys.register) {
  const { effects } = testEffects();
  return { baseUrl: world.url, bearer, policy: quickPolicy, effects };
}

test('A9: a permit matches by name and number, and by its expiry where it is asked for', async () => {
  const permits = createPermitRegister(reach());
  const jiahao = { name: '陳家豪', number: 'H99000001' };
  expect(await permits.checkRealName(jiahao)).toMatchObject({ kind: 'match', cardState: 'valid' });
  expect(await permits.checkRealName({ ...jiahao, expiry: '2031-05-19' })).toMatchObject({ kind: 'match' });
  expect(await permits.checkRealName({ ...jiahao, expiry: '2031-05-20' })).toMatchObject({
    kind: 'expiry-differs',
  });
  expect(await permits.checkRealName({ ...jiahao, name: '陈家豪' })).toMatchObject({ kind: 'name-differs' });
  expect(await permits.checkRealName({ ...jiahao, number: 'H99999999' })).toMatchObject({
    kind: 'unknown-person',
  });
  await permits.close();
});

test('A9: an expired permit is told as such', async () => {
  const permits = createPermitRegister(reach());
  expect(await permits.checkRealName({ name: '李詠詩', number: 'H99000002' })).toMatchObject({
    kind: 'match',
    cardState: 'expired',
  });
  await permits.close();
});

test('A9: the portrait of a permit comes with its day, or it is said that there is none', async () => {
  const permits = createPermitRegister(reach());
  const portrait = (number: string) => permits.portrait({ number, purpose: 'real-person-check' });
  expect(await portrait('99000001')).toMatchObject({ kind: 'portrait', takenOn: '2023-09-12' });
  expect(await portrait('99000002')).toMatchObject({ kind: 'no-portrait' });
  expect(await portrait('99999999')).toMatchObject({ kind: 'unknown-person' });
  await permits.close();
});

test('L1: two documents of one person match in either order, of two persons or of nobody they do not', async () => {
  const permits = createPermitRegister(reach());
  const link = (first: string, second: string) => permits.checkLink({ first, second });
  expect(await link('H99000001', '819900199408120030')).toMatchObject({ kind: 'match' });
  expect(await link('819900199408120030', 'H99000001')).toMatchObject({ kind: 'match' });
  for (const [first, second] of [
    ['H99000001', 'M99000003'],
    ['99000001', '819900199408120030'],
    ['H99999999', '819900199408120030'],
    ['H99000001', 'H99000001'],
  ] as const)
    expect(await link(first, second)).toEqual({ kind: 'no-match', requestId: expect.any(String) });
  await world.fault({ target: 'permits', mode: 'reset' });
  expect(await link('H99000001', '819900199408120030')).toMatchObject({ kind: 'unavailable' });
  await permits.close();
});

test('A9: the mobile on file of a permit is compared, never told', async () => {
  const permits = createPermitRegister(reach());
  const check = (number: string, mobile: string) => permits.checkMobile({ number, mobile });
  expect(await check('99000001', '16170000004')).toMatchObject({ kind: 'match' });
  expect(await check('99000001', '16170000099')).toMatchObject({ kind: 'mobile-differs' });
  expect(await check('99000002', '16170000005')).toMatchObject({ kind: 'no-mobile-on-file' });
  await permits.close();
});

test('A9: each document is asked of the register that knows it, and only there', async () => {
  const registers = { population: createPopulationRegister(reach()), permits: createPermitRegister(reach()) };
  expect(registerFor(registers)).toBe(registers.population);
  expect(registerFor(registers, 'resident-id')).toBe(registers.population);
  for (const kind of ['home-return-permit', 'taiwan-permit', 'residence-permit'] as const)
    expect(registerFor(registers, kind)).toBe(registers.permits);
  const { name, number } = world.demoPerson;
  // A resident number is no permit number: the contract refuses the question.
  expect(await registers.permits.checkRealName({ name, number })).toMatchObject({ kind: 'unavailable' });
  await Promise.all([registers.population.close(), registers.permits.close()]);
});

test('A9: a permit register that is away is tried again, then said to be away', async () => {
  const permits = createPermitRegister(reach());
  await world.fault({ target: 'permits', mode: 'error', times: 2 });
  const jiahao = { name: '陳家豪', number: 'H99000001' };
  expect(await permits.checkRealName(jiahao)).toMatchObject({ kind: 'match' });
  await world.fault({ target: 'permits', mode: 'reset' });
  expect(await permits.checkRealName(jiahao)).toMatchObject({ kind: 'unavailable', reason: 'unreachable' });
  await permits.close();
});

test('A7: code and name of an organisation are checked, with the state of its registration', async () => {
  const organisations = createOrganisationRegister(reach());
  for (const { uscc, name, state } of ORGANISATIONS)
    expect(await organisations.checkOrganisation({ uscc, name })).toMatchObject({ kind: 'match', state });
  const [{ uscc }] = ORGANISATIONS as [(typeof ORGANISATIONS)[number]];
  expect(await organisations.checkOrganisation({ uscc, name: '别的公司' })).toMatchObject({
    kind: 'no-match',
    differs: 'name',
  });
  expect(await organisations.checkOrganisation({ uscc: '91350100M000100Y43', name: '某公司' })).toMatchObject(
    {
      kind: 'no-match',
      differs: 'unknown-organisation',
    },
  );
  await organisations.close();
  const stranger = createOrganisationRegister(reach('another-key'));
  expect(await stranger.checkOrganisation({ uscc, name: '某' })).toMatchObject({ reason: 'rejected' });
  await stranger.close();
});

test('A12: the guardian of a child is confirmed; anybody else is not, and no answer tells who is', async () => {
  const population = createPopulationRegister(reach());
  const shihan = syntheticNumber('2014-10-19', 'female', 1);
  const guifang = syntheticNumber('1979-04-25', 'female', 1);
  const check = (child: string, guardian: string) => population.checkGuardian({ child, guardian });
  expect(await check(shihan, guifang)).toMatchObject({ kind: 'match', relation: 'parent' });
  expect(await check(guifang, shihan)).toEqual({ kind: 'no-match', requestId: expect.any(String) });
  expect(await check(shihan, world.demoPerson.number)).toMatchObject({ kind: 'no-match' });
  expect(await check(syntheticNumber('2014-10-20', 'female', 7), guifang)).toMatchObject({
    kind: 'no-match',
  });
  await population.close();
});
