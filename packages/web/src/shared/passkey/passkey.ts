import type { Assertion, Attestation } from '@suizheng/domain/contract/passkey.ts';

type Options = Readonly<Record<string, unknown>>;

/** Makes a passkey by the server's options; null when the person or the browser broke it off. */
export async function makePasskey(options: Options): Promise<Attestation | null> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const made = await startRegistration({
    optionsJSON: options as unknown as Parameters<typeof startRegistration>[0]['optionsJSON'],
  }).catch(() => null);
  return made as Attestation | null;
}

/** Uses a passkey by the server's options; null when the person or the browser broke it off. */
export async function askPasskey(options: Options): Promise<Assertion | null> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const used = await startAuthentication({
    optionsJSON: options as unknown as Parameters<typeof startAuthentication>[0]['optionsJSON'],
  }).catch(() => null);
  return used as Assertion | null;
}

/** Whether this browser knows passkeys at all. */
export function hasPasskeys(): boolean {
  return typeof window.PublicKeyCredential === 'function';
}
