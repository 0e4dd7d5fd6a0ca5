import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { demoOfficerToken, signInAtCounter } from './counter-steps.ts';
import { press, seeHeading, signIn, smsCode } from './steps/citizen.ts';
import { codeBefore, findAtCounter, seeDocument } from './steps/counter-people.ts';
import { examine } from './steps/examine.ts';
import { passFace } from './steps/face-by-api.ts';
import { missing } from './steps/face-clip.ts';
import { beginRegistration } from './steps/ladder.ts';
import { makeHolder } from './steps/make-holder.ts';
import { people } from './steps/people.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { comes, sees } from './steps/reads.ts';
import { letTimePass } from './steps/sms-clock.ts';
import { stack } from './steps/stack.ts';

/** One number, first hers, then his. */
const NUMBER = '16100004711';
const former = { ...people.dilnur, mobile: NUMBER };
const next = { ...people.yutong, mobile: NUMBER };
const MASKED = '161****4711';
/** Pictures of every screen, where a folder for them is named. */
const folder = process.env.SCREENS_DIR;
let hers: TestBrowser;
let his: TestBrowser;

const picture = async ({ page }: TestBrowser, name: string) => {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const leave = (mode: string) =>
    page.screenshot({ path: `${folder}/new-owner-${name}${mode}.png`, fullPage: true });
  await leave('');
  await press(page, '关怀版');
  await page.locator('html[data-elder]').waitFor();
  await leave('-elder');
  await press(page, '标准版');
  await page.locator('html:not([data-elder])').waitFor();
};

describe.skipIf(missing)('a mobile number that was given out anew', () => {
  beforeAll(async () => {
    hers = await openPhone();
    his = await openPhone();
    const { page } = hers;
    await page.goto(at('/sign-in?next=/settings'));
    await signIn(page, former);
    await sees(page, MASKED);
    await makeHolder(stack, former);
  });
  afterAll(async () => {
    await hers?.close();
    await his?.close();
  });
  leavePictures(() => ({ hers, his }));

  it('A10: the code opens her account, masked; beside her way stands his, and what will happen to whom', async () => {
    const { page } = his;
    await letTimePass();
    await page.goto(at('/sign-in?next=/settings/devices'));
    await signIn(page, next);
    const shown = await sees(page, '请确认是您本人', '刷脸确认', '号码现在归我使用');
    expect(shown).not.toContain(former.name);
    await picture(his, 'masked');
    expect(await examine(page)).toEqual([]);
    await press(page, '号码现在归我使用');
    await seeHeading(page, '这个号码现在归您使用？');
    await sees(page, '原机主保留他的一切', '我们会告诉他');
    await picture(his, 'what-happens');
    expect(await examine(page)).toEqual([]);
  });

  it('A10: he begins an account of his own, registers by face, and the number is his', async () => {
    const { page } = his;
    await press(page, '开始，以本人登记');
    await seeHeading(page, '实名登记');
    await sees(page, `号码 ${MASKED} 等您刷脸后归您`);
    await picture(his, 'waits');
    await beginRegistration(page, { ...next, document: '身份证' });
    await passFace(page, next.portrait, '登记好了');
    await page.goto(at('/settings'));
    await sees(page, MASKED, '已实人');
    await picture(his, 'has-it');
    expect(surprises(his)).toEqual([]);
  });

  it('A10: she goes on with all that is hers, without the number, and reads how to have one again', async () => {
    const { page } = hers;
    await page.goto(at('/settings'));
    await sees(page, '您的账户现在没有手机号', '用它登录并刷脸', '添加通行密钥');
    await picture(hers, 'without-a-number');
    expect(await examine(page)).toEqual([]);
    await comes(page, at('/inbox'), '您的账户不再有手机号');
    await sees(page, '有人说您的手机号现在归他使用');
    await picture(hers, 'told');
    await page.goto(at('/settings/devices'));
    await sees(page, '这台设备', '您的账户现在没有手机号');
    expect(surprises(hers)).toEqual([]);
  });

  it('A10: at a counter it is refused as another’s, until the officer says that it is the visitor’s now', async () => {
    const visitor = people.xiulan;
    const desk = await openBrowser({ context: { viewport: { width: 1280, height: 800 }, isMobile: false } });
    try {
      const { page } = desk;
      await signInAtCounter({ page, url: stack.url }, demoOfficerToken(stack.dataDir));
      await findAtCounter(page, visitor.number);
      await seeDocument(page, { ...visitor, expires: '长期' });
      await page.getByRole('link', { name: /^面签/ }).first().click();
      await page.getByLabel('本人正在使用的手机号').fill(NUMBER);
      const before = await codeBefore(NUMBER);
      await press(page, '发送核验码');
      await page.getByLabel('核验码', { exact: true }).fill(await smsCode(NUMBER, before));
      await press(page, '完成面签');
      await page.locator('.errors').getByText('这个手机号是另一个人的账户').waitFor();
      await page.getByText('号码现在归来访者使用').last().click();
      await picture(desk, 'counter');
      await press(page, '完成面签');
      await page.getByText('面签完成，已认证为实人').waitFor();
      expect(surprises(desk)).toEqual([]);
    } finally {
      await desk.close();
    }
    await his.page.goto(at('/settings'));
    await sees(his.page, '您的账户现在没有手机号');
  });
});
