import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { type Recorded, recorded } from './steps/camera-face.ts';
import { passFaceCheck } from './steps/capture.ts';
import { press, seeHeading } from './steps/citizen.ts';
import { missing } from './steps/face-clip.ts';
import { fillRegistration } from './steps/ladder.ts';
import { people } from './steps/people.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { sees } from './steps/reads.ts';

describe.skipIf(missing)('registering by face', () => {
  const person = people.deming;
  // Here the browser's own camera films, from its device on; elsewhere a person who reads the screen sits before it.
  let face: Recorded;
  let phone: TestBrowser;
  beforeAll(async () => {
    face = await recorded(person.portrait);
    phone = await openPhone({ camera: face.camera });
  });
  afterAll(async () => {
    await phone?.close();
    face?.leave();
  });
  leavePictures(() => ({ phone }));

  it('A1: name, number, terms, then the face: the account is real-person, and forms know its holder', async () => {
    const { page } = phone;
    await fillRegistration(page, { ...person, document: '身份证' });
    await sees(page, '161****0005', '已同意');
    await press(page, '提交');
    await seeHeading(page, '同意采集人脸');
    expect(await passFaceCheck(page, face)).toBe('application');
    await seeHeading(page, '登记好了');
    await page.locator('.done').getByText('实人').waitFor();
    await press(page, '看看能办什么');
    await seeHeading(page, '我的等级');
    await page.getByText('已经是最高等级').waitFor();
    // Registered once, never asked again: the first screen offers it no more, and a form comes filled in.
    await page.goto(at('/'));
    await seeHeading(page, '没带身份证？');
    await page.getByText('证件夹').waitFor();
    await expect.poll(() => page.getByText('实名登记').count()).toBe(0);
    await page.goto(at('/register'));
    await page.getByText('您已经登记好了').waitFor();
    await page.goto(at('/apply/rail-temporary-id/who'));
    await page.getByText('我自己').click();
    await press(page, '下一步');
    await seeHeading(page, '您的姓名和身份证号码');
    await expect.poll(() => page.getByLabel('姓名').inputValue()).toBe(person.name);
    expect(surprises(phone)).toEqual([]);
  });
});
