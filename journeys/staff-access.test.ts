import { Secret, TOTP } from 'otpauth';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { choosePurpose, demoOfficerToken, signInAtCounter } from './counter-steps.ts';
import { addAuthenticator, setUserVerified } from './steps/authenticator.ts';
import { stack } from './steps/stack.ts';

const { url, dataDir, databaseUrl } = stack;
const desk = { viewport: { width: 1024, height: 768 }, isMobile: false };
const NAME = '李登记';
let admin: TestBrowser;
let officer: TestBrowser;
let link: string;
let factor: TOTP;
let database: pg.Client;

beforeAll(async () => {
  admin = await openBrowser({ context: desk });
  officer = await openBrowser({ context: desk });
  database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await admin?.close();
  await officer?.close();
  await database?.end();
});

/** A code that was not used yet: one step ahead is within the drift. */
const codeAhead = (steps: number): string => factor.generate({ timestamp: Date.now() + steps * 30_000 });

async function audited(action: string): Promise<number> {
  const { rows } = await database.query('select count(*)::int as n from audit_event where action = $1', [
    action,
  ]);
  return rows[0].n;
}

describe('staff access', () => {
  it('A: an administrator adds an officer; the enrolment link is shown once', async () => {
    const { page } = admin;
    await signInAtCounter({ page, url }, demoOfficerToken(dataDir));
    await page.getByRole('link', { name: /人员与权限/ }).click();
    await page.getByRole('link', { name: '添加人员' }).click();
    await page.getByRole('button', { name: '添加并生成链接' }).click();
    await page.locator('.errors').waitFor();
    await expect.poll(() => page.locator('.errors').getByRole('link').count()).toBe(3);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('姓名').fill(NAME);
    await page.getByLabel('窗口', { exact: true }).fill('随证站制证口');
    await page.locator('.checkbox', { hasText: '窗口民警' }).click();
    await page.getByRole('button', { name: '添加并生成链接' }).click();
    link = (await page.locator('.counter-link').innerText()).trim();
    expect(link).toMatch(/\/counter\/enrol#[\w-]{43}$/);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('link', { name: '查看人员' }).click();
    const card = page.locator('.card', { hasText: NAME });
    await card.getByText('待登记').waitFor();
    expect(await page.content()).not.toContain(link.split('#')[1]);
    expect(await axeViolations(page)).toEqual([]);
  });

  it('A: the officer enrols a passkey, with the user verified, and a second factor', async () => {
    const { page } = officer;
    const authenticator = await addAuthenticator(page);
    await page.goto(link);
    await page.getByRole('heading', { name: '登记：通行密钥' }).waitFor();
    await expect.poll(() => page.url()).not.toContain('#');
    expect(await axeViolations(page)).toEqual([]);
    await setUserVerified(authenticator, false);
    await page.getByRole('button', { name: '建立通行密钥' }).click();
    await page.getByText('没有建立，请再试一次。').waitFor();
    await setUserVerified(authenticator, true);
    await page.getByRole('button', { name: '建立通行密钥' }).click();
    await page.getByRole('heading', { name: '登记：动态口令' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const secret = (await page.locator('.counter-secret').innerText()).replaceAll(' ', '');
    factor = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 });
    const wrong = codeAhead(0) === '000000' ? '000001' : '000000';
    await page.getByLabel('6 位动态口令').fill(wrong);
    await page.getByRole('button', { name: '完成登记' }).click();
    await page.getByRole('alert').getByText('验证码不对').waitFor();
    await page.getByLabel('6 位动态口令').fill(codeAhead(0));
    await page.getByRole('button', { name: '完成登记' }).click();
    await page.getByRole('heading', { name: '登记完成' }).waitFor();
    await expect.poll(() => audited('staff.enrol')).toBe(1);
    const again = await admin.context.newPage();
    await again.goto(link);
    await again.getByText('这个链接不能用了').waitFor();
    expect(await axeViolations(again)).toEqual([]);
    await again.close();
  });

  it('A: signs in with code and passkey, and sees what the role allows and nothing else', async () => {
    const { page } = officer;
    await page.getByRole('button', { name: '去登录' }).click();
    await page.getByRole('heading', { name: '窗口登录' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('动态口令').fill(codeAhead(1));
    await page.getByRole('button', { name: '用通行密钥登录' }).click();
    await page.getByRole('heading', { name: '业务窗口' }).waitFor();
    await page.getByText(`${NAME} · 随证站制证口`).waitFor();
    expect(await page.getByRole('link', { name: /人员与权限/ }).count()).toBe(0);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    await page.goto(`${url}/counter/search`);
    await choosePurpose(page, '答复本人询问');
    await page.getByLabel('电子证照标识或证件号码').fill('990000200103070024');
    await page.keyboard.press('Enter');
    await page
      .getByText(/没有找到证明|找到 \d+ 份/)
      .first()
      .waitFor();
    const { rows } = await database.query(
      "select detail->>'purpose' as purpose from audit_event where action = 'staff.look' order by event_id desc limit 1",
    );
    expect(rows[0].purpose).toBe('answer-holder');
    await page.goto(`${url}/counter/staff`);
    await page.getByRole('alert').getByText('您没有这项权限').waitFor();
  });

  it('A: an officer’s session is stolen: the cookie in another browser is refused, and the session ends', async () => {
    const stolen = await officer.context.cookies(url);
    expect(stolen.map(({ name }) => name)).toContain('sz_staff');
    const thief = await openBrowser({ context: desk });
    await thief.context.addCookies(stolen);
    await thief.page.goto(`${url}/counter/`);
    await thief.page.getByRole('heading', { name: '窗口登录' }).waitFor();
    const status = await thief.page.evaluate(async () => (await fetch('/api/v1/staff/me')).status);
    expect(status).toBe(401);
    await thief.close();
    await expect.poll(() => audited('staff.session-stolen-suspected')).toBe(1);
    const { page } = officer;
    await page.goto(`${url}/counter/`);
    await page.getByText('登录已失效，请重新登录。').waitFor();
  });

  it('A: a quarter of an hour without use ends a session; a locked desk needs a new sign-in', async () => {
    const { page } = admin;
    await page.goto(`${url}/counter/`);
    await page.getByRole('heading', { name: '业务窗口' }).waitFor();
    // What is still being asked would count as use.
    await page.waitForLoadState('networkidle');
    await database.query(
      "update staff_session set last_used_at = last_used_at - interval '16 minutes' where ended_at is null",
    );
    await page.reload();
    await page.getByText('登录已失效，请重新登录。').waitFor();
    await signInAtCounter({ page, url }, demoOfficerToken(dataDir));
    await page.getByRole('button', { name: '锁定' }).click();
    await page.getByText('工作台已锁定').waitFor();
    await expect
      .poll(async () => {
        const { rows } = await database.query(
          "select count(*)::int as n from staff_session where ended_why = 'locked'",
        );
        return rows[0].n;
      })
      .toBe(1);
    await page.reload();
    await page.getByRole('heading', { name: '窗口登录' }).waitFor();
  });

  it('A: access ended by an administrator ends at once; every screen in elder mode and four languages', async () => {
    const { page } = admin;
    await signInAtCounter({ page, url }, demoOfficerToken(dataDir));
    await page.goto(`${url}/counter/staff`);
    const card = page.locator('.card', { hasText: NAME });
    await card.getByText('在用').waitFor();
    await card.getByRole('button', { name: '停用' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
    await page.getByText(`已停用“${NAME}”`).waitFor();
    await card.getByText('已停用').first().waitFor();
    await page.getByRole('button', { name: '关怀版' }).click();
    for (const [language, title] of [
      ['繁體中文（香港）', '人員與權限'],
      ['繁體中文（臺灣）', '人員與權限'],
      ['English', 'Staff and roles'],
    ] as const) {
      await page.locator('.top-end button[aria-controls=languages]').press('Enter');
      await page.getByRole('button', { name: language }).press('Enter');
      await page.getByRole('heading', { name: title, level: 1 }).waitFor();
      expect(await axeViolations(page), language).toEqual([]);
    }
    const noise = /Failed to load resource/;
    expect([...admin.errors, ...officer.errors].filter((error) => !noise.test(error))).toEqual([]);
  });
});
