import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { cardExpires } from '../packages/sandbox/src/population/people.ts';
import { agreeAndOpenCamera } from './steps/capture.ts';
import { cardPhoto } from './steps/card-clip.ts';
import { applyForMyself, idInAddress, press, seeHeading, signIn } from './steps/citizen.ts';
import { showFace } from './steps/face-by-api.ts';
import { missing } from './steps/face-clip.ts';
import {
  askThirdParty,
  beginRegistration,
  compareMobile,
  declineFace,
  sendDocument,
  ways,
} from './steps/ladder.ts';
import { people } from './steps/people.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { sees } from './steps/reads.ts';
import { acceptNewest } from './steps/reviewers.ts';

const told = (person: { name: string; number: string; mobile: string }) => ({
  ...person,
  document: '身份证' as const,
});

describe.skipIf(missing)('a face that is not accepted', () => {
  const person = people.wenlin;
  let phone: TestBrowser;
  beforeAll(async () => {
    phone = await openPhone();
  });
  afterAll(() => phone?.close());
  leavePictures(() => ({ phone }));

  it('A2, A12: after three refusals every other way stands there with the reason; the mobile on file makes the account real-name', async () => {
    const { page } = phone;
    await beginRegistration(page, told(person));
    const registration = idInAddress(page);
    // Somebody else sits there.
    for (const seat of [0, 1, 2])
      expect(await showFace(page, people.yutong.portrait, seat)).toMatchObject({ state: 'refused' });
    await page.goto(at(`/applications/${registration}/ways`));
    await seeHeading(page, '选一种办法');
    await sees(page, '人脸核验已试 3 次', '填写的内容都在');
    // The face is used up: it is no way any more.
    await expect
      .poll(() => ways(page))
      .toEqual(['核对登记的手机号', '请第三方平台证明手机号', '拍证件照片，人工查看', '到窗口当面办']);
    await compareMobile(page);
    await seeHeading(page, '登记好了');
    await page.locator('.done').getByText('实名').waitFor();
    await page.getByText('想在手机上办证件').waitFor();
    expect(surprises(phone)).toEqual([]);
  });
});

describe.skipIf(missing)('another mobile than the one on file', () => {
  const person = people.zheng;
  let phone: TestBrowser;
  beforeAll(async () => {
    // No camera: whoever steps up here takes the documents.
    phone = await openPhone();
  });
  afterAll(() => phone?.close());
  leavePictures(() => ({ phone }));

  it('A3, A12: the mobile differs, the person declines at the third party first, then lets it vouch, and is real-name', async () => {
    const { page } = phone;
    await beginRegistration(page, told(person));
    await declineFace(page);
    await compareMobile(page);
    await seeHeading(page, '还差一步：证明手机号');
    await page.getByText('您的手机号与登记库中留的号码不同').waitFor();
    await press(page, '去看怎么授权');
    await seeHeading(page, '请第三方平台证明手机号');
    await sees(page, '姓名和证件号码不会告诉平台');
    await askThirdParty(page, person.name, '不同意');
    await page.getByText('第三方平台没有给出号码').waitFor();
    await press(page, '换其他办法');
    await seeHeading(page, '选一种办法');
    // Nothing is lost, and the face can be taken up again.
    await page.getByText('第三方平台没有给出号码').waitFor();
    await expect.poll(() => ways(page)).toContain('刷脸');
    await press(page, '去看怎么授权');
    await askThirdParty(page, person.name, '同意');
    await seeHeading(page, '登记好了');
    await page.locator('.done').getByText('实名').waitFor();
  });

  it('A4, A5: steps up with the expiry date and, the face declined, with photos of the document; a reviewer has until the deadline', async () => {
    const { page } = phone;
    await press(page, '看看能办什么');
    await seeHeading(page, '我的等级');
    await press(page, '升到实人');
    await seeHeading(page, '您的证件有效期到哪天？');
    // A date that cannot be is named before anything is sent (A11).
    await page.getByLabel('有效期至').fill('2031-02-30');
    await press(page, '下一步');
    await page.locator('.errors').waitFor();
    const expires = cardExpires('2002-12-12', '2021-01-04') as string;
    await page.getByLabel('有效期至').fill(expires.replaceAll('-', '.'));
    await press(page, '下一步');
    await seeHeading(page, '请核对');
    await press(page, '提交');
    await seeHeading(page, '同意采集人脸');
    await declineFace(page);
    await expect.poll(() => ways(page)).toEqual(['拍证件照片，人工查看', '到窗口当面办', '刷脸']);
    await press(page, '去拍证件');
    await sendDocument(page, await cardPhoto(person, 'front'), await cardPhoto(person, 'back'));
    await seeHeading(page, '正在人工查看');
    await sees(page, /最晚 \d+年\d+月\d+日有结果/, '赶时间？', '登记时填写的证件原件');
    // The first screen says where it stands.
    await page.goto(at('/'));
    await page.getByText('人工查看中').waitFor();
  });

  it('A4, A5: when the reviewer accepts, the page says so by itself, and everything is open', async () => {
    const { page } = phone;
    await page.getByText('人工查看中').click();
    await seeHeading(page, '正在人工查看');
    await acceptNewest('step-up');
    await seeHeading(page, '升级好了');
    await page.locator('.done').getByText('实人').waitFor();
    await press(page, '看看能办什么');
    await page.getByText('已经是最高等级').waitFor();
    expect(surprises(phone)).toEqual([]);
  });
});

