import type { Page } from 'playwright-core';

import { smsCode } from './citizen.ts';
import { at } from './phone.ts';
import { stack } from './stack.ts';

/** A person as an officer reads them off the original document. */
export interface Shown {
  readonly name: string;
  readonly number: string;
  /** As the document prints it. */
  readonly expires: string;
}

/** The newest code that a mobile has received so far, if any. */
export async function codeBefore(mobile: string): Promise<string | undefined> {
  const response = await fetch(`${stack.sandboxUrl}/sms/inbox?mobile=${mobile}`);
  const { messages } = (await response.json()) as { messages: { text: string }[] };
  return messages.map(({ text }) => /\d{6}/.exec(text)?.[0]).find((found) => found !== undefined);
}

/** Presses what reads exactly so. */
const press = (page: Page, name: string): Promise<void> =>
  page
    .getByRole('button', { name, exact: true })
    .or(page.getByRole('link', { name, exact: true }))
    .first()
    .click();

/** Finds a person by number or reference; ends when the page has answered. */
export async function findAtCounter(page: Page, query: string): Promise<void> {
  await page.goto(at('/counter/people'));
  await page.getByLabel('证件号码或申请编号').fill(query);
  await press(page, '查询');
  await page.getByText('找到此人').or(page.getByText('这里还没有此人的记录')).first().waitFor();
}

/** Records the original document seen; ends on the page of the person. */
export async function seeDocument(page: Page, { name, number, expires }: Shown): Promise<void> {
  await press(page, '已拿到证件原件，开始核对');
  await page.getByRole('heading', { level: 1, name: '核对证件原件' }).waitFor();
  await page.getByLabel('姓名').fill(name);
  await page.getByLabel('证件号码').fill(number);
  await page.getByLabel('有效期至').fill(expires);
  await page.getByText('我已看过证件原件').click();
  await press(page, '核对');
  await page.getByRole('heading', { level: 1, name: '正在办理' }).waitFor();
}

/** Face-signs with the mobile; ends back on the page of the person. */
export async function faceSignAt(page: Page, mobile: string): Promise<void> {
  await page.getByRole('link', { name: /^面签/ }).first().click();
  await page.getByLabel('本人正在使用的手机号').fill(mobile);
  const before = await codeBefore(mobile);
  await press(page, '发送核验码');
  await page.getByLabel('核验码', { exact: true }).fill(await smsCode(mobile, before));
  await press(page, '完成面签');
  await page.getByText('面签完成，已认证为实人').waitFor();
  await press(page, '返回办理');
  await page.getByRole('heading', { level: 1, name: '正在办理' }).waitFor();
}
