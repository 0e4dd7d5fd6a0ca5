import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import {
  type Counter,
  demoOfficerToken,
  makeEnrolmentCode,
  revokeAtCounter,
  signInAtCounter,
} from './counter-steps.ts';
import { passFaceCheck } from './steps/capture.ts';
import { beginForMyself, press, seeHeading, send, signIn, tellWho } from './steps/citizen.ts';
import { missing, type Sitter, sitter } from './steps/face-clip.ts';
import { colour, enrolGate, openLens, pictureOfCode, refreshGate, seeLooks } from './steps/gate.ts';
import { people, spaced } from './steps/people.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { sees, settled } from './steps/reads.ts';
import { letTimePass } from './steps/sms-clock.ts';
import { stack } from './steps/stack.ts';

const person = people.yutong;
const lens = openLens();
const { url, dataDir } = stack;
let face: Sitter;
let phone: TestBrowser;
let gate: TestBrowser;
let desk: TestBrowser;
let counter: Counter;
let wallet: string;

/** Holds a picture before the gate's camera and answers the gate's words. */
const show = (picture: Buffer): Promise<string> => lens.show(gate.page, picture);
/** Makes the phone sign a new code: the page is opened again. */
async function freshCode(page: Page): Promise<Buffer> {
  await page.goto(at(wallet));
  return pictureOfCode(page);
}

