import {
  guardianCheckResponse,
  mobileCheckResponse,
  portraitDateHeader,
  realNameCheckResponse,
  registerDate,
  registerPaths,
} from '@suizheng/domain/contract/registers.ts';
import { residentIdCheckCharacter } from '@suizheng/domain/identifiers/resident-id.ts';
import { mustAnswer, mustBeProblem, mustNotRepeat } from './expectations.ts';
import { must, NotChecked, type Rule, type Trial } from './rule.ts';

const path = registerPaths.realNameChecks;
/** Area 990000 is allocated to nobody; 1900-01-01 with sequence 000 is no resident of the sandbox either. */
const NOBODY = `99000019000101000${residentIdCheckCharacter('99000019000101000')}`;
const ANOTHER_NAME = '无此姓名者';
const LARGEST_PORTRAIT = 4 * 1024 * 1024;

const named = ({ subject, keys }: Trial, more: object = {}) => ({
  path,
  key: keys.register,
  body: { name: subject.name, number: subject.number, ...more },
});

async function expectMatch(trial: Trial, more: object = {}): Promise<void> {
  const answer = mustAnswer(await trial.call(named(trial, more)), 200, realNameCheckResponse);
  must(answer.result === 'match', 'match expected');
}

async function expectDiffers(trial: Trial, more: object, differs: string): Promise<void> {
  const raw = await trial.call(named(trial, more));
  const answer = mustAnswer(raw, 200, realNameCheckResponse);
  must(answer.result === 'no-match' && answer.differs === differs, `no-match by ${differs} expected`);
  mustNotRepeat(raw, trial.subject.name, trial.subject.number);
}

