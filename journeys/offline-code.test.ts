import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { type Counter, demoOfficerToken, makeEnrolmentCode, signInAtCounter } from './counter-steps.ts';
import { applyForMyself, press } from './steps/citizen.ts';
import { passFace } from './steps/face-by-api.ts';
import { missing } from './steps/face-clip.ts';
import { colour, cutOff, enrolGate, openLens, pictureOfCode } from './steps/gate.ts';
import { people } from './steps/people.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { stack } from './steps/stack.ts';

const person = people.zhengAtHome;
const { url, dataDir } = stack;
const lens = openLens();
let phone: TestBrowser;
let gate: TestBrowser;
let desk: TestBrowser;
let counter: Counter;

const codeText = (page: Page): Promise<string | null> =>
  page.locator('canvas.qr-code').getAttribute('data-code');

describe.skipIf(missing)('a code on a phone without a network', () => {
  beforeAll(async () => {
    phone = await openPhone();
    gate = await openPhone({ camera: lens.camera });
    desk = await openBrowser({ context: { viewport: { width: 1024, height: 768 }, isMobile: false } });
    counter = { page: desk.page, url };
    await signInAtCounter(counter, demoOfficerToken(dataDir));
  });
  afterAll(async () => {
    await Promise.all([phone?.close(), gate?.close(), desk?.close()]);
    lens.leave();
  });
  leavePictures(() => ({ phone, gate, desk }));

  it('B5, V3: without a network the phone renews its code and the gate accepts it, amber; V4: an old picture of it is refused', async () => {
    const { page, context } = phone;
    await applyForMyself(page, person);
    await passFace(page, person.portrait, '办好了');
    await press(page, '出示二维码');
    const oldPicture = await pictureOfCode(page);
    const text = await codeText(page);
    const label = '北进站口 4 号';
    await enrolGate(gate.page, await makeEnrolmentCode(counter, { label, purpose: '进站' }), label);

    await context.setOffline(true);
    /** Opens the page anew, which needs no network, and answers the code that it shows. */
    const opened = async (): Promise<string | null> => {
      await page.reload();
      await page.getByText('没有网络').first().waitFor();
      await page.locator('canvas.qr-code[data-code]').waitFor();
      return codeText(page);
    };
    expect(await opened()).not.toBe(text);
    await gate.page.goto(at('/verifier/device'));
    await gate.page.getByText('已就绪').waitFor({ timeout: 60_000 });
    const online = await lens.show(gate.page, await pictureOfCode(page));
    expect(await colour(gate.page)).toBe('green');
    expect(online).toContain(person.name);

    // What the gate needs is in its service worker's hands: a browser may forget the rest at any time.
    await (await gate.context.newCDPSession(gate.page)).send('Network.clearBrowserCache');
    await cutOff(gate.context);
    const before = await opened();
    const offline = await lens.show(gate.page, await pictureOfCode(page));
    expect(await colour(gate.page)).toBe('amber');
    expect(offline).toContain('离线核验');
    expect(offline).toContain(person.name);

    // The minute passes on both clocks, and the ten seconds by which they may differ: the code on the screen changes by
    // itself, still without a network.
    const later = new Date(Date.now() + 75_000);
    await Promise.all([page, gate.page].map(({ clock }) => clock.setFixedTime(later)));
    await expect.poll(() => codeText(page)).not.toBe(before);
    const refused = await lens.show(gate.page, oldPicture);
    expect(await colour(gate.page)).toBe('red');
    expect(refused).toContain('二维码已过时');
    expect(refused).not.toContain(person.name);
    await lens.show(gate.page, await pictureOfCode(page));
    expect(await colour(gate.page)).toBe('amber');
    expect([...surprises(phone), ...surprises(gate)]).toEqual([]);
  });
});
