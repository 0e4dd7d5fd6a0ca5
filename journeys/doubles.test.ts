import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { syntheticNumber } from '../packages/sandbox/src/population/people.ts';
import { type Counter, demoOfficerToken, makeEnrolmentCode, signInAtCounter } from './counter-steps.ts';
import { applyForMyself, press, seeHeading, words } from './steps/citizen.ts';
import { passFace } from './steps/face-by-api.ts';
import { missing } from './steps/face-clip.ts';
import { freshen } from './steps/freshen.ts';
import { colour, cutOff, enrolGate } from './steps/gate.ts';
import { lastingDocument } from './steps/lasting-document.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { comes, sees } from './steps/reads.ts';
import { stack } from './steps/stack.ts';

/** 陈桂芳 of packages/sandbox/src/population/residents.ts, with a telephone that no other journey uses. */
const person = {
  name: '陈桂芳',
  number: syntheticNumber('1979-04-25', 'female', 1),
  mobile: '16170009031',
  portrait: 'f37',
};
const DAY_MS = 86_400_000;
const { url, dataDir } = stack;
let counter: Counter;
let desk: TestBrowser;

/** Reads a code at a gate as a hardware scanner would hand it over; answers the gate's words. */
async function read(page: Page, code: string): Promise<string> {
  await page.goto(at('/verifier/'));
  await page.getByRole('button', { name: '手工输入' }).click();
  await page.getByLabel('证件码').fill(code);
  await page.keyboard.press('Enter');
  await page.locator('.gate-result').waitFor();
  return page.locator('.gate-result').innerText();
}
const goOn = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '下一位' }).press('Enter');
  await page.locator('.gate-result').waitFor({ state: 'detached' });
};
/** Waits until the gate works without a network. */
const readyForOffline = async (page: Page): Promise<void> => {
  await page.goto(at('/verifier/device'));
  await page.getByText('已就绪').waitFor({ timeout: 60_000 });
  await freshen(page);
  await page.getByText('离线可用到').first().waitFor();
};
/** A gate enrolled by the address in its QR. */
const openGate = async (label: string): Promise<TestBrowser> => {
  const gate = await openPhone();
  const code = await makeEnrolmentCode(counter, { label, purpose: '进站' });
  await gate.page.goto(at(`/verifier/enrol#${code}`));
  await gate.page.getByText('已从二维码读到登记码').waitFor();
  await gate.page.waitForURL(at('/verifier/enrol'));
  await gate.page.getByRole('button', { name: '登记', exact: true }).click();
  await gate.page.getByText(label).first().waitFor();
  return gate;
};

beforeAll(async () => {
  desk = await openBrowser({ context: { viewport: { width: 1024, height: 768 }, isMobile: false } });
  counter = { page: desk.page, url };
  await signInAtCounter(counter, demoOfficerToken(dataDir));
});
afterAll(() => desk?.close());

