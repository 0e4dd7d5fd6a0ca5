import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { agreeAndOpenCamera, passFaceCheck } from './steps/capture.ts';
import { press, seeHeading, send, smsCode, tellWho, typeCity } from './steps/citizen.ts';
import { open, PHONE, SMALL } from './steps/examine.ts';
import { missing, type Sitter, sitter } from './steps/face-clip.ts';
import { enter, space, tabTo, typeInto } from './steps/keyboard.ts';
import { people } from './steps/people.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { smallTargets, tooWide } from './steps/screen.ts';

const person = people.yangyu;
let face: Sitter;
let phone: TestBrowser;

/** Writes down everything that live regions say from now on. */
const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const heard = new Set<string>();
    Object.assign(window, { heard });
    const note = (): void => {
      for (const region of document.querySelectorAll('[role=status], [role=alert], [aria-live]')) {
        const text = region.textContent?.trim();
        if (text) heard.add(text);
      }
    };
    new MutationObserver(note).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    note();
  });
const heard = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...(window as unknown as { heard: Set<string> }).heard]);

afterAll(async () => {
  await phone?.close();
});

describe.skipIf(missing)('a person who cannot see or touch the screen', () => {
  beforeAll(async () => {
    face = await sitter(person.portrait);
    phone = await openPhone();
    await face.sitDown(phone.context);
  });
  leavePictures(() => ({ phone }));

  it('A10, B1, B2: takes the whole trip with Tab, Enter and Space, the face check included, and hears where they are', async () => {
    const { page } = phone;
    await page.goto(at('/'));
    await seeHeading(page, '没带身份证？');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文');
    await enter(page, '现在办理');
    await seeHeading(page, '铁路电子临时乘车身份证明');
    // The focus went along: the new screen's heading is read first.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe('铁路电子临时乘车身份证明');
    await enter(page, '开始办理');

    await seeHeading(page, '您的手机号码是？');
    await typeInto(page, '手机号码', person.mobile);
    await page.keyboard.press('Enter');
    await seeHeading(page, '请输入短信验证码');
    await typeInto(page, '验证码', await smsCode(person.mobile));
    await page.keyboard.press('Enter');

    await seeHeading(page, '给谁办理？');
    await space(page, /我自己/);
    await enter(page, '下一步');
    await seeHeading(page, '您的姓名和身份证号码');
    await typeInto(page, '姓名', person.name);
    await typeInto(page, '身份证号码', person.number);
    await space(page, '记住，下次自动填好');
    await enter(page, '下一步');
    await seeHeading(page, '您现在在哪个城市？');
    await typeInto(page, '城市', '西安市');
    await enter(page, '下一步');
    await seeHeading(page, '请核对');
    await enter(page, '提交');

    await seeHeading(page, '同意采集人脸');
    await enter(page, '同意，继续');
    await seeHeading(page, '准备刷脸');
    await listen(page);
    const ending = await passFaceCheck(page, face, async () => {
      await enter(page, '打开摄像头');
      await page.waitForURL(/\/capture$/);
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('人脸核验');
    });
    expect(ending).toBe('application');
    const said = (await heard(page)).join(' | ');
    expect(said).toContain('请正对屏幕');
    expect(said).toMatch(/慢慢|张一下嘴/);
    expect(said).toContain('正在核对…');

    await seeHeading(page, '办好了');
    await enter(page, '出示二维码');
    await page.locator('canvas.qr-code').waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: /新的二维码已生成，时间 \d\d:\d\d:\d\d/ })
      .waitFor();
    await enter(page, '把屏幕调亮');
    await page.getByText('请把手机亮度也调到最高。').waitFor();
    await tabTo(page, '恢复').catch(() => page.keyboard.press('Shift+Tab'));
    await page.keyboard.press('Enter');
  });

  it('B1: the next form is filled in with what the person wished to be remembered', async () => {
    const { page } = phone;
    await open(page, '/apply/rail-temporary-id/who');
    await page.getByText('我自己').click();
    await press(page, '下一步');
    await seeHeading(page, '您的姓名和身份证号码');
    await expect.poll(() => page.getByLabel('姓名').inputValue()).toBe(person.name);
    await press(page, '下一步');
    await page.getByLabel('城市', { exact: true }).fill('西安市');
    await press(page, '下一步');
    await press(page, '提交');
    await seeHeading(page, '没有办成');
  });

  it('the camera’s screen: no violation, no small target, nothing too wide, in both modes', async () => {
    const { page, context } = phone;
    await open(page, '/apply/rail-temporary-id/who');
    await page.getByText('同行的人').click();
    await press(page, '下一步');
    await seeHeading(page, '同行人的姓名和身份证号码');
    await tellWho(page, people.wenlin);
    await typeCity(page, '西安市');
    await send(page);
    // What is filmed is not answered: the camera's screen stays as long as it is looked at.
    await context.route('**/api/v1/real-person-checks/*/steps/*', () => {});
    await agreeAndOpenCamera(page);
    await page
      .getByText(/请正对屏幕|第 1 步/)
      .first()
      .waitFor();
    const complaints = [
      ...(await axeViolations(page)),
      ...(await smallTargets(page, 44)),
      ...(await tooWide(page, PHONE.width)),
    ];
    await page.setViewportSize(SMALL);
    complaints.push(...(await tooWide(page, SMALL.width)));
    await page.evaluate(() => document.documentElement.toggleAttribute('data-elder', true));
    complaints.push(
      ...(await axeViolations(page)),
      ...(await smallTargets(page, 60)),
      ...(await tooWide(page, SMALL.width)),
    );
    await page.setViewportSize(PHONE);
    expect(complaints).toEqual([]);
    expect(surprises(phone)).toEqual([]);
  });
});
