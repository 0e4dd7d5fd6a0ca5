import { inAll } from '../text/locale.ts';
import type { ConsentText } from './consent-texts.ts';

/**
 * What a holder agrees to when they let a relying party be told yes (L3). It is used up by the answer: there is nothing
 * left to withdraw then, and the text says so. A new version is a new entry; an old one is never changed or removed.
 */
export const LINK_CONSENTS: readonly ConsentText[] = [
  {
    version: '2026-11-01',
    title: inAll(
      '同意告知两份证件属于我本人',
      '同意告知兩份證件屬於我本人',
      '同意告知兩份證件屬於我本人',
      'Agree that they are told both documents are yours',
    ),
    points: [
      inAll(
        '只在登记库确认两份证件属于同一人时，告知对方“属于同一人”；除此之外什么也不告知。',
        '只在登記庫確認兩份證件屬於同一人時，告知對方「屬於同一人」；除此之外甚麼也不告知。',
        '僅在登記資料庫確認兩份證件屬於同一人時，告知對方「屬於同一人」；除此之外什麼也不告知。',
        'They are told “one person’s” if the register has both documents as one person’s, and nothing else.',
      ),
      inAll(
        '不同意、不理会，对方得到的都是同一句“未能确认”，看不出原因，不影响您以其他方式办理。',
        '不同意或不理會，對方得到的都是同一句「未能確認」，看不出原因，不影響您以其他方式辦理。',
        '不同意或不理會，對方得到的都是同一句「無法確認」，看不出原因，不影響您以其他方式辦理。',
        'If you refuse or do nothing they hear the same “not confirmed”, which does not say why. You can prove it in another way.',
      ),
      inAll(
        '同意只用于这一次。答复发出后不能收回；记录保留半年，您随时可以查看。',
        '同意只用於這一次。答覆發出後不能收回；記錄保留半年，您可隨時查閱。',
        '同意僅用於這一次。答覆送出後無法收回；紀錄保留半年，您可隨時查閱。',
        'Your consent is for this once. An answer that was given cannot be taken back; the record is kept for half a year and you can read it.',
      ),
    ],
  },
];

/** The text in force. */
export const LINK_CONSENT = LINK_CONSENTS.at(-1)!;
