import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { press, seeHeading, send, signIn, tellWho, typeCity } from './steps/citizen.ts';
import { passFace } from './steps/face-by-api.ts';
import { missing } from './steps/face-clip.ts';
import { people } from './steps/people.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { sees, settled } from './steps/reads.ts';

/** 王建国 with a telephone that no other journey uses: a mobile waits a minute for its second code. */
const owner = { name: '王建国', mobile: '16100000102' };
const companion = people.guodong;

describe.skipIf(missing)('a companion’s phone', () => {
  let phone: TestBrowser;
  beforeAll(async () => {
    phone = await openPhone();
  });
  afterAll(() => phone?.close());
  leavePictures(() => ({ phone }));

  it('B1: applies for another person, whose own face is checked, and shows that person’s credential', async () => {
    const { page } = phone;
    await page.goto(at('/apply/rail-temporary-id/who'));
    await signIn(page, owner);
    await seeHeading(page, '给谁办理？');
    await sees(page, '要刷的是这个人的脸');
    await page.getByText('我自己').click();
    await press(page, '下一步');
    await seeHeading(page, '您的姓名和身份证号码');
    await page.getByLabel('姓名').fill(owner.name);
    await press(page, '返回');

    // Another answer: what was typed for oneself must not go with it.
    await page.getByText('同行的人').click();
    await press(page, '下一步');
    await seeHeading(page, '同行人的姓名和身份证号码');
    await settled(page);
    expect(await page.getByLabel('姓名').inputValue()).toBe('');
    expect(await page.getByLabel('身份证号码').inputValue()).toBe('');
    await tellWho(page, companion);
    await typeCity(page, '成都市');
    await sees(page, '同行的人');
    await send(page);

    await passFace(page, companion.portrait, '办好了');
    await press(page, '出示二维码');
    await page.locator('canvas.qr-code').waitFor();
    await sees(page, '孙*栋');
  });

  it('B1: the next form of the phone’s owner knows nothing of the companion', async () => {
    const { page } = phone;
    await page.goto(at('/apply/rail-temporary-id/who'));
    await page.getByText('我自己').click();
    await press(page, '下一步');
    await seeHeading(page, '您的姓名和身份证号码');
    await settled(page);
    expect(await page.getByLabel('姓名').inputValue()).toBe('');
    expect(surprises(phone)).toEqual([]);
  });
});
