import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { expect } from 'vitest';
import { writeClip } from '../camera-clip.ts';
import { freshen } from './freshen.ts';
import { at } from './phone.ts';

/** Steps of a gate with the verifier app; its camera plays `camera` of a `lens`. */

/** Makes an anonymous browser a reader of the rail with the code that the counter gave. */
export async function enrolGate(page: Page, code: string, label: string): Promise<void> {
  await page.goto(at('/verifier/enrol'));
  await page.getByLabel('登记码').fill(code);
  await page.keyboard.press('Enter');
  await page.getByText(label).waitFor();
}

/**
 * Cuts the network off for good. On a busy machine a page that has just opened hears later than its first scripts that it
 * is offline: it is told beforehand, or it would ask the server and learn what time it is there.
 */
export async function cutOff(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
  await context.setOffline(true);
}

/** Opens the scanner and waits for a verdict; answers its words. */
export async function scan(page: Page): Promise<string> {
  await page.goto(at('/verifier/'));
  const open = page.getByRole('button', { name: '打开摄像头' });
  const result = page.locator('.gate-result');
  await open.or(page.locator('.gate-camera:visible')).or(result).first().waitFor();
  if (await open.isVisible()) await open.click();
  await result.waitFor();
  return result.innerText();
}

/** The colour of the verdict that is on the screen. */
export async function colour(page: Page): Promise<'green' | 'amber' | 'red' | undefined> {
  const classes = (await page.locator('.gate-result').getAttribute('class')) ?? '';
  return (['green', 'amber', 'red'] as const).find((name) => classes.split(' ').includes(name));
}

/** Fetches keys and lists anew, and waits until the gate says that it has them. */
export async function refreshGate(page: Page): Promise<void> {
  await page.goto(at('/verifier/device'));
  await freshen(page);
  await page
    .getByText(/最新|刚刚|\d+ 秒前/)
    .first()
    .waitFor();
}

/** A phone's living code as its screen shows it, white margin included: what a camera held over it sees. */
export async function pictureOfCode(page: Page): Promise<Buffer> {
  const canvas = page.locator('canvas.qr-code');
  await canvas.waitFor();
  // As tall as a hand would hold it before a camera of 720 lines.
  return sharp(await canvas.screenshot())
    .resize({ height: 640, withoutEnlargement: true })
    .png()
    .toBuffer();
}

/** On the holder's phone: opens the history of looks until it says all this; a gate sends a look after it has judged. */
export async function seeLooks(page: Page, wallet: string, ...texts: readonly string[]): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.goto(at(`${wallet}/looks`));
        await page.locator('.look-rows, .empty').first().waitFor();
        const shown = await page.locator('main').innerText();
        return texts.filter((text) => !shown.includes(text));
      },
      { timeout: 60_000, interval: 1_000 },
    )
    .toEqual([]);
}

/** What lies before a gate's camera. */
export interface Lens {
  readonly camera: string;
  /** Holds a picture before the camera of this gate and answers the gate's words. */
  show(gate: Page, picture: Buffer): Promise<string>;
  leave(): void;
}

/** A camera with nothing before it yet. */
export function openLens(): Lens {
  const folder = mkdtempSync(join(tmpdir(), 'suizheng-lens-'));
  const camera = join(folder, 'code.mjpeg');
  return {
    camera,
    async show(gate, picture) {
      // The camera must be closed while its clip is changed.
      await gate.goto('about:blank');
      await writeClip(`${camera}.next`, picture, { shown: 2, away: 1 });
      renameSync(`${camera}.next`, camera);
      return scan(gate);
    },
    leave: () => rmSync(folder, { recursive: true, force: true }),
  };
}
