import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { syntheticResidencePermit } from '../packages/sandbox/src/permits/holders.ts';
import { writeClip } from './camera-clip.ts';
import {
  anotherOfficer,
  demoOfficerToken,
  makeEnrolmentCode,
  revokeAtCounter,
  signInAtCounter,
} from './counter-steps.ts';
import { agreeAndOpenCamera, passFaceCheck } from './steps/capture.ts';
import { beginForMyself, press, seeHeading, send, tellWho, typeCity } from './steps/citizen.ts';
import { demoParty } from './steps/demo-party.ts';
import { type Sitter, sitter } from './steps/face-clip.ts';
import { enrolGate, pictureOfCode, refreshGate, scan } from './steps/gate.ts';
import { beginRegistration, declineFace } from './steps/ladder.ts';
import { people } from './steps/people.ts';
import { at, openPhone } from './steps/phone.ts';
import { openReviewDesk } from './steps/review.ts';
import { stack } from './steps/stack.ts';

// `npm run pictures`: the screens of the README, all from one run of the product. Not a test: nothing runs it but that.

const person = people.xiaoxiao;
/** 陳家豪 of packages/sandbox/src/permits/holders.ts with both his documents. */
const resident = {
  name: '陳家豪',
  document: '回乡证' as const,
  number: 'H99000001',
  expires: '2031-05-19',
  residence: syntheticResidencePermit('81', '1994-08-12', 'male'),
  residenceExpires: '2029-10-09',
  mobile: '16170009011',
};
const album = join(import.meta.dirname, '../docs/pictures');
const folder = mkdtempSync(join(tmpdir(), 'suizheng-pictures-'));
const lens = join(folder, 'code.mjpeg');
const { url, dataDir } = stack;
/** What a README should weigh at most, in bytes a picture. */
const MOST = 120 * 1024;
let face: Sitter;
let phone: TestBrowser;
let gate: TestBrowser;
let desk: TestBrowser;

beforeAll(async () => {
  mkdirSync(album, { recursive: true });
  face = await sitter(person.portrait, 90);
  phone = await openPhone();
  await face.sitDown(phone.context);
  gate = await openPhone({ camera: lens });
  desk = await openBrowser({ context: { viewport: { width: 1024, height: 700 }, isMobile: false } });
});
afterAll(async () => {
  await Promise.all([phone?.close(), gate?.close(), desk?.close()]);
  rmSync(folder, { recursive: true, force: true });
});

/** Keeps the screen as it stands, small enough for a page that people open on a train. */
async function keep(page: Page, name: string, quality = 82): Promise<void> {
  await page.mouse.move(0, 0);
  const shot = await page.screenshot({ animations: 'disabled' });
  const picture = await sharp(shot).webp({ quality, smartSubsample: true, effort: 6 }).toBuffer();
  expect(picture.length, name).toBeLessThan(MOST);
  writeFileSync(join(album, `${name}.webp`), picture);
}

async function show(picture: Buffer): Promise<void> {
  await gate.page.goto('about:blank');
  await writeClip(`${lens}.next`, picture, { shown: 2, away: 1 });
  renameSync(`${lens}.next`, lens);
  await scan(gate.page);
}

const speak = async (page: Page, language: string, locale: string): Promise<void> => {
  await page.locator('button[aria-controls=languages]').click();
  await page.getByRole('button', { name: language }).click();
  await page.locator(`html[lang=${locale}]`).waitFor();
};

it('takes the pictures', { timeout: 600_000 }, async () => {
  const { page } = phone;
  await page.goto(at('/'));
  await seeHeading(page, '没带身份证？');
  await page.locator('.demo').waitFor();
  await keep(page, 'home');
  await page.getByRole('button', { name: '关怀版' }).click();
  await keep(page, 'home-elder');
  await page.getByRole('button', { name: '标准版' }).click();
  await speak(page, '繁體中文（香港）', 'zh-Hant-HK');
  await keep(page, 'home-hk');
  await speak(page, '简体中文', 'zh-Hans');

  await beginForMyself(page, person);
  await tellWho(page, person);
  await typeCity(page, '杭州市');
  await send(page);
  const halfWay = async (): Promise<void> => {
    await agreeAndOpenCamera(page);
    await page.getByText(/第 2 步/).waitFor({ timeout: 60_000 });
    await page
      .locator('.oval.good')
      .waitFor({ timeout: 20_000 })
      .catch(() => {});
    await keep(page, 'capture');
  };
  expect(await passFaceCheck(page, face, halfWay)).toBe('application');
  await seeHeading(page, '办好了');
  await keep(page, 'issued');
  await press(page, '出示二维码');
  await page.locator('canvas.qr-code').waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
  await keep(page, 'present');
  await speak(page, 'English', 'en');
  await keep(page, 'present-en');
  await speak(page, '简体中文', 'zh-Hans');

  const counter = { page: desk.page, url };
  await signInAtCounter(counter, demoOfficerToken(dataDir));
  await desk.page.setViewportSize({ width: 1024, height: 440 });
  await keep(desk.page, 'counter');
  const label = '东进站口 3 号';
  await enrolGate(gate.page, await makeEnrolmentCode(counter, { label, purpose: '进站' }), label);
  await page.reload();
  await show(await pictureOfCode(page));
  await keep(gate.page, 'gate-green');
  await gate.page.goto(at('/verifier/device'));
  await gate.page.getByText('已就绪').waitFor();
  await gate.context.setOffline(true);
  await page.reload();
  await show(await pictureOfCode(page));
  await keep(gate.page, 'gate-amber');
  await gate.context.setOffline(false);
  await gate.page.goto(at('/verifier/log'));
  await gate.page.getByText('全部记录已上报').waitFor({ timeout: 60_000 });
  const wallet = new URL(page.url()).pathname;
  await page.goto(at(`${wallet}/looks`));
  await page.getByText(/进站 · 离线/).waitFor();
  await keep(page, 'looks');
  await page.goto(at(wallet));

  await revokeAtCounter(counter, person.number, stack.databaseUrl);
  await expect
    .poll(
      async () => {
        await refreshGate(gate.page);
        await show(await pictureOfCode(page));
        return gate.page.locator('.gate-result.red').count();
      },
      { timeout: 90_000, interval: 1_000 },
    )
    .toBe(1);
  await keep(gate.page, 'gate-red');
});

