import { inAll } from '../text/locale.ts';
import type { ConsentText } from './consent-texts.ts';

/** The agreement 协议 with a relying party (V1), oldest first; the last is the one in force. An old one is never changed or removed. */
export const AGREEMENTS: readonly ConsentText[] = [
  {
    version: 'party-2026-11',
    title: inAll('用证单位协议', '用證機構協議', '用證單位協議', 'Agreement for relying parties'),
    points: [
      inAll(
        '只为批准的用途核验；不为其他目的查询任何人。',
        '只為獲批的用途核驗；不為其他目的查詢任何人。',
        '僅為核准的用途驗證；不為其他目的查詢任何人。',
        'Check only for the purposes that were approved; ask about nobody for any other.',
      ),
      inAll(
        '只用结果，不留多余：核验中看到的信息，法律不要求保存的，用完即删；不用于营销、画像或转给他人。',
        '只用結果，不留多餘：核驗中看到的資料，法律不要求保存的，用完即刪；不用於推銷、側寫或轉交他人。',
        '只用結果，不留多餘：驗證中看到的資料，法律不要求保存者，用畢即刪；不用於行銷、剖繪或轉交他人。',
        'Keep nothing beyond need: what a check shows is deleted once used unless a law says otherwise, and never goes into marketing, profiles or other hands.',
      ),
      inAll(
        '保存证据编号：每次核验都有一个编号，双方和持证人都可以据此查询；持证人看得到谁在何时为何查验。',
        '保存證據編號：每次核驗都有一個編號，雙方和持證人都可據此查詢；持證人看得到誰在何時為何查驗。',
        '保存證據編號：每次驗證都有一個編號，雙方與持證人皆可據此查詢；持證人看得到誰在何時為何查驗。',
        'Keep the evidence ids: each check has one by which both sides and the holder can look it up; holders see who looked, when and for what.',
      ),
      inAll(
        '密钥和设备自己保管；丢失或泄露的，立即撤销并告知。',
        '密鑰和裝置自行保管；遺失或洩露的，立即撤銷並告知。',
        '金鑰與裝置自行保管；遺失或外洩者，立即撤銷並告知。',
        'Look after keys and devices; revoke what is lost or leaked at once, and tell us.',
      ),
      inAll(
        '不通过不等于有罪：结果为“不一致”或“无法核验”时，给人其他办法，并由人复核。',
        '不通過不等於有問題：結果為「不相符」或「無法核驗」時，給當事人其他辦法，並由人覆核。',
        '不通過不等於有問題：結果為「不一致」或「無法驗證」時，提供當事人其他方法，並由人複核。',
        'A “no” is no verdict on a person: offer another way, and have somebody look at it.',
      ),
      inAll(
        '本服务免费；不得因核验向持证人收费。',
        '本服務免費；不得因核驗向持證人收費。',
        '本服務免費；不得因驗證向持證人收費。',
        'The service is free of charge, and holders are charged nothing for being checked.',
      ),
      inAll(
        '可以随时撤回：本单位可随时提出终止；受理机关可因核查暂停，暂停和终止一分钟内生效。',
        '可以隨時撤回：本機構可隨時提出終止；受理機關可因調查暫停，暫停和終止一分鐘內生效。',
        '可以隨時撤回：本單位可隨時提出終止；受理機關可因查核暫停，暫停與終止一分鐘內生效。',
        'It can be revoked: you may ask to end it at any time; the authority may suspend it to look into something. Either takes effect within a minute.',
      ),
      inAll(
        '违反本协议的，暂停或终止使用，并依法追究责任；造成个人信息泄露的，立即通知受理机关和本人。',
        '違反本協議的，暫停或終止使用，並依法追究責任；造成個人資料外洩的，立即通知受理機關和當事人。',
        '違反本協議者，暫停或終止使用，並依法追究責任；造成個人資料外洩者，立即通知受理機關與當事人。',
        'A breach means suspension or the end, and liability under the law; a leak of personal data is told to the authority and the people concerned at once.',
      ),
    ],
  },
];

/** The agreement in force. */
export const currentAgreement = (): ConsentText => AGREEMENTS.at(-1)!;

/** The agreement of that version, or undefined where none was ever written. */
export function agreementOf(version: string): ConsentText | undefined {
  return AGREEMENTS.find((one) => one.version === version);
}
