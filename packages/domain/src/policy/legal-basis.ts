import { inAll, type Text } from '../text/locale.ts';

/** Legal bases on which a relying party may check who somebody is (V1), with the scopes of use each is a basis for. */
export const LEGAL_BASES = {
  'railway-safety-64': {
    text: inAll(
      '《铁路安全管理条例》第六十四条（车票实名购买、查验）',
      '《鐵路安全管理條例》第六十四條（車票實名購買、查驗）',
      '《鐵路安全管理條例》第六十四條（車票實名購買、查驗）',
      'Regulation on Railway Safety, article 64 (tickets bought and checked in the real name)',
    ),
    scopes: ['rail'],
  },
  'aviation-security': {
    text: inAll(
      '《民用航空安全保卫条例》（旅客身份查验）',
      '《民用航空安全保衛條例》（旅客身份查驗）',
      '《民用航空安全保衛條例》（旅客身分查驗）',
      'Regulation on Civil Aviation Security (identity of passengers)',
    ),
    scopes: ['air'],
  },
  'anti-terrorism-21': {
    text: inAll(
      '《反恐怖主义法》第二十一条（电信、金融、住宿、长途客运等身份查验）',
      '《反恐怖主義法》第二十一條（電信、金融、住宿、長途客運等身份查驗）',
      '《反恐怖主義法》第二十一條（電信、金融、住宿、長途客運等身分查驗）',
      'Counter-Terrorism Law, article 21 (telecom, finance, lodging, long-distance transport)',
    ),
    scopes: ['rail', 'air', 'bank', 'telecom'],
  },
  'anti-money-laundering': {
    text: inAll(
      '《反洗钱法》（客户尽职调查）',
      '《反洗錢法》（客戶盡職調查）',
      '《反洗錢法》（客戶盡職調查）',
      'Anti-Money Laundering Law (customer due diligence)',
    ),
    scopes: ['bank'],
  },
  'cybersecurity-24': {
    text: inAll(
      '《网络安全法》（入网、办理电话提供真实身份信息）',
      '《網絡安全法》（入網、辦理電話提供真實身份資料）',
      '《網路安全法》（入網、申辦電話提供真實身分資料）',
      'Cybersecurity Law (real identity for network and telephone service)',
    ),
    scopes: ['telecom'],
  },
  'resident-id-13': {
    text: inAll(
      '《居民身份证法》第十三条（办理事务需证明身份）',
      '《居民身份證法》第十三條（辦理事務需證明身份）',
      '《居民身份證法》第十三條（辦理事務需證明身分）',
      'Resident Identity Card Law, article 13 (affairs in which identity must be proven)',
    ),
    scopes: ['rail', 'air', 'bank', 'telecom', 'government'],
  },
  'administrative-service': {
    text: inAll(
      '法律、行政法规规定的政务服务职责',
      '法律、行政法規規定的政務服務職責',
      '法律、行政法規規定的政務服務職責',
      'A public service duty laid down in law or administrative regulation',
    ),
    scopes: ['government', 'border'],
  },
} as const satisfies Record<string, { readonly text: Text; readonly scopes: readonly string[] }>;
export type LegalBasis = keyof typeof LEGAL_BASES;

/** Every basis's id, for schemas. */
export const LEGAL_BASIS_IDS = Object.keys(LEGAL_BASES) as [LegalBasis, ...LegalBasis[]];