/** Rules of the population register, in the order of docs/connect-a-register.md. */
export const populationRules: readonly Rule[] = [
  rule('P1', 'no key and a wrong key are refused with 401, before the body is looked at', async (trial) => {
    mustBeProblem(await trial.call({ path, body: {} }), 401, 'unauthorized');
    mustBeProblem(await trial.call({ path, body: {}, key: trial.fresh() }), 401, 'unauthorized');
  }),
  rule('P2', 'name and number of a person match, with the state of the card', (trial) => expectMatch(trial)),
  rule('P3', 'the expiry is compared when it is given', async (trial) => {
    await expectDiffers(trial, { expiry: '1999-12-31' }, 'expiry');
    if (!trial.subject.expiry) throw new NotChecked('the subject’s expiry is not known');
    await expectMatch(trial, { expiry: trial.subject.expiry });
  }),
  rule('P4', 'another name differs by name, and the answer holds nothing of the register', (trial) =>
    expectDiffers(trial, { name: ANOTHER_NAME }, 'name'),
  ),
  rule('P5', 'a number nobody has is an unknown person', (trial) =>
    expectDiffers(trial, { number: NOBODY }, 'unknown-person'),
  ),
  rule(
    'P6',
    'a request out of shape is 400, names the field and does not repeat its value',
    async (trial) => {
      for (const [more, pointer] of [
        [{ number: '12345' }, '/number'],
        [{ name: '' }, '/name'],
        [{ expiry: 'tomorrow' }, '/expiry'],
      ] as const) {
        const answer = await trial.call(named(trial, more));
        mustBeProblem(answer, 400, 'invalid-request');
        const { errors } = answer.json as { errors?: { pointer: string }[] };
        must(errors?.some((error) => error.pointer === pointer) ?? false, `an error at ${pointer} expected`);
        mustNotRepeat(answer, trial.subject.number, '12345');
      }
    },
  ),
  rule(
    'P7',
    'an unknown member is refused, so that a misspelt one is never silently ignored',
    async (trial) =>
      mustBeProblem(await trial.call(named(trial, { expires: '2030-01-01' })), 400, 'invalid-request'),
  ),
  rule('P8', 'X-Request-Id is echoed, in answers and in problems', async (trial) => {
    for (const more of [{}, { number: '1' }]) {
      const id = trial.fresh();
      const answer = await trial.call({ ...named(trial, more), headers: { 'x-request-id': id } });
      must(answer.header('x-request-id') === id, 'another request id came back');
    }
  }),
  rule('P9', 'an Idempotency-Key repeats its own request and refuses another with 409', async (trial) => {
    const headers = { 'idempotency-key': trial.fresh() };
    const first = await trial.call({ ...named(trial), headers });
    const again = await trial.call({ ...named(trial), headers });
    must(JSON.stringify(first.json) === JSON.stringify(again.json), 'the repeat was answered differently');
    const other = await trial.call({ ...named(trial, { name: ANOTHER_NAME }), headers });
    mustBeProblem(other, 409, 'idempotency-conflict');
  }),
  rule('P10', 'twenty checks at once are all answered', async (trial) => {
    await Promise.all(Array.from({ length: 20 }, () => expectMatch(trial)));
  }),
  rule('P11', 'a request of 1 MiB is refused with 413', async (trial) =>
    mustBeProblem(await trial.call(named(trial, { name: '张'.repeat(350_000) })), 413, 'payload-too-large'),
  ),
  rule('P12', 'the checks answer POST only, so that nothing personal stands in an address', async (trial) => {
    const answer = await trial.call({ path, key: trial.keys.register });
    must(answer.status === 404 || answer.status === 405, `404 or 405 expected, got ${answer.status}`);
  }),
  rule(
    'P13',
    'a portrait is a JPEG of at most 4 MiB with its day, and is not to be cached',
    async (trial) => {
      if (!trial.subject.hasPortrait) throw new NotChecked('the subject has no portrait');
      const answer = await trial.call(portraitOf(trial, trial.subject.number));
      must(answer.status === 200, `status 200 expected, got ${answer.status}`);
      must(answer.header('content-type') === 'image/jpeg', 'image/jpeg expected');
      must(answer.bytes[0] === 0xff && answer.bytes[1] === 0xd8, 'the bytes are no JPEG');
      must(answer.bytes.length <= LARGEST_PORTRAIT, 'larger than 4 MiB');
      must(
        registerDate.safeParse(answer.header(portraitDateHeader)).success,
        'the header Portrait-Date is missing',
      );
      must(answer.header('cache-control').includes('no-store'), 'Cache-Control: no-store expected');
    },
  ),
  rule('P14', 'the portrait of an unknown person is 404 unknown-person', async (trial) =>
    mustBeProblem(await trial.call(portraitOf(trial, NOBODY)), 404, 'unknown-person'),
  ),
  rule('P15', 'a portrait is refused for a purpose outside the list', async (trial) => {
    const answer = await trial.call(portraitOf(trial, trial.subject.number, 'curiosity'));
    mustBeProblem(answer, 400, 'invalid-request');
  }),
  rule(
    'P16',
    'the mobile on file matches, another differs, and neither answer tells the one on file',
    async (trial) => {
      const { mobile, number } = trial.subject;
      if (!mobile) throw new NotChecked('the subject’s mobile is not known');
      const ask = (asked: string) =>
        trial.call({
          path: registerPaths.mobileChecks,
          key: trial.keys.register,
          body: { number, mobile: asked },
        });
      must(mustAnswer(await ask(mobile), 200, mobileCheckResponse).result === 'match', 'match expected');
      const other = await ask(mobile === '16199999999' ? '16199999998' : '16199999999');
      must(mustAnswer(other, 200, mobileCheckResponse).result === 'no-match', 'no-match expected');
      mustNotRepeat(other, mobile);
    },
  ),
  rule('P17', 'a guardian is confirmed; anybody else is not, and no answer tells who is', async (trial) => {
    const { guardianship } = trial.subject;
    if (!guardianship) throw new NotChecked('the subject names no child and guardian');
    const { child, guardian } = guardianship;
    const ask = (body: object) =>
      trial.call({ path: registerPaths.guardianChecks, key: trial.keys.register, body });
    const right = mustAnswer(await ask({ child, guardian }), 200, guardianCheckResponse);
    must(right.result === 'match', 'match expected');
    for (const body of [
      { child, guardian: NOBODY },
      { child: guardian, guardian: child },
      { child: NOBODY, guardian },
    ]) {
      const other = await ask(body);
      must(mustAnswer(other, 200, guardianCheckResponse).result === 'no-match', 'no-match expected');
      mustNotRepeat(other, guardian);
    }
  }),
  rule(
    'P18',
    'the birth date is compared when it is given, and the answer does not tell it',
    async (trial) => {
      const day = trial.subject.number.slice(6, 14).replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3');
      await expectMatch(trial, { birthDate: day });
      await expectDiffers(trial, { birthDate: '1899-12-31' }, 'birth-date');
      await expectDiffers(trial, { birthDate: '1899-12-31', name: ANOTHER_NAME }, 'name');
    },
  ),
];

function portraitOf({ keys }: Trial, number: string, purpose = 'real-person-check') {
  return { path: registerPaths.portraits, key: keys.register, body: { number, purpose } };
}

function rule(id: string, text: string, check: Rule['check']): Rule {
  return { id, system: 'population', text, check };
}
