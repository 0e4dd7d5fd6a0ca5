import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import {
  anotherOfficer,
  changeStatusAtCounter,
  choosePurpose,
  demoOfficerToken,
  issuePaperAtCounter,
  makeEnrolmentCode,
  signInAtCounter,
} from './counter-steps.ts';
import { sees } from './steps/reads.ts';
import { stack } from './steps/stack.ts';

const PERSON = { name: '张晓晓', number: '990000200103070024' };
const { url, dataDir } = stack;
let browser: TestBrowser;
let token: string;

beforeAll(async () => {
  token = demoOfficerToken(dataDir);
  const context = { viewport: { width: 1024, height: 768 }, isMobile: false, acceptDownloads: true };
  browser = await openBrowser({ context });
});
afterAll(() => browser?.close());

describe('an officer at the counter', () => {
  it('is told that a token is wrong, and signs in with the right one', async () => {
    const { page } = browser;
    await page.goto(`${url}/counter/`);
    await page.getByRole('button', { name: '用令牌登录' }).click();
    await page.getByRole('alert').getByText('请输入工作令牌').waitFor();
    await page.getByLabel('工作令牌').fill(`szs_${'x'.repeat(43)}`);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('工作令牌不对').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await signInAtCounter({ page, url }, token);
    expect(await axeViolations(page)).toEqual([]);
  });

  it('B8: issues a paper after every field was checked, and gets it as PDF', async () => {
    const { page } = browser;
    await page.goto(`${url}/counter/paper`);
    await page.getByRole('button', { name: '核对' }).click();
    const summary = page.locator('.errors');
    await summary.waitFor();
    await expect.poll(() => summary.getByRole('link').count()).toBe(4);
    await expect.poll(() => summary.evaluate((box) => box === document.activeElement)).toBe(true);
    await summary.getByRole('link', { name: '请选择一种证明' }).click();
    expect(await axeViolations(page)).toEqual([]);

    const { pdf, identifier } = await issuePaperAtCounter({ page, url }, PERSON);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(identifier).toMatch(/^1\.2\.156\.3005\.2\./);
    await sees(page, '张*晓');
    expect(await axeViolations(page)).toEqual([]);
  });

  it('B8: hears from the register that name and number are not one person’s, and keeps what was typed', async () => {
    const { page } = browser;
    await page.goto(`${url}/counter/paper`);
    await page.getByLabel('姓名').fill('王某某');
    await page.getByLabel('证件号码').fill(PERSON.number);
    await page.getByText('所在地公安机关出具的户籍证明信').click();
    await page.getByLabel('证明出具单位').fill('随证站派出所');
    await page.getByRole('button', { name: '核对' }).click();
    await page.getByRole('button', { name: '签发', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('link', { name: '返回修改' }).click();
    await expect.poll(() => page.getByLabel('姓名').inputValue()).toBe('王某某');
  });

  it('suspends, reinstates and asks to revoke with a reason; revoked is for ever, once another officer has confirmed it', async () => {
    const { page } = browser;
    const { identifier } = await issuePaperAtCounter({ page, url }, PERSON);
    await changeStatusAtCounter({ page, url }, identifier, '暂停', '已暂停');
    await changeStatusAtCounter({ page, url }, identifier, '恢复', '有效');
    await changeStatusAtCounter({ page, url }, identifier, '撤销', '已暂停');
    await page.getByText('由另一位工作人员确认').waitFor();
    await page.getByRole('link', { name: '待确认的撤销' }).click();
    await page.getByText('这是您提出的').waitFor();
    expect(await page.getByRole('button', { name: '确认撤销' }).count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);

    const colleague = await anotherOfficer(stack.databaseUrl);
    const context = { viewport: { width: 1024, height: 768 }, isMobile: false };
    const beside = await openBrowser({ context });
    try {
      await signInAtCounter({ page: beside.page, url }, colleague.token);
      await beside.page.getByRole('link', { name: /待确认的撤销/ }).click();
      await beside.page.getByText(identifier).waitFor();
      await beside.page.getByRole('button', { name: '确认撤销' }).click();
      await beside.page.getByRole('dialog').getByRole('button', { name: '确认撤销' }).click();
      await beside.page.getByText('已撤销：').waitFor();
      expect(await axeViolations(beside.page)).toEqual([]);
    } finally {
      await beside.close();
    }
    await page.goto(`${url}/counter/search`);
    await choosePurpose(page, '答复本人询问');
    await page.getByLabel('电子证照标识或证件号码').fill(identifier);
    await page.keyboard.press('Enter');
    await page.getByText('已撤销').waitFor();
    for (const act of ['暂停', '恢复', '撤销']) {
      expect(await page.getByRole('button', { name: act, exact: true }).count()).toBe(0);
    }
    expect(await axeViolations(page)).toEqual([]);
    expect(page.url()).not.toContain(identifier);
  });

  it('V1: makes an enrolment code that is shown once', async () => {
    const { page } = browser;
    const code = await makeEnrolmentCode({ page, url }, { label: '东进站口 1 号', purpose: '进站' });
    expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    expect(await axeViolations(page)).toEqual([]);
    await page.reload();
    await page.getByLabel('用证单位').waitFor();
    expect(await page.locator('.counter-code').count()).toBe(0);
  });

  it('does all of it by keyboard, in elder mode, in every language', async () => {
    const { page } = browser;
    await page.goto(`${url}/counter/`);
    await page.getByRole('button', { name: '关怀版' }).click();
    for (const path of ['', 'paper', 'search', 'readers', 'readers/new']) {
      await page.goto(`${url}/counter/${path}`);
      await page.locator('h1').waitFor();
      expect(await axeViolations(page), path).toEqual([]);
    }
    await page.goto(`${url}/counter/search`);
    await page.getByRole('button', { name: '用途' }).press('Enter');
    await page.getByRole('option', { name: '答复本人询问' }).press('Enter');
    await page.getByLabel('电子证照标识或证件号码').focus();
    await page.keyboard.type(PERSON.number);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /找到 \d+ 份/ }).waitFor();
    for (const [language, title] of [
      ['繁體中文（香港）', '查詢及更改狀態'],
      ['繁體中文（臺灣）', '查詢與變更狀態'],
      ['English', 'Find and change'],
    ] as const) {
      await page.locator('.top-end button[aria-controls=languages]').press('Enter');
      await page.getByRole('button', { name: language }).press('Enter');
      await page.getByRole('heading', { name: title }).waitFor();
    }
    expect(await axeViolations(page)).toEqual([]);
  });

  it('signs out, and nothing of the shift is left in the window', async () => {
    const { page } = browser;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Counter sign-in' }).waitFor();
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('szs_');
    // The browser itself reports answers of 4xx: the wrong token, and the register's refusal.
    expect(browser.errors.filter((error) => !error.startsWith('Failed to load resource'))).toEqual([]);
  });
});
