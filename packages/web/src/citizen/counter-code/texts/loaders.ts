import { inAll } from '@suizheng/domain/text/locale.ts';
import type { TextLoaders } from '../../../shared/i18n/texts.ts';

const words = {
  title: inAll('窗口申请码', '窗口申請碼', '窗口申請碼', 'Code for the counter'),
  lead: inAll(
    '请出示给窗口工作人员扫描，或念出编号。',
    '請出示給窗口職員掃描，或讀出編號。',
    '請出示給窗口人員掃描，或唸出編號。',
    'Let the officer scan it, or read the reference out.',
  ),
  back: inAll('返回申请', '返回申請', '返回申請', 'Back to the application'),
  label: inAll('申请编号的二维码', '申請編號的二維碼', '申請編號的 QR 碼', 'The reference as a code'),
  bring: inAll('请带上证件原件。', '請攜帶證件正本。', '請攜帶證件正本。', 'Bring the original document.'),
  safe: inAll(
    '码里只有申请编号，没有姓名和号码。',
    '碼中只有申請編號，沒有姓名和號碼。',
    '碼中只有申請編號，沒有姓名和號碼。',
    'It holds the reference alone: no name, no number.',
  ),
};
type Words = Record<keyof typeof words, string>;

declare module '../../../shared/i18n/texts.ts' {
  interface AppTexts {
    counterCode: Words;
  }
}

const inOne = (locale: keyof (typeof words)['title']): (() => Promise<Words>) => {
  const entries = Object.entries(words).map(([key, text]) => [key, text[locale]]);
  return async () => Object.fromEntries(entries) as Words;
};

/** Six sentences: one small chunk for all languages. */
export const COUNTER_CODE_TEXTS: TextLoaders<'counterCode'> = {
  'zh-Hans': inOne('zh-Hans'),
  'zh-Hant-HK': inOne('zh-Hant-HK'),
  'zh-Hant-TW': inOne('zh-Hant-TW'),
  en: inOne('en'),
};
