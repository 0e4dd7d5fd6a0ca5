import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { anotherOfficer, signInAtCounter } from './counter-steps.ts';
import { press, words } from './steps/citizen.ts';
import { examine } from './steps/examine.ts';
import { openPartyDesk } from './steps/parties.ts';
import { at, leavePictures, surprises } from './steps/phone.ts';
import { sees } from './steps/reads.ts';
import { stack } from './steps/stack.ts';

const { url, databaseUrl, dataDir } = stack;
const DESK = { width: 1280, height: 800 };
const folder = process.env.SCREENS_DIR;
const run = randomBytes(2).toString('hex');
let seed: ReturnType<typeof openPartyDesk>;
let desk: TestBrowser;
let other: TestBrowser;

const picture = async ({ page }: TestBrowser, name: string) => {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};
const officerAt = async (): Promise<TestBrowser> => {
  const browser = await openBrowser({ context: { viewport: DESK, isMobile: false } });
  const { token } = await anotherOfficer(databaseUrl, 'officer');
  await signInAtCounter({ page: browser.page, url }, token);
  return browser;
};

beforeAll(async () => {
  seed = openPartyDesk({ databaseUrl, dataDir });
  desk = await officerAt();
  other = await officerAt();
});
afterAll(async () => {
  await Promise.all([desk?.close(), other?.close()]);
  await seed?.close();
});
leavePictures(() => ({ desk, other }));

/** Opens the officers' page of a party from the list. */
const openParty = async (page: Page, name: string, list = '待审') => {
  await page.goto(at('/counter/parties'));
  await page.getByRole('heading', { level: 1, name: '用证单位' }).waitFor();
  if (list !== '待审') {
    await page.getByRole('button', { name: /^查看|查看$/ }).click();
    await page.getByRole('option', { name: list }).click();
  }
  await page.getByRole('link', { name: new RegExp(name) }).click();
  await page.getByRole('heading', { level: 2, name }).waitFor();
};
/** Every complaint about the screen that is open; the desk's size comes back. */
const complaints = async (page: Page): Promise<string[]> => {
  const found = await examine(page);
  await page.setViewportSize(DESK);
  return found;
};

