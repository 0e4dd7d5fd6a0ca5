import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { syntheticResidencePermit } from '../packages/sandbox/src/permits/holders.ts';
import { anotherOfficer, demoOfficerToken, signInAtCounter } from './counter-steps.ts';
import { press, seeHeading, send } from './steps/citizen.ts';
import { demoParty } from './steps/demo-party.ts';
import { examine, PHONE, SMALL } from './steps/examine.ts';
import { passFace } from './steps/face-by-api.ts';
import { missing } from './steps/face-clip.ts';
import { beginRegistration } from './steps/ladder.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { comes, sees } from './steps/reads.ts';
import { letRequestEnd } from './steps/request-clock.ts';
import { stack } from './steps/stack.ts';

/** 陳家豪 of packages/sandbox/src/permits/holders.ts and both his documents, with a telephone that no other journey uses. */
const person = {
  name: '陳家豪',
  document: '回乡证' as const,
  number: 'H99000001',
  expires: '2031-05-19',
  residence: syntheticResidencePermit('81', '1994-08-12', 'male'),
  residenceExpires: '2029-10-09',
  mobile: '16170009011',
  portrait: 'm51',
};
const BANK = '随证演示用证单位';
const folder = process.env.SCREENS_DIR;
let phone: TestBrowser;
let bank: Awaited<ReturnType<typeof demoParty>>;

const picture = async (name: string, { page } = phone): Promise<void> => {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};
/** Pictures of the screen small, for the elderly, and in the other languages; it ends as it was. */
const inOtherModes = async (name: string): Promise<void> => {
  const { page } = phone;
  const speak = async (language: string) => {
    await page.locator('button[aria-controls=languages]').click();
    await page.getByRole('button', { name: language }).click();
  };
  if (folder) {
    await page.setViewportSize(SMALL);
    await page.getByRole('button', { name: '关怀版' }).click();
    await picture(`${name}-elder-320`);
    await page.getByRole('button', { name: '标准版' }).click();
    await page.setViewportSize(PHONE);
    for (const [language, lang] of [
      ['繁體中文（香港）', 'zh-Hant-HK'],
      ['繁體中文（臺灣）', 'zh-Hant-TW'],
      ['English', 'en'],
    ] as const) {
      await speak(language);
      await page.locator(`html[lang=${lang}]`).waitFor();
      await page.waitForTimeout(500);
      await picture(`${name}-${lang}`);
    }
    await speak('简体中文');
  }
  await page.setViewportSize(PHONE);
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
    phone = await openPhone();
    bank = await demoParty();
  });
  afterAll(() => phone?.close());
  leavePictures(() => ({ phone }));

  it('L1: registered by face; both documents, the face once more, and the link is in the wallet', async () => {
    const { page } = phone;
    await beginRegistration(page, person);
    await passFace(page, person.portrait, '登记好了');
    await page.goto(at('/services/document-link'));
    await seeHeading(page, '双证关联证明');
    await sees(page, '姓名、证件号码、证件种类、居住证号码');
    await picture('link-intro');
    await press(page, '开始办理');
    await seeHeading(page, '给谁办理？');
    await page.getByText('我自己').click();
    await press(page, '下一步');
    await seeHeading(page, '您持有哪种来往通行证？');
    // Only the two kinds that can be linked are offered.
    await expect.poll(() => page.getByText('台胞证', { exact: true }).count()).toBe(1);
    expect(await page.getByText('身份证', { exact: true }).count()).toBe(0);
    await page.getByText('回乡证', { exact: true }).click();
    await press(page, '下一步');
    await seeHeading(page, '来往通行证上的资料');
    await expect.poll(() => page.getByLabel('姓名').inputValue()).toBe(person.name);
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
    await send(page);
    await passFace(page, person.portrait, '办好了', 1);
    await press(page, '出示二维码');
    await page.locator('canvas.qr-code').waitFor();
    // Both documents, their middle hidden (L1).
    await sees(page, '双证关联证明', /回乡证\s*H9\*+\d+/, /居住证\s*81\d*\*+\d+/);
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
    const asked = await sees(page, '开立账户', '这两份证件属于同一人');
    for (const secret of [person.number, person.residence]) expect(asked).not.toContain(secret);
    await picture('request-waiting');
    expect(await examine(page)).toEqual([]);
    await inOtherModes('request-waiting');
    await press(page, '同意告知');
    await page.getByText('已告知：两份证件属于同一人').waitFor();
    await picture('request-agreed');
    expect(await read(id)).toMatchObject({ state: 'answered', answer: 'confirmed', verdict: 'match' });
    expect(surprises(phone)).toEqual([]);
  });

  it('L3: asked again and refused: the bank sees no difference from a person who has not looked', async () => {
    const { page } = phone;
    const id = await ask();
    await comes(page, at('/inbox'), '有单位请您确认证件');
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
    await sees(page, '已同意');
    await picture('requests');
    expect(await examine(page)).toEqual([]);
    expect(surprises(phone)).toEqual([]);
  });

  it('L3: nobody answers: the phone counts down and says that it is over; the bank reads not confirmed', async () => {
    const { page } = phone;
    const id = await ask();
    // A minute for what is looked at before the end, however slow the machine.
    await letRequestEnd(id, 59);
    await page.goto(at(`/requests/${id}`));
    const left = page.getByRole('timer');
    await expect.poll(() => left.innerText()).toMatch(/^0:\d\d$/);
    const first = await left.innerText();
    await expect.poll(() => left.innerText()).not.toBe(first);
    expect(await read(id)).toMatchObject({ state: 'waiting', answer: null, code: 'consent-awaited' });
    await picture('request-last-seconds');
    await letRequestEnd(id, 1);
    // The page that is open finds out by itself.
    await page.getByText('请求已过期').waitFor({ timeout: 40_000 });
    await sees(page, '没有告知任何信息', '需要时，请对方再问一次');
    for (const name of ['同意告知', '不同意'])
      expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
    await picture('request-expired');
    expect(await examine(page)).toEqual([]);
    const heard = await read(id);
    expect(heard).toMatchObject({ state: 'answered', answer: 'not-confirmed', code: 'not-linked' });
    expect(heard.answeredAt).toBe(heard.answersAt);
    await page.goto(at('/requests'));
    await page.getByText('已过期').first().waitFor();
    await page.goto(at('/'));
    await seeHeading(page, /./);
    // What is no longer asked is nowhere once everything has come.
    await page.waitForLoadState('networkidle');
    await expect.poll(() => page.getByText(`${BANK}等您答复`).count()).toBe(0);
    expect(surprises(phone)).toEqual([]);
  });
});

