import { registerPaths } from '@suizheng/domain/contract/registers.ts';
import { frame } from './frame.ts';
import { html } from './html.ts';

const CALLS: readonly (readonly [method: string, path: string, chinese: string, english: string])[] = [
  ['POST', registerPaths.realNameChecks, '姓名、号码、有效期是否一致', 'name, number and expiry agree?'],
  ['POST', registerPaths.portraits, '最近的证件照片', 'latest card portrait'],
  ['POST', registerPaths.mobileChecks, '手机号是否为在册号码', 'is this the mobile on file?'],
  ['POST', registerPaths.guardianChecks, '是否为监护人', 'is this a guardian?'],
  ['POST', registerPaths.permitRealNameChecks, '通行证、居住证是否一致', 'the same about permits'],
  ['POST', registerPaths.permitPortraits, '通行证、居住证照片', 'latest permit portrait'],
  ['POST', registerPaths.permitMobileChecks, '通行证在册手机号', 'mobile on file of a permit'],
  ['POST', registerPaths.permitLinkChecks, '两证是否同一人', 'are two documents one person’s'],
  [
    'POST',
    registerPaths.organisationChecks,
    '机构代码与名称是否一致',
    'code and name of an organisation agree?',
  ],
  ['POST', registerPaths.smsMessages, '发送短信', 'send a message'],
  ['GET', registerPaths.smsReceipts, '送达回执', 'delivery receipts'],
  ['GET', registerPaths.reverseGeocode, '位置所在城市', 'city of a position'],
  ['GET', registerPaths.cities, '按名称找城市', 'cities by name'],
  [
    'GET',
    '/vouch/.well-known/openid-configuration',
    '支小宝：证明手机号',
    'vouches for a phone (OpenID Connect)',
  ],
  ['GET', '/demo-person', '演示人物', 'who to be in a demo'],
  ['GET', '/demo-people', '全部演示人物', 'everyone there is'],
  ['GET', '/sms/inbox', '收件箱', 'a phone’s inbox'],
  ['PUT', '/faults', '制造故障', 'make a system fail'],
];

/** The human page about the interfaces. */
export function docsPage(): string {
  return frame(
    '接口',
    '/docs',
    html`<h1>接口 <span lang="en">Interfaces</span></h1>
<p><a href="/openapi.json">OpenAPI 3.1 (openapi.json)</a></p>
<p class="hint">机构按同一份约定连接自己的登记系统，见 docs/connect-a-register.md。 <span lang="en">An agency connects its own register by the same contract.</span></p>
<ul class="calls">${CALLS.map(([method, path, chinese, english]) => html`<li class="tile"><code>${method} ${path}</code><span>${chinese} <span lang="en" class="hint">${english}</span></span></li>`)}</ul>`,
  );
}
