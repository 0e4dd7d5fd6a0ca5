import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { syntheticResidencePermit } from '../packages/sandbox/src/permits/holders.ts';
import { anotherOfficer, choosePurpose, signInAtCounter } from './counter-steps.ts';
import { cardPhoto } from './steps/card-clip.ts';
import { idInAddress, press, seeHeading, send, signIn } from './steps/citizen.ts';
import { findAtCounter, seeDocument } from './steps/counter-people.ts';
import { examine, PHONE } from './steps/examine.ts';
import { missing } from './steps/face-clip.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { sees } from './steps/reads.ts';
import { acceptOne } from './steps/reviewers.ts';
import { stack } from './steps/stack.ts';

/** 何嘉敏 of packages/sandbox/src/permits/holders.ts and both her documents, with a telephone that no other journey uses. */
const person = {
  name: '何嘉敏',
  number: 'M99000003',
  expires: '2032-06-30',
  residence: syntheticResidencePermit('82', '1996-11-30', 'female'),
  residenceExpires: '2028-04-05',
  mobile: '16170009012',
  portrait: 'f02',
};
const { url, databaseUrl } = stack;
const DESK = { width: 1280, height: 800 };
/** As the wallet's card hides them. */
const BOTH = [/回乡证\s*M9\*+\d+/, /居住证\s*82\d*\*+\d+/];
const folder = process.env.SCREENS_DIR;
let phone: TestBrowser;
let desk: TestBrowser;
let id: string;

const picture = async ({ page }: TestBrowser, name: string): Promise<void> => {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};
/** Complaints about the phone's screen; it ends as it was. */
const complaints = async ({ page }: TestBrowser): Promise<string[]> => {
  const before = page.viewportSize() ?? PHONE;
  const found = await examine(page);
  await page.setViewportSize(before);
  return found;
};

describe.skipIf(missing)('a link of two documents that a reviewer decides', () => {
  beforeAll(async () => {
    phone = await openPhone();
    desk = await openBrowser({ context: { viewport: DESK, isMobile: false, hasTouch: false } });
    await phone.page.goto(at('/sign-in'));
    await signIn(phone.page, person);
  });
  afterAll(async () => {
    await phone?.close();
    await desk?.close();
  });
  leavePictures(() => ({ phone, desk }));

  it('L1, A12: who does not show the face sends photos of the permit; the application shows both documents, masked', async () => {
    const { page } = phone;
    await page.goto(at('/services/document-link'));
    await press(page, '开始办理');
    await seeHeading(page, '给谁办理？');
    await page.getByText('我自己').click();
    await press(page, '下一步');
    await page.getByText('回乡证', { exact: true }).click();
    await press(page, '下一步');
    await seeHeading(page, '来往通行证上的资料');
    await page.getByLabel('姓名').fill(person.name);
    await page.getByLabel('通行证号码').fill(person.number);
    await page.getByLabel('通行证有效期至').fill(person.expires);
    await press(page, '下一步');
    await seeHeading(page, '居住证上的资料');
    await page.getByLabel('居住证号码').fill(person.residence);
    await page.getByLabel('居住证有效期至').fill(person.residenceExpires);
    await press(page, '下一步');
    await seeHeading(page, '请核对');
    await send(page);
    id = idInAddress(page);
    await page.goto(at(`/applications/${id}/documents`));
    await seeHeading(page, '同意提交证件照片');
    await press(page, '同意，开始拍摄');
    for (const side of ['front', 'back'] as const) {
      await page.getByText('没有找到摄像头').waitFor();
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles({ name: 'card.jpg', mimeType: 'image/jpeg', buffer: await cardPhoto(person, side) });
      if (side === 'front') await page.waitForURL((address) => address.pathname.endsWith('/back'));
    }
    await seeHeading(page, '请核对证件照片');
    await press(page, '提交给工作人员');
    await page.getByText('证件照片已提交').waitFor();
    await sees(page, ...BOTH);
    expect(await complaints(phone)).toEqual([]);
    await picture(phone, 'link-in-review');
    expect(surprises(phone)).toEqual([]);
  });

  it('L1: the reviewer sees the permit as typed beside its photos, and the other document masked; accepts', async () => {
    const { page } = desk;
    const { token } = await anotherOfficer(databaseUrl, 'reviewer');
    await signInAtCounter({ page, url }, token);
    await page.goto(at('/counter/review'));
    await page
      .getByRole('button', { name: /双证关联/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: /核对/ }).waitFor();
    await sees(page, person.name, person.number, BOTH[1]!);
    expect(await page.locator('main').innerText()).not.toContain(person.residence);
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.pane-box')].every((pane) => pane.querySelector('img, .notice')),
    );
    await picture(desk, 'link-case');
    expect(await complaints(desk)).toEqual([]);
    await page.keyboard.press('a');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '审核队列' }).waitFor();
    await acceptOne('document-link');
  });

  it('L1: it is on the phone; an officer who looks for it sees both documents too', async () => {
    const phonePage = phone.page;
    await phonePage.goto(at(`/applications/${id}`));
    await seeHeading(phonePage, '办好了');
    await sees(phonePage, ...BOTH);
    await picture(phone, 'link-issued');
    const { page } = desk;
    const { token } = await anotherOfficer(databaseUrl, 'officer');
    await page.context().clearCookies();
    await signInAtCounter({ page, url }, token);
    await page.goto(at('/counter/search'));
    await choosePurpose(page, '暂停、恢复或撤销');
    await page.getByLabel('电子证照标识或证件号码').fill(person.number);
    await page.keyboard.press('Enter');
    await page
      .getByText(/找到 \d+ 份/)
      .first()
      .waitFor();
    await sees(page, ...BOTH);
    await picture(desk, 'link-search');
    expect(await complaints(desk)).toEqual([]);
    await findAtCounter(page, person.number);
    await seeDocument(page, person);
    await sees(page, ...BOTH);
    await picture(desk, 'link-visit');
    expect(surprises(desk)).toEqual([]);
  });
});
