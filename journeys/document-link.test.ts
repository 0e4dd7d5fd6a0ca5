import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { syntheticResidencePermit } from '../packages/sandbox/src/permits/holders.ts';
import { agreeAndOpenCamera, passFaceCheck } from './steps/capture.ts';
import { press, seeHeading, send, words } from './steps/citizen.ts';
import { demoParty } from './steps/demo-party.ts';
import { examine, PHONE } from './steps/examine.ts';
import { missing, type Sitter, sitter } from './steps/face-clip.ts';
import { beginRegistration } from './steps/ladder.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';

/** 陳家豪 of packages/sandbox/src/permits/holders.ts and both his documents, with a telephone that no other journey uses. */
const person = {
  name: '陳家豪',
  document: '回乡证' as const,
  number: 'H99000001',
  expires: '2031-05-19',
  residence: syntheticResidencePermit('81', '1994-08-12', 'male'),
  residenceExpires: '2029-10-09',
  mobile: '16170009011',
};
const BANK = '随证演示用证单位';
const folder = process.env.SCREENS_DIR;
let face: Sitter;
let phone: TestBrowser;
let bank: Awaited<ReturnType<typeof demoParty>>;

const picture = async (name: string): Promise<void> => {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await phone.page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};
const ask = async () => {
  const asked = await bank.post('/api/v1/services/link-checks', {
    purpose: 'bank.account',
    first: { document: 'home-return-permit', number: person.number },
    second: { document: 'residence-permit', number: person.residence },
  });
  expect(asked.status, JSON.stringify(asked.body)).toBe(202);
  expect(asked.body).toMatchObject({ state: 'waiting', answer: null });
  return asked.body.evidenceId as string;
};
const read = async (id: string) => (await bank.get(`/api/v1/services/link-checks/${id}`)).body;

describe.skipIf(missing)('a Hong Kong resident with two documents', () => {
  beforeAll(async () => {
    face = await sitter('m51', 20);
    phone = await openPhone({ camera: face.camera });
    bank = await demoParty();
  });
  afterAll(async () => {
    await phone?.close();
    face?.leave();
  });
  leavePictures(() => ({ phone }));

  it('L1: registered by face; both documents, the face once more, and the link is in the wallet', async () => {
    const { page } = phone;
    await beginRegistration(page, person);
    await agreeAndOpenCamera(page);
    expect(await passFaceCheck(page, face)).toBe('application');
    await seeHeading(page, '登记好了');
    await page.goto(at('/services/document-link'));
    await seeHeading(page, '双证关联证明');
    const intro = await words(page);
    expect(intro).toContain('姓名、证件号码、证件种类、居住证号码');
    await picture('link-intro');
    await press(page, '开始办理');
    await seeHeading(page, '给谁办理？');
    await page.getByText('我自己').click();
    await press(page, '下一步');
    await seeHeading(page, '您持有哪种来往通行证？');
    // Only the two kinds that can be linked are offered.
    expect(await page.getByText('台胞证', { exact: true }).count()).toBe(1);
    expect(await page.getByText('身份证', { exact: true }).count()).toBe(0);
    await page.getByText('回乡证', { exact: true }).click();
    await press(page, '下一步');
    await seeHeading(page, '来往通行证上的资料');
    expect(await page.getByLabel('姓名').inputValue()).toBe(person.name);
    await page.getByLabel('通行证号码').fill(person.number);
    await page.getByLabel('通行证有效期至').fill(person.expires);
    await press(page, '下一步');
    await seeHeading(page, '居住证上的资料');
    await page.getByLabel('居住证号码').fill(person.residence);
    await picture('link-residence');
    // Another last day than the register's: one field, nothing of what the register holds, before any camera.
    await page.getByLabel('居住证有效期至').fill('2029-10-10');
    await press(page, '下一步');
    await seeHeading(page, '请核对');
    await press(page, '提交');
    await page.getByText('未能确认居住证与通行证属于同一人').first().waitFor();
    await page.goto(at('/apply/document-link/residence'));
    await page.getByLabel('居住证有效期至').fill(person.residenceExpires);
    await press(page, '下一步');
    await seeHeading(page, '请核对');
    await face.sitAgain();
    await send(page);
    await agreeAndOpenCamera(page);
    expect(await passFaceCheck(page, face)).toBe('application');
    await seeHeading(page, '办好了');
    await press(page, '出示二维码');
    await page.locator('canvas.qr-code').waitFor();
    expect(await words(page)).toContain('双证关联证明');
    await picture('link-wallet');
    expect(surprises(phone)).toEqual([]);
  });

  it('L3: a bank asks; the request is on the first screen; agreed: the bank reads confirmed', async () => {
    const { page } = phone;
    const id = await ask();
    await page.goto(at('/'));
    await page.getByText(`${BANK}等您答复`).waitFor();
    await picture('request-hint');
    await press(page, '去看看');
    await seeHeading(page, '核验请求');
    await page.getByText(`${BANK}想确认两份证件都属于您`).waitFor();
    const asked = await words(page);
    expect(asked).toContain('开立账户');
    expect(asked).toContain('这两份证件属于同一人');
    for (const secret of [person.number, person.residence]) expect(asked).not.toContain(secret);
    await picture('request-waiting');
    expect(await examine(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    await press(page, '同意告知');
    await page.getByText('已告知：两份证件属于同一人').waitFor();
    await picture('request-agreed');
    expect(await read(id)).toMatchObject({ state: 'answered', answer: 'confirmed', verdict: 'match' });
    expect(surprises(phone)).toEqual([]);
  });

  it('L3: asked again and refused: the bank sees no difference from a person who has not looked', async () => {
    const { page } = phone;
    const id = await ask();
    await page.goto(at('/inbox'));
    await page.getByText('有单位请您确认证件').first().waitFor();
    await page.goto(at(`/requests/${id}`));
    await press(page, '不是我在办，举报');
    await page.getByText('举报这个单位？').waitFor();
    await picture('request-report');
    await press(page, '返回');
    await press(page, '不同意');
    await page.getByText('您没有同意').waitFor();
    expect(await read(id)).toMatchObject({ state: 'waiting', answer: null, code: 'consent-awaited' });
    await press(page, '全部请求');
    await seeHeading(page, '核验请求');
    await page.getByText('未同意').waitFor();
    expect(await words(page)).toContain('已同意');
    await picture('requests');
    expect(await examine(page)).toEqual([]);
    expect(surprises(phone)).toEqual([]);
  });
});
