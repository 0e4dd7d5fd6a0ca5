import { inAll, type Text } from '../text/locale.ts';
import { type Level, reaches } from './level.ts';

/** One thing an account can do here, and what it needs for it (A8; source 003). */
export type AccountFunction = {
  readonly text: Text;
  readonly level: Level;
  /** Done in the name of an organisation, by its members (A7). */
  readonly organisation: boolean;
  /** The procedure it is, where it is one. */
  readonly procedure: string | null;
  /** Not built yet: shown as coming, never pretended. */
  readonly coming: boolean;
};

const by =
  (level: Level, organisation = false) =>
  (text: Text, more: { procedure?: string; coming?: boolean } = {}): AccountFunction => ({
    text,
    level,
    organisation,
    procedure: more.procedure ?? null,
    coming: more.coming ?? false,
  });
const registered = by('registered');
const realName = by('real-name');
const realPerson = by('real-person');
const forOrganisation = by('real-name', true);
const coming = { coming: true } as const;

/** The table of functions: an agency moves a function to another level here and nowhere else. */
export const FUNCTIONS = {
  track: registered(inAll('查询办理进度', '查詢辦理進度', '查詢辦理進度', 'Track applications')),
  present: registered(inAll('出示证件', '出示證件', '出示證件', 'Show credentials')),
  devices: registered(inAll('管理登录设备', '管理登入裝置', '管理登入裝置', 'Manage devices')),
  rights: registered(
    inAll(
      '查看、导出、删除个人信息',
      '查閱、匯出、刪除個人資料',
      '查閱、匯出、刪除個人資料',
      'See, export and delete my data',
    ),
  ),
  registration: registered(inAll('实名登记', '實名登記', '實名登記', 'Registration'), {
    procedure: 'registration',
  }),
  'rail-temporary-id': registered(
    inAll(
      '铁路电子临时乘车身份证明',
      '鐵路電子臨時乘車身份證明',
      '鐵路電子臨時乘車身分證明',
      'Rail temporary ID',
    ),
    { procedure: 'rail-temporary-id' },
  ),
  'hk-macau-travel-permit': registered(
    inAll(
      '港澳居民来往内地临时通行证',
      '港澳居民來往內地臨時通行證',
      '港澳居民來往內地臨時通行證',
      'Temporary travel permit for Hong Kong and Macau residents',
    ),
    { procedure: 'hk-macau-travel-permit' },
  ),
  'taiwan-travel-permit': registered(
    inAll(
      '台湾居民来往大陆临时通行证',
      '台灣居民來往大陸臨時通行證',
      '台灣居民來往大陸臨時通行證',
      'Temporary travel permit for Taiwan residents',
    ),
    { procedure: 'taiwan-travel-permit' },
  ),
  'document-link': registered(inAll('双证关联证明', '雙證關聯證明', '雙證關聯證明', 'Document link'), {
    procedure: 'document-link',
  }),
  'answer-requests': realPerson(
    inAll(
      '答复单位的核验请求',
      '回覆機構的核驗請求',
      '回覆單位的驗證請求',
      'Answer requests about my documents',
    ),
  ),
  'step-up': realName(inAll('提升到实人认证', '提升至真人認證', '提升至真人驗證', 'Step up to real-person'), {
    procedure: 'step-up',
  }),
  'guardian-consent': realName(
    inAll('作为监护人同意', '以監護人身份同意', '以監護人身分同意', 'Consent as a guardian'),
  ),
  'join-organisation': realName(inAll('加入单位', '加入機構', '加入單位', 'Join an organisation')),
  'pay-fines': realName(inAll('缴纳罚款', '繳納罰款', '繳納罰款', 'Pay fines'), coming),
  'book-inspection': realName(inAll('预约验车', '預約驗車', '預約驗車', 'Book a vehicle inspection'), coming),
  'apply-for-credentials': realPerson(
    inAll('申领电子证件', '申領電子證件', '申領電子證件', 'Apply for electronic credentials'),
    coming,
  ),
  'driving-licence': realPerson(
    inAll('电子驾驶证', '電子駕駛證', '電子駕照', 'Electronic driving licence'),
    coming,
  ),
  'handle-violations': realPerson(
    inAll('处理交通违法', '處理交通違例', '處理交通違規', 'Handle traffic violations'),
    coming,
  ),
  'preselect-plate': realPerson(
    inAll('预选车牌号', '預選車牌號碼', '預選車牌號碼', 'Pre-select a number plate'),
    coming,
  ),
  'organisation-members': forOrganisation(
    inAll(
      '管理单位成员和角色',
      '管理機構成員和角色',
      '管理單位成員與角色',
      'Members and roles of an organisation',
    ),
  ),
  'organisation-vehicles': forOrganisation(
    inAll('单位车辆列表', '機構車輛列表', '單位車輛清單', 'Vehicles of an organisation'),
    coming,
  ),
  'organisation-plates': forOrganisation(
    inAll('单位预选车牌号', '機構預選車牌號碼', '單位預選車牌號碼', 'Pre-select plates for an organisation'),
    coming,
  ),
} as const satisfies Record<string, AccountFunction>;
export type FunctionId = keyof typeof FUNCTIONS;

/** The procedure by which an account of level `held` comes nearer to `needed`, or null when it is there. */
export function wayTo(held: Level, needed: Level): 'registration' | 'step-up' | null {
  if (reaches(held, needed)) return null;
  return held === 'registered' ? 'registration' : 'step-up';
}

/** How an account stands towards a function; `member` is true when it belongs to an organisation. */
export function standing(
  { level, organisation: needsOrganisation, coming: notBuilt }: AccountFunction,
  held: { readonly level: Level; readonly member: boolean },
): 'open' | 'needs-level' | 'needs-organisation' | 'coming' {
  if (notBuilt) return 'coming';
  if (!reaches(held.level, level)) return 'needs-level';
  return needsOrganisation && !held.member ? 'needs-organisation' : 'open';
}
