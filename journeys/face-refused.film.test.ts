import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { agreeAndOpenCamera, tryAgain, tryFace } from './steps/capture.ts';
import { applyForMyself, press, seeHeading } from './steps/citizen.ts';
import { missing, type Sitter, sitter } from './steps/face-clip.ts';
import { declineFace, ways } from './steps/ladder.ts';
import { people } from './steps/people.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { sees } from './steps/reads.ts';

const person = people.huimin;
const stranger = people.yutong;

/** From the ways that are open to the counter. */
async function chooseCounter(page: Page): Promise<void> {
  await expect.poll(() => ways(page)).toContain('到窗口当面办');
  await press(page, '看去哪里、带什么');
  await seeHandOver(page);
}

/** The hand-over page: where to go, what to bring, and that nothing typed is lost. */
async function seeHandOver(page: Page): Promise<void> {
  await seeHeading(page, '请到车站公安制证口');
  await sees(page, '不用重新填写', '周*敏', '所在地公安机关出具的户籍证明信', '12306');
}

/** Ends the present application, so that the next test begins with none. */
async function withdraw(page: Page): Promise<void> {
  await press(page, '撤回这次申请');
  await seeHeading(page, '撤回这次申请？');
  await press(page, '撤回');
  await seeHeading(page, '申请已撤回');
}

describe.skipIf(missing)('a face that is not accepted', () => {
  let face: Sitter;
  let phone: TestBrowser;
  beforeAll(async () => {
    face = await sitter(stranger.portrait, 30);
    phone = await openPhone();
    await face.sitDown(phone.context);
  });
  afterAll(async () => {
    await phone?.close();
  });
  leavePictures(() => ({ phone }));

  it('A2, A11: another person is refused three times, each time with the reason, tips and what is left, then handed over to the counter', async () => {
    const { page } = phone;
    await applyForMyself(page, person);
    let ending = await tryFace(page, face);
    for (const left of [2, 1]) {
      expect(ending).toBe('again');
      await seeHeading(page, '这次没有通过');
      await sees(page, `还可以试 ${left} 次`, '与登记照片', '这样更容易通过', '面朝窗户或灯');
      ending = await tryAgain(page, face);
    }
    expect(ending).toBe('ways');
    await seeHeading(page, '选一种办法');
    await sees(page, '人脸核验已试 3 次', '与登记照片');
    await chooseCounter(page);
    await sees(page, '人脸核验已试 3 次');
    // Back on the first screen it is still there, and says where it stands.
    await page.goto(at('/'));
    await page.getByText('正在办理 1 项').waitFor();
    await page.getByText('待到窗口').waitFor();
    expect(surprises(phone)).toEqual([]);
  });
});

describe('a face that is not given', () => {
  let phone: TestBrowser;
  beforeAll(async () => {
    // No fake camera: this phone has none at all.
    phone = await openPhone();
  });
  afterAll(() => phone?.close());
  leavePictures(() => ({ phone }));

  it('A12: who declines the face goes on at the counter, as quickly, everything typed kept', async () => {
    const { page } = phone;
    await applyForMyself(page, people.huiminAtHome);
    await page.getByRole('button', { name: '不用人脸，换其他办法' }).waitFor();
    const [agree, other] = await Promise.all(
      ['同意，继续', '不用人脸，换其他办法'].map((name) => page.getByRole('button', { name }).boundingBox()),
    );
    // Of equal weight: as wide, as tall, on the same screen.
    expect(other?.width).toBe(agree?.width);
    expect(other?.height).toBe(agree?.height);
    await declineFace(page);
    await chooseCounter(page);
    await withdraw(page);
  });

  it('A11: a phone without a camera hears so, and has a way out', async () => {
    const { page } = phone;
    await applyForMyself(page, people.huiminAtHome);
    await agreeAndOpenCamera(page);
    await page.getByText('没有找到摄像头').waitFor();
    await page.getByText('请换一部有摄像头的手机').waitFor();
    await press(page, '再试一次');
    await page.getByText('没有找到摄像头').waitFor();
    await declineFace(page);
    await chooseCounter(page);
    await withdraw(page);
  });

  it('A11: a refused camera is explained for this browser, can be allowed later, and has a way out', async () => {
    const { page } = phone;
    await applyForMyself(page, people.huiminAtHome);
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
    });
    await agreeAndOpenCamera(page);
    await page.getByText('摄像头没有得到许可').waitFor();
    await page.getByText('权限 → 摄像头 → 允许').waitFor();
    await declineFace(page);
    await chooseCounter(page);
    expect(surprises(phone)).toEqual([]);
  });
});
