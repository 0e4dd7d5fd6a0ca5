import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** On the device's page: fetches keys and lists anew, and waits until that is over, however it ended. */
export async function freshen(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: '立即更新' });
  await button.click();
  // While it fetches it is marked so; gone from the page before, it would be given up.
  await expect.poll(() => button.getAttribute('class')).not.toContain('pending');
}
