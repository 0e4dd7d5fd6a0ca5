import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { anotherOfficer, signInAtCounter } from './counter-steps.ts';
import { signIn, words } from './steps/citizen.ts';
import { lasting } from './steps/examine.ts';
import { people } from './steps/people.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { reads, sees } from './steps/reads.ts';
import { openReviewDesk, type ReviewDesk } from './steps/review.ts';
import { smallTargets, tooWide } from './steps/screen.ts';
import { stack } from './steps/stack.ts';

const { url, databaseUrl, dataDir } = stack;
const person = people.bateerInReview;
const context = { viewport: { width: 1280, height: 800 }, isMobile: false };
let desk: ReviewDesk;
let one: TestBrowser;
let two: TestBrowser;
let phone: TestBrowser;

beforeAll(async () => {
  desk = openReviewDesk({ databaseUrl, dataDir });
  await desk.alone();
  const staff = [
    await anotherOfficer(databaseUrl, 'reviewer'),
    await anotherOfficer(databaseUrl, 'reviewer'),
  ];
  one = await openBrowser({ context });
  two = await openBrowser({ context });
  phone = await openPhone();
  for (const [n, { page }] of [one, two].entries()) {
    await signInAtCounter({ page, url }, staff[n]!.token);
  }
});
afterEach(() => desk.clear());
afterAll(async () => {
  await Promise.all([one?.close(), two?.close(), phone?.close()]);
  await desk?.close();
});
leavePictures(() => ({ one, two, phone }));

async function openQueue(page: Page): Promise<void> {
  await page.goto(`${url}/counter/review`);
  await page.getByRole('heading', { level: 1, name: '审核队列' }).waitFor();
}
/** All panes have their picture, or say that there is none. */
async function seePictures(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: /核对/ }).waitFor();
  await page.waitForFunction(() => {
    const panes = [...document.querySelectorAll('.pane-box')];
    return panes.length > 1 && panes.every((pane) => pane.querySelector('img, .notice'));
  });
}

