import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeViolations } from '../../packages/launch/src/testing/browser.ts';
import { at } from './phone.ts';
import { settled } from './reads.ts';
import { foreignWords, smallTargets, smallWords, tooWide } from './screen.ts';

/** A phone held upright. */
export const PHONE = { width: 390, height: 844 };
/** The narrowest phone that counts. */
export const SMALL = { width: 320, height: 640 };
/** A desk's screen of 1280 × 1024 at 200 %. */
const ZOOMED = { width: 640, height: 512 };

/** All complaints about the screen that is open, in normal and elder mode, small, zoomed and in every language. */
export async function examine(page: Page): Promise<string[]> {
  await settled(page);
  const complaints: string[] = [];
  const note = (where: string, found: string[]): void => {
    complaints.push(...found.map((one) => `${where}: ${one}`));
  };
  const shape = async (mode: string): Promise<void> => {
    for (const [name, size] of Object.entries({ '320 px': SMALL, '200 %': ZOOMED })) {
      await page.setViewportSize(size);
      note(`${mode} ${name}`, await lasting(() => tooWide(page, size.width)));
    }
    await page.setViewportSize(PHONE);
  };
  note('axe', await axeViolations(page));
  note('targets', await lasting(() => smallTargets(page, 44)));
  await shape('normal');

  await page.getByRole('button', { name: '关怀版' }).click();
  await page.locator('html[data-elder]').waitFor();
  note('elder axe', await axeViolations(page));
  note('elder targets', await lasting(() => smallTargets(page, 60)));
  note('elder words', await lasting(() => smallWords(page, 18)));
  await page.evaluate(() => {
    document.documentElement.dataset.textSize = 'giant';
  });
  note('elder at its largest', await lasting(() => smallWords(page, 28)));
  await shape('elder at its largest');
  await page.getByRole('button', { name: '标准版' }).click();
  await page.locator('html:not([data-elder])').waitFor();

  for (const [language, locale] of [
    ['繁體中文（香港）', 'zh-Hant-HK'],
    ['繁體中文（臺灣）', 'zh-Hant-TW'],
    ['English', 'en'],
    ['简体中文', 'zh-Hans'],
  ] as const) {
    await page.locator('button[aria-controls=languages]').click();
    await page.getByRole('button', { name: language }).click();
    await page.locator(`html[lang=${locale}]`).waitFor();
    note(locale, await lasting(() => foreignWords(page, locale)));
    if (locale === 'en') note('en 320 px', await narrow(page));
  }
  return complaints;
}

/**
 * Complaints that are still there when the screen has had its time: to take a new shape, and the server's own words to
 * come in a new language.
 */
export async function lasting(complaints: () => Promise<string[]>): Promise<string[]> {
  let last: string[] = [];
  await expect
    .poll(async () => {
      last = await complaints();
      return last.length;
    })
    .toBe(0)
    .catch(() => {});
  return last;
}

/** English words are the longest. */
async function narrow(page: Page): Promise<string[]> {
  await page.setViewportSize(SMALL);
  const found = await lasting(() => tooWide(page, SMALL.width));
  await page.setViewportSize(PHONE);
  return found;
}

/** Opens a screen anew and waits until it has said everything. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(at(path));
  await settled(page);
}
