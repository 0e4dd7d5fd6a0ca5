import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Assertion, Attestation } from '@suizheng/domain/contract/passkey.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Context } from '../../context.ts';

/** Name that authenticators show for what a passkey opens. */
const RP_NAME = '随证 Suizheng';

/** A passkey that was just made and verified. */
export type NewPasskey = {
  readonly credentialId: Buffer;
  readonly publicKey: Buffer;
  readonly signCount: number;
  readonly transports: string[];
  readonly backedUp: boolean;
};

/** A passkey as it is kept, as far as verifying needs it. */
export type KeptPasskey = {
  readonly credential_id: Buffer;
  readonly public_key: Buffer;
  readonly sign_count: string;
  readonly transports: readonly string[];
};

type Site = Pick<Context, 'webauthn'>;

/** Options to make a passkey: discoverable, with the user verified; `known` ones are not made twice. */
export function creationOptions(
  { webauthn }: Site,
  challenge: Uint8Array<ArrayBuffer>,
  user: { readonly id: Uint8Array; readonly name: string },
  known: readonly KeptPasskey[],
) {
  return generateRegistrationOptions({
    rpName: RP_NAME,
    rpID: webauthn.rpId,
    challenge,
    userID: Uint8Array.from(user.id),
    userName: user.name,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: known.map(({ credential_id }) => ({ id: credential_id.toString('base64url') })),
  });
}

/** Options to sign in with whichever passkey the person picks. */
export function requestOptions({ webauthn }: Site, challenge: Uint8Array<ArrayBuffer>) {
  return generateAuthenticationOptions({ rpID: webauthn.rpId, challenge, userVerification: 'required' });
}

/** Verifies a new passkey: challenge, origin and RP ID of this installation, user verified; throws `passkey.invalid`. */
export async function verifyCreation(
  { webauthn }: Site,
  challenge: string,
  attestation: Attestation,
): Promise<NewPasskey> {
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: attestation as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: [...webauthn.origins],
    expectedRPID: webauthn.rpId,
    requireUserVerification: true,
  }).catch(() => ({ verified: false, registrationInfo: undefined }) as const);
  if (!verified || registrationInfo === undefined) throw passkeyInvalid();
  const { credential, credentialBackedUp } = registrationInfo;
  return {
    credentialId: Buffer.from(credential.id, 'base64url'),
    publicKey: Buffer.from(credential.publicKey),
    signCount: credential.counter,
    transports: (attestation.response.transports ?? []).slice(0, 8),
    backedUp: credentialBackedUp,
  };
}

/**
 * Verifies the use of a passkey; answers its new counter. One that did not grow where it counts is a copied key and
 * refused, as is a wrong challenge, origin, RP ID or signature, or a user who was not verified; throws `passkey.invalid`.
 */
export async function verifyUse(
  { webauthn }: Site,
  challenge: string,
  assertion: Assertion,
  kept: KeptPasskey,
): Promise<number> {
  const result = await verifyAuthenticationResponse({
    response: assertion as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: [...webauthn.origins],
    expectedRPID: webauthn.rpId,
    requireUserVerification: true,
    credential: {
      id: kept.credential_id.toString('base64url'),
      publicKey: Uint8Array.from(kept.public_key),
      counter: Number(kept.sign_count),
      transports: kept.transports as AuthenticatorTransport[],
    },
  }).catch(() => null);
  if (result?.verified !== true) throw passkeyInvalid();
  return result.authenticationInfo.newCounter;
}

/** One answer for everything wrong with a passkey: anything finer would tell which ones exist. */
export function passkeyInvalid(): AppError {
  return new AppError('validation-failed', { fields: [{ field: 'response', code: 'passkey.invalid' }] });
}
