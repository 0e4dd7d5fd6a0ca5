import type { Page } from 'playwright-core';

/** What is measured on a screen as it stands; every answer is a list of complaints, empty when all is well. */

/** Controls that are smaller than `least` CSS pixels in width or height; links inside a sentence are exempt (WCAG 2.5.8). */
export const smallTargets = (page: Page, least: number): Promise<string[]> =>
  page.evaluate((limit) => {
    const complaints: string[] = [];
    for (const control of document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary')) {
      const style = getComputedStyle(control);
      if (control.closest('.unseen') && !control.closest('label')) continue;
      // The native twin of a list box, which nobody sees or reaches.
      if (control.closest('[aria-hidden="true"]')) continue;
      const inText =
        control.matches('a') &&
        style.display === 'inline' &&
        control.parentElement?.textContent?.trim() !== control.textContent?.trim();
      // A box or a radio button is as large as its label, which is what one presses.
      const pressed = control.closest('label') ?? control;
      const { width, height } = pressed.getBoundingClientRect();
      if (inText || width === 0 || height === 0) continue;
      if (width < limit - 0.5 || height < limit - 0.5)
        complaints.push(
          `${control.getAttribute('aria-label') ?? pressed.textContent?.trim() ?? control.tagName}: ${Math.round(width)}×${Math.round(height)}`,
        );
    }
    return complaints;
  }, least);

/** Words that are set smaller than `least` CSS pixels. */
export const smallWords = (page: Page, least: number): Promise<string[]> =>
  page.evaluate((limit) => {
    const complaints: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent?.trim();
      if (!text || !parent || parent.closest('.unseen, script, style')) continue;
      const { width } = parent.getBoundingClientRect();
      const size = Number.parseFloat(getComputedStyle(parent).fontSize);
      if (width > 0 && size < limit) complaints.push(`${text.slice(0, 30)}: ${size}px`);
    }
    return complaints;
  }, least);

/** What sticks out of a screen so wide that it must be scrolled sideways. */
export const tooWide = (page: Page, width: number): Promise<string[]> =>
  page.evaluate((limit) => {
    if (document.documentElement.scrollWidth <= limit) return [];
    return [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => element.getBoundingClientRect().right > limit + 1)
      .slice(0, 5)
      .map((element) => `${element.tagName}.${element.className}: ${element.textContent?.slice(0, 30)}`)
      .concat(`${document.documentElement.scrollWidth}px wide`);
  }, width);

type Locale = 'zh-Hans' | 'zh-Hant-HK' | 'zh-Hant-TW' | 'en';

/** Characters that only the other script writes; data (names, cities) stands in elements with a language of their own. */
const FOREIGN: Record<Locale, string> = {
  'zh-Hans':
    '[這們來時國長門問間聞開關見觀覺車東樂書習買賣亂爭產親傷傳體會傘偉兒黨蘭興養獸內寫軍農馮沖決況凈準涼減鳳處備復夠頭臉證號碼實錄請務機網絡辦錯誤]',
  'zh-Hant-HK':
    '[这们来时国长门问间闻开关见观觉车东乐书习买卖乱争产亲伤传体会伞伟儿党兰兴养兽写军农冯决况净备凉减凤处够头脸证号码实录请务机网络办错误铁临识别]',
  'zh-Hant-TW':
    '[这们来时国长门问间闻开关见观觉车东乐书习买卖乱争产亲伤传体会伞伟儿党兰兴养兽写军农冯决况净凉减凤处备够头脸证号码实录请务机网络办错误铁临识别]',
  en: '[\\p{Script=Han}]',
};

/** Words on the screen (labels for a screen reader and the tab's title too) that are not in its language, and raw keys. */
export const foreignWords = (page: Page, locale: Locale): Promise<string[]> =>
  page.evaluate(
    ({ foreign, language }) => {
      const other = new RegExp(foreign, 'u');
      const key = /^[a-z][A-Za-z]*(\.[A-Za-z-]+)+$|\{\w+\}|undefined|\[object/;
      const complaints: string[] = [];
      const judge = (text: string | null | undefined, element: Element): void => {
        const trimmed = text?.trim();
        if (!trimmed) return;
        const own = element.closest('[lang]')?.getAttribute('lang') === language;
        const example = /^For example |\(关怀版\)/.test(trimmed);
        if (key.test(trimmed) || (own && !example && other.test(trimmed)))
          complaints.push(trimmed.slice(0, 60));
      };
      if (document.documentElement.lang !== language)
        complaints.push(`lang=${document.documentElement.lang}`);
      judge(document.title.replace(/ · 随证$/, ''), document.documentElement);
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        // Code is in no language, and {id} in an address is meant.
        if (parent && !parent.closest('script, style, noscript, [hidden], code'))
          judge(node.textContent, parent);
      }
      for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
        for (const name of ['aria-label', 'title', 'placeholder']) judge(element.getAttribute(name), element);
      }
      return complaints;
    },
    { foreign: FOREIGN[locale], language: locale },
  );
