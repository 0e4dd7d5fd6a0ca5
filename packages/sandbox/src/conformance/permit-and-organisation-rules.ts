import {
  mobileCheckResponse,
  organisationCheckResponse,
  permitLinkCheckResponse,
  portraitDateHeader,
  realNameCheckResponse,
  registerDate,
  registerPaths,
} from '@suizheng/domain/contract/registers.ts';
import { mustAnswer, mustBeProblem, mustNotRepeat } from './expectations.ts';
import { must, NotChecked, type PermitSubject, type Rule, type Trial } from './rule.ts';

/** Lifelong digits that begin with 99 are allocated to nobody. */
const NO_PERMIT = 'H99999999';
/** Area 990000 is allocated to nobody, nor is this code in the sandbox. */
const NO_ORGANISATION = '91990000MA00DE99X1';
const ANOTHER_NAME = '無此姓名者';

function permitOf({ subject }: Trial): PermitSubject {
  if (!subject.permit) throw new NotChecked('the subject names no permit');
  return subject.permit;
}

function askPermit(trial: Trial, more: object = {}) {
  const { name, number } = permitOf(trial);
  const path = registerPaths.permitRealNameChecks;
  return trial.call({ path, key: trial.keys.permits, body: { name, number, ...more } });
}

async function permitDiffers(trial: Trial, more: object, differs: string): Promise<void> {
  const raw = await askPermit(trial, more);
  const answer = mustAnswer(raw, 200, realNameCheckResponse);
  must(answer.result === 'no-match' && answer.differs === differs, `no-match by ${differs} expected`);
  mustNotRepeat(raw, permitOf(trial).name, permitOf(trial).number);
}

/** Rules of the permit register. */
export const permitRules: readonly Rule[] = [
  rule('PR1', 'permits', 'no key and a wrong key are refused with 401', async (trial) => {
    const path = registerPaths.permitRealNameChecks;
    mustBeProblem(await trial.call({ path, body: {} }), 401, 'unauthorized');
    mustBeProblem(await trial.call({ path, body: {}, key: trial.fresh() }), 401, 'unauthorized');
  }),
  rule(
    'PR2',
    'permits',
    'name and number of a permit match, and its expiry and birth date where they are given',
    async (trial) => {
      const { expiry } = permitOf(trial);
      const given = [{}, ...(expiry ? [{ expiry }] : [])];
      for (const more of given) {
        const answer = mustAnswer(await askPermit(trial, more), 200, realNameCheckResponse);
        must(answer.result === 'match', 'match expected');
      }
      await permitDiffers(trial, { expiry: '1999-12-31' }, 'expiry');
      await permitDiffers(trial, { birthDate: '1899-12-31' }, 'birth-date');
    },
  ),
  rule(
    'PR3',
    'permits',
    'another name and a number nobody has differ by name and by unknown-person',
    async (trial) => {
      await permitDiffers(trial, { name: ANOTHER_NAME }, 'name');
      await permitDiffers(trial, { number: NO_PERMIT }, 'unknown-person');
    },
  ),
  rule(
    'PR4',
    'permits',
    'a number with the digits that count issues, or of a resident card, is refused with 400',
    async (trial) => {
      for (const number of ['H9999999901', '9999999901', trial.subject.number])
        mustBeProblem(await askPermit(trial, { number }), 400, 'invalid-request');
    },
  ),
  rule(
    'PR5',
    'permits',
    'the mobile on file matches, another differs, and neither answer tells it',
    async (trial) => {
      const { number, mobile } = permitOf(trial);
      if (!mobile) throw new NotChecked('the permit’s mobile is not known');
      const ask = (asked: string) =>
        trial.call({
          path: registerPaths.permitMobileChecks,
          key: trial.keys.permits,
          body: { number, mobile: asked },
        });
      must(mustAnswer(await ask(mobile), 200, mobileCheckResponse).result === 'match', 'match expected');
      const other = await ask(mobile === '16199999999' ? '16199999998' : '16199999999');
      must(mustAnswer(other, 200, mobileCheckResponse).result === 'no-match', 'no-match expected');
      mustNotRepeat(other, mobile);
    },
  ),
  rule(
    'PR6',
    'permits',
    'a portrait is a dated JPEG that is not to be cached; of an unknown permit it is 404',
    async (trial) => {
      const { number, hasPortrait } = permitOf(trial);
      const ask = (asked: string) =>
        trial.call({
          path: registerPaths.permitPortraits,
          key: trial.keys.permits,
          body: { number: asked, purpose: 'real-person-check' },
        });
      mustBeProblem(await ask(NO_PERMIT), 404, 'unknown-person');
      if (!hasPortrait) throw new NotChecked('the permit has no portrait');
      const answer = await ask(number);
      must(answer.status === 200, `status 200 expected, got ${answer.status}`);
      must(answer.bytes[0] === 0xff && answer.bytes[1] === 0xd8, 'the bytes are no JPEG');
      must(
        registerDate.safeParse(answer.header(portraitDateHeader)).success,
        'the header Portrait-Date is missing',
      );
      must(answer.header('cache-control').includes('no-store'), 'Cache-Control: no-store expected');
    },
  ),
  rule(
    'PR7',
    'permits',
    'two documents of one person match in either order; one of nobody does not, and no answer says more',
    async (trial) => {
      const { number, linkedNumber } = permitOf(trial);
      const ask = async (first: string, second: string) => {
        const path = registerPaths.permitLinkChecks;
        const raw = await trial.call({ path, key: trial.keys.permits, body: { first, second } });
        return mustAnswer(raw, 200, permitLinkCheckResponse).result;
      };
      must((await ask(number, NO_PERMIT)) === 'no-match', 'no-match expected');
      if (!linkedNumber) throw new NotChecked('the permit’s other document is not known');
      must((await ask(number, linkedNumber)) === 'match', 'match expected');
      must((await ask(linkedNumber, number)) === 'match', 'match expected in the other order');
    },
  ),
];

