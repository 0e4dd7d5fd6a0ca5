/** Parameters of a form; more is no form of ours. */
const MOST_PARAMETERS = 32;

/**
 * Parses application/x-www-form-urlencoded strictly: null for bytes that are no UTF-8, for broken %-escapes, for NUL, and
 * for a parameter that comes twice (RFC 6749 §3.2: whoever reads the first and whoever reads the last would not agree).
 * A parameter without a value counts as left out.
 */
export function parseForm(bytes: Uint8Array): ReadonlyMap<string, string> | null {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
  const form = new Map<string, string>();
  const parts = text.split('&').filter((part) => part !== '');
  if (parts.length > MOST_PARAMETERS) return null;
  for (const part of parts) {
    const at = part.indexOf('=');
    const name = decode(at < 0 ? part : part.slice(0, at));
    const value = decode(at < 0 ? '' : part.slice(at + 1));
    if (name === null || value === null || form.has(name)) return null;
    form.set(name, value);
  }
  for (const [name, value] of form) if (value === '') form.delete(name);
  return form;
}

function decode(text: string): string | null {
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '));
    return decoded.includes('\0') ? null : decoded;
  } catch {
    return null;
  }
}
