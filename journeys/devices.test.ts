import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { type Authenticator, addAuthenticator, setPresent, setUserVerified } from './steps/authenticator.ts';
import { press, seeHeading, signIn } from './steps/citizen.ts';
import { letTimePass } from './steps/sms-clock.ts';
import { stack } from './steps/stack.ts';

const { url, databaseUrl } = stack;
const MOBILE = '19955550101';
let mine: TestBrowser;
let other: TestBrowser;
let authenticator: Authenticator;
let database: pg.Client;

beforeAll(async () => {
  mine = await openBrowser();
  other = await openBrowser();
  database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await mine?.close();
  await other?.close();
  await database?.end();
});

async function signInHere({ page }: TestBrowser): Promise<void> {
  await letTimePass();
  await page.goto(`${url}/sign-in?next=${encodeURIComponent('/settings/devices')}`);
  await signIn(page, { mobile: MOBILE });
  await seeHeading(page, '登录的设备');
}

describe('A10: devices and passkeys', () => {
  it('A10: the list of devices tells this one, and how it was proven', async () => {
    await signInHere(mine);
    const { page } = mine;
    await page.getByText('这台设备').waitFor();
    await page.getByRole('heading', { name: /Chrome · / }).waitFor();
    await page.getByText('没有别的设备登录。').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  it('A10: a passkey is added with the user verified, renamed, and signs in without a mobile', async () => {
    const { page } = mine;
    authenticator = await addAuthenticator(page);
    await page.goto(`${url}/settings/passkeys`);
    await page.getByText('还没有通行密钥。').waitFor();
    await press(page, '添加通行密钥');
    await page.locator('.errors').getByText('请填写名字').waitFor();
    await page.getByLabel('给它起个名字').fill('我的手机');
    await setUserVerified(authenticator, false);
    await press(page, '添加通行密钥');
    await page.getByText('没有建立，请再试一次。').waitFor();
    await setUserVerified(authenticator, true);
    await press(page, '添加通行密钥');
    await page.getByText('已添加“我的手机”').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await press(page, '改名');
    await page.getByLabel('给它起个名字').nth(1).fill('旧手机');
    await press(page, '保存名字');
    await page.getByRole('heading', { name: '旧手机' }).waitFor();
    await page.goto(`${url}/settings`);
    await press(page, '退出登录');
    await page.waitForURL((at) => at.pathname === '/');
    await page.goto(`${url}/sign-in?next=${encodeURIComponent('/settings/devices')}`);
    // Touched whenever it asks, it is picked as soon as the browser offers it at the field: there is nothing to press.
    await seeHeading(page, '登录的设备');
    await page.locator('.card', { hasText: '这台设备' }).getByText('通行密钥').waitFor();
  });

  it('A10: a passkey is offered where the number is typed; another way takes the offer back, by the button or by a message', async () => {
    const { page } = mine;
    await page.addInitScript(() => {
      const seen = window as unknown as { asked: string[] };
      seen.asked = [];
      const get = navigator.credentials.get.bind(navigator.credentials);
      navigator.credentials.get = (options?: CredentialRequestOptions) => {
        const at = seen.asked.push(options?.mediation ?? 'button') - 1;
        options?.signal?.addEventListener('abort', () => {
          seen.asked[at] += ', taken back';
        });
        return get(options);
      };
    });
    const asked = () => page.evaluate(() => (window as unknown as { asked: string[] }).asked);
    const toSignIn = async () => {
      // Nobody touches the authenticator: what is offered waits.
      await setPresent(authenticator, false);
      await page.goto(`${url}/settings`);
      await press(page, '退出登录');
      await page.waitForURL((at) => at.pathname === '/');
      await page.goto(`${url}/sign-in?next=${encodeURIComponent('/settings/devices')}`);
      await seeHeading(page, '您的手机号码是？');
      await expect.poll(asked).toEqual(['conditional']);
    };
    await toSignIn();
    expect(await page.getByLabel('手机号码').getAttribute('autocomplete')).toBe('tel-national webauthn');
    expect(await axeViolations(page)).toEqual([]);
    await setPresent(authenticator, true);
    await press(page, '用通行密钥登录');
    await seeHeading(page, '登录的设备');
    expect(await asked()).toEqual(['conditional, taken back', 'button']);

    await toSignIn();
    await letTimePass();
    await signIn(page, { mobile: MOBILE });
    await seeHeading(page, '登录的设备');
    expect(await asked()).toEqual(['conditional, taken back']);
  });

  it('A10: a code alone on a new browser sees nobody until it is confirmed; the account is told; ended, it is signed out', async () => {
    // Somebody's data on the account: an application is enough.
    await mine.page.evaluate(async () => {
      const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
      const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
      const holderKey = btoa(String.fromCharCode(...raw))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '');
      const answer = await fetch('/api/v1/applications', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({
          procedure: 'rail-temporary-id',
          input: { name: '张晓晓', number: '990000200103070024', city: '杭州市' },
          holderKey,
        }),
      });
      if (answer.status !== 201) throw new Error(await answer.text());
    });
    await signInHere(other);
    await other.page.getByText('请确认是您本人').waitFor();
    await other.page.getByText('未确认本人，看不到个人信息').waitFor();
    await expect.poll(() => other.page.locator('.card').count()).toBe(1);
    expect(await axeViolations(other.page)).toEqual([]);
    const seen = await other.page.evaluate(async () => [
      await (await fetch('/api/v1/applications')).json(),
      (await fetch('/api/v1/account/passkeys')).status,
    ]);
    expect(seen).toEqual([[], 403]);

    const { page } = mine;
    await page.reload();
    const card = page.locator('.card', { hasText: '未确认本人' });
    await card.getByText('退出这台设备').click();
    await card.getByText('确定退出').click();
    await page.getByText('已退出那台设备。再登录时需要重新确认本人。').waitFor();
    await page.getByText('没有别的设备登录。').waitFor();
    await other.page.reload();
    await seeHeading(other.page, '您的手机号码是？');
    const { rows } = await database.query("select kind from notification where kind = 'device-signed-in'");
    expect(rows.length).toBeGreaterThan(0);
  });

  it('A10: signs out everywhere; every screen at 320 px, in elder mode, in four languages', async () => {
    const { page } = mine;
    await page.setViewportSize({ width: 320, height: 640 });
    await page.getByRole('button', { name: '关怀版' }).click();
    for (const path of ['/settings/passkeys', '/settings/devices']) {
      await page.goto(`${url}${path}`);
      for (const [language, title] of [
        ['繁體中文（香港）', path.endsWith('devices') ? '已登入的裝置' : '通行密鑰'],
        ['繁體中文（臺灣）', path.endsWith('devices') ? '已登入的裝置' : '通行金鑰'],
        ['English', path.endsWith('devices') ? 'Signed-in devices' : 'Passkeys'],
        ['简体中文', path.endsWith('devices') ? '登录的设备' : '通行密钥'],
      ] as const) {
        await page.locator('.top-end button[aria-controls=languages]').press('Enter');
        await page.getByRole('button', { name: language }).press('Enter');
        await seeHeading(page, title);
        await page.locator('.card').first().waitFor();
        expect(await axeViolations(page), `${path} ${language}`).toEqual([]);
        const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
        await expect.poll(wide, { message: `${path} ${language}` }).toBeLessThanOrEqual(320);
      }
    }
    await press(page, '在所有设备上退出');
    await page.waitForURL((at) => at.pathname === '/');
    const status = await page.evaluate(async () => (await fetch('/api/v1/account')).status);
    expect(status).toBe(401);
    const noise = /Failed to load resource/;
    expect([...mine.errors, ...other.errors].filter((error) => !noise.test(error))).toEqual([]);
  });
});
