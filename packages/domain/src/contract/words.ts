/**
 * Characters that nobody sees: controls, formats (turns of direction, joiners, marks of width nought), halves of
 * surrogates and what no standard has given a meaning. In words shown to others they would let a text look like another.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** One line of words that others will read: NFC, without what nobody sees, its spaces single; for `overwrite` of a schema. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(UNSEEN, '')
    // What stood between two spaces, or a letter and its accent, is gone: they meet.
    .replace(/ {2,}/g, ' ')
    .normalize('NFC')
    .trim();

/** The same for words of several lines. */
export const someLines = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .split('\n')
    .map((line) => line.replace(/\t/g, ' ').replace(UNSEEN, ''))
    .join('\n')
    .normalize('NFC')
    .trim();
