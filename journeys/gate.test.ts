import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { qrPicture, writeClip } from './camera-clip.ts';
import {
  type Counter,
  demoOfficerToken,
  issuePaperAtCounter,
  makeEnrolmentCode,
  revokeAtCounter,
  signInAtCounter,
} from './counter-steps.ts';
import { freshen } from './steps/freshen.ts';
import { killServer, serverIsReady, stack } from './steps/stack.ts';

const PERSON = { name: '张晓晓', number: '990000200103070024', grouped: '990000 20010307 0024' };
const folder = mkdtempSync(join(tmpdir(), 'suizheng-gate-'));
let desk: TestBrowser;
let gate: TestBrowser;
let counter: Counter;
let identifier: string;

beforeAll(async () => {
  desk = await openBrowser({ context: { viewport: { width: 1024, height: 768 }, isMobile: false } });
  counter = { page: desk.page, url: stack.url };
  await signInAtCounter(counter, demoOfficerToken(stack.dataDir));
  const paper = await issuePaperAtCounter(counter, PERSON);
  identifier = paper.identifier;
  const camera = join(folder, 'paper.mjpeg');
  await writeClip(camera, await qrPicture(paper.pdf), { shown: 3, away: 4 });
  gate = await openBrowser({ camera });
});
afterAll(async () => {
  await gate?.close();
  await desk?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The verdict on the screen, as a person reads it. */
const verdict = async (page: Page): Promise<string> => {
  await page.locator('.gate-result').waitFor();
  return page.locator('.gate-result').innerText();
};
const goOn = async (page: Page): Promise<void> => {
  const shown = await page.locator('.gate-verdict').elementHandle();
  await page.getByRole('button', { name: '下一位' }).press('Enter');
  await shown?.waitForElementState('hidden');
};
/** Opens the scanner; the camera starts by itself once it was allowed. */
const scanning = async (page: Page): Promise<void> => {
  await page.goto(`${stack.url}/verifier/`);
  const open = page.getByRole('button', { name: '打开摄像头' });
  const running = page.locator('.gate-camera:visible').or(page.locator('.gate-result'));
  await open.or(running).first().waitFor();
  if (await open.isVisible()) await open.click();
};

describe('a gate', () => {
  it('T5: not enrolled, reads a paper by camera and learns kind, validity and status, nobody’s name', async () => {
    const { page } = gate;
    await scanning(page);
    const words = await verdict(page);
    expect(words).toContain('纸质证明有效');
    expect(words).toContain('铁路电子临时乘车身份证明');
    expect(words).toContain('未登记设备不显示个人信息');
    expect(words).not.toContain(PERSON.name);
    expect(await axeViolations(page)).toEqual([]);
    await goOn(page);
  });

  it('V1: enrols with a code from the counter, and is told when a code is wrong', async () => {
    const { page } = gate;
    const code = await makeEnrolmentCode(counter, { label: '东进站口 3 号', purpose: '进站' });
    await page.goto(`${stack.url}/verifier/enrol`);
    await page.getByLabel('登记码').fill('0000-0000-0000-0000');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('登记码无效').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('登记码').fill(code);
    await page.keyboard.press('Enter');
    await page.getByText('东进站口 3 号').waitFor();
    const key = await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const opening = indexedDB.open('suizheng-gate');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const read = opening.result.transaction('single').objectStore('single').get('device');
            read.onsuccess = () => resolve(read.result.keyPair.privateKey.extractable);
          };
        }),
    );
    expect(key).toBe(false);
  });

  it('B8: enrolled, shows the person to be compared with the paper', async () => {
    const { page } = gate;
    await scanning(page);
    const words = await verdict(page);
    expect(words).toContain('请核对本人');
    expect(words).toContain(PERSON.name);
    expect(words).toContain(PERSON.grouped);
    expect(words).toContain('进站');
    expect(await axeViolations(page)).toEqual([]);
    await goOn(page);
  });

  it('V3: with server and network gone it opens, reads and says that it was offline', async () => {
    const { page, context } = gate;
    await page.goto(`${stack.url}/verifier/device`);
    await page.getByText('已就绪').waitFor({ timeout: 60_000 });
    await context.setOffline(true);
    await killServer();
    await scanning(page);
    const words = await verdict(page);
    expect(words).toContain('离线核验');
    expect(words).toContain(PERSON.name);
    expect(words).toMatch(/密钥数据\s+\d+ (秒|分钟)前更新/);
    // By its address: the paper comes before the camera again, and a verdict would cover what leads there.
    await page.goto(`${stack.url}/verifier/log`);
    await page.getByText(/\d+ 条记录待联网上报/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  it('sends its looks when the network is back, and refuses what was revoked meanwhile', async () => {
    const { page, context } = gate;
    await serverIsReady();
    await context.setOffline(false);
    await page.getByText('全部记录已上报').waitFor({ timeout: 60_000 });
    await revokeAtCounter(counter, identifier, stack.databaseUrl);
    await page.goto(`${stack.url}/verifier/device`);
    // The list is signed anew within seconds; a person would press the button again too.
    let last = '';
    await expect
      .poll(
        async () => {
          await freshen(page);
          await scanning(page);
          last = await verdict(page);
          await goOn(page);
          await page.goto(`${stack.url}/verifier/device`);
          return last;
        },
        { timeout: 90_000, interval: 1_000 },
      )
      .toContain('证件已被撤销');
    expect(last).not.toContain(PERSON.name);
  });

  it('works by keyboard alone, without a camera, in elder mode, in every language', async () => {
    const { page, close } = await openBrowser();
    await page.goto(`${stack.url}/verifier/log`);
    await page.getByRole('button', { name: '关怀版' }).press('Enter');
    for (const path of ['log', 'device', 'enrol', '']) {
      await page.goto(`${stack.url}/verifier/${path}`);
      await page.locator('main').first().waitFor();
      expect(await axeViolations(page), path).toEqual([]);
    }
    await page.getByRole('button', { name: '打开摄像头' }).press('Enter');
    await page.getByText('没有找到摄像头').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '手工输入' }).press('Enter');
    await page.getByLabel('证件码').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('https://example.org');
    await page.keyboard.press('Enter');
    expect(await verdict(page)).toContain('不是本平台的证件码');
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Space');
    await page.locator('.gate-result').waitFor({ state: 'detached' });
    await page.goto(`${stack.url}/verifier/device`);
    for (const [language, title] of [
      ['繁體中文（香港）', '核驗資料'],
      ['繁體中文（臺灣）', '金鑰與證件種類'],
      ['English', 'Verification data'],
    ] as const) {
      await page.locator('.top-end button[aria-controls=languages]').press('Enter');
      await page.getByRole('button', { name: language }).press('Enter');
      await page.getByText(title).first().waitFor();
      expect(await axeViolations(page), language).toEqual([]);
    }
    await close();
  });

  it('becomes a stranger again when the counter ends it: keys destroyed, and it says so', async () => {
    const { page } = gate;
    await desk.page.goto(`${stack.url}/counter/readers`);
    await desk.page.getByRole('button', { name: '停用' }).first().click();
    const dialog = desk.page.getByRole('dialog');
    await dialog.getByLabel('原因').fill('演练结束');
    await dialog.getByRole('button', { name: '停用' }).click();
    await desk.page.getByText('已停用“东进站口 3 号”').waitFor();
    await page.goto(`${stack.url}/verifier/`);
    await page.getByText('本机的登记已被撤销').waitFor();
    await page.getByText('未登记设备').first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const kept = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const opening = indexedDB.open('suizheng-gate');
          opening.onsuccess = () => {
            const read = opening.result.transaction('single').objectStore('single').getAllKeys();
            read.onsuccess = () => resolve(read.result);
          };
        }),
    );
    expect(kept).not.toContain('device');
  });
});
