import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { demoOfficerToken, signInAtCounter } from './counter-steps.ts';
import { press, seeHeading, signIn, words } from './steps/citizen.ts';
import { faceSignAt, findAtCounter, seeDocument } from './steps/counter-people.ts';
import { examine as examineScreen } from './steps/examine.ts';
import { beginRegistration, declineFace } from './steps/ladder.ts';
import { people } from './steps/people.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { sees } from './steps/reads.ts';
import { letTimePass } from './steps/sms-clock.ts';
import { stack } from './steps/stack.ts';

const { url, dataDir } = stack;
const person = people.xiulan;
const shown = { ...person, expires: '长期' };
/** Pictures of every screen, where a folder for them is named. */
const folder = process.env.SCREENS_DIR;
let phone: TestBrowser;
let desk: TestBrowser;
let reference = '';

const picture = async ({ page }: TestBrowser, name: string) => {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

beforeAll(async () => {
  phone = await openPhone();
  desk = await openBrowser({ context: { viewport: { width: 1280, height: 800 }, isMobile: false } });
  await signInAtCounter({ page: desk.page, url }, demoOfficerToken(dataDir));
});
afterAll(async () => {
  await phone?.close();
  await desk?.close();
});
leavePictures(() => ({ phone, desk }));

describe('face-sign at a counter', () => {
  it('A6 A12: who declines the face chooses the counter, and has a code to show there that names nobody', async () => {
    const { page } = phone;
    await beginRegistration(page, { ...person, document: '身份证' });
    await declineFace(page);
    await press(page, '看去哪里、带什么');
    await seeHeading(page, '请带证件原件到窗口');
    await press(page, '出示窗口申请码');
    await seeHeading(page, '窗口申请码');
    reference = await page.locator('.counter-reference').innerText();
    expect(reference).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    expect(await words(page)).not.toContain(person.name);
    await picture(phone, 'counter-code');
    expect(await examineScreen(page)).toEqual([]);
  });

  it('A6: the officer finds the person by that code, masked until the original document was seen', async () => {
    const { page } = desk;
    await page.getByRole('link', { name: /^为人办理/ }).click();
    await findAtCounter(page, reference);
    const found = await sees(page, '高*兰');
    expect(found).not.toContain(person.number);
    await picture(desk, 'find');
    expect(page.url()).not.toContain(person.number);
  });

  it('A11: what is missing or wrong on the document’s page is named there, and what was typed stays', async () => {
    const { page } = desk;
    await press(page, '已拿到证件原件，开始核对');
    await page.getByLabel('姓名').fill(person.name);
    await page.getByLabel('证件号码').fill(person.number.slice(0, 17));
    await page.getByLabel('有效期至').fill('明年');
    await press(page, '核对');
    const summary = page.locator('.errors');
    await summary.waitFor();
    await expect.poll(() => summary.getByRole('link').count()).toBe(3);
    await picture(desk, 'document-faults');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '核对证件原件' }).waitFor();
    await expect.poll(() => page.getByLabel('姓名').inputValue()).toBe(person.name);
    await page.getByLabel('证件号码').fill(person.number);
    await page.getByLabel('有效期至').fill('20990101');
    await page.getByText('我已看过证件原件').click();
    await press(page, '核对');
    await summary.getByText('姓名、号码和有效期与登记库不一致').first().waitFor();
  });

  it('A6: document seen, mobile proven by its code: the registrant is real-person', async () => {
    const { page } = desk;
    await page.goto(at('/counter/people'));
    await seeDocument(page, shown);
    // Whoever began it on this mobile: accepting it takes the mobile's own proof.
    await sees(page, person.number, '这项认证请用面签办理');
    // The register holds no portrait of her, and the officer is told so.
    await sees(page, '登记库没有照片');
    await picture(desk, 'visit');
    await page.getByRole('link', { name: /^面签/ }).first().click();
    await page.getByLabel('本人正在使用的手机号').waitFor();
    await press(page, '发送核验码');
    await page.locator('.errors').getByText('手机号码没有填写').waitFor();
    await picture(desk, 'face-sign');
    await page.goto(at('/counter/people/visit'));
    await faceSignAt(page, person.mobile);
    await sees(page, '161****2022 · 实人', '没有等待办理的申请');
    await picture(desk, 'visit-after');
  });

  it('A12: on her own telephone she needs no face: signed in, she is real-person', async () => {
    const { page } = phone;
    await letTimePass();
    await page.goto(at('/sign-in?next=/register'));
    await signIn(page, person);
    await page.getByText('您已经登记好了').waitFor();
    await sees(page, '实人');
    expect(surprises(phone)).toEqual([]);
  });

  it('B8: the paper form has name and number already; at the end nothing of the person is left', async () => {
    const { page } = desk;
    await page.getByRole('button', { name: /^签发纸质证明/ }).click();
    await page.getByRole('heading', { level: 1, name: '签发纸质证明' }).waitFor();
    await expect.poll(() => page.getByLabel('姓名').inputValue()).toBe(person.name);
    await expect.poll(() => page.getByLabel('证件号码').inputValue()).toBe(person.number);
    await page.goto(at('/counter/people/visit'));
    await press(page, '办完，下一位');
    await page.getByRole('heading', { level: 1, name: '为人办理' }).waitFor();
    const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
    expect(kept).not.toContain(person.number);
    expect(kept).not.toContain(person.name);
    expect(surprises(desk)).toEqual([]);
  });

  it('every screen of it is clean: axe, small, zoomed, elder, in four languages', async () => {
    const { page } = desk;
    await findAtCounter(page, person.number);
    expect(await examineScreen(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await press(page, '已拿到证件原件，开始核对');
    await page.getByRole('heading', { level: 1, name: '核对证件原件' }).waitFor();
    expect(await examineScreen(page)).toEqual([]);
    await page.goto(at('/counter/people'));
    await seeDocument(page, shown);
    expect(await examineScreen(page)).toEqual([]);
    for (const path of ['face-sign', 'phone']) {
      await page.goto(at(`/counter/people/${path}`));
      await page.getByLabel('本人正在使用的手机号').waitFor();
      expect(await examineScreen(page), path).toEqual([]);
    }
  });
});