it('takes the pictures of the other ways, and of who decides', { timeout: 300_000 }, async () => {
  const { databaseUrl } = stack;
  const other = people.bateer;
  const still = await openPhone();
  const office = await openBrowser({ context: { viewport: { width: 1280, height: 800 }, isMobile: false } });
  const cases = openReviewDesk({ databaseUrl, dataDir });
  try {
    const { page } = still;
    await beginForMyself(page, other);
    await tellWho(page, other);
    await typeCity(page, '杭州市');
    await send(page);
    await declineFace(page);
    await seeHeading(page, '选一种办法');
    await keep(page, 'ways');
    await page.goto(at('/level'));
    await seeHeading(page, '我的等级');
    await keep(page, 'level');

    await cases.alone();
    await cases.seed(other);
    const { token } = await anotherOfficer(databaseUrl, 'reviewer');
    await signInAtCounter({ page: office.page, url }, token);
    await office.page.goto(`${url}/counter/review`);
    await office.page.getByRole('button', { name: /临时乘车证明/ }).waitFor();
    await office.page.keyboard.press('n');
    await office.page.getByRole('heading', { level: 1, name: /核对/ }).waitFor();
    await office.page.waitForFunction(() => document.querySelectorAll('.pane-box img').length === 3);
    // Three photographs weigh more than words.
    await keep(office.page, 'review', 55);
  } finally {
    await Promise.all([still.close(), office.close(), cases.close()]);
  }
});

it('takes the pictures of what an organisation meets', { timeout: 120_000 }, async () => {
  const guest = await openBrowser({ context: { viewport: { width: 1024, height: 700 }, isMobile: false } });
  try {
    const { page } = guest;
    await page.goto(at('/portal/'));
    await seeHeading(page, '用证单位接入');
    await page.locator('.demo').waitFor();
    await keep(page, 'portal', 50);
    await page.goto(at('/portal/try'));
    await press(page, '生成密钥，登记试用客户端');
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByText('一致 · 信息一致').waitFor();
    await page.getByText('一致 · 信息一致').scrollIntoViewIfNeeded();
    await keep(page, 'portal-try', 50);
  } finally {
    await guest.close();
  }
});

it('takes the pictures of two documents of one person', { timeout: 400_000 }, async () => {
  const sits = await sitter('m51', 20);
  const own = await openPhone();
  await sits.sitDown(own.context);
  try {
    const { page } = own;
    await beginRegistration(page, resident);
    expect(await passFaceCheck(page, sits)).toBe('application');
    await page.goto(at('/services/document-link'));
    await press(page, '开始办理');
    await page.getByText('我自己').click();
    await press(page, '下一步');
    await page.getByText('回乡证', { exact: true }).click();
    await press(page, '下一步');
    await page.getByLabel('通行证号码').fill(resident.number);
    await page.getByLabel('通行证有效期至').fill(resident.expires);
    await press(page, '下一步');
    await page.getByLabel('居住证号码').fill(resident.residence);
    await page.getByLabel('居住证有效期至').fill(resident.residenceExpires);
    await press(page, '下一步');
    sits.sitAgain();
    await send(page);
    expect(await passFaceCheck(page, sits)).toBe('application');
    await press(page, '出示二维码');
    await page.locator('canvas.qr-code').waitFor();
    await speak(page, '繁體中文（香港）', 'zh-Hant-HK');
    await page.evaluate(() => window.scrollTo(0, 0));
    await keep(page, 'document-link');
    await speak(page, '简体中文', 'zh-Hans');
    const bank = await demoParty();
    const { body } = await bank.post('/api/v1/services/link-checks', {
      purpose: 'bank.account',
      first: { document: 'home-return-permit', number: resident.number },
      second: { document: 'residence-permit', number: resident.residence },
    });
    await page.goto(at(`/requests/${body.evidenceId}`));
    await page.getByText('想确认两份证件都属于您').waitFor();
    await keep(page, 'request');
  } finally {
    await own.close();
  }
});
