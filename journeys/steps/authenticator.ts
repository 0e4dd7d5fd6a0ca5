import type { CDPSession, Page } from 'playwright-core';

/** The authenticator built into a browser's device: keeps passkeys, and always knows its user. */
export type Authenticator = { readonly session: CDPSession; readonly id: string };

/** Gives the browser of this page an authenticator, as a phone or a laptop has one. */
export async function addAuthenticator(page: Page): Promise<Authenticator> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { session, id: authenticatorId };
}

/** What the authenticator does when it is asked: recognises its user, or not. */
export async function setUserVerified(
  { session, id }: Authenticator,
  isUserVerified: boolean,
): Promise<void> {
  await session.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified });
}

/** Whether the device's owner touches it whenever it asks; without, what is asked waits. */
export async function setPresent({ session, id }: Authenticator, enabled: boolean): Promise<void> {
  await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: id, enabled });
}