/** Rules of the register of organisations. */
export const organisationRules: readonly Rule[] = [
  rule('O1', 'organisations', 'no key and a wrong key are refused with 401', async (trial) => {
    const path = registerPaths.organisationChecks;
    mustBeProblem(await trial.call({ path, body: {} }), 401, 'unauthorized');
    mustBeProblem(await trial.call({ path, body: {}, key: trial.fresh() }), 401, 'unauthorized');
  }),
  rule('O2', 'organisations', 'code and name of an organisation match, with its state', async (trial) => {
    const answer = mustAnswer(await askOrganisation(trial), 200, organisationCheckResponse);
    must(answer.result === 'match', 'match expected');
  }),
  rule(
    'O3',
    'organisations',
    'another name and a code nobody has differ, and the registered name is not told',
    async (trial) => {
      const { name } = trial.subject.organisation ?? { name: '' };
      for (const [more, differs] of [
        [{ name: ANOTHER_NAME }, 'name'],
        [{ uscc: NO_ORGANISATION }, 'unknown-organisation'],
      ] as const) {
        const raw = await askOrganisation(trial, more);
        const answer = mustAnswer(raw, 200, organisationCheckResponse);
        must(answer.result === 'no-match' && answer.differs === differs, `no-match by ${differs} expected`);
        mustNotRepeat(raw, name);
      }
    },
  ),
  rule('O4', 'organisations', 'a code out of shape is refused with 400', async (trial) =>
    mustBeProblem(await askOrganisation(trial, { uscc: '91I50100M000100Y43' }), 400, 'invalid-request'),
  ),
];

function askOrganisation(trial: Trial, more: object = {}) {
  const { organisation } = trial.subject;
  if (!organisation) throw new NotChecked('the subject names no organisation');
  const path = registerPaths.organisationChecks;
  return trial.call({ path, key: trial.keys.organisations, body: { ...organisation, ...more } });
}

function rule(id: string, system: Rule['system'], text: string, check: Rule['check']): Rule {
  return { id, system, text, check };
}
