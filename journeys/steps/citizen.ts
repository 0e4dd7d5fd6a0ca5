import type { Page } from 'playwright-core';

import type { Resident } from './people.ts';
import { at } from './phone.ts';
import { stack } from './stack.ts';

/** Steps of a person with the citizen app; each ends when its page has answered. */

/** Presses a link or button that reads exactly so. */
export async function press(page: Page, words: string | RegExp): Promise<void> {
  const options = typeof words === 'string' ? { name: words, exact: true } : { name: words };
  await page.getByRole('button', options).or(page.getByRole('link', options)).first().click();
}

/** Waits until the page with this heading is there; words are the whole heading, or the page before may have them too. */
export async function seeHeading(page: Page, words: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: words, exact: true }).waitFor();
}

/** All that stands on the page now, as a person reads it; what is expected of it is waited for with `sees`. */
export const words = (page: Page): Promise<string> => page.locator('main').innerText();

/** The code of the newest message that the sandbox's inbox holds for this mobile; waits until there is one. */
export async function smsCode(mobile: string, before?: string): Promise<string> {
  for (let tries = 0; tries < 120; tries += 1) {
    const response = await fetch(`${stack.sandboxUrl}/sms/inbox?mobile=${mobile}`);
    const { messages } = (await response.json()) as { messages: { text: string }[] };
    const code = messages.map(({ text }) => /\d{6}/.exec(text)?.[0]).find((found) => found !== undefined);
    if (code && code !== before) return code;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('no code arrived in the inbox of the sandbox');
}

/** On the page that asks for the mobile: types it and the code that arrives. */
export async function signIn(page: Page, { mobile }: Pick<Resident, 'mobile'>): Promise<void> {
  await seeHeading(page, '您的手机号码是？');
  const before = await lastCode(mobile);
  await page.getByLabel('手机号码').fill(mobile);
  await press(page, '获取验证码');
  await seeHeading(page, '请输入短信验证码');
  await page.getByLabel('验证码').fill(await smsCode(mobile, before));
  await press(page, '登录');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

async function lastCode(mobile: string): Promise<string | undefined> {
  const response = await fetch(`${stack.sandboxUrl}/sms/inbox?mobile=${mobile}`);
  const { messages } = (await response.json()) as { messages: { text: string }[] };
  return messages.map(({ text }) => /\d{6}/.exec(text)?.[0]).find((found) => found !== undefined);
}

/** From the service's page, for oneself: the sign-in where it is asked for. Ends at name and number. */
export async function beginForMyself(page: Page, account: Pick<Resident, 'mobile'>): Promise<void> {
  const service = '/services/rail-temporary-id';
  if (new URL(page.url()).pathname !== service) await page.goto(at(service));
  await press(page, '开始办理');
  const mobile = page.getByLabel('手机号码');
  await mobile.or(page.getByText('我自己')).first().waitFor();
  if (await mobile.isVisible()) await signIn(page, account);
  await seeHeading(page, '给谁办理？');
  await page.getByText('我自己').click();
  await press(page, '下一步');
  await seeHeading(page, '您的姓名和身份证号码');
}

/** Name and number; ends at the city. */
export async function tellWho(page: Page, { name, number }: Resident): Promise<void> {
  await page.getByLabel('姓名').fill(name);
  await page.getByLabel('身份证号码').fill(number);
  await press(page, '下一步');
  await seeHeading(page, '您现在在哪个城市？');
}

/** The city by hand; ends at "check your answers". */
export async function typeCity(page: Page, city: string): Promise<void> {
  await page.getByLabel('城市', { exact: true }).fill(city);
  await press(page, '下一步');
  await seeHeading(page, '请核对');
}

/** Sends the answers; ends at the separate consent to the face. */
export async function send(page: Page): Promise<void> {
  await press(page, '提交');
  await seeHeading(page, '同意采集人脸');
}

/** An application of one's own, from the service's page to the consent. */
export async function applyForMyself(page: Page, person: Resident, city = '杭州市'): Promise<void> {
  await beginForMyself(page, person);
  await tellWho(page, person);
  await typeCity(page, city);
  await send(page);
}

/** The application's or credential's id in the address. */
export const idInAddress = (page: Page): string => {
  const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(page.url())?.[0];
  if (!id) throw new Error(`no id in ${page.url()}`);
  return id;
};
