import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { idInAddress, press, seeHeading, signIn, smsCode } from './steps/citizen.ts';
import { examine, open } from './steps/examine.ts';
import { enter, space, typeInto } from './steps/keyboard.ts';
import { askThirdParty, declineFace, ways } from './steps/ladder.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';

const person = { name: '何嘉敏', number: 'M99000003', expires: '2032-06-30', mobile: '16170000003' };
/** Registers with a mobile that is not on file; the third party knows the one that is. */
const other = { name: '黃靖雯', number: '839900199006210029', expires: '2030-02-17', mobile: '16170001007' };
let phone: TestBrowser;
let application: string;

/** The complaints of each screen that has any. */
const complaining = (found: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(found).filter(([, complaints]) => complaints.length > 0));

async function look(page: Page, path: string): Promise<string[]> {
  await open(page, path);
  return examine(page);
}

describe('the ladder, for everybody', () => {
  beforeAll(async () => {
    phone = await openPhone();
  });
  afterAll(() => phone?.close());
  leavePictures(() => ({ phone }));

  it('A1, A9, A12: registers with the keyboard alone, by another way than the face', async () => {
    const { page } = phone;
    await page.goto(at('/register'));
    await seeHeading(page, '实名登记');
    await enter(page, '开始登记');
    await seeHeading(page, '您的手机号码是？');
    await typeInto(page, '手机号码', person.mobile);
    await page.keyboard.press('Enter');
    await seeHeading(page, '请输入短信验证码');
    await typeInto(page, '验证码', await smsCode(person.mobile));
    await page.keyboard.press('Enter');
    await seeHeading(page, '您用哪种证件登记？');
    await space(page, /身份证/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await enter(page, '下一步');
    await seeHeading(page, '证件上的姓名和号码');
    await typeInto(page, '姓名', person.name);
    await typeInto(page, '证件号码', person.number);
    await typeInto(page, '有效期至', person.expires);
    await enter(page, '下一步');
    await seeHeading(page, '使用条款与个人信息处理规则');
    await space(page, '我已阅读并同意');
    await enter(page, '下一步');
    await seeHeading(page, '请核对');
    await enter(page, '提交');
    await seeHeading(page, '同意采集人脸');
    application = idInAddress(page);
    await enter(page, '不用人脸，换其他办法');
    await seeHeading(page, '选一种办法');
    await page.locator('.way').first().waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('选一种办法');
  });

  it('A1–A9: the questions of registering, faults included, in both modes and four languages', async () => {
    const { page } = phone;
    const found: Record<string, string[]> = {};
    found.register = await look(page, '/register');
    await open(page, '/apply/registration/document');
    await press(page, '下一步');
    await page.locator('.errors').waitFor();
    found.documentFault = await examine(page);
    await page.getByText('台胞证', { exact: true }).click();
    await press(page, '下一步');
    await seeHeading(page, '证件上的姓名和号码');
    await press(page, '下一步');
    await page.locator('.errors').waitFor();
    found.identityFaults = await examine(page);
    await page.getByLabel('姓名').fill('林冠宇');
    await page.getByLabel('证件号码').fill('99000001');
    await page.getByLabel('有效期至').fill('2028-09-11');
    await press(page, '下一步');
    await seeHeading(page, '使用条款与个人信息处理规则');
    found.terms = await examine(page);
    await page.getByText('我已阅读并同意').click();
    await press(page, '下一步');
    await seeHeading(page, '请核对');
    found.answers = await examine(page);
    expect(complaining(found)).toEqual({});
  });

  it('A2, A3, A12: the ways, each rung’s page, the counter and the levels, in both modes and four languages', async () => {
    const { page } = phone;
    const found: Record<string, string[]> = {};
    found.ways = await look(page, `/applications/${application}/ways`);
    found.proving = await look(page, `/applications/${application}`);
    found.mobile = await look(page, `/applications/${application}/mobile`);
    found.vouching = await look(page, `/applications/${application}/vouching`);
    found.problem = await look(page, `/applications/${application}?problem=vouching-expired`);
    await open(page, `/applications/${application}/ways`);
    await press(page, '看去哪里、带什么');
    await seeHeading(page, '请带证件原件到窗口');
    found.counter = await examine(page);
    found.levelRegistered = await look(page, '/level');
    await open(page, `/applications/${application}/ways`);
    await press(page, '去核对手机号');
    await press(page, '开始核对');
    await seeHeading(page, '登记好了');
    found.issued = await examine(page);
    found.levelNamed = await look(page, '/level');
    found.registered = await look(page, '/register');
    await open(page, '/level');
    await press(page, '升到实人');
    await seeHeading(page, '您的证件有效期到哪天？');
    found.expiry = await examine(page);
    expect(complaining(found)).toEqual({});
    expect(surprises(phone)).toEqual([]);
  });
});

describe('a refusal on the ladder', () => {
  let second: TestBrowser;
  beforeAll(async () => {
    second = await openPhone();
  });
  afterAll(() => second?.close());
  leavePictures(() => ({ second }));

  it('A3, A11: what the last try lacked stays above the ways, in the language that is shown, and a lost network is told only while it is lost', async () => {
    const { page, context } = second;
    await page.goto(at('/apply/registration/document'));
    await signIn(page, other);
    await page.getByText('居住证', { exact: true }).click();
    await press(page, '下一步');
    await page.getByLabel('姓名').fill(other.name);
    await page.getByLabel('证件号码').fill(other.number);
    await page.getByLabel('有效期至').fill(other.expires);
    await press(page, '下一步');
    await page.getByText('我已阅读并同意').click();
    await press(page, '下一步');
    await seeHeading(page, '请核对');
    await context.setOffline(true);
    await press(page, '提交');
    await page.getByText('手机没有网络').waitFor();
    await context.setOffline(false);
    await page.getByText('网络恢复了').waitFor();
    await expect.poll(() => page.getByText('手机没有网络').count()).toBe(0);
    await press(page, '提交');
    await seeHeading(page, '同意采集人脸');
    await declineFace(page);
    await press(page, '去看怎么授权');
    await askThirdParty(page, other.name, '不同意');
    await page.getByText('第三方平台没有给出号码').waitFor();
    await page.locator('button[aria-controls=languages]').click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('The third party gave no number.').waitFor();
    await press(page, 'Another way');
    await page.getByText('The third party gave no number.').waitFor();
    await expect.poll(async () => (await ways(page)).length).toBe(5);
    expect(await axeViolations(page)).toEqual([]);
    expect(surprises(second)).toEqual([]);
  });
});
