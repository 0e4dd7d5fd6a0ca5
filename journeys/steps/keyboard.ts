import type { Page } from 'playwright-core';

/** How long the control may keep a person waiting, in milliseconds: a page is there before its data has come. */
const PATIENCE_MS = 30_000;

/**
 * Presses Tab until the focus is on the control that is called so, round after round while the page may still be
 * filling; throws at last, naming what was passed in a round.
 */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const passed: string[] = [];
    while (passed.length < 100 && passed.filter((one) => one !== '' && one === passed.at(-1)).length < 3) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(nameOfFocused);
      if (typeof name === 'string' ? focused === name : name.test(focused)) return;
      passed.push(focused);
    }
    if (Date.now() > until) throw new Error(`Tab never reached ${name}; it passed ${passed.join(' → ')}`);
    await page.waitForTimeout(250);
  }
}

/** Tab to the control, then Enter. */
export async function enter(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

/** Tab to the control, then Space. */
export async function space(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Space');
}

/** Tab to the field and type. */
export async function typeInto(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.type(text);
}

/** In the page: how a person would call the focused control. */
function nameOfFocused(): string {
  const focused = document.activeElement as HTMLElement | null;
  if (!focused || focused === document.body) return '';
  const labels = (focused as HTMLInputElement).labels;
  const label = labels?.length ? [...labels].map((one) => one.textContent).join(' ') : focused.textContent;
  return (focused.getAttribute('aria-label') ?? label ?? '').replace(/\s+/g, ' ').trim();
}
