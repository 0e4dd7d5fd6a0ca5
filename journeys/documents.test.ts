import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { cardPhoto, type HeldCard, heldCard } from './steps/card-clip.ts';
import { applyForMyself, idInAddress, press, seeHeading } from './steps/citizen.ts';
import { lasting } from './steps/examine.ts';
import { missing } from './steps/face-clip.ts';
import { people } from './steps/people.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { sees } from './steps/reads.ts';
import { foreignWords, tooWide } from './steps/screen.ts';

const person = people.bateer;

/** Hands in a file where the page offers it. */
async function choose(page: Page, photo: Buffer): Promise<void> {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'card.jpg', mimeType: 'image/jpeg', buffer: photo });
}

/** From the application to the consent to photos of the card, and past it. */
async function agree(page: Page, id: string): Promise<void> {
  await page.goto(at(`/applications/${id}/documents`));
  await seeHeading(page, '同意提交证件照片');
  await press(page, '同意，开始拍摄');
}

async function fits(page: Page): Promise<void> {
  expect(await axeViolations(page)).toEqual([]);
  expect(await lasting(() => tooWide(page, 390))).toEqual([]);
  expect(await lasting(() => foreignWords(page, 'zh-Hans'))).toEqual([]);
}

describe.skipIf(missing)('A5: photos of the card in place of the face', () => {
  let card: HeldCard;
  let phone: TestBrowser;
  let id: string;
  beforeAll(async () => {
    card = await heldCard(person);
    phone = await openPhone({ camera: card.camera });
  });
  afterAll(async () => {
    await phone?.close();
    card?.leave();
  });
  leavePictures(() => ({ phone }));

  it('A5, A11: the camera takes the front by itself; a photo that will not do is named by its rule, and nothing else is lost', async () => {
    const { page } = phone;
    await applyForMyself(page, person);
    id = idInAddress(page);
    await agree(page, id);
    // The card lies there front up: it is taken without a press. Then the page asks for the back, and sees the front.
    await seeHeading(page, /拍证件背面|这张照片还不行/);
    await seeHeading(page, '这张照片还不行');
    await page.getByText('这看起来不是要拍的那一面').waitFor();
    await page.getByText('另一面和填写的内容都还在').waitFor();
    await fits(page);
  });

  it('A5: a chosen file with a reflection is refused by that name; the card turned over is taken', async () => {
    const { page } = phone;
    await choose(page, await cardPhoto(person, 'back', 'glare'));
    await page.getByText('证件上有反光').waitFor();
    await card.turn('back');
    await press(page, '重新拍');
    await seeHeading(page, '请核对证件照片');
    await page
      .getByRole('img', { name: /刚拍的/ })
      .nth(1)
      .waitFor();
    await fits(page);
  });

  it('A11: a photo survives a lost network and a reload', async () => {
    const { page, context } = phone;
    const photo = await cardPhoto(person, 'back', 'none', 5);
    // The camera takes by itself what lies before it: here it must not.
    await card.takeAway();
    await page.goto(at(`/applications/${id}/documents/back`));
    await page.getByRole('button', { name: '选择已有照片' }).waitFor();
    await context.setOffline(true);
    await choose(page, photo);
    await page.getByText('照片已保存在这里').waitFor();
    await context.setOffline(false);
    await page.reload();
    await seeHeading(page, '上次拍的照片还在');
    await fits(page);
    await press(page, '发送这张');
    await seeHeading(page, '请核对证件照片');
  });

  it('A5: both sides are sent, and wait for a reviewer', async () => {
    const { page } = phone;
    await press(page, '提交给工作人员');
    await page.waitForURL((url) => url.pathname === `/applications/${id}`);
    await page.getByText('证件照片已提交').waitFor();
    await sees(page, '工作人员');
    // What was photographed is no longer on the phone.
    await expect
      .poll(() => page.evaluate(() => Object.keys(sessionStorage).filter((key) => /front|back/.test(key))))
      .toEqual([]);
    expect(surprises(phone)).toEqual([]);
  });
});

describe.skipIf(missing)('A5: no camera at all', () => {
  let phone: TestBrowser;
  beforeAll(async () => {
    phone = await openPhone();
  });
  afterAll(() => phone?.close());
  leavePictures(() => ({ phone }));

  it('A5, A11: who has no camera hears so and hands in files, a blurred one first', async () => {
    const { page } = phone;
    await applyForMyself(page, people.bateerAtHome);
    const id = idInAddress(page);
    await agree(page, id);
    await page.getByText('没有找到摄像头').waitFor();
    await fits(page);
    await choose(page, await cardPhoto(person, 'front', 'blur'));
    await page.getByText('照片模糊').waitFor();
    await choose(page, await cardPhoto(person, 'front'));
    await page.getByText('没有找到摄像头').waitFor();
    await choose(page, await cardPhoto(person, 'back'));
    await seeHeading(page, '请核对证件照片');
    await press(page, '提交给工作人员');
    await page.waitForURL((url) => url.pathname === `/applications/${id}`);
    await page.getByText('证件照片已提交').waitFor();
    expect(surprises(phone)).toEqual([]);
  });
});
