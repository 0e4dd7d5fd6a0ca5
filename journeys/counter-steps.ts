import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { StaffRole } from '../packages/domain/src/policy/staff-access.ts';
import { SYSTEM } from '../packages/server/src/context.ts';
import { connect } from '../packages/server/src/db/connect.ts';
import { addStaff } from '../packages/server/src/flows/staff/add-staff.ts';

/** What an officer does with the counter's pages; each step ends when its page has answered. */
export type Counter = { readonly page: Page; readonly url: string };

/** The token of the officer whom the sandbox invents. */
export function demoOfficerToken(dataDir: string): string {
  const file = JSON.parse(readFileSync(join(dataDir, 'demo-officer.json'), 'utf8')) as { token: string };
  return file.token;
}

/** Signs the demo officer in. */
export async function signInAtCounter({ page, url }: Counter, token: string): Promise<void> {
  await page.goto(`${url}/counter/`);
  await page.getByLabel('工作令牌').fill(token);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '业务窗口' }).waitFor();
}

/** Issues a paper for a resident on a household letter; answers the PDF and the certificate's identifier. */
export async function issuePaperAtCounter(
  { page, url }: Counter,
  person: { name: string; number: string },
): Promise<{ pdf: Buffer; identifier: string }> {
  await page.goto(`${url}/counter/paper`);
  await page.getByLabel('姓名').fill(person.name);
  await page.getByLabel('证件号码').fill(person.number);
  await page.getByText('所在地公安机关出具的户籍证明信').click();
  await page.getByLabel('证明出具单位').fill('随证站派出所');
  await page.getByRole('button', { name: '核对' }).click();
  await page.getByRole('heading', { name: '核对后签发' }).waitFor();
  await page.getByRole('button', { name: '签发', exact: true }).click();
  await page.getByRole('heading', { name: '已签发' }).waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载 PDF' }).click();
  const download = await saved;
  const pdf = readFileSync(await download.path());
  return { pdf, identifier: download.suggestedFilename().replace(/\.pdf$/, '') };
}

/** Makes an enrolment code for a rail reader with one purpose. */
export async function makeEnrolmentCode(
  { page, url }: Counter,
  { label, purpose, scope }: { label: string; purpose: string; scope?: string },
): Promise<string> {
  await page.goto(`${url}/counter/readers/new`);
  await page.getByLabel('用证单位').fill('随证站');
  await page.getByLabel('设备名称').fill(label);
  // Where the reader stands; the railway is what the page begins with.
  if (scope) await page.getByText(scope, { exact: true }).click();
  await page.locator('.checkbox', { hasText: purpose }).click();
  await page.getByRole('button', { name: '生成登记码' }).click();
  await page.getByRole('heading', { name: '登记码', exact: true }).waitFor();
  return (await page.locator('.counter-code').innerText()).trim();
}

/** Finds one credential by its identifier and changes its status, with a reason. */
export async function changeStatusAtCounter(
  { page, url }: Counter,
  identifier: string,
  act: '撤销' | '暂停' | '恢复',
  result: string,
): Promise<void> {
  await page.goto(`${url}/counter/search`);
  await choosePurpose(page, '暂停、恢复或撤销');
  await page.getByLabel('电子证照标识或证件号码').fill(identifier);
  await page.keyboard.press('Enter');
  await page.getByText('找到 1 份').first().waitFor();
  await page.getByRole('button', { name: act, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('原因').fill('演练');
  await dialog.getByRole('button', { name: act, exact: true }).click();
  await page.getByText(`状态已改为：${result}`).waitFor();
}

/** Says why the officer looks: a search needs it. */
export async function choosePurpose(page: Page, purpose: string): Promise<void> {
  await page.getByRole('button', { name: '用途' }).click();
  await page.getByRole('option', { name: purpose }).click();
}

/** Another officer than the demo's: a token as `suizheng staff add` gives one. */
export async function anotherOfficer(
  databaseUrl: string,
  ...roles: readonly StaffRole[]
): Promise<{ name: string; token: string }> {
  const { db, close } = connect({ url: databaseUrl, poolSize: 1 });
  const name = `同事${randomBytes(2).toString('hex')}`;
  try {
    const staff = {
      name,
      counter: '随证站公安制证口',
      roles: roles.length > 0 ? roles : (['officer'] as const),
    };
    const { token } = await addStaff({ db, random: randomBytes }, SYSTEM, staff, new Date());
    return { name, token };
  } finally {
    await close();
  }
}

/** Revokes with a second pair of eyes: asked for on the page, confirmed by another officer. */
export async function revokeAtCounter(
  counter: Counter,
  identifier: string,
  databaseUrl: string,
): Promise<void> {
  await changeStatusAtCounter(counter, identifier, '撤销', '已暂停');
  const { token } = await anotherOfficer(databaseUrl);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const path = `${counter.url}/api/v1/counter/status-requests`;
  const requests = (await (await fetch(path, { headers })).json()) as { id: string }[];
  for (const { id } of requests) {
    const answer = await fetch(`${path}/${id}/decision`, {
      method: 'POST',
      headers,
      body: '{"confirm":true}',
    });
    if (answer.status !== 200) throw new Error(`the confirmation was answered ${answer.status}`);
  }
}
