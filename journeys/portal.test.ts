import { mkdirSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, verifyWebhook, webhookAnswer } from '../packages/client/src/public.ts';
import { axeViolations, openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { residents } from '../packages/sandbox/src/population/residents.ts';
import { startWebhookSink } from '../packages/server/src/testing/webhook-sink.ts';
import { TRY_PEOPLE } from '../packages/web/src/portal/try/people.ts';
import { anotherOfficer } from './counter-steps.ts';
import { press, seeHeading, signIn } from './steps/citizen.ts';
import { examine as examineScreen, PHONE } from './steps/examine.ts';
import { enter, space } from './steps/keyboard.ts';
import { at, leavePictures, surprises } from './steps/phone.ts';
import { approveParty, makeAdministrator } from './steps/portal.ts';
import { sees } from './steps/reads.ts';
import { stack } from './steps/stack.ts';

const { url, databaseUrl, dataDir } = stack;
const folder = process.env.SCREENS_DIR;
const DESK = { width: 1280, height: 800 };
const mobile = '16100000331';
const organisation = '随证示范银行';
let desk: TestBrowser;
let boss: TestBrowser;

const picture = async ({ page }: TestBrowser, name: string) => {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  await page.setViewportSize(PHONE);
  await page.screenshot({ path: `${folder}/${name}-phone.png`, fullPage: true });
  await page.setViewportSize(DESK);
};
/** Complaints about the screen in every shape and language; the desk's width comes back. */
const examine = async (page: Page): Promise<string[]> => {
  const complaints = await examineScreen(page);
  await page.setViewportSize(DESK);
  return complaints;
};

beforeAll(async () => {
  desk = await openBrowser({ context: { viewport: DESK, isMobile: false, hasTouch: false } });
  boss = await openBrowser({ context: { viewport: DESK, isMobile: false, hasTouch: false } });
});
afterAll(async () => {
  await desk?.close();
  await boss?.close();
});
leavePictures(() => ({ desk, boss }));

describe('a newcomer', () => {
  it('V1: reads what the platform answers, and how one becomes a relying party', async () => {
    const { page } = desk;
    await page.goto(at('/portal/'));
    await seeHeading(page, '用证单位接入');
    for (const service of ['核验证件', '实名核验', '实人核验', '双证关联核验', '证件状态核验'])
      await page.getByRole('heading', { level: 3, name: service, exact: true }).waitFor();
    await page.getByText('5 个工作日内决定').waitFor();
    await picture(desk, 'portal-start');
    expect(await examine(page)).toEqual([]);
  });

  it('V1: finds a guide by keyboard, with samples that call this very platform', async () => {
    const { page } = desk;
    await page.goto(at('/portal/'));
    await seeHeading(page, '用证单位接入');
    await enter(page, '指南');
    await seeHeading(page, '指南');
    await picture(desk, 'portal-guides');
    expect(await examine(page)).toEqual([]);
    await page.goto(at('/portal/guides'));
    await enter(page, /^\d*取得访问令牌/);
    await seeHeading(page, '取得访问令牌');
    await page.getByText(`curl '${url}/api/v1/oauth/token'`).first().waitFor();
    await picture(desk, 'portal-guide-token');
    expect(await examine(page)).toEqual([]);
  });

  it('V6, A11: every reason and every refusal stands there with words, made from what the platform says itself', async () => {
    const { page } = desk;
    await page.goto(at('/portal/guides/verdicts'));
    await page.getByText('face-recheck-due').waitFor();
    await page.getByText('identity-no-match').waitFor();
    await picture(desk, 'portal-verdicts');
    expect(await examine(page)).toEqual([]);
    await page.goto(at('/portal/guides/errors'));
    await page.getByLabel('查找代码').fill('quota-used');
    await page.getByRole('rowheader', { name: 'quota-used' }).waitFor();
    await expect.poll(() => page.locator('table tbody tr').count()).toBe(1);
  });

  it('V1: searches the API, and reads one operation with its fields, an example and its refusals', async () => {
    const { page } = desk;
    await page.goto(at('/portal/reference'));
    await page.getByRole('link', { name: 'checkRealName' }).waitFor();
    expect(await page.getByRole('link', { name: 'createApplication' }).count()).toBe(0);
    await picture(desk, 'portal-reference');
    expect(await examine(page)).toEqual([]);
    await page.getByLabel('查找接口').fill('real-name');
    await page.getByRole('link', { name: 'checkRealName' }).click();
    await seeHeading(page, 'checkRealName');
    await page.getByRole('rowheader', { name: 'birthDate' }).waitFor();
    await page.getByRole('rowheader', { name: 'register-unavailable' }).waitFor();
    await picture(desk, 'portal-operation');
    expect(await examine(page)).toEqual([]);
    await page.reload();
    await seeHeading(page, 'checkRealName');
  });

  it('V1, V2: tries a real-name check with a key made in the browser, and sees the answer', async () => {
    const { page } = desk;
    await page.goto(at('/portal/try'));
    await seeHeading(page, '试一试');
    expect(await examine(page)).toEqual([]);
    await enter(page, '生成密钥，登记试用客户端');
    await page.getByText('客户端编号').waitFor();
    await space(page, /^核验证件|^实名核验/);
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByText('一致 · 信息一致').waitFor();
    await sees(page, 'evidenceId', '200');
    await picture(desk, 'portal-try');
    expect(await examine(page)).toEqual([]);
    await page.getByText(TRY_PEOPLE.wrongName.name, { exact: true }).click();
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByText('不一致 · 信息不一致').waitFor();
    await press(page, '按证据编号再查一次');
    await page.getByText(/GET \/api\/v1\/services\/evidence\//).waitFor();
    for (const [who, answer] of [
      [TRY_PEOPLE.lost.name, '红 · 证件已挂失'],
      [TRY_PEOPLE.expired.name, '红 · 证件已过有效期'],
    ] as const) {
      await page.getByText('证件状态核验', { exact: true }).click();
      await page.getByText(who, { exact: true }).click();
      await page.getByRole('button', { name: '发送' }).click();
      await page.getByText(answer).waitFor();
    }
    expect(surprises(desk)).toEqual([]);
  });

  it('V1: the people to try it on are those of the sandbox', () => {
    const known = new Map(residents([]).map(({ name, number }) => [number, name]));
    for (const [who, { name, number }] of Object.entries(TRY_PEOPLE))
      expect(known.get(number) === name).toBe(who !== 'wrongName');
  });
});

describe('an administrator of an organisation', () => {
  it('V1: signs in from the portal and comes back to it', async () => {
    const { page } = boss;
    await page.goto(at('/portal/party'));
    await seeHeading(page, '我的接入');
    expect(await examine(page)).toEqual([]);
    await page.getByRole('link', { name: '登录' }).click();
    await signIn(page, { mobile });
    await page.waitForURL(at('/portal/party'));
    await makeAdministrator({ databaseUrl, dataDir }, mobile, organisation);
    await page.reload();
    await page.getByRole('link', { name: '提出申请' }).click();
    await seeHeading(page, '申请成为用证单位');
  });

  it('V1: applies; what is missing is named at once; then it stands there with its deadline', async () => {
    const { page } = boss;
    await press(page, '提交申请');
    const summary = page.locator('.errors');
    await summary.waitFor();
    await picture(boss, 'portal-apply-faults');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByText('《反洗钱法》（客户尽职调查）').click();
    await page.getByText('开立账户').click();
    for (const service of ['实名核验', '证件状态核验'])
      await page.getByText(service, { exact: true }).click();
    await page.getByLabel('为什么需要核验').fill('为个人客户开立账户时核对身份，一致后继续办理。');
    await page.getByLabel('联系人姓名').fill('王建国');
    await page.getByLabel('联系人手机').fill('16100000002');
    await picture(boss, 'portal-apply');
    expect(await examine(page)).toEqual([]);
    await press(page, '提交申请');
    await page.getByText('已申请，等待审核').waitFor();
    await page.getByText(/最迟在 .* 前答复/).waitFor();
    await picture(boss, 'portal-applied');
    expect(await examine(page)).toEqual([]);
  });

  it('V1: an officer approves; the agreement is read and accepted', async () => {
    const { page } = boss;
    const partyId = page.url().split('/').at(-1)!;
    const { token } = await anotherOfficer(databaseUrl, 'officer');
    await approveParty(url, token, partyId, {
      purposes: ['bank.account'],
      services: ['real-name-check', 'card-status-check'],
    });
    await page.reload();
    await page.getByText('已同意，等待签协议').waitFor();
    await picture(boss, 'portal-approved');
    await press(page, '阅读协议');
    await seeHeading(page, '协议');
    await press(page, '确认协议');
    await page.getByText('请先勾选同意。').waitFor();
    expect(await examine(page)).toEqual([]);
    await page.getByText('我代表单位同意上述协议').click();
    await picture(boss, 'portal-agreement');
    await press(page, '确认协议');
    await page.getByText('系统和设备可以使用了。').waitFor();
  });

  it('V1: asks for another service; until it is decided the old holds, and it can be withdrawn', async () => {
    const { page } = boss;
    await page.getByRole('link', { name: '申请变更用途或服务' }).click();
    await seeHeading(page, '变更用途和服务');
    await press(page, '提交变更');
    await page.locator('.errors').getByText('还没有说明为什么要核验').waitFor();
    expect(await examine(page)).toEqual([]);
    await page.getByText('双证关联核验', { exact: true }).click();
    await page.getByText('证件状态核验', { exact: true }).click();
    await page.getByLabel('为什么要变更').fill('港澳台客户开户时核对两证。');
    await picture(boss, 'portal-change');
    await press(page, '提交变更');
    await page.getByText('变更已提交，等待审核').waitFor();
    await page.getByText('新增：双证关联核验').waitFor();
    await page.getByText('去掉：证件状态核验').waitFor();
    expect(await page.getByRole('link', { name: '申请变更用途或服务' }).count()).toBe(0);
    await picture(boss, 'portal-change-asked');
    expect(await examine(page)).toEqual([]);
    await press(page, '撤回变更');
    await page.getByRole('dialog').getByRole('button', { name: '撤回变更' }).click();
    await page.locator('.notice', { hasText: '变更已撤回' }).waitFor();
    await page.getByRole('link', { name: '申请变更用途或服务' }).waitFor();
  });

  it('V1, V2: registers a system with a key from the browser; a program uses it; revoked, it is refused', async () => {
    const { page } = boss;
    await page.getByRole('link', { name: '系统', exact: true }).click();
    await seeHeading(page, '系统');
    expect(await examine(page)).toEqual([]);
    await page.getByRole('link', { name: '登记系统' }).click();
    await seeHeading(page, '登记系统');
    await press(page, '登记');
    await page.locator('.errors').waitFor();
    expect(await examine(page)).toEqual([]);
    await page.getByLabel('名称').fill('柜面系统');
    await picture(boss, 'portal-new-client');
    await press(page, '登记');
    await page.locator('.notice.good', { hasText: '已登记 · 柜面系统' }).waitFor();
    const clientId = (await page.locator('.code-block code').first().innerText()).trim();
    const saved = page.waitForEvent('download');
    await press(page, '下载私钥（JWK）');
    const privateKey = JSON.parse(readFileSync(await (await saved).path(), 'utf8'));
    expect(await examine(page)).toEqual([]);
    await picture(boss, 'portal-made-client');
    const client = createClient({ baseUrl: url, clientId, privateKey });
    const check = await client.realNameCheck({ purpose: 'bank.account', ...TRY_PEOPLE.match });
    expect(check.verdict).toBe('match');

    await page.getByRole('link', { name: '查证据', exact: true }).click();
    await seeHeading(page, '查证据');
    await page.getByLabel('证据编号').fill(check.evidenceId);
    await press(page, '查询');
    await page.getByText('这次核验').waitFor();
    await picture(boss, 'portal-evidence');
    expect(await examine(page)).toEqual([]);

    await page.getByRole('link', { name: '用量' }).click();
    await page.getByRole('img', { name: '每天的调用次数' }).waitFor();
    await picture(boss, 'portal-usage');
    expect(await examine(page)).toEqual([]);

    await page.getByRole('link', { name: '系统', exact: true }).click();
    await press(page, /^撤销 柜面系统/);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('一分钟内全部失效').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '撤销' }).click();
    await page.locator('.notice.good', { hasText: '已撤销 · 柜面系统' }).waitFor();
    await picture(boss, 'portal-revoked');
    await expect
      .poll(
        () =>
          createClient({ baseUrl: url, clientId, privateKey })
            .evidence(check.evidenceId)
            .then(String, (error) => error.code),
        {
          timeout: 60_000,
          interval: 1_000,
        },
      )
      .toMatch(/invalid_client|not-signed-in/);
  });

  it('V1: a device gets its code as a QR, with the time it works; a webhook shows its secret once', async () => {
    const { page } = boss;
    await page.getByRole('link', { name: '设备', exact: true }).click();
    await seeHeading(page, '设备');
    expect(await examine(page)).toEqual([]);
    await page.getByRole('link', { name: '登记设备' }).click();
    await page.getByLabel('设备名称').fill('大堂一号');
    await page.getByText('开立账户').click();
    expect(await examine(page)).toEqual([]);
    await press(page, '生成登记码');
    const qr = page.getByRole('img', { name: '登记码的二维码' });
    await qr.waitFor();
    await expect.poll(() => qr.getAttribute('data-url')).toMatch(/\/verifier\/enrol#/);
    await page.getByText(/前有效/).waitFor();
    await picture(boss, 'portal-device');
    expect(await examine(page)).toEqual([]);

    await page.getByRole('link', { name: '事件推送' }).click();
    await seeHeading(page, '事件推送');
    await page.getByLabel('地址', { exact: true }).fill('https://bank.example.org/hooks/suizheng');
    await press(page, '添加');
    await page.getByText('签名密钥', { exact: true }).waitFor();
    await page.getByText('地址还没有通过验证，事件先不推送').waitFor();
    expect(await page.getByRole('button', { name: '发一条测试事件' }).count()).toBe(0);
    await picture(boss, 'portal-webhooks');
    expect(await examine(page)).toEqual([]);
    expect(surprises(boss)).toEqual([]);
  });

  it('V1: an address is proven once its receiver, which has the secret now, answers the challenge', async () => {
    const { page } = boss;
    let secret = 'not yet';
    const sink = await startWebhookSink();
    try {
      sink.answerWith(async (received, response) => {
        const answer = webhookAnswer(await verifyWebhook(received, secret));
        response.writeHead(answer.status).end(answer.body);
      });
      await press(page, '我已保存');
      await page.getByLabel('地址', { exact: true }).fill(sink.url);
      await press(page, '添加');
      await page.getByText('签名密钥', { exact: true }).waitFor();
      await expect.poll(() => sink.received.length).toBeGreaterThan(0);
      secret = (await page.locator('.notice .code-block code').first().innerText()).trim();
      await press(page, '我已保存');
      const card = page.locator('.card', { hasText: sink.url });
      await card.getByText('地址还没有通过验证，事件先不推送').waitFor();
      await card.getByRole('button', { name: '再试一次' }).click();
      await card.getByText('地址已验证').waitFor();
      await card.getByRole('button', { name: '发一条测试事件' }).click();
      await expect.poll(() => sink.events().at(-1)?.kind).toBe('webhook.test');
      await card.getByText(/最近送达/).waitFor();
      await picture(boss, 'portal-webhook-proven');
      expect(await examine(page)).toEqual([]);
      expect(surprises(boss)).toEqual([]);
    } finally {
      await sink.close();
    }
  });
});
