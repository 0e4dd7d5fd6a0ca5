import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FACE_CONSENT } from '../packages/domain/src/contract/consent-terms.ts';
import type { TestBrowser } from '../packages/launch/src/testing/browser.ts';
import { syntheticNumber } from '../packages/sandbox/src/population/people.ts';
import { EXPORT_FORMAT } from '../packages/server/src/flows/rights/export-data.ts';
import { applyForMyself, idInAddress, press, seeHeading } from './steps/citizen.ts';
import { examine, open } from './steps/examine.ts';
import { enter, space } from './steps/keyboard.ts';
import type { Resident } from './steps/people.ts';
import { at, leavePictures, openPhone, surprises } from './steps/phone.ts';
import { sees } from './steps/reads.ts';

/** Nobody else's journey: 王建国 of the sandbox's register. */
const person: Resident = {
  name: '王建国',
  number: syntheticNumber('1992-06-18', 'male', 1),
  mobile: '16100000002',
  portrait: 'm12',
};
let phone: TestBrowser;

describe('a person’s rights over their own data', () => {
  beforeAll(async () => {
    phone = await openPhone();
  });
  afterAll(() => phone?.close());
  leavePictures(() => ({ phone }));

  it('A12: sees what they agreed to, in its words, and withdraws it: the application leads to another way', async () => {
    const { page } = phone;
    await applyForMyself(page, person);
    const application = idInAddress(page);
    // The consent as the page before the camera sends it; the check itself is another journey.
    const status = await page.evaluate(
      async ([id, version]) => {
        const answer = await fetch('/api/v1/real-person-checks', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
          body: JSON.stringify({ for: { kind: 'application', id }, consent: { version } }),
        });
        return answer.status;
      },
      [application, FACE_CONSENT.version] as const,
    );
    expect(status).toBe(201);
    await page.goto(at('/settings'));
    await page.getByRole('link', { name: /隐私与我的资料/ }).click();
    await seeHeading(page, '隐私与我的资料');
    await page.getByRole('link', { name: /我的同意/ }).click();
    await page.getByRole('link', { name: /同意采集人脸/ }).click();
    await seeHeading(page, '同意采集人脸');
    await sees(page, ...FACE_CONSENT.points.map((point) => point['zh-Hans']), '撤回后');
    await press(page, '撤回这项同意');
    await page.getByText('已撤回，相关照片已删除。').waitFor();
    await open(page, `/applications/${application}`);
    await seeHeading(page, /窗口|制证口/);
    await open(page, '/settings/privacy/consents');
    await sees(page, '已撤回');
  });

  it('PIPL 45: takes their data along, as a page and as a file, and is told of it in the inbox', async () => {
    const { page } = phone;
    await open(page, '/settings/privacy/data');
    await press(page, '显示我的资料');
    await page.getByText('资料在下面').waitFor();
    await sees(page, person.mobile, person.name, person.number, '杭州市');
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, '保存为文件')]);
    const data = JSON.parse(await readFile(await download.path(), 'utf8'));
    expect(data).toMatchObject({ format: EXPORT_FORMAT, account: { mobile: person.mobile } });
    expect(data.applications[0].typed).toMatchObject({ name: person.name, number: person.number });
    await page.goto(at('/'));
    await page.getByRole('link', { name: /消息.*未读/ }).click();
    await seeHeading(page, '消息');
    await page.getByText('您的资料已导出').waitFor();
    await press(page, '全部标为已读');
    await page.getByText('已全部标为已读。').waitFor();
    await page.goto(at('/'));
    await page.getByText('没有未读消息').waitFor();
  });

  it('every screen of privacy and inbox holds in both modes, at 320 px, zoomed, in four languages; axe is content', async () => {
    const { page } = phone;
    const complaints: string[] = [];
    for (const path of [
      '/inbox',
      '/settings/privacy',
      '/settings/privacy/consents',
      '/settings/privacy/data',
      '/settings/privacy/delete',
      '/guardian',
    ]) {
      await open(page, path);
      complaints.push(...(await examine(page)).map((one) => `${path}: ${one}`));
    }
    await open(page, '/settings/privacy/consents');
    await page.getByRole('link', { name: /同意采集人脸/ }).click();
    await seeHeading(page, '同意采集人脸');
    complaints.push(...(await examine(page)).map((one) => `consent: ${one}`));
    expect(complaints).toEqual([]);
  });

  it('PIPL 47: is told what goes and what the law keeps, deletes by keyboard, sees it coming on the first screen, and undoes it', async () => {
    const { page } = phone;
    await open(page, '/settings/privacy/delete');
    await sees(page, '会删除', '法律或公平使用要求保留', '至少六个月', '7 天内可以反悔');
    await press(page, '删除我的账户');
    await page.getByRole('alert').getByText('请先勾选您明白了。').waitFor();
    await space(page, '我明白，钥匙销毁后不能恢复');
    await enter(page, '删除我的账户');
    await page
      .getByText(/您的账户将于|账户将于/)
      .first()
      .waitFor();
    await open(page, '/');
    await page.getByRole('link', { name: '查看或撤销' }).click();
    await press(page, '撤销删除，保留账户');
    await page.getByText('我明白，钥匙销毁后不能恢复').waitFor();
    await open(page, '/inbox');
    await sees(page, '已撤销删除');
    expect(surprises(phone)).toEqual([]);
  });
});
