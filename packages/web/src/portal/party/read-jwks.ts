/** Whether a pasted text has a member that only private keys have: a guess for words, never a check. */
export const holdsPrivateKey = (text: string): boolean => /"[dk]"\s*:/.test(text);

/** A JWK Set of public keys as it was pasted, a single key included; null for anything else, a private key above all. */
export function readJwks(text: string): { keys: Record<string, unknown>[] } | null {
  try {
    const parsed = JSON.parse(text) as Record<string, unknown>;
    const keys: unknown = typeof parsed.kty === 'string' ? [parsed] : parsed.keys;
    if (!Array.isArray(keys) || keys.length === 0) return null;
    const whole = keys.every(
      (key: unknown) =>
        typeof key === 'object' && key !== null && 'kty' in key && !('d' in key) && !('k' in key),
    );
    return whole ? { keys: keys as Record<string, unknown>[] } : null;
  } catch {
    return null;
  }
}
