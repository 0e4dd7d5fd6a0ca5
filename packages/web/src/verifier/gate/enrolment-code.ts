import { readUrl } from '@suizheng/domain/identifiers/read-url.ts';

/** Where a QR of an enrolment leads; the code stands behind `#`, which browsers never send. */
const ENROL_PATH = '/verifier/enrol';

/** The one-time code of a scanned or typed text: a QR of this site, or the code itself; null for anything else. */
export function enrolmentCodeOf(text: string, origin: string): string | null {
  const trimmed = text.trim();
  if (/^[0-9A-Za-z][0-9A-Za-z -]{14,38}$/.test(trimmed)) return trimmed;
  const url = readUrl(trimmed);
  if (url === null || url.origin !== origin || url.pathname.replace(/\/$/, '') !== ENROL_PATH) return null;
  const code = decodeURIComponentSafely(url.hash.slice(1));
  return code === '' ? null : code;
}

/**
 * Takes a code out of the page's address and out of the browser's history, before anything else looks at it: an address
 * bar is read over shoulders, synced and restored. Answers null where there is none.
 */
export function takeCodeFromAddress({
  location,
  history,
}: Pick<Window, 'location' | 'history'> = window): string | null {
  const code = enrolmentCodeOf(location.href, location.origin);
  if (code !== null) history.replaceState(history.state, '', location.pathname + location.search);
  return code;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
