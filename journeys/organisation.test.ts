import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { ORGANISATIONS } from '../packages/sandbox/src/organisations/organisations.ts';
import { demoOfficerToken, signInAtCounter } from './counter-steps.ts';
import { press, seeHeading, signIn, smsCode } from './steps/citizen.ts';
import { codeBefore, faceSignAt, findAtCounter, seeDocument } from './steps/counter-people.ts';
import { examine as examineScreen } from './steps/examine.ts';
import { people } from './steps/people.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { sees } from './steps/reads.ts';
import { stack } from './steps/stack.ts';

const { url, dataDir } = stack;
const [company] = ORGANISATIONS;
const agent = people.nuerlan;
const guest = people.suzhen;
const LETTER = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(3_000, 'x')]);
const folder = process.env.SCREENS_DIR;
let desk: TestBrowser;
let boss: TestBrowser;
let phone: TestBrowser;

const picture = async ({ page }: TestBrowser, name: string) => {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

beforeAll(async () => {
  desk = await openBrowser({ context: { viewport: { width: 1280, height: 800 }, isMobile: false } });
  boss = await openPhone();
  phone = await openPhone();
  await signInAtCounter({ page: desk.page, url }, demoOfficerToken(dataDir));
});
afterAll(async () => {
  await desk?.close();
  await boss?.close();
  await phone?.close();
});
leavePictures(() => ({ desk, boss, phone }));

/** An officer sees the document and face-signs the person with that mobile. */
const provenAtCounter = async (person: typeof agent | typeof guest) => {
  const { page } = desk;
  await findAtCounter(page, person.number);
  await seeDocument(page, { ...person, expires: '长期' });
  await faceSignAt(page, person.mobile);
};

describe('an organisation', () => {
  it('A7: taken in at the counter: the agent first, then code, letter and certificate, each wrong field named', async () => {
    const { page } = desk;
    await findAtCounter(page, agent.number);
    await seeDocument(page, { ...agent, expires: '长期' });
    await page.getByRole('link', { name: /^单位入驻/ }).click();
    await page.getByText('经办人还没有认证为实人').waitFor();
    await page.goto(at('/counter/people/visit'));
    await faceSignAt(page, agent.mobile);
    await page.getByRole('link', { name: /^单位入驻/ }).click();
    const code = page.getByLabel('统一社会信用代码', { exact: true });
    expect(await examineScreen(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await code.fill(company!.uscc.slice(0, 17) + (company!.uscc.at(-1) === '1' ? '2' : '1'));
    await press(page, '办理入驻');
    const summary = page.locator('.errors');
    await summary.waitFor();
    for (const said of [
      '最后一位校验码不符',
      '单位名称没有填写',
      '还没有授权书扫描件',
      '还没有确认看过证件原件',
    ])
      await summary.getByText(said).first().waitFor();
    await picture(desk, 'onboard-faults');
    const scan = page.locator('input[type=file]');
    await scan.setInputFiles({ name: '照片.gif', mimeType: 'image/gif', buffer: Buffer.from('GIF89a') });
    await page.getByText('扫描件不是 PDF、JPEG 或 PNG').first().waitFor();
    await code.fill(company!.uscc);
    await page.getByLabel('单位名称').fill(company!.name);
    await scan.setInputFiles({ name: '授权书.pdf', mimeType: 'application/pdf', buffer: LETTER });
    await page.getByText('授权书.pdf').waitFor();
    await page.getByText('我已看过载有统一社会信用代码').click();
    await press(page, '办理入驻');
    await page.getByText('已办理入驻').waitFor();
    await sees(page, company!.uscc);
    await picture(desk, 'onboarded');
    await press(page, '返回办理');
    await press(page, '办完，下一位');
    await page.goto(at('/counter/organisations'));
    await code.fill(company!.uscc);
    await press(page, '查询');
    await page.getByText('授权书校验值').waitFor();
    expect(await examineScreen(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('A7: its administrator invites a mobile; the invited person, proven at the counter, accepts with the code', async () => {
    await provenAtCounter(guest);
    const { page } = boss;
    await page.goto(at('/sign-in?next=/organisations'));
    await signIn(page, agent);
    await seeHeading(page, '我的单位');
    await page.getByRole('link', { name: new RegExp(company!.name) }).click();
    await page.getByRole('heading', { name: company!.name }).waitFor();
    await picture(boss, 'organisation-administrator');
    await page.getByRole('link', { name: '邀请成员' }).click();
    await press(page, '发送邀请');
    await page.locator('.errors').getByText('手机号码没有填写').waitFor();
    await page.getByLabel('手机号').fill(guest.mobile);
    const before = await codeBefore(guest.mobile);
    await press(page, '发送邀请');
    await page.getByText('邀请已发到 161****3010').waitFor();
    const code = await smsCode(guest.mobile, before);

    const { page: guests } = phone;
    await guests.goto(at('/sign-in?next=/organisations'));
    await signIn(guests, guest);
    await seeHeading(guests, '我的单位');
    await guests.getByRole('link', { name: new RegExp(company!.name) }).click();
    await seeHeading(guests, '单位的邀请');
    expect(await examineScreen(guests)).toEqual([]);
    await guests.getByLabel('邀请码').fill(code === '000000' ? '000001' : '000000');
    await press(guests, '加入');
    await guests.locator('.errors').getByText('验证码不对').first().waitFor();
    await picture(phone, 'invitation');
    await guests.getByLabel('邀请码').fill(code);
    await press(guests, '加入');
    await guests.getByRole('heading', { name: company!.name }).waitFor();
  });

  it('A8: a function that her role does not open says so and how; with another role it opens', async () => {
    const { page } = phone;
    await page.getByText('暂时不能办理').waitFor();
    await sees(page, '邀请成员', '需要单位的“管理员”角色');
    await picture(phone, 'organisation-operator');
    expect(await examineScreen(page)).toEqual([]);
    const { page: administrators } = boss;
    await press(administrators, '成员');
    await seeHeading(administrators, '成员');
    await picture(boss, 'members');
    expect(await examineScreen(administrators)).toEqual([]);
    await administrators.getByRole('link', { name: /^刘\*珍/ }).click();
    await seeHeading(administrators, '成员的角色');
    expect(await examineScreen(administrators)).toEqual([]);
    await administrators.getByText('管理员', { exact: true }).click();
    await press(administrators, '保存角色');
    await seeHeading(administrators, '成员');
    await page.reload();
    await page.getByRole('heading', { name: company!.name }).waitFor();
    await page.getByRole('link', { name: '邀请成员' }).click();
    await seeHeading(page, '邀请成员');
    expect(await examineScreen(page)).toEqual([]);
  });

  it('A7: of two administrators one leaves; the last one reads why not, and what to do', async () => {
    const { page } = phone;
    await page.goto(at('/organisations'));
    await page.getByRole('link', { name: new RegExp(company!.name) }).click();
    await page.getByRole('link', { name: '退出单位' }).click();
    await seeHeading(page, '退出单位');
    await press(page, '退出');
    await seeHeading(page, '我的单位');
    await page.getByText('您还没有加入单位').waitFor();
    const { page: administrators } = boss;
    await administrators.goto(at('/organisations'));
    await administrators.getByRole('link', { name: new RegExp(company!.name) }).click();
    await administrators.getByRole('link', { name: '退出单位' }).click();
    await press(administrators, '退出');
    await administrators.getByText('这是单位唯一的管理员').waitFor();
    await administrators.getByText('请持新的授权书到窗口办理').first().waitFor();
    await picture(boss, 'last-administrator');
    expect(await examineScreen(administrators)).toEqual([]);
    expect(surprises(desk)).toEqual([]);
    expect(surprises(boss)).toEqual([]);
    expect(surprises(phone)).toEqual([]);
  });
});
