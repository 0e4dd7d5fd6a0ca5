import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { type Counter, demoOfficerToken, makeEnrolmentCode, signInAtCounter } from './counter-steps.ts';
import { passFaceCheck } from './steps/capture.ts';
import { press, seeHeading, send, signIn } from './steps/citizen.ts';
import { missing, type Sitter, sitter } from './steps/face-clip.ts';
import { colour, enrolGate, openLens, pictureOfCode, seeLooks } from './steps/gate.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { sees } from './steps/reads.ts';
import { stack } from './steps/stack.ts';

/** 林冠宇 of packages/sandbox/src/permits/holders.ts, with a telephone that no other journey uses. */
const person = { name: '林冠宇', number: '99000001', expires: '2028年9月11日', mobile: '16170009004' };
const PERMIT = '台湾居民来往大陆临时通行证';
const lens = openLens();
const { url, dataDir } = stack;
let face: Sitter;
let phone: TestBrowser;
let gate: TestBrowser;
let desk: TestBrowser;
let counter: Counter;
let wallet: string;

/** Has the phone sign a new code, holds it before the gate's camera, and answers the gate's words. */
async function show(): Promise<string> {
  await phone.page.goto(at(wallet));
  return lens.show(gate.page, await pictureOfCode(phone.page));
}

/** Screens that the person passes, and how long each answer of our side was waited for, from now on. */
function watch(page: Page) {
  const screens: string[] = [];
  const waits: { path: string; ms: number }[] = [];
  page.on('framenavigated', (frame) => {
    const path = new URL(frame.url()).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '…');
    if (frame === page.mainFrame() && screens.at(-1) !== path) screens.push(path);
  });
  page.on('requestfinished', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) waits.push({ path: pathname, ms: request.timing().responseEnd });
  });
  return { screens, waits };
}

describe.skipIf(missing)('a Taiwan resident whose permit is lost', () => {
  beforeAll(async () => {
    face = await sitter('m12');
    phone = await openPhone();
    await face.sitDown(phone.context);
    gate = await openPhone({ camera: lens.camera });
    desk = await openBrowser({ context: { viewport: { width: 1024, height: 768 }, isMobile: false } });
    counter = { page: desk.page, url };
    await signInAtCounter(counter, demoOfficerToken(dataDir));
  });
  afterAll(async () => {
    await Promise.all([phone?.close(), gate?.close(), desk?.close()]);
    lens.leave();
  });
  leavePictures(() => ({ phone, gate, desk }));

  it('T1 T2 T6: from the first screen to the QR; what each verifier sees is said before anything is asked', async () => {
    const { page } = phone;
    const seen = watch(page);
    const from = Date.now();
    await page.goto(at('/'));
    await seeHeading(page, '没带身份证？');
    await page.getByRole('link', { name: new RegExp(PERMIT) }).click();
    await seeHeading(page, PERMIT);
    await sees(page, '谁能看到什么', '安检', '姓名、证件号码、证件种类', '不能用于出入境');
    await press(page, '开始办理');
    await signIn(page, person);
    await seeHeading(page, '给谁办理？');
    await page.getByText('我自己').click();
    await press(page, '下一步');
    await seeHeading(page, '您的台胞证怎么了？');
    // What is not chosen is named before anything is sent (A11).
    await press(page, '下一步');
    await page.locator('.errors').getByText('还没有选择').waitFor();
    await page.getByText('遗失', { exact: true }).click();
    await press(page, '下一步');
    await seeHeading(page, '台胞证上的资料');
    await page.getByLabel('姓名').fill(person.name);
    await page.getByLabel('台胞证号码').fill(person.number);
    await page.getByText('有效期在证件的哪里？').click();
    await page.getByText('证件不在身边又记不得').waitFor();
    await page.getByLabel('有效期至').fill(person.expires);
    await press(page, '下一步');
    await seeHeading(page, '请核对');
    await sees(page, '遗失', person.name, person.number, person.expires);
    await send(page);
    const before = Date.now();
    expect(await passFaceCheck(page, face)).toBe('application');
    const checked = Date.now();
    await seeHeading(page, '办好了');
    await press(page, '出示二维码');
    await page.locator('canvas.qr-code').waitFor();
    wallet = new URL(page.url()).pathname;
    const ours = seen.waits.reduce((sum, { ms }) => sum + ms, 0);
    const longest = [...seen.waits].sort((a, b) => b.ms - a.ms)[0];
    const secs = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
    console.log(
      `T6: ${seen.screens.length} screens (${seen.screens.join(' → ')}); ${seen.waits.length} answers of our side took ${secs(ours)} together, the longest ${secs(longest?.ms ?? 0)} (${longest?.path}); first screen to QR ${secs(Date.now() - from)}, of it ${secs(checked - before)} before the camera`,
    );
    const card = await sees(page, PERMIT, '不能用于出入境');
    expect(card).not.toContain(person.number);
  });

  it('T4 T5: at the airport it is green, with what security may see; a border verifier hears "not valid for border crossing"', async () => {
    const air = await makeEnrolmentCode(counter, { label: '安检 3 号', scope: '民航', purpose: '安检' });
    await enrolGate(gate.page, air, '安检 3 号');
    const green = await show();
    expect(await colour(gate.page)).toBe('green');
    for (const field of [PERMIT, person.name, person.number, '台湾居民来往大陆通行证'])
      expect(green).toContain(field);

    const border = await makeEnrolmentCode(counter, {
      label: '口岸 1 号',
      scope: '出入境边防',
      purpose: '出入境检查',
    });
    await enrolGate(gate.page, border, '口岸 1 号');
    const red = await show();
    expect(await colour(gate.page)).toBe('red');
    expect(red).toContain('不能用于出入境');
    for (const secret of [person.name, person.number, PERMIT]) expect(red).not.toContain(secret);
    // Not even the seal (B6).
    expect(await gate.page.locator('.gate-seal').count()).toBe(0);

    // Both looks stand in the holder's history, by who looked and what for (T5).
    await seeLooks(phone.page, wallet, '安检 3 号', '口岸 1 号', '安检', '出入境检查');
    expect([...surprises(phone), ...surprises(gate)]).toEqual([]);
  });
});

describe('the permits in the words of Hong Kong and of Taiwan', () => {
  it.each([
    [
      'zh-HK',
      'hk-macau-travel-permit',
      ['回鄉證', '遺失', '損毀', '到期日', '不可用於出入境', '誰可看到甚麼'],
    ],
    [
      'zh-TW',
      'taiwan-travel-permit',
      ['台胞證', '遺失', '毀損', '有效期限', '不能用於入出境', '誰看得到什麼'],
    ],
  ])('T1 T5: %s', async (locale, procedure, expected) => {
    const own = await openPhone({ context: { locale } });
    try {
      await own.page.goto(at(`/services/${procedure}`));
      await sees(own.page, ...expected);
      expect(surprises(own)).toEqual([]);
    } finally {
      await own.close();
    }
  });
});
