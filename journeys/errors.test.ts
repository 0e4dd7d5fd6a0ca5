import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { residentIdCheckCharacter } from '../packages/domain/src/identifiers/resident-id.ts';
import type { TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { press, seeHeading, signIn, tellWho, typeCity } from './steps/citizen.ts';
import { people, spaced } from './steps/people.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { reads, sees } from './steps/reads.ts';
import { stack } from './steps/stack.ts';

const person = people.jingyi;
const { sandboxUrl } = stack;
let phone: TestBrowser;

/** Makes a system of the sandbox misbehave, or behave again. */
async function fault(mode: 'error' | 'off'): Promise<void> {
  const response = await fetch(`${sandboxUrl}/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ target: 'population', mode }),
  });
  expect(response.ok).toBe(true);
}

/** The field is wrong: the summary has the focus and leads to the field, which says the same words. */
async function seeFault(page: Page, label: string, reason: string): Promise<void> {
  const summary = page.locator('.errors');
  await summary.getByText(reason).first().waitFor();
  await expect.poll(() => summary.evaluate((box) => box === document.activeElement)).toBe(true);
  const link = summary.getByRole('link', { name: reason }).first();
  const said = await link.innerText();
  await link.click();
  const field = page.getByLabel(label, { exact: true });
  await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true);
  await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
  const describedBy = ((await field.getAttribute('aria-describedby')) ?? '').split(' ');
  const described = await page.evaluate(
    (ids) => ids.map((id) => document.getElementById(id)?.textContent ?? ''),
    describedBy,
  );
  expect(described).toContain(said);
  // A reason alone helps nobody: what to do stands with it.
  expect(said.length).toBeGreaterThan(reason.length + 4);
}

/** The 18 characters of a number that begins so, with the right check character. */
const numberOf = (first17: string): string => first17 + residentIdCheckCharacter(first17);

beforeAll(async () => {
  phone = await openPhone();
});
afterAll(async () => {
  await fault('off');
  await phone?.close();
});

describe('A11: every field names what is wrong with it', () => {
  leavePictures(() => ({ phone }));

  it('A11: the mobile, before anything is sent', async () => {
    const { page } = phone;
    await page.goto(at('/sign-in?next=%2Fapply%2Frail-temporary-id%2Fwho'));
    for (const [typed, reason] of [
      ['', '手机号码没有填写。'],
      ['12345678901', '这不是内地手机号码。'],
      ['1380013800', '这不是内地手机号码。'],
    ] as const) {
      await page.getByLabel('手机号码').fill(typed);
      await press(page, '获取验证码');
      await seeFault(page, '手机号码', reason);
    }
  });

  it('A11, A10: the code, wrong in form and wrong in fact; the right one still works', async () => {
    const { page } = phone;
    await page.getByLabel('手机号码').fill(person.mobile);
    await press(page, '获取验证码');
    await seeHeading(page, '请输入短信验证码');
    for (const typed of ['', '12', 'abcdef']) {
      await page.getByLabel('验证码').fill(typed);
      await press(page, '登录');
      await seeFault(page, '验证码', '验证码是 6 位数字。');
    }
    await page.getByLabel('验证码').fill('000000');
    await press(page, '登录');
    await seeFault(page, '验证码', '验证码不对');
    await page.goto(at('/sign-in?next=%2Fapply%2Frail-temporary-id%2Fwho'));
    await signIn(page, people.jingyiAtHome);
    await seeHeading(page, '给谁办理？');
  });

  it('A11, B4: whose it is, the name and the number, each wrong in each way', async () => {
    const { page } = phone;
    await press(page, '下一步');
    await page.locator('.errors').getByRole('link', { name: '请选择给谁办理。' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('radio');
    await page.getByText('我自己').click();
    await press(page, '下一步');
    await seeHeading(page, '您的姓名和身份证号码');

    await page.getByLabel('身份证号码').fill(person.number);
    for (const [typed, reason] of [
      ['', '姓名没有填写。'],
      ['何'.repeat(51), '姓名太长。'],
      ['何静怡3', '姓名里有不该出现的字符。'],
    ] as const) {
      await page.getByLabel('姓名').fill(typed);
      await press(page, '下一步');
      await seeFault(page, '姓名', reason);
    }
    await page.getByLabel('姓名').fill(person.name);
    for (const [typed, reason] of [
      ['', '身份证号码没有填写。'],
      ['99000019850505', '身份证号码应为 18 位。'],
      ['99000019850505002A', '身份证号码只能是数字'],
      [`${person.number.slice(0, 17)}${person.number.endsWith('1') ? '2' : '1'}`, '号码有一位或几位输错了。'],
      [numberOf('99000019850230002'), '号码中的出生日期不存在。'],
      [numberOf('00010119850505002'), '号码开头的地区码不存在。'],
      [numberOf('81000019850505002'), '这不是居民身份证号码'],
      ['H12345678', '这不是居民身份证号码'],
    ] as const) {
      await page.getByLabel('身份证号码').fill(typed);
      await press(page, '下一步');
      await seeFault(page, '身份证号码', reason);
    }
    // As it stands on the card, with spaces and a small x, is right.
    await tellWho(page, { ...person, number: spaced(person).toLowerCase() });
  });

  it('A11, B1: the city', async () => {
    const { page } = phone;
    for (const [typed, reason] of [
      ['', '没有城市。'],
      ['州'.repeat(41), '城市名太长。'],
      ['杭州 3 号', '城市名里有不该出现的字符。'],
    ] as const) {
      await page.getByLabel('城市', { exact: true }).fill(typed);
      await press(page, '下一步');
      await seeFault(page, '城市', reason);
    }
    await typeCity(page, '杭州市');
  });
});

describe('A11: when something else fails', () => {
  leavePictures(() => ({ phone }));

  it('A11: a register that is down is named, with the next step and a number to quote; nothing typed is lost, and it works when it is back', async () => {
    const { page } = phone;
    await fault('error');
    await press(page, '提交');
    const notice = page.getByRole('alert').or(page.locator('.notice')).filter({ hasText: '追踪编号' });
    await notice.waitFor();
    await reads(notice, /追踪编号 [0-9a-f]{32}/, '12306', '稍后');
    await sees(page, spaced(person));
    // Not even a reload loses what was typed.
    await page.reload();
    await seeHeading(page, '请核对');
    await page.getByText(spaced(person)).waitFor();
    await fault('off');
    await expect
      .poll(
        async () => {
          // Gone meanwhile where the answer came between two looks.
          const again = page.getByRole('button', { name: '提交' });
          if (await again.isVisible()) await again.click({ timeout: 1_000 }).catch(() => {});
          return page.getByRole('heading', { level: 1 }).innerText();
        },
        { timeout: 90_000, interval: 1_500 },
      )
      .toBe('同意采集人脸');
  });

  it('A11: name and number of two people send back to the form, where both fields say so', async () => {
    const { page } = phone;
    await page.goto(at('/apply/rail-temporary-id/who'));
    await page.getByText('我自己').click();
    await press(page, '下一步');
    await tellWho(page, { ...person, name: '何静' });
    await typeCity(page, '杭州市');
    await press(page, '提交');
    await seeHeading(page, '您的姓名和身份证号码');
    await seeFault(page, '姓名', '姓名');
    await expect.poll(() => page.getByLabel('姓名').inputValue()).toBe('何静');
  });

  it('A11: a slow answer is explained after 8 seconds, and a second press sends nothing twice', async () => {
    const { page, context } = phone;
    await page.getByLabel('姓名').fill(person.name);
    await press(page, '下一步');
    await seeHeading(page, '您现在在哪个城市？');
    await press(page, '下一步');
    await seeHeading(page, '请核对');
    let sent = 0;
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await context.route('**/api/v1/applications', async (route) => {
      if (route.request().method() === 'POST') {
        sent += 1;
        await held;
      }
      await route.continue();
    });
    const button = page.getByRole('button', { name: '提交' });
    await button.click();
    await button.click();
    await page.getByText('有点慢，请稍等；您填的内容都还在。').waitFor();
    expect(sent).toBe(1);
    release();
    await page.getByRole('heading', { level: 1, name: /同意采集人脸|还差一步|没有办成/ }).waitFor();
    await context.unroute('**/api/v1/applications');
  });

  it('A11: without a network the pages open, say so and keep what was typed', async () => {
    const { page, context } = phone;
    await page.goto(at('/apply/rail-temporary-id/who'));
    await page.getByText('我自己').click();
    await press(page, '下一步');
    await page.getByLabel('姓名').fill(person.name);
    await page.getByLabel('身份证号码').fill(person.number);
    await press(page, '下一步');
    await seeHeading(page, '您现在在哪个城市？');
    await context.setOffline(true);
    await page.locator('.offline').getByText('没有网络').waitFor();
    await typeCity(page, '杭州市');
    await press(page, '提交');
    await page.getByText('手机没有网络').waitFor();
    await sees(page, spaced(person));
    await context.setOffline(false);
    await page.locator('.offline').waitFor({ state: 'detached' });
    expect(surprises(phone)).toEqual([]);
  });
});
