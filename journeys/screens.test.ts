import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import {
  applyForMyself,
  beginForMyself,
  idInAddress,
  press,
  seeHeading,
  tellWho,
  typeCity,
} from './steps/citizen.ts';
import { examine, open } from './steps/examine.ts';
import { passFace } from './steps/face-by-api.ts';
import { missing } from './steps/face-clip.ts';
import { declineFace } from './steps/ladder.ts';
import { people } from './steps/people.ts';
import { leavePictures, openPhone, surprises } from './steps/phone.ts';

const person = people.demingAtHome;
let phone: TestBrowser;
/** Screens of the signed-in person, as the trip leaves them. */
const screens = new Map<string, string>();

describe.skipIf(missing)('every screen', () => {
  beforeAll(async () => {
    phone = await openPhone();
  });
  afterAll(() => phone?.close());
  leavePictures(() => ({ phone }));

  it('a person has a credential, and asks for a second one too early', async () => {
    const { page } = phone;
    await applyForMyself(page, person);
    screens.set('issued', `/applications/${idInAddress(page)}`);
    await passFace(page, person.portrait, '办好了');
    await press(page, '出示二维码');
    await page.locator('canvas.qr-code').waitFor();
    const wallet = new URL(page.url()).pathname;
    screens.set('present', wallet);
    screens.set('looks', `${wallet}/looks`);
    await beginForMyself(page, person);
    await tellWho(page, person);
    await typeCity(page, '西安市');
    await press(page, '提交');
    await seeHeading(page, '没有办成');
    screens.set('refused', new URL(page.url()).pathname);
  });

  it.each([
    ['home', '/'],
    ['service', '/services/rail-temporary-id'],
    ['who', '/apply/rail-temporary-id/who'],
    ['name and number', '/apply/rail-temporary-id/name'],
    ['city', '/apply/rail-temporary-id/city'],
    ['issued', ''],
    ['refused', ''],
    ['present', ''],
    ['looks', ''],
    ['wallet', '/wallet'],
    ['records', '/records'],
    ['help', '/help'],
    ['settings', '/settings'],
    ['sign-in', '/sign-in'],
    ['no such page', '/nowhere'],
  ])(
    '%s: no violation, no small target, nothing too wide, in both modes and four languages',
    async (name, path) => {
      await open(phone.page, path || (screens.get(name) ?? '/missing'));
      expect(await examine(phone.page)).toEqual([]);
    },
  );

  it('faults, answers, consent, preparation and hand-over: the same', async () => {
    const { page } = phone;
    const found: Record<string, string[]> = {};
    await open(page, '/apply/rail-temporary-id/who');
    await page.getByText('同行的人').click();
    await press(page, '下一步');
    await seeHeading(page, '同行人的姓名和身份证号码');
    await press(page, '下一步');
    await page.locator('.errors').waitFor();
    found.faults = await axeViolations(page);
    await page.getByLabel('姓名').fill(people.dilnur.name);
    await page.getByLabel('身份证号码').fill(people.dilnur.number);
    await press(page, '下一步');
    await page.getByLabel('城市', { exact: true }).fill('西安市');
    await press(page, '下一步');
    await seeHeading(page, '请核对');
    found.answers = await examine(page);
    await press(page, '提交');
    await seeHeading(page, '同意采集人脸');
    const id = idInAddress(page);
    found.consent = await examine(page);
    await press(page, '同意，继续');
    await seeHeading(page, '准备刷脸');
    found.prepare = await examine(page);
    await open(page, `/applications/${id}`);
    found.proving = await examine(page);
    await open(page, `/applications/${id}/withdraw`);
    found.withdraw = await examine(page);
    await open(page, `/face/application/${id}`);
    await declineFace(page);
    found.ways = await examine(page);
    await press(page, '看去哪里、带什么');
    await seeHeading(page, '请到车站公安制证口');
    found.counter = await examine(page);
    expect(
      Object.fromEntries(Object.entries(found).filter(([, complaints]) => complaints.length > 0)),
    ).toEqual({});
    expect(surprises(phone)).toEqual([]);
  });
});