describe('the link on paper', () => {
  const { url, dataDir, databaseUrl } = stack;
  let desk: TestBrowser;
  beforeAll(async () => {
    desk = await openBrowser({ context: { viewport: { width: 1024, height: 768 }, isMobile: false } });
  });
  afterAll(() => desk?.close());
  leavePictures(() => ({ desk }));
  const choose = async () => {
    await desk.page.goto(`${url}/counter/paper`);
    await desk.page.getByRole('button', { name: /办理事项/ }).click();
    await desk.page.getByRole('option', { name: '双证关联证明' }).click();
  };

  it('L2: a counter of a station says at once which level issues it', async () => {
    const { token } = await anotherOfficer(databaseUrl, 'officer');
    await signInAtCounter({ page: desk.page, url }, token);
    await choose();
    await desk.page.getByText('这份纸质证明由县级及以上窗口签发').waitFor();
    await picture('paper-level', desk);
    await expect.poll(() => desk.page.getByRole('button', { name: '核对' }).isDisabled()).toBe(true);
  });

  it('L2: at county level the form asks for both documents, and the paper is issued', async () => {
    const { page } = desk;
    await page.context().clearCookies();
    await signInAtCounter({ page, url }, demoOfficerToken(dataDir));
    await choose();
    await page.getByText('回乡证', { exact: true }).click();
    await page.getByLabel('姓名').fill('何嘉敏');
    await page.getByLabel('证件号码').fill('M99000003');
    await page.getByLabel('居住证号码').fill(syntheticResidencePermit('82', '1996-11-30', 'female'));
    await page.getByText('来往通行证和居住证原件').click();
    await page.getByLabel('签发机关').fill('中华人民共和国出入境管理局、珠海市公安局香洲分局');
    await page.getByRole('button', { name: '核对' }).click();
    // What is missing is named before anything is sent.
    await page.locator('.errors').getByText('证件有效期没有填写').waitFor();
    await page.getByLabel('居住证有效期至').fill('2028-04-05');
    await picture('paper-form', desk);
    await page.getByRole('button', { name: '核对' }).click();
    await page.getByRole('heading', { name: '核对后签发' }).waitFor();
    await sees(page, '30 天');
    await picture('paper-check', desk);
    await page.getByRole('button', { name: '签发', exact: true }).click();
    await page.getByRole('heading', { name: '已签发' }).waitFor();
    expect(surprises(desk)).toEqual([]);
  });
});
