import {
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';
import type { AccountView } from '@suizheng/domain/contract/account.ts';
import type { Assertion } from '@suizheng/domain/contract/passkey.ts';
import { beginPasskeySignIn, signInWithPasskey } from '@suizheng/domain/contract/sign-in.ts';
import { call } from '../../shared/api/call.ts';

/** A challenge is renewed well before its time ends (ms), however long the page stands open. */
const RENEW_MS = 4 * 60_000;

/**
 * Offers passkeys among what the browser fills in at the field (WebAuthn §5.1.4, mediation `conditional`): nothing is
 * shown until the person goes to the field. Calls `onOffered` once the browser can; answers the account when a passkey was
 * picked, null when the browser cannot, no challenge is to be had, or another way was taken. Throws when one that was
 * picked did not sign in.
 */
export async function offerPasskey(signal: AbortSignal, onOffered: () => void): Promise<AccountView | null> {
  if (!(await browserSupportsWebAuthnAutofill())) return null;
  onOffered();
  for (;;) {
    if (signal.aborted) return null;
    const options = await call(beginPasskeySignIn, {}, { signal }).catch(() => null);
    if (options === null) return null;
    const picked = await pick(options, signal);
    if (picked === 'renew') continue;
    return picked === null ? null : call(signInWithPasskey, { body: { response: picked } }, { signal });
  }
}

/** Waits for a pick: null when it was broken off, `renew` when the challenge is about to end. */
async function pick(
  options: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<Assertion | 'renew' | null> {
  if (signal.aborted) return null;
  let renews = false;
  const end = () => WebAuthnAbortService.cancelCeremony();
  const timer = setTimeout(() => {
    renews = true;
    end();
  }, RENEW_MS);
  // Before another way begins a ceremony of its own: a browser takes one at a time.
  signal.addEventListener('abort', end, { once: true });
  try {
    const used = await startAuthentication({
      optionsJSON: options as unknown as Parameters<typeof startAuthentication>[0]['optionsJSON'],
      useBrowserAutofill: true,
      verifyBrowserAutofillInput: false,
    });
    return used as Assertion;
  } catch {
    return renews ? 'renew' : null;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}