describe('the reviewers’ console', () => {
  it('A5: a reviewer takes the most urgent case by one key, sees the pictures side by side, accepts by two: it is issued', async () => {
    const seeded = await desk.seed(person);
    const { page } = one;
    await openQueue(page);
    await page.getByRole('button', { name: /临时乘车证明/ }).waitFor();
    expect(await words(page)).not.toContain(person.name);
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('n');
    await seePictures(page);
    await sees(page, person.name, person.number);
    await expect
      .poll(() => page.locator('.pane figcaption b').allInnerTexts())
      .toEqual(['登记照', '证件正面', '证件反面']);
    expect(page.url()).not.toContain(person.number);
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('z');
    await page.locator('.pane-box.near').waitFor();
    await page.keyboard.press('z');
    await page.keyboard.press('a');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '审核队列' }).waitFor();
    await expect.poll(() => desk.state(seeded)).toBe('issued');
  });

  it('A5: a reviewer refuses with a reason of the list; the citizen sees it with the next step, and may take the photos again', async () => {
    await phone.page.goto(at('/sign-in'));
    await signIn(phone.page, person);
    const seeded = await desk.seed(person, { ofMobile: true });
    await phone.page.goto(at(`/applications/${seeded.applicationId}`));
    await phone.page.locator('main').getByText('审核').or(phone.page.getByText('工作人员')).first().waitFor();
    const { page } = one;
    await openQueue(page);
    await page.keyboard.press('n');
    await seePictures(page);
    await page.keyboard.press('r');
    await page.getByText('证件照片反光，遮住了内容。').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '审核队列' }).waitFor();
    await expect.poll(() => desk.state(seeded)).toBe('proving');
    await phone.page.reload();
    await phone.page.getByText('证件照片反光，遮住了内容。').first().waitFor();
    await sees(phone.page, '再拍一次');
  });

  it('A5: two reviewers press the same row: one has the case, the other hears that it is taken', async () => {
    const seeded = await desk.seed(person);
    await Promise.all([one, two].map(({ page }) => openQueue(page)));
    const row = (page: Page) => page.getByRole('button', { name: /临时乘车证明/ });
    await Promise.all([one, two].map(({ page }) => row(page).waitFor()));
    await Promise.all([one, two].map(({ page }) => row(page).click()));
    const outcome = async ({ page }: TestBrowser) => {
      const held = page.getByRole('heading', { level: 1, name: /核对/ });
      const taken = page.getByText('这件刚被别人领取');
      await held.or(taken).first().waitFor();
      return (await held.isVisible()) ? 'held' : 'taken';
    };
    const outcomes = [await outcome(one), await outcome(two)];
    expect([...outcomes].sort()).toEqual(['held', 'taken']);
    const loser = outcomes[0] === 'taken' ? one : two;

    // The address of the other one's case opens nothing.
    const winner = loser === one ? two : one;
    await loser.page.goto(winner.page.url());
    await loser.page.getByText('这件已不在您手里').waitFor();
    expect(await words(loser.page)).not.toContain(person.name);
    expect(await loser.page.locator('img').count()).toBe(0);
    expect(await axeViolations(loser.page)).toEqual([]);
    await winner.page.getByRole('button', { name: '退回队列' }).click();
    await winner.page.getByRole('heading', { name: '审核队列' }).waitFor();
    await expect.poll(() => desk.state(seeded)).toBe('in-review');
  });

  it('A5: ten thousand cases: few rows are drawn, the keyboard reaches the last, and filters count anew', async () => {
    await desk.fill(10_000);
    const { page } = one;
    await openQueue(page);
    await page.locator('.queue-row').first().waitFor();
    await reads(page.locator('.counts'), /待审\s*10,000/);
    expect(await page.locator('.queue-row').count()).toBeLessThan(60);
    await page.locator('.queue-row').first().focus();
    await page.keyboard.press('End');
    await page.waitForFunction(() => Number(document.activeElement?.closest('li')?.dataset.row) >= 199);
    expect(await page.locator('.queue-row').count()).toBeLessThan(60);
    expect(await axeViolations(page)).toEqual([]);
    console.info(`  queue of 10 000: ${await framesAScroll(page)} frames a second while it scrolls`);
    await page.locator('#kind').click();
    await page.getByRole('option', { name: '人脸与登记照' }).click();
    await page.getByText('3,333').first().waitFor();
  });

  it('A5: works by keyboard alone, in elder mode, on 320 pixels, in every language', async () => {
    await desk.seed(person);
    const { page } = two;
    await openQueue(page);
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('退回并看下一件').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    // While it closes it keeps the focus.
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('.queue-row').first().focus();
    await page.keyboard.press('Enter');
    await seePictures(page);
    await page.locator('.pane-box').first().focus();
    await page.keyboard.press('+');
    await page.locator('.pane-box.near').waitFor();
    await page.keyboard.press('0');
    await page.setViewportSize({ width: 320, height: 720 });
    expect(await lasting(() => tooWide(page, 320))).toEqual([]);
    expect(await lasting(() => smallTargets(page, 44))).toEqual([]);
    await page.getByRole('button', { name: '关怀版' }).click();
    await page.locator('html[data-elder]').waitFor();
    expect(await lasting(() => tooWide(page, 320))).toEqual([]);
    expect(await lasting(() => smallTargets(page, 60))).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
    for (const [language, title] of [
      ['繁體中文（香港）', '核對證件相片'],
      ['繁體中文（臺灣）', '核對證件照片'],
      ['English', 'Compare: Document photos'],
    ] as const) {
      await page.locator('.top-end button[aria-controls=languages]').press('Enter');
      await page.getByRole('button', { name: language }).press('Enter');
      await page.getByRole('heading', { name: title }).waitFor();
      expect(await axeViolations(page), language).toEqual([]);
    }
    await page.goto(`${url}/counter/review`);
    await page.getByRole('heading', { name: 'Review queue' }).waitFor();
    expect(await lasting(() => tooWide(page, 320))).toEqual([]);
    await expect.poll(() => rowTargets(page)).toBeGreaterThanOrEqual(60);
    expect([...surprises(one), ...surprises(two)]).toEqual([]);
  });
});

/** The height of the lowest row, in CSS pixels; none waits, none is too small. */
const rowTargets = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Math.min(
      1_000,
      ...[...document.querySelectorAll('.queue-row')].map((row) => row.getBoundingClientRect().height),
    ),
  );

/** Frames that the browser drew in a second of scrolling the queue, as it counts them itself. */
const framesAScroll = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const list = document.querySelector('.queue')!;
        list.scrollTop = 0;
        const start = performance.now();
        let frames = 0;
        const next = (now: number) => {
          frames += 1;
          list.scrollTop += 40;
          if (now - start < 2_000) requestAnimationFrame(next);
          else resolve(Math.round((frames * 1_000) / (now - start)));
        };
        requestAnimationFrame(next);
      }),
  );
