import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../packages/client/src/public.ts';
import { openBrowser, type TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { selfSigned } from '../packages/server/src/testing/certificate.ts';
import { facesDir } from '../packages/vision/src/testing/attack-rows.ts';
import { TRY_PEOPLE } from '../packages/web/src/portal/try/people.ts';
import { writeClip } from './camera-clip.ts';
import { anotherOfficer } from './counter-steps.ts';
import { press, seeHeading, signIn } from './steps/citizen.ts';
import { examine as examineScreen, PHONE } from './steps/examine.ts';
import { at, leavePictures, surprises } from './steps/phone.ts';
import { activeParty, makeAdministrator } from './steps/portal.ts';
import { sees } from './steps/reads.ts';
import { stack } from './steps/stack.ts';

const { url, databaseUrl, dataDir } = stack;
const folder = process.env.SCREENS_DIR;
const files = mkdtempSync(join(tmpdir(), 'suizheng-portal-'));
const DESK = { width: 1280, height: 800 };
const mobile = '16100000332';
const organisation = '随证示范电信';
let boss: TestBrowser;
let gate: TestBrowser | undefined;
let partyId: string;

const picture = async ({ page }: TestBrowser, name: string) => {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize()!;
  for (const [size, end] of [
    [DESK, ''],
    [PHONE, '-phone'],
  ] as const) {
    await page.setViewportSize(size);
    await page.screenshot({ path: `${folder}/${name}${end}.png`, fullPage: true });
  }
  await page.setViewportSize(before);
};
/** Complaints about the screen in every shape and language; the desk's width comes back. */
const examine = async (): Promise<string[]> => {
  const complaints = await examineScreen(boss.page);
  await boss.page.setViewportSize(DESK);
  return complaints;
};
/** Opens the form for a new system, named, with this way of proving itself chosen. */
const newClient = async (label: string, way: string) => {
  const { page } = boss;
  await page.goto(at(`/portal/party/${partyId}/clients/new`));
  await seeHeading(page, '登记系统');
  await page.getByLabel('名称').fill(label);
  await page.getByText(way, { exact: true }).click();
};

beforeAll(async () => {
  boss = await openBrowser({ context: { viewport: DESK, isMobile: false, hasTouch: false } });
  const { page } = boss;
  await page.goto(at('/portal/party'));
  await page.getByRole('link', { name: '登录' }).click();
  await signIn(page, { mobile });
  await page.waitForURL(at('/portal/party'));
  const organisationId = await makeAdministrator({ databaseUrl, dataDir }, mobile, organisation);
  const { token } = await anotherOfficer(databaseUrl, 'officer');
  partyId = await activeParty(page, url, { organisationId, officer: token });
});
afterAll(async () => {
  await gate?.close();
  await boss?.close();
  rmSync(files, { recursive: true, force: true });
});
leavePictures(() => ({ boss, gate }));

describe('a system with a key of its own', () => {
  it('V1: its private key is refused before it leaves the page; its public keys are taken, and it gets answers', async () => {
    const { page } = boss;
    const pair = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ])) as CryptoKeyPair;
    const kid = 'ledger-1';
    const privateKey = { ...(await crypto.subtle.exportKey('jwk', pair.privateKey)), kid };
    const { kty, crv, x, y } = privateKey;
    await newClient('账务系统', '粘贴公钥（JWKS）');
    await press(page, '登记');
    await page.locator('.errors').getByText('这不是 JWKS').waitFor();
    await page.getByRole('textbox', { name: '公钥（JWKS）' }).fill(JSON.stringify({ keys: [privateKey] }));
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.postData() ?? ''));
    await press(page, '登记');
    await page.locator('.errors').getByText('里面含有私钥').waitFor();
    expect(sent.join()).not.toContain(privateKey.d);
    await picture(boss, 'ways-jwks-private');
    expect(await examine()).toEqual([]);
    await page
      .getByRole('textbox', { name: '公钥（JWKS）' })
      .fill(JSON.stringify({ keys: [{ kty, crv, x, y, kid }] }, null, 2));
    await press(page, '登记');
    await page.locator('.notice.good', { hasText: '已登记 · 账务系统' }).waitFor();
    const clientId = (await page.locator('.code-block code').first().innerText()).trim();
    await picture(boss, 'ways-jwks-made');
    const client = createClient({ baseUrl: url, clientId, privateKey: privateKey as never });
    const check = await client.realNameCheck({ purpose: 'telecom.subscriber', ...TRY_PEOPLE.match });
    expect(check.verdict).toBe('match');
    await press(page, '完成');
    await seeHeading(page, '系统');
    await sees(page, '账务系统', clientId, '密钥 · P-256');
    expect(surprises(boss)).toEqual([]);
  });
});

