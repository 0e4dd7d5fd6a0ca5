import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';

const candidates = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The Chromium on this machine, or undefined: CHROMIUM_PATH, then the usual places. */
export const findChromium = (): string | undefined => candidates.find((file) => file && existsSync(file));

// Quiet, reproducible, and possible as root in a container.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

// The fake camera plays a file (.mjpeg or .y4m) at 30 frames a second and starts it again at its end.
const cameraFlags = (file: string): string[] => [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${file}`,
];

/** Several journeys share the two cores of a small machine: what a page owes is waited for, but not without end. */
const PATIENCE_MS = 30_000;

/** A phone held upright, in Shanghai. */
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
};

/** `camera` is the file a fake camera plays; `profile` a folder to keep between visits (default: fresh, then removed). */
export interface BrowserOptions {
  camera?: string;
  profile?: string;
  context?: BrowserContextOptions;
}

/** A browser with one person's profile. `errors` collects what went wrong in its pages, in the order it happened. */
export interface TestBrowser {
  context: BrowserContext;
  page: Page;
  errors: string[];
  close(): Promise<void>;
}

/** A person's own profile, and how it ends. */
type Profile = { context: BrowserContext; end(): Promise<void> };

/** A Chromium of one's own: the camera that it has is its very own. */
const alone = async (executablePath: string, options: BrowserOptions): Promise<Profile> => {
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'suizheng-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: [...flags, ...(options.camera ? cameraFlags(options.camera) : [])],
    ...phone,
    ...options.context,
  });
  const end = async (): Promise<void> => {
    await context.close();
    if (!options.profile) rmSync(profile, { recursive: true, force: true });
  };
  return { context, end };
};

let shared: Promise<Browser> | undefined;
let sharers = 0;

/** A profile in the Chromium that all people without a camera share: to start one for each takes seconds. */
const together = async (executablePath: string, options: BrowserOptions): Promise<Profile> => {
  sharers += 1;
  shared ??= chromium.launch({ executablePath, headless: true, args: flags });
  const browser = await shared;
  const context = await browser.newContext({ ...phone, ...options.context });
  const end = async (): Promise<void> => {
    await context.close();
    sharers -= 1;
    if (sharers > 0) return;
    shared = undefined;
    await browser.close();
  };
  return { context, end };
};

/** Opens Chromium as a person's phone (see `phone`; `context` overrides it). */
export const openBrowser = async (options: BrowserOptions = {}): Promise<TestBrowser> => {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium: apt-get install chromium, or set CHROMIUM_PATH');
  const { context, end } = await (options.camera || options.profile ? alone : together)(
    executablePath,
    options,
  );
  context.setDefaultTimeout(PATIENCE_MS);
  const errors: string[] = [];
  const listen = (page: Page): void => {
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
  };
  context.on('page', listen);
  const page = context.pages()[0] ?? (await context.newPage());
  listen(page);
  return { context, page, errors, close: end };
};

/** As much of what axe says as is read here. */
type Violation = {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly unknown[] }[];
};
type Axe = { run(context: Document, options: object): Promise<{ violations: Violation[] }> };
declare const axe: Axe | undefined;

// Nobody asks what is well: a third of the work.
const axeOptions = { resultTypes: ['violations' as const] };

/** What axe finds; it stays in the page, so that the next look at the same page need not bring it again. */
const violationsOf = async (page: Page): Promise<readonly Violation[]> => {
  const there = await page.evaluate(() => typeof axe !== 'undefined');
  if (there)
    return page.evaluate(async (options) => (await axe!.run(document, options)).violations, axeOptions);
  // No page has frames of others.
  return (await new AxeBuilder({ page }).setLegacyMode().options(axeOptions).analyze()).violations;
};

/** What is found is looked at so often, half a second apart: a colour on its way to another is nobody's fault. */
const LOOKS = 4;
const AGAIN_MS = 500;

/**
 * What axe finds wrong on the page once nothing on it is being fetched any more, and still finds when it looks again, one
 * sentence for each violation with where; empty when all is well.
 */
export const axeViolations = async (page: Page): Promise<string[]> => {
  for (let look = 1; ; look += 1) {
    await page.waitForFunction(() => !document.querySelector('.skeleton, [aria-busy=true]'));
    const violations = await violationsOf(page);
    if (violations.length === 0 || look === LOOKS)
      return violations.map(
        ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(' ')).join('; ')})`,
      );
    await page.waitForTimeout(AGAIN_MS);
  }
};