describe('relying parties at the counter', () => {
  it('V1: an officer sees what is asked and what it would show, takes it, and approves less with a limit', async () => {
    const party = await seed.apply(`随证东站${run}`, ['rail.entry', 'rail.sale']);
    const { page } = desk;
    await page.goto(at('/counter/'));
    await page.getByRole('link', { name: /^用证单位 审查/ }).click();
    await page.getByRole('heading', { level: 1, name: '用证单位' }).waitFor();
    await page.getByRole('link', { name: new RegExp(party.name) }).waitFor();
    expect(await words(page)).not.toContain('16100001234');
    expect(await complaints(page)).toEqual([]);
    await picture(desk, 'parties');
    await openParty(page, party.name);
    await sees(
      page,
      '《铁路安全管理条例》第六十四条',
      '防止冒用车票',
      '16100001234',
      '进站',
      '购票',
      '证件号码',
    );
    await press(page, '受理这件申请');
    await page.getByRole('radiogroup', { name: '决定' }).waitFor();

    await openParty(other.page, party.name);
    await other.page.getByText('有同事正在审查').waitFor();
    expect(await other.page.getByRole('button', { name: '受理这件申请' }).count()).toBe(0);

    await press(page, '批准');
    await page.locator('.errors').getByText('请先选批准或不予批准').waitFor();
    await page.locator('.radio', { hasText: '批准可以少批' }).click();
    expect(await complaints(page)).toEqual([]);
    await page.locator('.checkbox', { hasText: '购票' }).click();
    await page.locator('.checkbox', { hasText: '实名核验' }).click();
    const minute = page.getByLabel('每分钟最多');
    await minute.fill('很多');
    await press(page, '批准');
    await page.locator('.errors').getByText('限额须是 1 以上的整数').waitFor();
    await picture(desk, 'party-decision');
    await minute.fill('60');
    await press(page, '批准');
    await page.getByText('已批准，等单位签协议').waitFor();
    await sees(page, '每分钟 60 次');
    expect(surprises(desk)).toEqual([]);
  });

  it('V1: refused with a reason of the list and a note; what is missing is named', async () => {
    const party = await seed.apply(`随证西站${run}`, ['rail.check']);
    const { page } = desk;
    await openParty(page, party.name);
    await press(page, '受理这件申请');
    await page.locator('.radio', { hasText: '不予批准' }).click();
    await press(page, '不予批准');
    await page.locator('.errors').getByText('没有选择原因').waitFor();
    await page.locator('.errors').getByText('没有写附注').waitFor();
    await page.getByText('申请的用途或服务超出办理业务的需要').click();
    await page.getByLabel('附注（单位会看到）').fill('验票由车站统一办理');
    await press(page, '不予批准');
    await page.getByText('已不予批准，单位会看到原因').waitFor();
    await sees(page, '未通过', '验票由车站统一办理', '申请的用途或服务超出办理业务的需要');
    expect(await page.getByRole('button', { name: '暂停' }).count()).toBe(0);
  });

  it('V1: suspended with a reason, which another officer sees from then on; then resumed, and ended', async () => {
    const party = await seed.apply(`随证南站${run}`, ['rail.entry']);
    const { page } = desk;
    await openParty(page, party.name);
    await press(page, '受理这件申请');
    await page.locator('.radio', { hasText: '批准可以少批' }).click();
    await press(page, '批准');
    await page.getByText('已批准，等单位签协议').waitFor();
    await party.agree();
    await seed.asked(party, 40);
    await openParty(page, party.name, '在用');
    await page.getByRole('cell', { name: '26', exact: true }).waitFor();
    await picture(desk, 'party-active');
    expect(await complaints(page)).toEqual([]);
    await press(page, '暂停');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '暂停' }).click();
    await dialog.getByText('没有选择原因').waitFor();
    await dialog.getByText('密钥或设备可能已落入他人之手').click();
    await dialog.getByLabel('附注（单位会看到）').fill('网关被盗');
    await dialog.getByRole('button', { name: '暂停' }).click();
    await page.locator('.pill', { hasText: '已暂停' }).waitFor();
    await openParty(other.page, party.name, '在用');
    await other.page.locator('.pill', { hasText: '已暂停' }).waitFor();
    await sees(other.page, '网关被盗');
    expect(await complaints(page)).toEqual([]);
    await picture(desk, 'party-suspended');

    await press(page, '恢复');
    await dialog.getByLabel('附注（单位会看到）').fill('已换密钥');
    await dialog.getByRole('button', { name: '恢复' }).click();
    await page.getByText('已恢复').waitFor();
    await press(page, '终止');
    await dialog.getByText('不再有需要核验的业务').click();
    await dialog.getByLabel('附注（单位会看到）').fill('车站停用');
    await dialog.getByRole('button', { name: '终止' }).click();
    await page.locator('.pill', { hasText: '已终止' }).waitFor();
    expect(await page.getByRole('button', { name: '恢复' }).count()).toBe(0);
    expect(surprises(desk)).toEqual([]);
    expect(surprises(other)).toEqual([]);
  });

  it('V1: a change that a party asks for stands in the same queue, before beside after; approved, it holds', async () => {
    const party = await seed.apply(`随证中站${run}`, ['rail.entry', 'rail.check']);
    await party.change(['rail.entry', 'rail.sale'], '改为自助售票，不再验票');
    const { page } = desk;
    await page.goto(at('/counter/parties'));
    const row = page.getByRole('link', { name: new RegExp(party.name) });
    await row.getByText('申请变更').waitFor();
    await openParty(page, party.name);
    await page.getByRole('heading', { name: '申请的变更' }).waitFor();
    await sees(page, '改为自助售票', /购票\s*新增/, /验票\s*去掉/, /进站\s*不变/, /实名核验\s*去掉/);
    expect(await complaints(page)).toEqual([]);
    await picture(desk, 'party-change');
    await press(page, '受理这项变更');
    await page.locator('.radio', { hasText: '批准可以少批' }).click();
    await press(page, '批准');
    await page.getByText('变更已批准，已经生效').waitFor();
    await sees(page, '批准变更');
    expect(await page.getByRole('heading', { name: '申请的变更' }).count()).toBe(0);
    await picture(desk, 'party-changed');
    expect(surprises(desk)).toEqual([]);
  });

  it('V1: an officer takes back a part of what was approved; what is missing or raised is named, and it holds at once', async () => {
    const party = await seed.apply(`随证西北站${run}`, ['rail.entry', 'rail.check']);
    await party.change(['rail.entry', 'rail.check', 'rail.sale'], '加开售票窗口');
    const { page } = desk;
    await openParty(page, party.name, '在用');
    await press(page, '收窄');
    const dialog = page.getByRole('dialog');
    const minute = dialog.getByLabel('每分钟最多').first();
    const usual = await minute.inputValue();
    await minute.fill('0');
    await dialog.getByRole('button', { name: '收窄' }).click();
    await dialog.locator('.errors').getByText('限额须是 1 以上的整数').waitFor();
    await dialog.locator('.errors').getByText('没有选择原因').waitFor();
    await picture(desk, 'party-narrow-faults');
    await minute.fill('999999');
    await dialog.getByText('查验超出了批准的用途').click();
    await dialog.getByLabel('附注（单位会看到）').fill('验票设备用于会员登记');
    await dialog.getByRole('button', { name: '收窄' }).click();
    await dialog.locator('.errors').getByText('比现在的限额高').waitFor();
    await minute.fill(usual);
    await dialog.getByText('验票', { exact: true }).click();
    expect(await axeViolations(page)).toEqual([]);
    await picture(desk, 'party-narrow');
    await dialog.getByRole('button', { name: '收窄' }).click();
    await page.getByText('已收窄').waitFor();
    // The change that waits is now read beside what is left.
    await sees(page, '收窄权限', '验票设备用于会员登记', /进站\s*不变/, /验票\s*新增/);
    await picture(desk, 'party-narrowed');
    expect(surprises(desk)).toEqual([]);
  });

  it('T5: an officer opens what a holder reported, and answers', async () => {
    const party = await seed.apply(`随证北站${run}`, ['rail.entry']);
    await party.reported('我没有在那里进过站');
    const { page } = desk;
    await page.goto(at('/counter/'));
    await page.getByRole('link', { name: /^持证人的举报/ }).click();
    await page.getByRole('link', { name: new RegExp(party.name) }).waitFor();
    expect(await complaints(page)).toEqual([]);
    await page.getByRole('link', { name: new RegExp(party.name) }).click();
    await page.getByText('我没有在那里进过站').waitFor();
    expect(await complaints(page)).toEqual([]);
    await press(page, '答复持证人');
    await page.locator('.errors').getByText('请先选核查结果').waitFor();
    await page.locator('.radio', { hasText: '属实' }).click();
    await page.getByLabel('答复（持证人会看到）').fill('该设备误扫，已责令改正');
    await press(page, '答复持证人');
    await page.getByText('已答复持证人').waitFor();
    await picture(desk, 'report-answered');
    await sees(page, '该设备误扫，已责令改正');
    expect(surprises(desk)).toEqual([]);
  });
});
