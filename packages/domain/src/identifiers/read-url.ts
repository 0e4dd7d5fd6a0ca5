/** A text as an absolute URL, or null where it is none. As URL.parse, which Safari has only since 18. */
export function readUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
