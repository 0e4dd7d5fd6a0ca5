import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import {
  type BrowserOptions,
  openBrowser,
  type TestBrowser,
} from '../../packages/launch/src/testing/browser.ts';
import { stack } from './stack.ts';

/** A person's phone: 390 × 844, in Chinese, with a fake camera that plays `camera`. */
export const openPhone = (options: BrowserOptions = {}): Promise<TestBrowser> => openBrowser(options);

/** The address of a page of the product under test. */
export const at = (path: string): string => `${stack.url}${path}`;

/** What went wrong in the pages, without the browser's own lines about answers of 4xx and 5xx and broken networks. */
export const surprises = ({ errors }: TestBrowser): string[] =>
  errors.filter((error) => !error.startsWith('Failed to load resource'));

/** Leaves a picture of each screen when a test of this file fails, and prints where: `screens` is asked at that moment. */
export function leavePictures(screens: () => Record<string, TestBrowser | undefined>): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const folder = join(tmpdir(), 'suizheng-journeys');
    mkdirSync(folder, { recursive: true });
    for (const [name, screen] of Object.entries(screens())) {
      if (!screen) continue;
      const file = join(
        folder,
        `${task.file.name.replaceAll('/', '-')}-${task.name.slice(0, 24)}-${name}.png`,
      );
      await screen.page.screenshot({ path: file }).catch(() => {});
      console.warn(`${name} showed ${screen.page.url()}: ${file}; ${screen.errors.slice(-5).join(' | ')}`);
    }
  });
}
