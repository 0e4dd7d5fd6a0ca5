import {
  citySearchResponse,
  registerPaths,
  reverseGeocodeResponse,
  smsMessageResponse,
  smsReceiptsResponse,
} from '@suizheng/domain/contract/registers.ts';
import { mustAnswer, mustBeProblem } from './expectations.ts';
import { must, NotChecked, type Rule, type Trial } from './rule.ts';
import { signOrder } from './sign-order.ts';

/** Receipts may take a while: asked for so often, half a second apart. */
const RECEIPT_TRIES = 20;

function message({ subject, keys }: Trial, reference: string, text = '随证：接口测试，请忽略。') {
  if (!subject.mobile) throw new NotChecked('the subject’s mobile is not known');
  return { path: registerPaths.smsMessages, secret: keys.sms, body: { to: subject.mobile, text, reference } };
}

/** Rules of the message gateway. They send real messages to the subject’s mobile. */
export const smsRules: readonly Rule[] = [
  rule('S1', 'sms', 'no signature and one of another secret are refused with 401', async (trial) => {
    const path = registerPaths.smsMessages;
    mustBeProblem(await trial.call({ path, body: {} }), 401, 'unauthorized');
    mustBeProblem(await trial.call({ path, body: {}, secret: trial.fresh() }), 401, 'unauthorized');
    mustBeProblem(await trial.call({ path, body: {}, key: trial.keys.sms }), 401, 'unauthorized');
  }),
  rule(
    'S2',
    'sms',
    'a message is accepted once for its reference, also when repeats arrive at once',
    async (trial) => {
      const request = message(trial, trial.fresh());
      const answers = await Promise.all(Array.from({ length: 5 }, () => trial.call(request)));
      const ids = answers.map((answer) => mustAnswer(answer, 202, smsMessageResponse).messageId);
      must(new Set(ids).size === 1, 'repeats got different message ids');
    },
  ),
  rule('S3', 'sms', 'a reference used for another text is refused with 409', async (trial) => {
    const reference = trial.fresh();
    await trial.call(message(trial, reference));
    mustBeProblem(await trial.call(message(trial, reference, '随证：另一条。')), 409, 'idempotency-conflict');
  }),
  rule('S4', 'sms', 'a recipient that is no mobile is refused with 400', async (trial) => {
    const body = { to: '12345', text: '一', reference: trial.fresh() };
    const answer = await trial.call({ path: registerPaths.smsMessages, secret: trial.keys.sms, body });
    mustBeProblem(answer, 400, 'invalid-request');
  }),
  rule('S5', 'sms', 'a receipt arrives for every message, after a cursor', async (trial) => {
    const reference = trial.fresh();
    let cursor = await lastCursor(trial);
    must((await trial.call(message(trial, reference))).status === 202, 'the message was not accepted');
    for (let tries = 0; tries < RECEIPT_TRIES; tries += 1) {
      const page = await receipts(trial, cursor);
      if (page.receipts.some((receipt) => receipt.reference === reference)) return;
      cursor = page.next;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    must(false, 'no receipt within 10 s');
  }),
  rule(
    'S6',
    'sms',
    'an order that was changed on the way, or comes a second time, is refused with 401',
    async (trial) => {
      const path = registerPaths.smsReceipts;
      const headers = await signOrder('GET', trial.baseUrl + path, trial.keys.sms);
      const changed = await trial.call({ path: `${path}?limit=2`, headers });
      mustBeProblem(changed, 401, 'unauthorized');
      must((await trial.call({ path, headers })).status === 200, 'the order as it was signed was refused');
      mustBeProblem(await trial.call({ path, headers }), 401, 'unauthorized');
    },
  ),
];

/** Rules of the geocoder. */
export const geoRules: readonly Rule[] = [
  rule('G1', 'geo', 'a position in 杭州 is in 杭州市, 330100', async (trial) => {
    const path = `${registerPaths.reverseGeocode}?lat=30.25&lon=120.16`;
    const answer = mustAnswer(await trial.call({ path }), 200, reverseGeocodeResponse);
    must(answer.result === 'city' && answer.city.code === '330100', '330100 expected');
  }),
  rule('G2', 'geo', 'a position outside the covered area has no city', async (trial) => {
    for (const place of ['lat=0&lon=0', 'lat=37.56&lon=126.97']) {
      const answer = await trial.call({ path: `${registerPaths.reverseGeocode}?${place}` });
      must(mustAnswer(answer, 200, reverseGeocodeResponse).result === 'no-city', 'no-city expected');
    }
  }),
  rule('G3', 'geo', 'a position that is none is refused with 400', async (trial) => {
    for (const place of ['lat=91&lon=0', 'lat=x&lon=0', 'lat=1']) {
      const answer = await trial.call({ path: `${registerPaths.reverseGeocode}?${place}` });
      mustBeProblem(answer, 400, 'invalid-request');
    }
  }),
  rule('G4', 'geo', 'cities are found by Chinese name and by pinyin, within the limit', async (trial) => {
    const find = async (query: string) =>
      mustAnswer(await trial.call({ path: `${registerPaths.cities}?${query}` }), 200, citySearchResponse)
        .cities;
    must(
      (await find(`q=${encodeURIComponent('杭')}`)).some(({ code }) => code === '330100'),
      '杭 does not find 杭州市',
    );
    must(
      (await find('q=hangz')).some(({ code }) => code === '330100'),
      'hangz does not find 杭州市',
    );
    must((await find('q=&limit=3')).length === 3, 'the limit is not kept');
  }),
];

async function receipts(trial: Trial, after: string) {
  const path = `${registerPaths.smsReceipts}?limit=500${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`;
  return mustAnswer(await trial.call({ path, secret: trial.keys.sms }), 200, smsReceiptsResponse);
}

async function lastCursor(trial: Trial): Promise<string> {
  let cursor = '';
  for (;;) {
    const page = await receipts(trial, cursor);
    if (page.receipts.length === 0) return page.next;
    cursor = page.next;
  }
}

function rule(id: string, system: Rule['system'], text: string, check: Rule['check']): Rule {
  return { id, system, text, check };
}
