/** What a keyboard wedge has typed so far; `at` is the time of the last key in milliseconds. */
export type WedgeState = { readonly text: string; readonly at: number };

/** Figures: largest gap between two keys in milliseconds, fewest characters that count as a scan. */
export type WedgePolicy = { readonly gapMs: number; readonly shortest: number };

/** `key` is KeyboardEvent.key. `swallow`: the page must not act on this key (a space would press a button). */
export type WedgeStep = { readonly state: WedgeState; readonly swallow: boolean; readonly code?: string };

export const WEDGE_IDLE: WedgeState = { text: '', at: Number.NEGATIVE_INFINITY };

/** From this many fast keys on, it is a scanner and not a person. */
const SURELY_A_SCANNER = 4;

/**
 * Tells a hardware scanner from a person by its speed: characters with short gaps, ended by Enter or Tab.
 * The text comes in capitals (base45 has no others), whatever Caps Lock does to the scanner.
 */
export function feedWedge(state: WedgeState, key: string, at: number, policy: WedgePolicy): WedgeStep {
  // A modifier comes between the keys of a scanner that types capitals; it says nothing itself.
  if (key === 'Shift' || key === 'CapsLock' || key === 'AltGraph') return { state, swallow: false };
  const fast = at - state.at <= policy.gapMs;
  const text = fast ? state.text : '';
  if (key === 'Enter' || key === 'Tab') {
    if (text.length < policy.shortest) return { state: WEDGE_IDLE, swallow: text.length >= SURELY_A_SCANNER };
    return { state: WEDGE_IDLE, swallow: true, code: text.toUpperCase() };
  }
  if (key.length !== 1) return { state: WEDGE_IDLE, swallow: false };
  // No code begins with a space: that is a person pressing "next".
  if (text === '' && key === ' ') return { state: WEDGE_IDLE, swallow: false };
  return { state: { text: text + key, at }, swallow: text.length >= SURELY_A_SCANNER };
}

/** A code typed or pasted by hand: trimmed, in capitals; inner spaces stay, base45 uses them. */
export function typedCode(text: string): string {
  return text
    .trim()
    .replace(/[\r\n\t]+/g, '')
    .toUpperCase();
}
