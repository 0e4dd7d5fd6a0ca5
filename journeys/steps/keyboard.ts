import type { Page } from 'playwright-core';

/** Presses Tab until the focus is on the control that is called so; throws after a hundred, naming what was passed. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 100; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(nameOfFocused);
    if (typeof name === 'string' ? focused === name : name.test(focused)) return;
    passed.push(focused);
    if (passed.length > 5 && focused !== '' && passed.filter((one) => one === focused).length > 3) break;
  }
  throw new Error(`Tab never reached ${name}; it passed ${passed.join(' → ')}`);
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