describe('a system with a certificate', () => {
  it('V1: what is no certificate is refused; one from a file is taken, and stands there with its last day', async () => {
    const { page } = boss;
    const { cert, key } = selfSigned('till.example.org');
    await newClient('营业厅系统', '上传证书（双向 TLS）');
    await page.getByLabel('证书（PEM）').fill(key);
    await press(page, '登记');
    await page.locator('.errors').getByText('里面含有私钥').waitFor();
    expect(await examine()).toEqual([]);
    await page.getByLabel('证书（PEM）').fill('hello');
    await press(page, '登记');
    await page.locator('.errors').getByText('不是 PEM 证书').waitFor();
    const file = join(files, 'certificate.pem');
    writeFileSync(file, cert);
    const chooser = page.waitForEvent('filechooser');
    await press(page, '选择文件');
    await (await chooser).setFiles(file);
    await expect.poll(() => page.getByLabel('证书（PEM）').inputValue()).toBe(cert);
    await picture(boss, 'ways-certificate');
    await press(page, '登记');
    await page.locator('.notice.good', { hasText: '已登记 · 营业厅系统' }).waitFor();
    expect(await examine()).toEqual([]);
    await press(page, '完成');
    await seeHeading(page, '系统');
    const { fingerprint256 } = new X509Certificate(cert);
    await sees(page, '营业厅系统', fingerprint256.replaceAll(':', '').toLowerCase(), '证书有效期至');
    await picture(boss, 'ways-clients');
    expect(await examine()).toEqual([]);
    expect(surprises(boss)).toEqual([]);
  });
});

describe('a device', () => {
  it('V1: scans the code from the administrator’s screen with its camera, and is the party’s from then on', async () => {
    const { page } = boss;
    await page.goto(at(`/portal/party/${partyId}/devices/new`));
    await page.getByLabel('设备名称').fill('营业厅手持机');
    await page.getByText('办理电话卡').first().click();
    await press(page, '生成登记码');
    const qr = page.getByRole('img', { name: '登记码的二维码' });
    await qr.waitFor();
    await picture(boss, 'ways-device-code');
    const camera = join(files, 'code.mjpeg');
    const seen = await sharp(await qr.screenshot())
      .resize({ height: 620 })
      .png()
      .toBuffer();
    await writeClip(camera, seen, { shown: 4, away: 1 });
    gate = await openBrowser({ camera });
    await gate.page.goto(at('/verifier/enrol'));
    await gate.page.getByRole('button', { name: '扫描登记二维码' }).click();
    await gate.page.getByText('已从二维码读到登记码').waitFor();
    await picture(gate, 'ways-gate-scanned');
    await gate.page.getByRole('button', { name: '登记', exact: true }).click();
    await gate.page.getByText('营业厅手持机').waitFor();
    await page.goto(at(`/portal/party/${partyId}/devices`));
    await page.getByRole('heading', { name: '营业厅手持机' }).waitFor();
    await sees(page, '可用 1 台');
    await picture(boss, 'ways-devices');
    expect(await examine()).toEqual([]);
    expect(surprises(gate)).toEqual([]);
  });
});

const portrait = join(facesDir(), 'f22.jpg');
describe.skipIf(!existsSync(portrait))('a newcomer who tries the real-person check', () => {
  it('V2: sends a photo: the face’s own person matches, somebody else does not; what is no photo is named', async () => {
    const { page } = boss;
    await page.goto(at('/portal/try'));
    await press(page, '生成密钥，登记试用客户端');
    await page.getByText('客户端编号').waitFor();
    await page.getByText('实人核验', { exact: true }).click();
    await press(page, '发送');
    await page.locator('.errors').getByText('请选择一张 JPEG 照片').waitFor();
    expect(await examine()).toEqual([]);
    const choose = async (file: string | { name: string; mimeType: string; buffer: Buffer }) => {
      const chooser = page.waitForEvent('filechooser');
      await press(page, '选择照片');
      await (await chooser).setFiles(file);
      await page.getByText('已选：').waitFor();
    };
    await choose({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
    await press(page, '发送');
    await page.getByText('portrait · 照片无法读取').waitFor();
    await picture(boss, 'ways-photo-unreadable');
    await choose(portrait);
    await press(page, '发送');
    await page.getByText(/^一致 · /).waitFor();
    await picture(boss, 'ways-photo-match');
    expect(await examine()).toEqual([]);
    await choose(join(facesDir(), 'f11.jpg'));
    await press(page, '发送');
    await page.getByText(/^不一致 · /).waitFor();
    await picture(boss, 'ways-photo-no-match');
    expect(surprises(boss)).toEqual([]);
  });
});