describe('a Taiwan resident', () => {
  let phone: TestBrowser;
  beforeAll(async () => {
    phone = await openPhone();
  });
  afterAll(() => phone?.close());
  leavePictures(() => ({ phone }));

  it('A9, A11: registers with the permit, whose expiry date is asked for; a wrong number is told as what it is', async () => {
    const { page } = phone;
    const person = {
      document: '台胞证' as const,
      name: '林冠宇',
      number: '99000001',
      expires: '2028年9月11日',
      mobile: '16170000004',
    };
    await page.goto(at('/register'));
    await press(page, '开始登记');
    await signIn(page, person);
    await seeHeading(page, '您用哪种证件登记？');
    await press(page, '下一步');
    await page.locator('.errors').getByText('没有选择证件').waitFor();
    await page.getByText('台胞证', { exact: true }).click();
    await press(page, '下一步');
    await seeHeading(page, '证件上的姓名和号码');
    await page.getByLabel('姓名').fill(person.name);
    await page.getByLabel('证件号码').fill('H99000001');
    await press(page, '下一步');
    await page.locator('.errors').waitFor();
    await expect.poll(() => page.locator('.errors li').count()).toBe(2);
    await beginRegistration(page, person);
    await declineFace(page);
    await compareMobile(page);
    await seeHeading(page, '登记好了');
    await page.locator('.done').getByText('实名').waitFor();
    expect(surprises(phone)).toEqual([]);
  });
});

describe.skipIf(missing)('a phone without a camera', () => {
  const person = people.aygul;
  let phone: TestBrowser;
  beforeAll(async () => {
    phone = await openPhone();
  });
  afterAll(() => phone?.close());
  leavePictures(() => ({ phone }));

  it('A12, B2: who has no camera reaches the same effect by files of the document, or at the counter', async () => {
    const { page } = phone;
    await applyForMyself(page, person);
    await agreeAndOpenCamera(page);
    await page.getByText('没有找到摄像头').first().waitFor();
    await declineFace(page);
    await sees(page, '几种办法效力相同');
    await expect.poll(() => ways(page)).toEqual(['到窗口当面办', '拍证件照片，人工查看', '刷脸']);
    await press(page, '看去哪里、带什么');
    await seeHeading(page, '请到车站公安制证口');
    await press(page, '换其他办法');
    await seeHeading(page, '选一种办法');
    await press(page, '去拍证件');
    await sendDocument(page, await cardPhoto(person, 'front'), await cardPhoto(person, 'back'));
    await seeHeading(page, '正在人工查看');
    expect(surprises(phone)).toEqual([]);
  });
});
