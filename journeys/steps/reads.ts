import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * How a journey reads a page: with patience. A heading is there before the data under it has come, so what is expected
 * of a page is waited for, here or with `expect.poll`, and a failure says at last what stood there instead.
 */
const PATIENCE_MS = 30_000;
const AGAIN_MS = 100;

/** Waits until the page holds every one of these texts, and answers all its words. */
export const sees = (page: Page, ...texts: readonly (string | RegExp)[]): Promise<string> =>
  reads(page.locator('main'), ...texts);

/** The same of a part of the page. */
export async function reads(place: Locator, ...texts: readonly (string | RegExp)[]): Promise<string> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const shown = await place.innerText({ timeout: PATIENCE_MS });
    const missing = texts.filter((text) =>
      typeof text === 'string' ? !shown.includes(text) : !text.test(shown),
    );
    if (missing.length === 0) return shown;
    if (Date.now() > until) {
      const lacking = missing.map((text) => (typeof text === 'string' ? `“${text}”` : String(text)));
      throw new Error(
        `${place.page().url()} does not show ${lacking.join(', ')} after ${PATIENCE_MS / 1000} s; it shows:\n${shown}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/**
 * Opens an address anew until this stands there, a minute at most: what others bring about comes a moment later, and the
 * page may have asked before.
 */
export async function comes(page: Page, address: string, text: string | RegExp): Promise<void> {
  const found = page.locator('main').getByText(text).first();
  const until = Date.now() + 2 * PATIENCE_MS;
  for (;;) {
    await page.goto(address);
    if (await found.waitFor({ timeout: 5_000 }).then(yes, no)) return;
    if (Date.now() > until)
      throw new Error(`${address} does not show ${text}; it shows:\n${await sees(page)}`);
  }
}
const yes = () => true;
const no = () => false;

/** Waits until no part of the page is still being fetched: what is measured then is the whole screen. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await expect.poll(() => page.locator('.skeleton, [aria-busy=true]').count()).toBe(0);
}
