/** Why a text is not a name as the resident identity card prints it. */
export type PersonNameFault = 'empty' | 'too-long' | 'characters';

/** The longest name the register holds, in characters (the longest seen on cards are transliterated ones). */
export const LONGEST_NAME = 50;

/**
 * Normalises a name to what the card prints: no outer or inner spaces in Han names, the middle dot as U+00B7;
 * never converts between simplified and traditional characters.
 */
export function parsePersonName(
  text: string,
): { ok: true; value: string } | { ok: false; reason: PersonNameFault } {
  const dotted = text
    .normalize('NFC')
    .trim()
    .replace(/[•・‧∙⋅．.·]/g, '·');
  const name = /\p{Script=Han}/u.test(dotted) ? dotted.replace(/[\s　]/g, '') : dotted.replace(/\s+/g, ' ');
  if (name === '') return { ok: false, reason: 'empty' };
  if ([...name].length > LONGEST_NAME) return { ok: false, reason: 'too-long' };
  if (!/^[\p{Script=Han}\p{Script=Latin}\u3007· '’-]+$/u.test(name))
    return { ok: false, reason: 'characters' };
  return { ok: true, value: name };
}

/** Shows a name with all but its first and last character hidden (张*晓; two characters: 张*). */
export function maskPersonName(name: string): string {
  const characters = [...name];
  if (characters.length <= 2) return `${characters[0] ?? ''}*`;
  return `${characters[0]}${'*'.repeat(characters.length - 2)}${characters.at(-1)}`;
}
