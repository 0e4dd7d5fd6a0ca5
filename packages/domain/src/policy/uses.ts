import { inAll, type Text } from '../text/locale.ts';

/** Where border control stands: no credential of this platform is valid there, and the reason says so (T4). */
export const BORDER_SCOPE = 'border';

/** A use that readers of a scope can be enrolled for; which fields it sees is each procedure's own to say. */
export type Use = { readonly scope: string; readonly text: Text };

/**
 * Uses that several procedures share, by their ids (B6, T4). A use of the border reveals nothing: it exists so that such
 * a reader can be enrolled and hear why. A scope of one procedure only needs no entry here.
 */
export const USES = {
  'rail.sale': { scope: 'rail', text: inAll('购票', '購票', '購票', 'Ticket sale') },
  'rail.refund': { scope: 'rail', text: inAll('退票', '退票', '退票', 'Refund') },
  'rail.change': { scope: 'rail', text: inAll('改签', '改簽', '改票', 'Change') },
  'rail.entry': { scope: 'rail', text: inAll('进站', '進站', '進站', 'Station entry') },
  'rail.check': { scope: 'rail', text: inAll('验票', '驗票', '驗票', 'Ticket check') },
  'rail.exit': { scope: 'rail', text: inAll('出站', '出站', '出站', 'Station exit') },
  'rail.reimbursement': {
    scope: 'rail',
    text: inAll('报销凭证', '報銷憑證', '報帳憑證', 'Reimbursement voucher'),
  },
  'air.check-in': { scope: 'air', text: inAll('值机', '辦理登機', '報到劃位', 'Check-in') },
  'air.security': { scope: 'air', text: inAll('安检', '保安檢查', '安全檢查', 'Security check') },
  'air.boarding': { scope: 'air', text: inAll('登机', '登機', '登機', 'Boarding') },
  'bank.account': {
    scope: 'bank',
    text: inAll('开立账户', '開立帳戶', '開立帳戶', 'Opening an account'),
  },
  'telecom.subscriber': {
    scope: 'telecom',
    text: inAll('办理电话卡', '辦理電話卡', '申辦電話門號', 'Telephone subscription'),
  },
  'government.service': {
    scope: 'government',
    text: inAll('办理政务服务', '辦理政務服務', '辦理政府服務', 'Public service'),
  },
  'border.crossing': {
    scope: BORDER_SCOPE,
    text: inAll('出入境检查', '出入境檢查', '入出境查驗', 'Border crossing'),
  },
} as const satisfies Record<string, Use>;
export type UseId = keyof typeof USES;