describe.skipIf(missing)('a traveller without an ID card', () => {
  beforeAll(async () => {
    face = await sitter(person.portrait);
    phone = await openPhone();
    await face.sitDown(phone.context);
    gate = await openPhone({ camera: lens.camera });
    desk = await openBrowser({ context: { viewport: { width: 1024, height: 768 }, isMobile: false } });
    counter = { page: desk.page, url };
  });
  afterAll(async () => {
    await Promise.all([phone?.close(), gate?.close(), desk?.close()]);
    lens.leave();
  });

  leavePictures(() => ({ phone, gate, desk }));

  it('A10, B1: signs in by text message; the city is typed where the position is refused, filled in where it is given', async () => {
    const { page, context } = phone;
    await page.goto(at('/'));
    await seeHeading(page, '没带身份证？');
    await press(page, '现在办理');
    await page.waitForURL(/\/services\//);
    await beginForMyself(page, person);
    await tellWho(page, person);

    await press(page, '用手机定位填写');
    await page.getByText('没有得到定位许可，不要紧。').waitFor();
    await page.getByText('请在下面输入城市名。').waitFor();
    await page.getByLabel('城市', { exact: true }).fill('嘉兴');
    await page.getByRole('list', { name: '匹配的城市' }).getByRole('button', { name: '嘉兴市' }).click();
    await expect.poll(() => page.getByLabel('城市', { exact: true }).inputValue()).toBe('嘉兴市');

    await context.grantPermissions(['geolocation'], { origin: url });
    await context.setGeolocation({ latitude: 30.2741, longitude: 120.1551, accuracy: 20 });
    await press(page, '用手机定位填写');
    await expect.poll(() => page.getByLabel('城市', { exact: true }).inputValue()).toBe('杭州市');
    await press(page, '下一步');
    await seeHeading(page, '请核对');
    await sees(page, '我自己', person.name, spaced(person), '杭州市');
  });

  it('B2: passes the real-person check and has the credential at once, with a code of sharp, large modules', async () => {
    const { page } = phone;
    await send(page);
    expect(await passFaceCheck(page, face)).toBe('application');
    await seeHeading(page, '办好了');
    await press(page, '出示二维码');
    await page.locator('canvas.qr-code').waitFor();
    wallet = new URL(page.url()).pathname;
    const code = page.locator('canvas.qr-code');
    expect(Number(await code.getAttribute('data-module'))).toBeGreaterThanOrEqual(4);
    expect(Number(await code.getAttribute('data-version'))).toBeLessThanOrEqual(15);
    const card = await sees(page, '有效');
    expect(card).not.toContain(person.number);
    expect(await code.getAttribute('aria-label')).toMatch(/二维码，\d\d:\d\d:\d\d 签发/);
  });

  it('T5: a stranger’s scanner learns kind, validity and status, nobody’s name', async () => {
    const read = await show(await freshCode(phone.page));
    expect(await colour(gate.page)).toBe('green');
    expect(read).toContain('铁路电子临时乘车身份证明');
    expect(read).toContain('未登记设备不显示个人信息');
    expect(read).not.toContain(person.name);
    expect(read).not.toContain(person.number.slice(-4));
  });

  it('B5, B6: an enrolled gate shows green, the name and the number; next time the phone shows who looked', async () => {
    await signInAtCounter(counter, demoOfficerToken(dataDir));
    const label = '西进站口 2 号';
    await enrolGate(gate.page, await makeEnrolmentCode(counter, { label, purpose: '进站' }), label);
    const read = await show(await freshCode(phone.page));
    expect(await colour(gate.page)).toBe('green');
    expect(read).toContain(person.name);
    expect(read).toContain(spaced(person));
    expect(read).toContain('进站');

    const { page } = phone;
    await seeLooks(page, wallet, label);
    await sees(page, /进站 · 联网/, '通过');
  });

  it('B7: sees the applications of a month, and that a second one must wait for the last hours of the first', async () => {
    const { page } = phone;
    await page.goto(at('/records'));
    await sees(page, '铁路电子临时乘车身份证明', '李*桐', '已办好');
    await beginForMyself(page, person);
    await tellWho(page, person);
    await page.getByLabel('城市', { exact: true }).fill('杭州市');
    await press(page, '下一步');
    await seeHeading(page, '请核对');
    await press(page, '提交');
    await seeHeading(page, '没有办成');
    await sees(page, /可以再次申请：\d+月\d+日 \d\d:\d\d 起/);
    await press(page, '打开证件夹');
    await seeHeading(page, '证件夹');
  });

  it('B5: after signing out nothing is left on the phone, and showing needs the face again', async () => {
    const { page } = phone;
    await page.goto(at('/settings'));
    await press(page, '退出登录');
    await seeHeading(page, '没带身份证？');
    await page.goto(at(wallet));
    await settled(page);
    expect(await page.locator('canvas.qr-code').count()).toBe(0);
    await letTimePass();
    await page.goto(at('/wallet'));
    await press(page, '登录');
    await signIn(page, person);
    await press(page, /铁路电子临时乘车身份证明/);
    await page.getByText('刷一次脸').or(page.getByText('出示前需要再次刷脸')).first().waitFor();
    expect(await page.locator('canvas.qr-code').count()).toBe(0);
    face.sitAgain();
    // The gate's camera rests meanwhile: it would take the time that the phone's needs.
    await gate.page.goto('about:blank');
    await press(page, '刷脸');
    expect(await passFaceCheck(page, face)).toBe('wallet');
    await page.locator('canvas.qr-code').waitFor();
    const read = await show(await pictureOfCode(page));
    expect(await colour(gate.page)).toBe('green');
    expect(read).toContain(person.name);
  });

  it('B6: what an officer revoked is refused by a gate with a fresh list, and the wallet says so', async () => {
    const { page } = phone;
    await page.goto(at(wallet));
    await page.locator('canvas.qr-code').waitFor();
    await revokeAtCounter(counter, person.number, stack.databaseUrl);
    await expect
      .poll(
        async () => {
          await refreshGate(gate.page);
          // The page was not opened again: the phone does not know yet.
          return show(await pictureOfCode(page));
        },
        { timeout: 90_000, interval: 1_000 },
      )
      .toContain('证件已被撤销');
    expect(await colour(gate.page)).toBe('red');
    expect(await gate.page.locator('.gate-result').innerText()).not.toContain(person.name);
    await page.goto(at(wallet));
    await page.getByText('这张证明已撤销，不能再用').waitFor();
    expect(await page.locator('canvas.qr-code').count()).toBe(0);
    expect(surprises(phone)).toEqual([]);
    expect(surprises(gate)).toEqual([]);
  });
});
