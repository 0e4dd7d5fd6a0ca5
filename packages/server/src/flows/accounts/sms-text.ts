import { fill, type Locale, type Text } from '@suizheng/domain/text/locale.ts';

/** The text message that carries a sign-in code: no name, no number, and what it must not be used for. */
const CODE_TEXT: Text = {
  'zh-Hans': '【随证】登录验证码 {code}，{minutes} 分钟内有效。工作人员不会向您索要，请勿告诉任何人。',
  'zh-Hant-HK': '【隨證】登入驗證碼 {code}，{minutes} 分鐘內有效。職員不會向您索取，請勿告訴任何人。',
  'zh-Hant-TW': '【隨證】登入驗證碼 {code}，{minutes} 分鐘內有效。工作人員不會向您索取，請勿告訴任何人。',
  en: '[Suizheng] Your sign-in code is {code}, good for {minutes} minutes. Nobody of ours will ask for it: tell no one.',
};

/** The message in the person's language. */
export function codeText(locale: Locale, code: string, validForMs: number): string {
  return fill(CODE_TEXT[locale], { code, minutes: validForMs / 60_000 });
}