describe.skipIf(missing)('a code that somebody photographed', () => {
  let phone: TestBrowser;
  let east: TestBrowser;
  let west: TestBrowser;
  let wallet: string;

  beforeAll(async () => {
    phone = await openPhone();
  });
  afterAll(() => Promise.all([phone?.close(), east?.close(), west?.close()]));
  leavePictures(() => ({ phone, east, west }));

  it('V4: is taken by two gates without a network, amber at both', async () => {
    await applyForMyself(phone.page, person);
    await passFace(phone.page, person.portrait, '办好了');
    await press(phone.page, '出示二维码');
    await phone.page.locator('canvas.qr-code').waitFor();
    wallet = new URL(phone.page.url()).pathname;

    east = await openGate('东口');
    west = await openGate('西口');
    for (const gate of [east, west]) {
      await readyForOffline(gate.page);
      await gate.context.setOffline(true);
    }
    await phone.page.goto(at(wallet));
    const canvas = phone.page.locator('canvas.qr-code');
    await canvas.waitFor();
    const code = await canvas.getAttribute('data-code');
    for (const gate of [east, west]) {
      const verdict = await read(gate.page, code!);
      expect(await colour(gate.page)).toBe('amber');
      expect(verdict).toContain('离线核验');
      expect(verdict).toContain(person.name);
      await goOn(gate.page);
      await gate.page
        .getByText(/离线可用到/)
        .first()
        .waitFor();
    }
  });

  it('V4: once they sync, one after the other, both screens and the holder’s phone say so', async () => {
    await east.context.setOffline(false);
    await east.page.goto(at('/verifier/log'));
    await east.page.getByText('全部记录已上报').waitFor({ timeout: 60_000 });
    expect(await words(east.page)).not.toContain('也出示过');

    await west.context.setOffline(false);
    await west.page.goto(at('/verifier/'));
    await west.page.getByText('有证件码在别处也出示过').waitFor({ timeout: 60_000 });
    await west.page.getByRole('link', { name: '查看记录' }).click();
    await west.page.getByText(/同一个码 .*“.*东口”也出示过/).waitFor();
    expect(await axeViolations(west.page)).toEqual([]);
    await east.page.goto(at('/verifier/'));
    await east.page.getByText('有证件码在别处也出示过').waitFor({ timeout: 60_000 });
    await east.page.getByRole('link', { name: '查看记录' }).click();
    await east.page.getByText(/同一个码 .*“.*西口”也出示过/).waitFor();

    const { page } = phone;
    await comes(page, at('/inbox'), '同一个证件码被出示了两次');
    await page.getByText('同一个证件码被出示了两次').click();
    await seeHeading(page, '核验记录');
    await sees(page, '同一个码在两处出示过', '东口', '西口', '姓名 · 证件号码', /[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(await axeViolations(page)).toEqual([]);
  });

  it('T5: the holder reports the look and sees where the report stands; the history shows it', async () => {
    const { page } = phone;
    await press(page, '举报这次查看');
    await press(page, '提交举报');
    await page.locator('.errors').getByText('没有选择举报原因').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByText('我没有在那里出示过').click();
    await page.getByLabel('补充说明').fill('那时我已经上车了');
    await press(page, '提交举报');
    await page.getByText('已收到，等待核查').waitFor();
    await sees(page, '最迟答复');
    await page.goto(at(`${wallet}/looks`));
    await sees(page, '东口', '同一个码出现两次', '已举报', /进站 · 离线/);
    expect(await axeViolations(page)).toEqual([]);
    expect([...surprises(phone), ...surprises(east), ...surprises(west)]).toEqual([]);
  });
});

describe('a gate that hears nothing for a week', () => {
  let gate: TestBrowser;
  afterAll(() => gate?.close());
  leavePictures(() => ({ gate }));

  it('V3: says until when it works, is amber on the sixth day, and lets nobody through after the seventh', async () => {
    const show = await lastingDocument(dataDir, {
      name: '林远',
      number: syntheticNumber('1990-01-01', 'male', 7),
    });
    gate = await openPhone();
    const { page, context } = gate;
    await enrolGate(
      page,
      await makeEnrolmentCode(counter, { label: '山口 1 号', purpose: '进站' }),
      '山口 1 号',
    );
    const now = new Date();
    const green = await read(page, await show(now));
    expect(await colour(page)).toBe('green');
    expect(green).toContain('林远');
    await readyForOffline(page);
    await cutOff(context);

    // Left first: an answer under way, heard with the clock moved on already, would be learnt from as six days off.
    await page.goto('about:blank');
    const sixth = new Date(Date.now() + 6 * DAY_MS + 60_000);
    await page.clock.setFixedTime(sixth);
    const amber = await read(page, await show(sixth));
    expect(await colour(page)).toBe('amber');
    expect(amber).toContain('离线核验');
    expect(amber).toContain('林远');
    await goOn(page);
    await page.getByText(/离线 · 数据 6 天前更新/).waitFor();
    await page.getByText(/离线可用到/).waitFor();
    expect(await axeViolations(page)).toEqual([]);

    const eighth = new Date(now.getTime() + 7 * DAY_MS + 3_600_000);
    await page.clock.setFixedTime(eighth);
    const red = await read(page, await show(eighth));
    expect(await colour(page)).toBe('red');
    expect(red).not.toContain('林远');
    await goOn(page);
    await page.getByText('数据过旧，不能核验').first().waitFor();
    expect(surprises(gate)).toEqual([]);
  });
});
