/** Keeps a value for this visit (it survives a reload, not the closing of the tab): what a person typed and has not sent yet. */
export function readSession<T>(key: string): T | undefined {
  try {
    const kept = sessionStorage.getItem(`suizheng.${key}`);
    return kept === null ? undefined : (JSON.parse(kept) as T);
  } catch {
    return undefined;
  }
}

/** Writes such a value; undefined removes it. */
export function writeSession(key: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(`suizheng.${key}`);
    else sessionStorage.setItem(`suizheng.${key}`, JSON.stringify(value));
  } catch {
    // Storage closed or full: the value lives as long as the page.
  }
}

/** Forgets everything of this visit: at sign-out. */
export function clearSession(): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith('suizheng.')) sessionStorage.removeItem(key);
    }
  } catch {
    // Nothing could be kept, so nothing is there.
  }
}
