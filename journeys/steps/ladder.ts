import type { Page } from 'playwright-core';
import { press, seeHeading, signIn } from './citizen.ts';
import { at } from './phone.ts';

/** What a person tells of a document when registering. */
export interface Told {
  readonly document: '身份证' | '居住证' | '回乡证' | '台胞证';
  readonly name: string;
  readonly number: string;
  /** As the document prints it; only asked of permits. */
  readonly expires?: string;
  /** The mobile that is signed in with. */
  readonly mobile: string;
}

/** From the page of registering to "check your answers". */
export async function fillRegistration(page: Page, told: Told): Promise<void> {
  await page.goto(at('/register'));
  await seeHeading(page, '实名登记');
  await press(page, '开始登记');
  const mobile = page.getByLabel('手机号码');
  await mobile
    .or(page.getByText('台胞证', { exact: true }))
    .first()
    .waitFor();
  if (await mobile.isVisible()) await signIn(page, told);
  await seeHeading(page, '您用哪种证件登记？');
  await page.getByText(told.document, { exact: true }).click();
  await press(page, '下一步');
  await seeHeading(page, '证件上的姓名和号码');
  await page.getByLabel('姓名').fill(told.name);
  await page.getByLabel('证件号码').fill(told.number);
  if (told.expires) await page.getByLabel('有效期至').fill(told.expires);
  await press(page, '下一步');
  await seeHeading(page, '使用条款与个人信息处理规则');
  await page.getByText('我已阅读并同意').click();
  await press(page, '下一步');
  await seeHeading(page, '请核对');
}

/** Registers as far as the separate consent to the face. */
export async function beginRegistration(page: Page, told: Told): Promise<void> {
  await fillRegistration(page, told);
  await press(page, '提交');
  await seeHeading(page, '同意采集人脸');
}

/** On the consent, or anywhere in the check: no face. Ends where every way stands side by side. */
export async function declineFace(page: Page): Promise<void> {
  await press(page, '不用人脸，换其他办法');
  await seeHeading(page, '选一种办法');
  await page.locator('.way').first().waitFor();
}

/** The names of the ways on the page, in their order. */
export const ways = (page: Page): Promise<string[]> => page.locator('.way h2').allInnerTexts();

/** Asks whether the mobile in use is the one on file, from the page of ways. Ends on the application's page. */
export async function compareMobile(page: Page): Promise<void> {
  await press(page, '去核对手机号');
  await seeHeading(page, '核对登记的手机号');
  await press(page, '开始核对');
  await page.waitForURL((url) => /^\/applications\/[0-9a-f-]{36}$/.test(url.pathname));
}

/** At the third party: who one is there, and whether one allows. Ends back on the application's page. */
export async function askThirdParty(page: Page, name: string, answer: '同意' | '不同意'): Promise<void> {
  await seeHeading(page, '请第三方平台证明手机号');
  await press(page, '去平台授权');
  await page.getByText(name, { exact: true }).first().click();
  await page.getByText('想知道您的手机号').waitFor();
  await page.getByRole('button', { name: new RegExp(`^${answer}`) }).click();
  await page.waitForURL((url) => /^\/applications\/[0-9a-f-]{36}$/.test(url.pathname));
}

/** Hands in both sides of the document as files; ends on the application's page. */
export async function sendDocument(page: Page, front: Buffer, back: Buffer): Promise<void> {
  await press(page, '同意，开始拍摄');
  // Each side has a page of its own: what was handed in on one must not be taken for the other.
  const choose = async (side: 'front' | 'back', buffer: Buffer): Promise<void> => {
    await page.waitForURL((url) => url.pathname.endsWith(`/documents/${side}`));
    const input = page.locator('input[type=file]:not([data-used])').first();
    await input.waitFor({ state: 'attached' });
    await input.evaluate((element) => element.setAttribute('data-used', ''));
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: `${side}.jpg`, mimeType: 'image/jpeg', buffer });
  };
  await choose('front', front);
  await choose('back', back);
  await seeHeading(page, '请核对证件照片');
  await press(page, '提交给工作人员');
  await page.waitForURL((url) => /^\/applications\/[0-9a-f-]{36}$/.test(url.pathname));
}
