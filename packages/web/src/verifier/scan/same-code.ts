/** The code that was judged last, and when the camera saw it last (milliseconds). */
export type SeenCode = { readonly text: string; readonly at: number } | null;

/** A code that stays before the camera is one scan: it counts again after it was out of sight for `restMs`. */
export function seeCode(
  seen: SeenCode,
  text: string,
  at: number,
  restMs: number,
): { readonly seen: SeenCode; readonly isNew: boolean } {
  const isNew = seen === null || seen.text !== text || at - seen.at > restMs;
  return { seen: { text, at }, isNew };
}
