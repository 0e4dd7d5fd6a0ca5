import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { syntheticNumber } from '../packages/sandbox/src/population/people.ts';
import { agreeAndOpenCamera } from './steps/capture.ts';
import { applyForMyself, idInAddress, press, seeHeading, signIn } from './steps/citizen.ts';
import { examine, open } from './steps/examine.ts';
import { beginRegistration, compareMobile, declineFace } from './steps/ladder.ts';
import type { Resident } from './steps/people.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { sees } from './steps/reads.ts';

/** 林诗涵 is twelve; the register has no portrait of her, and names 陈桂芳 as her mother. */
const child: Resident = {
  name: '林诗涵',
  number: syntheticNumber('2014-10-19', 'female', 1),
  mobile: '16100000220',
  portrait: '',
};
const mother: Resident = {
  name: '陈桂芳',
  number: syntheticNumber('1979-04-25', 'female', 1),
  mobile: '16100000004',
  portrait: 'f37',
};
let childs: TestBrowser;
let mothers: TestBrowser;
let room: string;

/** A room with nobody in it: what the child's camera sees. None of her checks comes as far as a face. */
async function emptyRoom(): Promise<string> {
  const room = join(mkdtempSync(join(tmpdir(), 'suizheng-room-')), 'room.mjpeg');
  const grey = { width: 640, height: 480, channels: 3, background: '#8a8f94' } as const;
  writeFileSync(room, await sharp({ create: grey }).jpeg().toBuffer());
  return room;
}

describe('a twelve-year-old and her mother', () => {
  beforeAll(async () => {
    room = await emptyRoom();
    childs = await openPhone({ camera: room });
    mothers = await openPhone();
  });
  afterAll(async () => {
    await childs?.close();
    await mothers?.close();
    rmSync(dirname(room), { recursive: true, force: true });
  });
  leavePictures(() => ({ childs, mothers }));

  it('A12: the mother consents on her own phone, and only then the child’s check begins; without a portrait the ladder leads on', async () => {
    await applyForMyself(childs.page, child);
    const application = idInAddress(childs.page);
    // She goes on by herself all the same: before the camera's first picture she is led back, and told why.
    await agreeAndOpenCamera(childs.page);
    await seeHeading(childs.page, '同意采集人脸');
    await childs.page.getByText('本人未满十四周岁，需要监护人勾选同意').first().waitFor();

    // The same page leads to the mother's phone.
    await childs.page.getByRole('link', { name: '用监护人的手机同意' }).click();
    await seeHeading(childs.page, '请监护人同意');
    await press(childs.page, '生成代码');
    await childs.page.getByText('等监护人同意…').waitFor();
    const link = await childs.page.locator('canvas[data-code]').getAttribute('data-code');
    const code = (await childs.page.locator('.guardian-code').innerText()).trim();
    expect(link).toBe(at(`/guardian#${code.replace('-', '')}`));
    const complaints = (await examine(childs.page)).map((one) => `ask: ${one}`);

    // She scans it, signs in, and comes back to it.
    await mothers.page.goto(link!);
    await signIn(mothers.page, mother);
    await seeHeading(mothers.page, '为孩子同意');
    await expect.poll(() => mothers.page.getByLabel('代码').inputValue()).toBe(code.replace('-', ''));
    await press(mothers.page, '下一步');
    await mothers.page.getByText('先完成实名认证').waitFor();
    await press(mothers.page, '去认证');
    await seeHeading(mothers.page, '我的等级');
    await beginRegistration(mothers.page, { ...mother, document: '身份证' });
    await declineFace(mothers.page);
    await compareMobile(mothers.page);
    await seeHeading(mothers.page, '登记好了');
    // The child's phone still shows the code.
    await mothers.page.goto(link!);
    await seeHeading(mothers.page, '为孩子同意');
    await press(mothers.page, '下一步');
    await mothers.page.getByText('登记库已确认您是监护人。').waitFor();
    const shown = await sees(mothers.page, '铁路电子临时乘车身份证明', '林*涵');
    expect(shown).not.toContain(child.number);
    complaints.push(...(await examine(mothers.page)).map((one) => `give: ${one}`));
    await press(mothers.page, '同意');
    await mothers.page.getByText('您已同意').waitFor();

    // The child's page hears of it by itself.
    await childs.page.getByText('监护人已同意').first().waitFor();
    await press(childs.page, '开始人脸核验');
    await agreeAndOpenCamera(childs.page);
    await childs.page.waitForURL(({ pathname }) => pathname.startsWith(`/applications/${application}`));
    await sees(childs.page, '登记库里没有可比对的照片');
    await open(childs.page, `/applications/${application}`);
    await seeHeading(childs.page, /窗口|制证口/);

    // Her consent is hers: she sees it, for whom, and can take it back.
    await open(mothers.page, '/settings/privacy/consents');
    await mothers.page.getByRole('link', { name: /林\*涵/ }).click();
    await press(mothers.page, '撤回这项同意');
    await mothers.page.getByText('已撤回，相关照片已删除。').waitFor();
    expect(complaints).toEqual([]);
    expect([...surprises(childs), ...surprises(mothers)]).toEqual([]);
  });
});
