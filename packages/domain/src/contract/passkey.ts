import { z } from 'zod';
import { base64url } from './fields.ts';

const bytes = base64url.min(1).max(16_000);

/** Options for `navigator.credentials`, as WebAuthn's JSON forms have them; made and read by the libraries on both sides. */
export const PasskeyOptions = z.record(z.string(), z.unknown()).meta({ id: 'PasskeyOptions' });

/** A new passkey, RegistrationResponseJSON of WebAuthn Level 3. */
export const Attestation = z
  .object({
    id: bytes,
    rawId: bytes,
    type: z.literal('public-key'),
    response: z.object({
      clientDataJSON: bytes,
      attestationObject: bytes,
      transports: z.array(z.string().max(40)).max(16).optional(),
    }),
    clientExtensionResults: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'PasskeyAttestation' });
export type Attestation = z.infer<typeof Attestation>;

/** The use of a passkey, AuthenticationResponseJSON of WebAuthn Level 3. */
export const Assertion = z
  .object({
    id: bytes,
    rawId: bytes,
    type: z.literal('public-key'),
    response: z.object({
      clientDataJSON: bytes,
      authenticatorData: bytes,
      signature: bytes,
      userHandle: base64url.max(200).optional(),
    }),
    clientExtensionResults: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'PasskeyAssertion' });
export type Assertion = z.infer<typeof Assertion>;
